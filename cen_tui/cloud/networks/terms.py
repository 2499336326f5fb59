"""By whose action a grant rule is written, and who pays for what follows from it."""

from dataclasses import dataclass
from enum import StrEnum


class GrantApi(StrEnum):
    """A product's set of actions that write, read and remove grant rules."""

    CEN = "cen"
    """The network's own product: GrantInstanceToCen of Vpc, GrantInstanceToCbn of Smartag. Names no payer."""
    ROUTER = "transit-router"
    """GrantInstanceToTransitRouter of Cbn: for an Enterprise transit router, with the payer named."""


class Payer(StrEnum):
    """Who pays for the connection to a transit router, and for the traffic it processes: an OrderType."""

    CEN_OWNER = "PayByCenOwner"
    NETWORK_OWNER = "PayByResourceOwner"

    @property
    def other(self) -> "Payer":
        """The other of the two."""
        return Payer.NETWORK_OWNER if self is Payer.CEN_OWNER else Payer.CEN_OWNER


@dataclass(frozen=True, slots=True)
class GrantOptions:
    """How one rule is written: what a family wrote is read back and revoked through it."""

    family: GrantApi = GrantApi.CEN
    payer: Payer | None = None
    """Only of the transit router's family."""
