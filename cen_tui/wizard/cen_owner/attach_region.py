"""The regions in which an Express Connect Router can be attached to a CEN, and what each one means."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.cen.instances import Router
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.regions import Region, region_name
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import gettext as _
from cen_tui.i18n import pgettext
from cen_tui.wizard.cen_owner.inbox import Obstacle


class RegionKind(Enum):
    """What a CEN has in a region: the attachment already, or which transit router."""

    ENTERPRISE = "enterprise"
    ATTACHED = "attached"
    NONE = "none"
    BASIC = "basic"


ABOUT: Final = MappingProxyType(
    {
        RegionKind.ENTERPRISE: _(
            "This transit router takes it. The attachment is billed by the hour, and its traffic too."
        ),
        RegionKind.ATTACHED: _("It is attached here already, and is attached once in a region."),
        RegionKind.NONE: _(
            "It needs a transit router here beforehand: Enter says how to create one. Each attachment to it "
            "is billed by the hour, and its traffic too."
        ),
        RegionKind.BASIC: _("A Basic transit router takes no Express Connect Router."),
    }
)
"""What a region means for the attachment, in a sentence or two."""
_ORDER: Final = tuple(RegionKind)
ALREADY_ATTACHED: Final = _("{network} is attached in {region} already.")
ANOTHER_REGION: Final = _(
    "Select another region. What can be done with this attachment is in the list of granted networks."
)


@dataclass(frozen=True, slots=True)
class AttachRegion:
    """A region, and the transit router and the attachment of the network that the CEN has there."""

    id: str
    name: str
    router: Router | None = None
    attachment: CenAttachment | None = None

    @property
    def kind(self) -> RegionKind:
        """What the CEN has there."""
        if self.attachment is not None:
            return RegionKind.ATTACHED
        if self.router is None:
            return RegionKind.NONE
        return RegionKind.ENTERPRISE if self.router.enterprise else RegionKind.BASIC

    @property
    def is_usable(self) -> bool:
        """Whether it can be attached there."""
        return self.kind in {RegionKind.ENTERPRISE, RegionKind.NONE}

    @property
    def obstacle(self) -> Obstacle | None:
        """Why it is not attached there once more; None where it is not attached."""
        if self.attachment is None:
            return None
        says = ALREADY_ATTACHED.format(network=self.attachment.network.id, region=region_name(self.id))
        return Obstacle(says, ANOTHER_REGION)

    @property
    def router_words(self) -> str:
        """The transit router in a few words, behind the state of the attachment where there is one."""
        if self.attachment is not None:
            words = (status_word(self.attachment.state), self.attachment.router_id)
            return " · ".join(filter(None, words))
        if self.router is None:
            return pgettext("router", "none yet")
        return self.router.id if self.router.enterprise else pgettext("router", "Basic, not possible")


def asks_for_region(network: Network) -> bool:
    """Tell whether the region of the attachment has to be chosen: the network is in none."""
    return network.type == "ECR"


def attach_regions(
    regions: Iterable[Region], routers: Iterable[Router], attachments: Iterable[CenAttachment]
) -> tuple[AttachRegion, ...]:
    """Return the regions, first those with an Enterprise transit router of the CEN that may take the network.

    `attachments` are those of the network to the CEN.
    """
    by_region = {router.region: router for router in routers}
    held = {one.network.region: one for one in attachments}
    found = [AttachRegion(one.id, one.name, by_region.get(one.id), held.get(one.id)) for one in regions]
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.kind)))
