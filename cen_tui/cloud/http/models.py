"""What a call is and what an answer is, for those who send, read and explain them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cen_tui.cloud.http.endpoints import Endpoint, Product

_READING: Final = ("Describe", "List", "Get", "AssumeRole")
"""What the names of actions that change nothing begin with: a role that is assumed is only lent."""


@dataclass(frozen=True, slots=True)
class Request:
    """Which action is asked of which server; holds nothing secret."""

    product: Product
    action: str
    endpoint: Endpoint
    region: str = ""
    """The region the server stands for; empty for a product with one server for all."""

    @property
    def ram_action(self) -> str:
        """The permission that the call takes, such as `vpc:GrantInstanceToCen`."""
        return f"{self.product.ram_code}:{self.action}"

    @property
    def only_reads(self) -> bool:
        """Whether it is known to change nothing, by the verb of its action."""
        return self.action.startswith(_READING)


@dataclass(frozen=True, slots=True)
class Response:
    """What came back over HTTP: header names in lower case, the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes
