"""What a call is and what an answer is, for those who send, read and explain them."""

from collections.abc import Mapping
from dataclasses import dataclass

from cen_tui.cloud.http.endpoints import Endpoint, Product


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


@dataclass(frozen=True, slots=True)
class Response:
    """What came back over HTTP: header names in lower case, the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes
