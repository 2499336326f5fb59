"""Credential sources: what each needs to obtain credentials, and nothing that it obtained.

A vault makes them of what it stores; `refresh.provider_for` obtains credentials with them. Secrets in them
are `Secret`s: no repr shows one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.defaults import USUAL_SESSION
from cen_tui.cloud.endpoints import Endpoint

SHORTEST_SESSION = 900
"""Seconds: STS gives no shorter session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What a source of any kind can name."""

    sts: Endpoint | None = None
    """The STS endpoint that is called with it; None for the one of the options."""


@dataclass(frozen=True, slots=True)
class AssumedRole(_Source):
    """A RAM role, assumed with the credentials of another source (STS AssumeRole)."""

    source: "CredentialSource"
    arn: str
    session: str
    seconds: int = USUAL_SESSION
    external_id: str = ""
    policy: str = ""


@dataclass(frozen=True, slots=True)
class OidcRole(_Source):
    """A RAM role for who holds a token of an identity provider (STS AssumeRoleWithOIDC)."""

    arn: str
    provider_arn: str
    token_file: str
    """The file of the token; read each time, since another program renews it."""
    session: str
    seconds: int = USUAL_SESSION
    policy: str = ""


@dataclass(frozen=True, slots=True)
class EcsRole(_Source):
    """The role of the ECS instance that this runs on; with an empty name, whichever it has."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class CloudSso(_Source):
    """An access configuration of CloudSSO, for as long as the access token lives."""

    profile: str
    """The CLI's profile that has to log in again when it does not."""
    url: str
    account_id: str
    access_config: str
    token: Secret
    token_ends: int
    """Epoch seconds."""


@dataclass(frozen=True, slots=True)
class OAuthTokens:
    """What an OAuth login holds."""

    access: Secret
    access_ends: int
    """Epoch seconds."""
    refresh: Secret


@dataclass(frozen=True, slots=True)
class OAuth(_Source):
    """An OAuth login of the CLI: its tokens are renewed, and then the ones before are good no longer.

    It stays the same login when they are: two are equal when profile and site are.
    """

    profile: str
    """The CLI's profile that has to log in again when they cannot be renewed."""
    site: str
    """`CN` or `INTL`."""
    tokens: OAuthTokens = field(compare=False)
    held: Credentials | None = field(default=None, compare=False)
    """Credentials that an earlier exchange left, used for as long as they last."""
    keep: Callable[[OAuthTokens, OAuthTokens, Credentials | None], str] | None = field(
        default=None, compare=False, repr=False
    )
    """Called in a thread with the tokens before, those after, and the credentials; may block. Returns what
    the operator must be told, or an empty text."""
    reread: Callable[[], OAuthTokens | None] | None = field(default=None, compare=False, repr=False)
    """Called in a thread before they are renewed; may block. Returns the tokens that are kept now, which
    another program may have renewed; None where there are none to be had."""
    lock: Path | None = field(default=None, compare=False, repr=False)
    """The lock file that is held while they are renewed; None for no lock."""
    sts: Endpoint | None = field(default=None, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class External(_Source):
    """A command that prints credentials."""

    command: str


@dataclass(frozen=True, slots=True)
class CredentialsUri(_Source):
    """An address that answers with credentials."""

    uri: str


CredentialSource: TypeAlias = (
    Credentials | AssumedRole | OidcRole | EcsRole | CloudSso | OAuth | External | CredentialsUri
)


def base_source(source: CredentialSource) -> CredentialSource:
    """Return the source at the bottom of a chain of roles."""
    while isinstance(source, AssumedRole):
        source = source.source
    return source


def has_key(source: CredentialSource) -> bool:
    """Tell whether a source is an AccessKey, or a role that is assumed with one."""
    return isinstance(base_source(source), Credentials)


def consent_needed(source: CredentialSource) -> tuple[str, str]:
    """Return what a source does that needs the user's consent: a command or a profile, else nothing.

    The first of the two is `command`, `profile` or empty; the second names which.
    """
    match base_source(source):
        case External() as external:
            return "command", external.command
        case OAuth() as login:
            return "profile", login.profile
    return "", ""


def renewable(source: CredentialSource) -> bool:
    """Tell whether fresh credentials can be had when these end: keys with a token cannot be renewed here."""
    root = base_source(source)
    return not (isinstance(root, Credentials) and root.token)
