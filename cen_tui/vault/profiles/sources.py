"""What each mode of an aliyun CLI profile takes to sign in, and how that is written in the profile.

Source: the CLI's config/profile.go. Nothing that is missing is ever filled from the environment.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from cen_tui.cloud.auth.sources import (
    SHORTEST_SESSION,
    AssumedRole,
    CloudSso,
    CredentialSource,
    CredentialsUri,
    EcsRole,
    External,
    OAuth,
    OAuthTokens,
    OidcRole,
)
from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.defaults import USUAL_NAME, USUAL_SESSION
from cen_tui.cloud.endpoints import Endpoint, check_region, sts_endpoint_at
from cen_tui.cloud.errors.base import CloudError
from cen_tui.i18n import gettext as _
from cen_tui.text import safe, visible
from cen_tui.vault.keys import cleaned

_UNSUPPORTED: Final = MappingProxyType(
    {
        "BearerToken": _("a bearer token signs none of the calls that cen-tui makes"),
        "Anonymous": _("without any key none of the calls that cen-tui makes can be signed"),
        "RsaKeyPair": _("key pairs of RSA are no longer issued"),
    }
)
LONGEST_COMMAND: Final = 4000

Find = Callable[[str], CredentialSource]
"""Returns the source of another profile by its name; raises `UnusableError`."""


class UnusableError(Exception):
    """A profile cannot sign in. `str()` says why, as the end of a sentence."""


class Fields:
    """The fields of one profile, which may hold anything. Every method raises `UnusableError`."""

    def __init__(self, fields: Mapping[str, object], *, external: bool = True) -> None:
        """`external` is whether a command may be run, and an address asked, for credentials."""
        self._fields = fields
        self._external = external

    def check_external(self) -> None:
        """Refuse what runs a command or asks an address, where the environment forbids it."""
        if not self._external:
            raise UnusableError(
                _("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS forbids credentials of a command or an address")
            )

    def text(self, name: str, default: str = "") -> str:
        """Return a text, or the default where it is absent or empty."""
        value = self._fields.get(name)
        if value is not None and not isinstance(value, str):
            raise UnusableError(_("{field} is no text").format(field=name))
        return (value or "").strip() or default

    def needed(self, name: str) -> str:
        """Return a text that must be there."""
        value = self.text(name)
        if not value:
            raise UnusableError(_("{field} is empty").format(field=name))
        return value

    def number(self, name: str) -> int:
        """Return a whole number, 0 where it is absent."""
        value = self._fields.get(name) or 0
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise UnusableError(_("{field} is no whole number").format(field=name))
        return value


def _command(fields: Fields) -> str:
    """Return the command, which is shown whole before it runs: what cannot be shown is not run."""
    fields.check_external()
    command = fields.needed("process_command")
    if len(command) > LONGEST_COMMAND:
        raise UnusableError(
            _(
                "its process_command has {count:,} characters, and at most {most:,} are shown "
                "before it runs: put it into a script"
            ).format(count=len(command), most=LONGEST_COMMAND)
        )
    if visible(command) != command:
        raise UnusableError(
            _("its process_command holds characters that cannot be shown: put it into a script")
        )
    return command


def _keys(fields: Fields, *, with_token: bool) -> Credentials:
    token = Secret(cleaned(fields.needed("sts_token"))) if with_token else None
    key_id = cleaned(fields.needed("access_key_id"))
    ends = fields.number("sts_expiration") if with_token else 0
    return Credentials(
        key_id,
        Secret(cleaned(fields.needed("access_key_secret"))),
        token,
        datetime.fromtimestamp(ends, UTC) if ends else None,
    )


def _role(fields: Fields, source: CredentialSource) -> AssumedRole:
    return AssumedRole(
        source,
        fields.needed("ram_role_arn"),
        fields.text("ram_session_name", USUAL_NAME),
        _seconds(fields),
        fields.text("external_id"),
        fields.text("policy"),
    )


def _oidc(fields: Fields) -> OidcRole:
    sts = _sts(fields)
    if sts and not sts.takes_tokens:
        raise UnusableError(
            _("sts_endpoint is {host}, and its token goes to hosts of aliyuncs.com alone").format(
                host=sts.host
            )
        )
    return OidcRole(
        fields.needed("ram_role_arn"),
        fields.needed("oidc_provider_arn"),
        fields.needed("oidc_token_file"),
        # the CLI writes the one, the credentials library reads the other
        fields.text("ram_session_name") or fields.text("role_session_name", USUAL_NAME),
        _seconds(fields),
        fields.text("policy"),
    )


def _sts(fields: Fields) -> Endpoint | None:
    """Return the STS that a profile names: its host, else its region, from within a VPC where it says so."""
    host, region = fields.text("sts_endpoint"), fields.text("sts_region")
    inside = fields.text("endpoint_type").casefold() == "vpc"
    region = region or (fields.text("region_id") if inside else "")
    if not host and not region:
        return None
    try:
        if host:
            return sts_endpoint_at(host)
        check_region(region)
    except ValueError:
        raise UnusableError(
            _("sts_endpoint names no host: {host}").format(host=safe(host, limit=80))
        ) from None
    except CloudError:
        raise UnusableError(
            _("sts_region is no region: {region}").format(region=safe(region, limit=60))
        ) from None
    return Endpoint(f"sts{'-vpc' if inside else ''}.{region}.aliyuncs.com")


def _seconds(fields: Fields) -> int:
    seconds = fields.number("expired_seconds") or USUAL_SESSION
    if seconds < SHORTEST_SESSION:
        raise UnusableError(
            _("expired_seconds is under {least}, which STS refuses").format(least=SHORTEST_SESSION)
        )
    return seconds


def _cloud_sso(name: str, fields: Fields) -> CloudSso:
    return CloudSso(
        name,
        fields.needed("cloud_sso_sign_in_url"),
        fields.needed("cloud_sso_account_id"),
        fields.needed("cloud_sso_access_config"),
        Secret(fields.needed("access_token")),
        fields.number("cloud_sso_access_token_expire"),
    )


def _oauth(name: str, fields: Fields) -> OAuth:
    site = fields.text("oauth_site_type", "CN").upper()
    if site not in {"CN", "INTL"}:
        raise UnusableError(_("oauth_site_type is neither CN nor INTL"))
    return replace(OAuth(name, site, tokens_of(fields)), held=_held(fields))


def tokens_of(fields: Fields) -> OAuthTokens:
    """Return the tokens of an OAuth login; raises `UnusableError`."""
    return OAuthTokens(
        Secret(fields.text("oauth_access_token")),
        fields.number("oauth_access_token_expire"),
        Secret(fields.needed("oauth_refresh_token")),
    )


def _held(fields: Fields) -> Credentials | None:
    """Return the credentials that an earlier exchange left in the profile."""
    try:
        held = _keys(fields, with_token=True)
    except UnusableError:
        return None
    return held if held.expires else None


def _uri(fields: Fields) -> CredentialsUri:
    fields.check_external()
    return CredentialsUri(fields.needed("credentials_uri"))


_MODES: Final[Mapping[str, Callable[[str, Fields, Find], CredentialSource]]] = MappingProxyType(
    {
        "AK": lambda _name, fields, _find: _keys(fields, with_token=False),
        "StsToken": lambda _name, fields, _find: _keys(fields, with_token=True),
        "RamRoleArn": lambda _name, fields, _find: _role(
            fields, _keys(fields, with_token=bool(fields.text("sts_token")))
        ),
        "RamRoleArnWithRoleName": lambda _name, fields, _find: _role(
            fields, EcsRole(fields.text("ram_role_name"))
        ),
        "ChainableRamRoleArn": lambda _name, fields, find: _role(
            fields, find(fields.needed("source_profile"))
        ),
        "EcsRamRole": lambda _name, fields, _find: EcsRole(fields.text("ram_role_name")),
        "OIDC": lambda _name, fields, _find: _oidc(fields),
        "CloudSSO": lambda name, fields, _find: _cloud_sso(name, fields),
        "OAuth": lambda name, fields, _find: _oauth(name, fields),
        "External": lambda _name, fields, _find: External(_command(fields)),
        "CredentialsURI": lambda _name, fields, _find: _uri(fields),
    }
)


def source_of(name: str, fields: Fields, find: Find) -> CredentialSource:
    """Return how a profile signs in, asking the STS that it names.

    Raises:
        UnusableError: something is missing or wrong in it, or its mode is not one that can be used.
    """
    mode = fields.text("mode")
    if mode not in _MODES:
        raise UnusableError(_UNSUPPORTED.get(mode) or _unknown(mode))
    return replace(_MODES[mode](name, fields, find), sts=_sts(fields))


def _unknown(mode: str) -> str:
    if not mode:
        return _("it was never configured: it has no mode")
    known = {one.casefold(): one for one in (*_MODES, *_UNSUPPORTED)}
    if mode.casefold() in known:
        says = _("its mode {mode} is not known here (it is spelt {known})")
        return says.format(mode=safe(mode, limit=40), known=known[mode.casefold()])
    return _("its mode {mode} is not known here").format(mode=safe(mode, limit=40))
