"""The services beside the API that issue credentials: CloudSSO, OAuth, a URI, the metadata service.

They answer other paths than the API does, with tokens of their own in place of a signature. Shapes as
in alibabacloud_credentials, whose providers call them.
"""

import json
from collections.abc import Callable, Mapping
from typing import Final

from cen_tui.demo.actions.sts import credentials
from cen_tui.demo.errors import Body
from cen_tui.demo.estate.roles import AUDIT, NETOPS
from cen_tui.demo.http.request import RawRequest
from cen_tui.demo.world import Sessions

SSO_TOKEN: Final = "demo-sso-access-token"  # noqa: S105 - made up, as all here
SSO_ACCESS_CONFIG: Final = "ac-demo000000000000001"
OAUTH_REFRESH_TOKEN: Final = "demo-oauth-refresh-token-0"  # noqa: S105
URI_PATH: Final = "/credentials/demo"
METADATA_ROLE: Final = AUDIT.name
_METADATA: Final = "/latest/meta-data/ram/security-credentials/"
_METADATA_TOKEN: Final = "demo-metadata-token"  # noqa: S105

Reply = tuple[int, Body | str]


class TokenServices:
    """Answers the paths that are theirs. Sessions last an hour."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._renewals = 0
        self._paths: Mapping[tuple[str, str], Callable[[RawRequest], Reply]] = {
            ("POST", "/cloud-credentials"): self._cloud_sso,
            ("POST", "/v1/token"): self._oauth_token,
            ("POST", "/v1/exchange"): self._oauth_exchange,
            ("GET", URI_PATH): self._uri,
            ("PUT", "/latest/api/token"): lambda _: (200, _METADATA_TOKEN),
            ("GET", _METADATA): self._role_name,
            ("GET", f"{_METADATA}{METADATA_ROLE}"): self._metadata,
        }

    @property
    def refresh_token(self) -> str:
        """The one refresh token that is good: each is used once and gives another."""
        return f"{OAUTH_REFRESH_TOKEN[:-1]}{self._renewals}"

    @property
    def access_token(self) -> str:
        """The one OAuth access token that is good."""
        return f"demo-oauth-access-token-{self._renewals}"

    def answer(self, raw: RawRequest) -> Reply | None:
        """Return status and content, or None for a path that is not theirs."""
        serve = self._paths.get((raw.method, raw.path))
        return serve(raw) if serve else None

    def _issued(self, session: str) -> Body:
        return credentials(self._sessions.issue(NETOPS, session, 3600))

    def _cloud_sso(self, raw: RawRequest) -> Reply:
        if not _bears(raw, SSO_TOKEN):
            return 401, {"ErrorCode": "AccessTokenExpired", "ErrorMessage": "The access token is invalid."}
        asked = json.loads(raw.body)
        if asked.get("AccountId") != NETOPS.uid or asked.get("AccessConfigurationId") != SSO_ACCESS_CONFIG:
            return 403, {"ErrorCode": "NoPermission", "ErrorMessage": "No such access."}
        return 200, {"CloudCredential": self._issued("sso"), "RequestId": "demo"}

    def _oauth_token(self, raw: RawRequest) -> Reply:
        sent = dict(raw.form())
        if (sent.get("grant_type"), sent.get("refresh_token")) != ("refresh_token", self.refresh_token):
            return 400, {"error": "invalid_grant"}
        self._renewals += 1
        tokens: Body = {"access_token": self.access_token, "refresh_token": self.refresh_token}
        return 200, {**tokens, "expires_in": 10_800}

    def _oauth_exchange(self, raw: RawRequest) -> Reply:
        if not _bears(raw, self.access_token):
            return 401, {"error": "invalid_token"}
        return 200, self._issued("oauth")

    def _uri(self, _: RawRequest) -> Reply:
        return 200, {"Code": "Success", **self._issued("uri")}

    def _role_name(self, raw: RawRequest) -> Reply:
        return (200, METADATA_ROLE) if _with_token(raw) else (403, "")

    def _metadata(self, raw: RawRequest) -> Reply:
        if not _with_token(raw):
            return 403, ""
        return 200, {"Code": "Success", **credentials(self._sessions.issue(AUDIT, "i-demo", 3600))}


def _bears(raw: RawRequest, token: str) -> bool:
    return raw.headers.get("authorization", "") == f"Bearer {token}"


def _with_token(raw: RawRequest) -> bool:
    return raw.headers.get("x-aliyun-ecs-metadata-token", "") == _METADATA_TOKEN
