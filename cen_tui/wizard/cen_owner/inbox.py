"""The networks granted to a CEN, as its owner sees them: their state, and what can be done with each."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from cen_tui.cloud.cen.attachments import ATTACHED, CenAttachment, attachments
from cen_tui.cloud.cen.instances import Cen, Router, routers
from cen_tui.cloud.cen.received_grants import PRODUCT_TYPES, Granted, Received, cen_region, received
from cen_tui.cloud.concurrency import run_bounded
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.http.retry import may_pass
from cen_tui.cloud.networks.base import Network, Payer
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.text import grouped
from cen_tui.wizard.payer import PAYER_STATE, payer_name

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

NOT_ATTACHED: Final = _("not attached")
ATTACHABLE: Final = _("attachable")
OTHER_REGIONS: Final = _("another region")
"""State and region of the row with which an attached Express Connect Router is attached once more."""
FULL: Final = _("It is of protection level FULL: it has no Enterprise transit routers.")
PAYER_DIFFERS: Final = _(
    "The attachment's payer is still the {now}: p changes it to the {payer}, as the network's owner did."
)
_NO_BASIC: Final = _(
    "It has no Basic one in {region} either. Use another CEN, of protection level REDUCED, to which the "
    "network's owner has to grant it."
)
_ANOTHER_CEN: Final = _(
    "Use another CEN, of protection level REDUCED, to which the network's owner has to grant it."
)
_OF_ACCOUNT: Final = _("{type} of account {owner}")
_GRANTED: Final = _("{type} of account {owner}, granted {time} UTC")


class RowAction(StrEnum):
    """What can be done with one granted network, by the name of the screen's action."""

    ATTACH = "attach"
    ROUTES = "routes"
    DETACH = "detach"
    PAYER = "payer"


class Obstacle(NamedTuple):
    """Why a network cannot be attached."""

    says: str
    advice: str


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A granted network, with its attachment to the CEN."""

    granted: Granted
    attachment: CenAttachment | None = None
    is_further: bool = False
    """Whether it is attached already, and can be in another region too, as an Express Connect Router."""

    @property
    def network(self) -> Network:
        """The network that was granted; an Express Connect Router in the region in which it is attached."""
        return self.attachment.network if self.attachment else self.granted.network

    @property
    def key(self) -> str:
        """What tells the row from the others."""
        network = self.network
        if network == self.granted.network and not self.is_further:
            return network.id
        return f"{network.id} {self.region}"

    @property
    def region(self) -> str:
        """The region to show."""
        return OTHER_REGIONS if self.is_further else self.network.region

    @property
    def state(self) -> str:
        """How far it is attached, or that it is not, in words to show."""
        if self.attachment is None:
            return ATTACHABLE if self.is_further else NOT_ATTACHED
        return status_word(self.attachment.state)

    @property
    def is_attached(self) -> bool:
        """Whether it is attached, and nothing is under way."""
        return self.attachment is not None and self.attachment.state == ATTACHED

    @property
    def new_payer(self) -> Payer | None:
        """The grant's payer, where the attachment has another: after its owner changed the grant's."""
        attachment, payer = self.attachment, self.granted.payer
        if attachment is None or not attachment.enterprise or payer not in tuple(Payer):
            return None
        return Payer(payer) if attachment_payer(self) not in {payer, ""} else None


def attachment_payer(row: InboxRow) -> str:
    """Return who pays for an attachment: by its own list, else by the grant."""
    return (row.attachment.payer if row.attachment else "") or row.granted.payer_in_force


@dataclass(slots=True)
class Inbox:
    """What was granted to a CEN, as far as it was read."""

    cen: Cen
    received: dict[str, Received] = field(default_factory=dict)
    """By product type."""
    attachments: tuple[CenAttachment, ...] = ()
    """Of every network attached to the CEN."""
    routers: dict[str, Router] = field(default_factory=dict)
    """The CEN's transit routers, by region."""

    async def read(self, cloud: "Cloud", changed: Callable[[], Awaitable[None]]) -> None:
        """Read it all, or the rest of what broke off; `changed` is called as each product type arrives.

        Raises:
            CloudError: what is attached could not be read; what was granted was not asked for then.
        """
        rest = {kind: one for kind, one in self.received.items() if _may_continue(one)}
        whole = {kind: one for kind, one in self.received.items() if one.error is None}
        self.received = whole if rest else {}
        self.attachments = await attachments(cloud, self.cen.id)
        self.routers = {router.region: router for router in await routers(cloud, self.cen.id)}

        async def read_type(product_type: str) -> None:
            before = rest.get(product_type)
            self.received[product_type] = await received(cloud, self.cen.id, product_type, before)
            await changed()

        await run_bounded(read_type, [kind for kind in PRODUCT_TYPES if kind not in self.received])

    @property
    def was_read(self) -> bool:
        """Whether every product type was asked for."""
        return len(self.received) == len(PRODUCT_TYPES)

    @property
    def parts(self) -> list[tuple[str, Received]]:
        """What was read of each product type, always in the same order."""
        return [(kind, self.received[kind]) for kind in PRODUCT_TYPES if kind in self.received]

    @property
    def networks(self) -> list[Granted]:
        """What was granted, type by type."""
        return [one for _kind, part in self.parts for one in part.found]

    @property
    def error(self) -> CloudError | None:
        """Why not all could be read."""
        return next((one.error for one in self.received.values() if one.error is not None), None)

    @property
    def may_continue(self) -> bool:
        """Whether the rest of a list may come when it is asked for again."""
        return any(map(_may_continue, self.received.values()))

    @property
    def unattached(self) -> int:
        """How many networks are not attached, nor on their way."""
        attached = {one.network.id for one in self.attachments}
        return sum(one.network.id not in attached for one in self.networks)

    def rows_of(self, granted: Granted) -> Iterator[InboxRow]:
        """Yield the rows of a network: one, but for an Express Connect Router that is attached."""
        held = [one for one in self.attachments if one.network.id == granted.network.id]
        for one in held:
            yield InboxRow(granted, replace(one, network=_in_region(granted.network, one)))
        if not held or granted.network.type == "ECR":
            yield InboxRow(granted, is_further=bool(held))

    def find(self, key: str) -> InboxRow | None:
        """Return a row by its key; None where it is being read again."""
        rows = (row for granted in self.networks for row in self.rows_of(granted))
        return next((row for row in rows if row.key == key), None)

    def options(self, network: Network) -> AttachOptions:
        """Return how a network would be attached."""
        return AttachOptions(self.routers.get(cen_region(network)))

    def actions(self, row: InboxRow) -> frozenset[RowAction]:
        """Return what can be done with a network now."""
        if row.attachment is None:
            return frozenset() if self.obstacle(row.granted) else frozenset({RowAction.ATTACH})
        if not row.is_attached:
            return frozenset()
        if not row.attachment.enterprise:
            return frozenset({RowAction.DETACH})
        payer = {RowAction.PAYER} if row.new_payer else set()
        return frozenset({RowAction.DETACH, RowAction.ROUTES, *payer})

    def obstacle(self, granted: Granted) -> Obstacle | None:
        """Return why a network that is not attached cannot be; None where it can."""
        network = granted.network
        options = self.options(network)
        has_router = options.router is not None and options.router.enterprise
        if self.cen.takes_enterprise_routers or has_router or not options.through_router(network):
            return None
        advice = _ANOTHER_CEN if options.needs_router(network) else _NO_BASIC.format(region=network.region)
        return Obstacle(sentences(_("This CEN cannot take it."), FULL), advice)

    def about(self, row: InboxRow) -> str:
        """Return what is known of a network beside its row, and what to do where that is not plain."""
        granted, network = row.granted, row.network
        since = f"{granted.created:%Y-%m-%d %H:%M}" if granted.created else ""
        whose = _GRANTED if since else _OF_ACCOUNT
        lines = [whose.format(type=network.type, owner=grouped(network.owner_uid), time=since)]
        if granted.payer:
            effective = attachment_payer(row) or granted.payer
            requested, now = payer_name(granted.payer), payer_name(effective)
            lines.append(PAYER_STATE.format(requested=requested, effective=now))
        if row.new_payer:
            now, then = payer_name(attachment_payer(row)), payer_name(row.new_payer)
            lines.append(PAYER_DIFFERS.format(now=now, payer=then))
        if row.attachment is None and (obstacle := self.obstacle(granted)):
            lines.append(obstacle.says)
        return "\n".join(lines)


def _in_region(network: Network, attachment: CenAttachment) -> Network:
    """Return a network as it was granted, an Express Connect Router in the region of an attachment."""
    return replace(network, region=attachment.network.region) if network.type == "ECR" else network


def _may_continue(one: Received) -> bool:
    return one.error is not None and may_pass(one.error)
