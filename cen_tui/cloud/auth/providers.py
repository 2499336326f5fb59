"""Credentials from the metadata service of an instance, CloudSSO, OAuth, a URI, or a command.

Each is obtained by its provider of the credentials library. Failures are described in our words: those of the
library may contain whole responses. Every function raises `CloudError`.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Final
from urllib.parse import urlsplit

from cen_tui.cloud.auth.provider_client import ProviderRequest, ProviderResponse, run_provider
from cen_tui.cloud.auth.sources import CloudSso, CredentialsUri, EcsRole, External, OAuth
from cen_tui.cloud.credentials import Credentials
from cen_tui.cloud.endpoints import Endpoint, is_loopback
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.text import safe

METADATA_LIMIT: Final = 15.0
"""Seconds: the metadata service answers at once, or is not there."""
COMMAND_LIMIT: Final = 60.0
"""Seconds that a command may take."""
_SPARE: Final = timedelta(minutes=1)
_STARTING: Final = 10.0
"""Seconds that the library's process may take to start, on a busy machine."""
_OAUTH_SITES: Final = MappingProxyType(
    {
        "CN": ("https://oauth.aliyun.com", "4038181954557748008"),
        "INTL": ("https://oauth.alibabacloud.com", "4103531455503354461"),
    }
)
"""Where the CLI's logins are renewed, and as which client (from the CLI's own configuration)."""

_NOT_TAKEN: Final = MappingProxyType(
    {
        "RedirectedError": _(
            "It redirected to another address, which is not followed: nothing was sent there."
        ),
        "TooLargeError": _("It gave more than 1 MiB, which no credentials take."),
    }
)
"""Why an answer was not taken, by the name of the exception of the provider's process."""
_MODE_ERROR: Final = "ModeError"
"""The exception of that process whose text is the mode that a command printed."""
_OTHER_MODE: Final = _("the mode {mode}, which is neither AK nor StsToken")


def oauth_limit(options: CloudOptions) -> float:
    """Return the seconds that the renewal of an OAuth login takes at most: two calls of a process."""
    return _STARTING + 2 * options.total_timeout


@dataclass(frozen=True, slots=True)
class ProviderSpec:
    """The request for one kind of credentials, and the words of its failures."""

    request: ProviderRequest
    title: str
    detail: str
    advice: str


async def fetch_credentials(
    source: EcsRole | CloudSso | CredentialsUri | External, options: CloudOptions
) -> Credentials:
    """Return the credentials of a source."""
    match source:
        case EcsRole():
            spec = _ecs_role(source)
        case CloudSso():
            spec = _cloud_sso(source, options)
        case CredentialsUri():
            spec = _uri(source, options)
        case External():
            spec = _command(source)
    response = await run_provider(spec.request)
    if response.credentials is None:
        raise _failure(response, spec)
    return response.credentials


async def from_oauth(
    source: OAuth, options: CloudOptions
) -> tuple[Credentials | None, OAuth, CloudError | None]:
    """Return credentials, or why there are none; and the source with the tokens that are valid now.

    The tokens may have been renewed although the credentials failed: the caller must store them first.
    """
    if source.held and source.held.expires and source.held.expires - datetime.now(UTC) > _SPARE:
        return source.held, source, None
    spec = _oauth(source, options)
    response = await run_provider(spec.request)
    after = replace(source, tokens=response.renewed or source.tokens, held=response.credentials)
    return response.credentials, after, None if response.credentials else _failure(response, spec)


def _ecs_role(source: EcsRole) -> ProviderSpec:
    told = (
        _(
            "The metadata service of ECS (100.100.100.200) gave no credentials of a role named {role}: "
            "this is no ECS instance, or it has no such role."
        )
        if source.name
        else _(
            "The metadata service of ECS (100.100.100.200) gave no credentials of a role: "
            "this is no ECS instance, or it has no such role."
        )
    )
    return ProviderSpec(
        ProviderRequest("ecs", {"role_name": source.name}, METADATA_LIMIT),
        _("This machine has no RAM role"),
        told.format(role=safe(source.name)),
        _("Attach the RAM role to this instance, or choose another account."),
    )


