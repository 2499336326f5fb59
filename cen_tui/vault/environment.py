"""The account of the environment's variables: listed without being saved, and not changed here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.text import safe
from cen_tui.vault.base import Account, Source
from cen_tui.vault.keys import (
    cleaned,
    key_hint,
    problems_with_key_id,
    problems_with_secret,
    problems_with_token,
)

ENVIRONMENT_NAME: Final = "environment"
KEY_ID_VARIABLE: Final = "ALIBABA_CLOUD_ACCESS_KEY_ID"
SECRET_VARIABLE: Final = "ALIBABA_CLOUD_ACCESS_KEY_SECRET"  # noqa: S105 - the name of a variable
TOKEN_VARIABLE: Final = "ALIBABA_CLOUD_SECURITY_TOKEN"  # noqa: S105 - likewise


@dataclass(frozen=True, slots=True)
class Environment:
    """The account that the variables define, with its credentials; or why there is none."""

    account: Account | None = None
    credentials: Credentials | None = None
    notice: str = ""
    """What is wrong with the variables, in words; empty when they are right or all unset."""


def read_environment(environ: Mapping[str, str]) -> Environment:
    """Return what the three variables of an AccessKey hold; an empty one counts as unset."""
    key_id = cleaned(environ.get(KEY_ID_VARIABLE, ""))
    secret = Secret(cleaned(environ.get(SECRET_VARIABLE, "")))
    token = Secret(cleaned(environ.get(TOKEN_VARIABLE, "")))
    if not (key_id or secret):
        alone = _("{token} is set without {id} and {secret}: it is not used.").format(
            token=TOKEN_VARIABLE, id=KEY_ID_VARIABLE, secret=SECRET_VARIABLE
        )
        return Environment(notice=alone if token else "")
    notice = _what_is_wrong(key_id, secret, token)
    if notice:
        return Environment(notice=notice)
    account = Account(name=ENVIRONMENT_NAME, key_hint=safe(key_hint(key_id)), source=Source.ENVIRONMENT)
    return Environment(account, Credentials(key_id, secret, token or None))


def _what_is_wrong(key_id: str, secret: Secret, token: Secret) -> str:
    found = {
        KEY_ID_VARIABLE: problems_with_key_id(key_id, has_token=bool(token)),
        SECRET_VARIABLE: problems_with_secret(secret),
        TOKEN_VARIABLE: problems_with_token(token),
    }
    words = [
        _("{variable}: {problem}").format(variable=name, problem=one.words)
        for name, problems in found.items()
        for one in problems
        if one.blocks
    ]
    return sentences(_("The environment's account is not offered."), *words) if words else ""
