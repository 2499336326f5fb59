"""A request as it arrived, as the actions see it once it was let in, and as it is logged."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from urllib.parse import parse_qsl

from cen_tui.demo.estate.kinds import Principal
from cen_tui.demo.http.signature import parse_authorization

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class RawRequest:
    """One HTTP request. The keys of `headers` are lower case."""

    method: str
    path: str
    query_string: str
    headers: Mapping[str, str]
    body: bytes = b""
    peer: str = ""
    """Address and port of the other end: tells one connection from another."""

    @property
    def action(self) -> str:
        """The name of the action, such as `DescribeVpcs`."""
        return self.headers.get("x-acs-action", "") or self.parameters().get("Action", "")

    @property
    def version(self) -> str:
        """The API version, which names the product: `2016-04-28` is Vpc."""
        return self.headers.get("x-acs-version", "") or self.parameters().get("Version", "")

    @property
    def is_rpc_style(self) -> bool:
        """Whether action, key and signature stand among the parameters and not in the headers."""
        return "x-acs-action" not in self.headers and "Action" in self.parameters()

    @property
    def key_id(self) -> str:
        """The AccessKey ID that signed, by either signature; empty where none did."""
        signed = parse_authorization(self.headers.get("authorization", ""))
        return signed.key_id if signed else self.parameters().get("AccessKeyId", "")

    def query(self) -> list[tuple[str, str]]:
        """Return the decoded pairs of the query, in the order sent."""
        return parse_qsl(self.query_string, keep_blank_values=True)

    def form(self) -> list[tuple[str, str]]:
        """Return the decoded pairs of a form body; none when the body is of another type."""
        if not self.headers.get("content-type", "").startswith(_FORM):
            return []
        return parse_qsl(self.body.decode(errors="replace"), keep_blank_values=True)

    def parameters(self) -> dict[str, str]:
        """Return the parameters of query and form, those of the older style's frame among them."""
        return dict(self.query() + self.form())


@dataclass(frozen=True, slots=True)
class Call:
    """A call whose signature, permission and parameters' presence have been checked."""

    action: str
    parameters: Mapping[str, str]
    caller: Principal
    lag: float = 0.0
    """Seconds after which a rule written by this call shows in reads: 0 means at once."""

    def text(self, name: str, default: str = "") -> str:
        """Return a parameter as sent, or the default when it is absent or empty."""
        return self.parameters.get(name, "") or default

    def has(self, name: str) -> bool:
        """Tell whether a parameter was sent with a value."""
        return bool(self.parameters.get(name, ""))


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it is kept for tests and for a log, whether it was done, refused or dropped."""

    product: str
    version: str
    action: str
    parameters: Mapping[str, str]
    key_id: str
    status: int
    """HTTP status of the answer; 0 when the connection was dropped before the work."""
    code: str = ""
    """Code of the refusal; empty when the work was done."""
    request_id: str = ""
    fault: str = ""
    """The fault that was injected, if any."""
    unknown: tuple[str, ...] = ()
    """Parameters that the action does not document."""
    user_agent: str = ""
    peer: str = ""
    """Address and port of the caller: one per connection."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """All headers, their names in lower case."""

    def line(self) -> str:
        """Return the call as one line of JSON, without the headers: some of them are secret."""
        fields = asdict(self)
        del fields["headers"]
        return json.dumps(fields, ensure_ascii=False)