def _cloud_sso(source: CloudSso, options: CloudOptions) -> ProviderSpec:
    """Return the request for an access configuration; raises where the login has expired."""
    if source.token_ends <= datetime.now(UTC).timestamp():
        ended = _("Only a new login in a browser renews it. Nothing was sent.")
        raise _error(_("The CloudSSO login has ended"), ended, _log_in_again(source.profile))
    endpoint = options.endpoint_for_token(_endpoint(source.url))
    fields = {
        "sign_in_url": str(endpoint),
        "account_id": source.account_id,
        "access_config": source.access_config,
        "access_token": source.token,
        "access_token_expire": source.token_ends,
    }
    return ProviderSpec(
        ProviderRequest("cloud_sso", fields, _STARTING + options.total_timeout, endpoint),
        _("CloudSSO gave no credentials"),
        _("{host} refused the login.").format(host=endpoint.host),
        _log_in_again(source.profile),
    )


def _oauth(source: OAuth, options: CloudOptions) -> ProviderSpec:
    url, client_id = _OAUTH_SITES[source.site]
    endpoint = options.endpoint_for_token(_endpoint(url))
    fields = {
        "client_id": client_id,
        "sign_in_url": str(endpoint),
        "access_token": source.tokens.access,
        "access_token_expire": source.tokens.access_ends,
        "refresh_token": source.tokens.refresh,
    }
    return ProviderSpec(
        ProviderRequest("oauth", fields, oauth_limit(options), endpoint),
        _("The OAuth login has ended"),
        _("{host} does not take the login of the CLI any more.").format(host=endpoint.host),
        _log_in_again(source.profile),
    )


def _uri(source: CredentialsUri, options: CloudOptions) -> ProviderSpec:
    endpoint = _endpoint(source.uri)
    return ProviderSpec(
        ProviderRequest("uri", {"uri": source.uri}, _STARTING + options.total_timeout, endpoint),
        _("The address gave no credentials"),
        _("{host} did not answer with credentials.").format(host=endpoint.host),
        _("Check credentials_uri in the CLI's profile, and the service that answers there."),
    )


def _command(source: External) -> ProviderSpec:
    """Return the request that runs a command, without terminal or input. The caller has asked first."""
    fields = {"process_command": source.command, "timeout": int(COMMAND_LIMIT)}
    return ProviderSpec(
        ProviderRequest("external", fields, _STARTING + COMMAND_LIMIT, whole_environment=True),
        _("The command gave no credentials"),
        _("It failed, took too long, or printed no credentials."),
        _("Run it by hand to see. It cannot prompt for anything here: it has no terminal."),
    )


def _log_in_again(profile: str) -> str:
    return _("Log in again: aliyun configure --profile {profile}. Then press Enter here again.").format(
        profile=safe(profile)
    )


def _endpoint(url: str) -> Endpoint:
    """Return the server that a URL of a profile names; tokens are sent there, so it must be a safe one."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    shown = safe(url.rpartition("@")[2], limit=120)  # what stands before may be a password
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))):
        raise _error(
            _("The address of the profile cannot be used"),
            _("{address} is neither https nor on this machine. Nothing was sent.").format(address=shown),
            _("Correct it in the CLI's profile."),
        )
    name = f"[{host}]" if ":" in host else host
    return Endpoint(f"{name}:{port}" if port else name, secure=parts.scheme == "https")


def _failure(response: ProviderResponse, spec: ProviderSpec) -> CloudError:
    message = _OTHER_MODE.format(mode=response.says) if response.failed == _MODE_ERROR else response.says
    said = _("It said: {message}").format(message=message) if message else ""
    detail = sentences(spec.detail, said)
    if response.failed == "RetryError":
        check = _("Check the network, then try again.")
        return _error(spec.title, sentences(detail, _("No connection.")), check, transport=True)
    if response.failed == "timeout":
        return _error(spec.title, sentences(detail, _("No answer in time.")), _("Try again."), transport=True)
    if response.failed in _NOT_TAKEN:
        return _error(spec.title, sentences(detail, _NOT_TAKEN[response.failed]), spec.advice)
    answered = (
        _("It answered with status {status}.").format(status=response.status) if response.status else ""
    )
    return _error(spec.title, sentences(detail, answered), spec.advice, code=response.code)


def _error(title: str, detail: str, advice: str, *, code: str = "", transport: bool = False) -> CloudError:
    kind = ErrorKind.TRANSPORT if transport else ErrorKind.SIGN_IN
    # permanent: the provider has retried already
    return CloudError(title, kind=kind, detail=detail, advice=advice, code=code, permanent=True)
