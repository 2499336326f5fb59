"""Client configuration: endpoint, timeouts, retry policy, read-only."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cen_tui.cloud.http.retry import RetryPolicy

if TYPE_CHECKING:
    from cen_tui.cloud.endpoints import Endpoint


@dataclass(frozen=True, slots=True)
class CloudOptions:
    """The options of the client. Limits in seconds."""

    endpoint: Endpoint | None = None
    """Where every product's calls go; None for the public endpoint of each product and region."""
    sts: Endpoint | None = None
    """Where calls to STS go, unless `endpoint` is named; None for the public endpoint."""
    read_only: bool = False
    """Refuse, before anything is sent, every action that is not known only to read."""
    connect_timeout: float = 5.0
    read_timeout: float = 10.0
    """The longest silence of a server that has taken the request."""
    total_timeout: float = 30.0
    """The longest a try may take in all, waiting for a connection included."""
    retrying: RetryPolicy = field(default_factory=RetryPolicy)
    """How a failure that may pass is waited out."""

    def endpoint_for_token(self, own: Endpoint) -> Endpoint:
        """Return where a bearer token may be sent: the site that issued it, or a server on this machine.

        A bearer token is valid for anyone who has it; the signature of every other call reveals no key.
        """
        return self.endpoint if self.endpoint is not None and self.endpoint.is_local else own

    @property
    def for_tokens(self) -> CloudOptions:
        """The options for a call of the cloud that carries a bearer token."""
        endpoint = self.endpoint if self.endpoint is not None and self.endpoint.is_local else None
        sts = self.sts if self.sts is not None and self.sts.takes_tokens else None
        return replace(self, endpoint=endpoint, sts=sts)
