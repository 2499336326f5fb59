"""Credentials of RAM roles from STS: AssumeRole with other credentials, AssumeRoleWithOIDC with a token.

The credentials library has providers for both. They take https endpoints alone, read a role from the
environment where none is given, and have neither NO_PROXY nor a total time limit; the typed STS client sends
the same calls through the transport of every other call.
"""

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from cen_tui.cloud import converters
from cen_tui.cloud.auth.sources import AssumedRole, OidcRole
from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.errors.base import NOTHING_SENT, CloudError, ErrorKind
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.i18n.system_reasons import reason_in_words
from cen_tui.storage.ownership import open_plain
from cen_tui.text import safe

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_LONGEST_TOKEN = 20_000


async def assume_role(cloud: "Cloud", role: AssumedRole) -> Credentials:
    """Return credentials of a role for the identity of `cloud` (STS AssumeRole). Raises `CloudError`."""
    try:
        body = await cloud.call(
            Product.STS,
            "AssumeRole",
            role_arn=role.arn,
            role_session_name=role.session,
            duration_seconds=role.seconds,
            external_id=role.external_id or None,
            policy=role.policy or None,
        )
        return _credentials_in(body)
    except CloudError as error:
        if error.kind is ErrorKind.DENIED:
            error.advice = sentences(
                error.advice,
                _(
                    "The role must trust the account that assumes it, with the same external ID; "
                    "a main account's AccessKey cannot assume roles."
                ),
            )
        raise


async def assume_role_with_oidc(cloud: "Cloud", role: OidcRole) -> Credentials:
    """Return credentials of a role for an OIDC token (STS AssumeRoleWithOIDC, not signed).

    Raises `CloudError`.
    """
    token = await asyncio.to_thread(_token_of, role.token_file)
    body = await cloud.call(
        Product.STS,
        "AssumeRoleWithOIDC",
        role_arn=role.arn,
        oidcprovider_arn=role.provider_arn,
        oidctoken=token.reveal(),  # the SDK would format it, and a secret is hidden then
        role_session_name=role.session,
        duration_seconds=role.seconds,
        policy=role.policy or None,
    )
    return _credentials_in(body)


def _token_of(file: str) -> Secret:
    try:
        with os.fdopen(open_plain(Path(file)), encoding="ascii") as opened:
            token = opened.read(_LONGEST_TOKEN).strip()
    except (OSError, ValueError) as error:
        reason = (
            reason_in_words(safe(error.strerror)) if isinstance(error, OSError) else _("it holds no token")
        )
        raise _no_token(file, reason or _("it cannot be read")) from None
    if not token:
        raise _no_token(file, _("it is empty"))
    return Secret(token)


def _no_token(file: str, reason: str) -> CloudError:
    return CloudError(
        _("The identity token could not be read"),
        kind=ErrorKind.SIGN_IN,
        detail=sentences(
            _("{file}: {reason}.").format(file=safe(file, limit=200), reason=reason), NOTHING_SENT
        ),
        advice=_("Check oidc_token_file in the CLI's profile, and who may read that file."),
    )


def _credentials_in(body: object) -> Credentials:
    found = getattr(body, "credentials", None)
    key_id, secret, token = (
        getattr(found, name, None) for name in ("access_key_id", "access_key_secret", "security_token")
    )
    ends = converters.moment(getattr(found, "expiration", None))
    if not (isinstance(key_id, str) and isinstance(secret, str) and isinstance(token, str)):
        raise converters.unreadable(_("It lacks the credentials that were asked for."))
    return Credentials(key_id, Secret(secret), Secret(token), ends)
