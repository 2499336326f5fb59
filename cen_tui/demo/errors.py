"""A refusal, and the envelope in which the real cloud sends one."""

from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import quote

Body: TypeAlias = dict[str, object]
"""A JSON object as it goes over the wire."""


@dataclass(frozen=True, slots=True)
class AccessDenied:
    """Who was denied which action: what a RAM denial carries besides its code."""

    action: str
    principal_type: str
    principal_name: str
    owner_uid: str
    policy: str = "AccountLevelIdentityBasedPolicy"
    explicit: bool = False
    """Whether a policy denies it, and not only none allows it."""

    def detail(self) -> Body:
        """Return the `AccessDeniedDetail` object."""
        return {
            "AuthAction": self.action,
            "AuthPrincipalType": self.principal_type,
            "AuthPrincipalOwnerId": self.owner_uid,
            "AuthPrincipalDisplayName": self.principal_name,
            "NoPermissionType": "ExplicitDeny" if self.explicit else "ImplicitDeny",
            "PolicyType": self.policy,
            "EncodedDiagnosticMessage": "AQIBIAAAAdemo",
        }


class ApiError(Exception):
    """A call that the cloud refuses, with the HTTP status and code that it gives."""

    def __init__(self, status: int, code: str, message: str, *, denied: AccessDenied | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.denied = denied

    def envelope(self, *, request_id: str, host: str, product: str) -> Body:
        """Return the JSON object that answers the call."""
        body: Body = {
            "RequestId": request_id,
            "HostId": host,
            "Code": self.code,
            "Message": self.message,
            "Recommend": f"https://api.aliyun.com/troubleshoot?q={quote(self.code)}&product={quote(product)}",
        }
        if self.denied is not None:
            body["AccessDeniedDetail"] = self.denied.detail()
        return body
