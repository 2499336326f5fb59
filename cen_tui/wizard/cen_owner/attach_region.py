"""The regions in which an Express Connect Router can be attached to a CEN, and what each one means."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from cen_tui.cloud.cen.instances import Router
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.regions import Region
from cen_tui.i18n import gettext as _
from cen_tui.i18n import pgettext


class RouterKind(Enum):
    """What a CEN has in a region."""

    ENTERPRISE = "enterprise"
    NONE = "none"
    BASIC = "basic"


ABOUT: Final = MappingProxyType(
    {
        RouterKind.ENTERPRISE: _(
            "This transit router takes it. The attachment is billed by the hour, and its traffic too."
        ),
        RouterKind.NONE: _(
            "It needs a transit router here beforehand: Enter says how to create one. Each attachment to it "
            "is billed by the hour, and its traffic too."
        ),
        RouterKind.BASIC: _("A Basic transit router takes no Express Connect Router."),
    }
)
"""What a region means for the attachment, in a sentence or two."""
_ORDER: Final = (RouterKind.ENTERPRISE, RouterKind.NONE, RouterKind.BASIC)


@dataclass(frozen=True, slots=True)
class AttachRegion:
    """A region, and the transit router that the CEN has there."""

    id: str
    name: str
    router: Router | None

    @property
    def kind(self) -> RouterKind:
        """What the CEN has there."""
        if self.router is None:
            return RouterKind.NONE
        return RouterKind.ENTERPRISE if self.router.enterprise else RouterKind.BASIC

    @property
    def is_usable(self) -> bool:
        """Whether it can be attached there."""
        return self.kind is not RouterKind.BASIC

    @property
    def router_words(self) -> str:
        """The transit router in a few words."""
        if self.router is None:
            return pgettext("router", "none yet")
        return self.router.id if self.router.enterprise else pgettext("router", "Basic, not possible")


def asks_for_region(network: Network) -> bool:
    """Tell whether the region of the attachment has to be chosen: the network is in none."""
    return network.type == "ECR"


def attach_regions(regions: Iterable[Region], routers: Iterable[Router]) -> tuple[AttachRegion, ...]:
    """Return the regions, those in which the CEN has an Enterprise transit router first."""
    by_region = {router.region: router for router in routers}
    found = [AttachRegion(one.id, one.name, by_region.get(one.id)) for one in regions]
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.kind)))
