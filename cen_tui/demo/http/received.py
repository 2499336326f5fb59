"""The requests that the embedded cloud received, for tests and for a log."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class Received:
    """One call, whether it was done, refused or dropped."""

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
