"""The networks granted to a CEN, as its owner sees them: their state, and what can be done with each."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from cen_tui.cloud.cen.attachments import (
    ATTACHED,
    CHILDREN,
    AttachmentLists,
    CenAttachment,
    attachment_lists,
)
from cen_tui.cloud.cen.instances import Cen, Router, routers
from cen_tui.cloud.cen.received_grants import PRODUCT_TYPES, Granted, Received, cen_region, received
from cen_tui.cloud.concurrency import run_bounded
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.http.retry import may_pass
from cen_tui.cloud.networks.base import Network, Payer
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, sentences
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.text import grouped
from cen_tui.wizard.payer import PAYER_STATE, payer_name

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

NOT_ATTACHED: Final = _("not attached")
ATTACHABLE: Final = _("attachable")
NOT_GRANTED: Final = _("not granted")
"""State of what is attached though no grant of it stands."""
UNKNOWN: Final = "?"
OTHER_REGIONS: Final = _("another region")
"""State and region of the row with which an attached Express Connect Router is attached once more."""
FULL: Final = _("It is of protection level FULL: it has no Enterprise transit routers.")
PAYER_DIFFERS: Final = _(
    "The attachment's payer is still the {now}: p changes it to the {payer}, as the network's owner did."
)
_NO_BASIC: Final = _("It has no Basic one in {region} either.")
_ANOTHER_CEN: Final = _(
    "Use another CEN, of protection level REDUCED, to which the network's owner has to grant it."
)
STILL_ATTACHED: Final = _(
    "It is still attached, but no grant of it is listed, as after its owner revoked it. Once detached, it "
    "can be attached again only after a new grant."
)
X_DETACHES: Final = _("x detaches it.")
UNREAD: Final = _("Whether it is attached could not be read: {why}.")
R_TRIES_AGAIN: Final = _("r tries again.")
ROUTERS_UNREAD: Final = _("It cannot be attached now: the CEN's transit routers could not be read.")
GRANTS_NOT_READ: Final = _("Not read: grants of {types}.")
ATTACHMENTS_NOT_READ: Final = _("Not read: attachments of {types}.")
BASIC_NOT_READ: Final = _("Not read: attachments to Basic transit routers.")
ROUTERS_NOT_READ: Final = _("Not read: transit routers.")
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
    """A network that was granted to the CEN or is attached to it, or both."""

    network: Network
    """With its owner; an Express Connect Router in the region in which it is attached."""
    granted: Granted | None
    """Its grant; None where none is listed, but it is attached."""
    attachment: CenAttachment | None = None
    is_further: bool = False
    """Whether it is attached already, and can be in another region too, as an Express Connect Router."""
    unread: CloudError | None = None
    """Why it is not known how it is attached."""

    @property
    def key(self) -> str:
        """What tells the row from the others."""
        network = self.network
        of_region = network.type == "ECR" and (self.is_further or self.attachment is not None)
        return f"{network.id} {self.region}" if of_region else network.id

    @property
    def region(self) -> str:
        """The region to show."""
        return OTHER_REGIONS if self.is_further else self.network.region

    @property
    def state(self) -> str:
        """How far it is attached, or that it is not, or no longer granted, in words to show."""
        if self.unread is not None:
            return UNKNOWN
        if self.attachment is None:
            return ATTACHABLE if self.is_further else NOT_ATTACHED
        if self.granted is None and self.is_attached:
            return NOT_GRANTED
        return status_word(self.attachment.state)

    @property
    def is_attached(self) -> bool:
        """Whether it is attached, and nothing is under way."""
        attachment = self.attachment if self.unread is None else None
        return attachment is not None and attachment.state == ATTACHED

    @property
    def new_payer(self) -> Payer | None:
        """The grant's payer, where the attachment has another: after its owner changed the grant's."""
        attachment, payer = self.attachment, self.granted.payer if self.granted else ""
        if attachment is None or not attachment.enterprise or payer not in tuple(Payer):
            return None
        return Payer(payer) if attachment_payer(self) not in {payer, ""} else None

    @property
    def without_grant(self) -> str:
        """What it means that it is attached and no grant of it is listed; nothing where one is."""
        return STILL_ATTACHED if self.granted is None and self.unread is None else ""


def attachment_payer(row: InboxRow) -> str:
    """Return who pays for an attachment: by its own list, else by the grant."""
    of_grant = row.granted.payer_in_force if row.granted else ""
    return (row.attachment.payer if row.attachment else "") or of_grant


@dataclass(slots=True)
class Inbox:
    """What was granted to a CEN, as far as it was read."""

    cen: Cen
    received: dict[str, Received] = field(default_factory=dict)
    """By product type."""
    attachments: AttachmentLists = field(default_factory=AttachmentLists)
    """Of every network attached to the CEN."""
    routers: Mapping[str, Router] = field(default_factory=dict)
    """The CEN's transit routers, by region."""
    routers_error: CloudError | None = None
    """Why they could not be read."""

    async def read(self, cloud: "Cloud", changed: Callable[[], Awaitable[None]]) -> None:
        """Read it all, or the rest of what broke off; `changed` is called as each product type arrives.

        Raises:
            CloudError: nothing of what is attached could be read; what was granted was not asked for then.
        """
        rest = {kind: one for kind, one in self.received.items() if _may_continue(one)}
        whole = {kind: one for kind, one in self.received.items() if one.error is None}
        self.received = whole if rest else {}
        self.attachments = await attachment_lists(cloud, self.cen.id)
        await self._read_routers(cloud)

        async def read_type(product_type: str) -> None:
            before = rest.get(product_type)
            self.received[product_type] = await received(cloud, self.cen.id, product_type, before)
            await changed()

        await run_bounded(read_type, [kind for kind in PRODUCT_TYPES if kind not in self.received])

    async def _read_routers(self, cloud: "Cloud") -> None:
        try:
            found, self.routers_error = await routers(cloud, self.cen.id), None
        except CloudError as error:
            found, self.routers_error = (), error
        self.routers = {router.region: router for router in found}

    @property
    def was_read(self) -> bool:
        """Whether every product type was asked for."""
        return len(self.received) == len(PRODUCT_TYPES)

    @property
    def parts(self) -> list[tuple[str, Received]]:
        """What was read of each product type, always in the same order."""
        return [(kind, self.received[kind]) for kind in PRODUCT_TYPES if kind in self.received]

    @property
    def error(self) -> CloudError | None:
        """Why not all could be read."""
        of_grants = (one.error for one in self.received.values())
        errors = (*of_grants, *self.attachments.errors.values(), self.routers_error)
        return next((error for error in errors if error is not None), None)

    @property
    def unread(self) -> str:
        """What could not be read, part by part, in sentences."""
        of_grants = listed(kind for kind, part in self.parts if part.error is not None)
        failed = self.attachments.errors
        of_attachments = listed(kind for kind in PRODUCT_TYPES if kind in failed)
        return sentences(
            GRANTS_NOT_READ.format(types=of_grants) if of_grants else "",
            ATTACHMENTS_NOT_READ.format(types=of_attachments) if of_attachments else "",
            BASIC_NOT_READ if CHILDREN in failed else "",
            ROUTERS_NOT_READ if self.routers_error is not None else "",
        )

    @property
    def may_continue(self) -> bool:
        """Whether the rest of a list may come when it is asked for again."""
        return any(map(_may_continue, self.received.values()))

    @property
    def rows(self) -> Iterator[InboxRow]:
        """The rows of every type, as far as what was granted of it was read."""
        return (row for kind in PRODUCT_TYPES for row in self.rows_of_type(kind))

    def rows_of_type(self, product_type: str) -> Iterator[InboxRow]:
        """Yield the rows of the networks of one type: those granted, then those attached without a grant."""
        part = self.received.get(product_type, Received())
        for granted in part.found:
            yield from self.rows_of(granted)
        if product_type in self.received and part.error is None:
            yield from self._without_grant(product_type, {granted.network.id for granted in part.found})

    def rows_of(self, granted: Granted) -> Iterator[InboxRow]:
        """Yield the rows of a granted network: one, but for an Express Connect Router that is attached."""
        network = granted.network
        if unread := self.attachments.unread(network):
            yield InboxRow(network, granted, unread=unread)
            return
        held = self.attachments.of(network)
        for one in held:
            yield InboxRow(_in_region(network, one), granted, one)
        if not held or network.type == "ECR":
            yield InboxRow(network, granted, is_further=bool(held))

    def _without_grant(self, product_type: str, granted: set[str]) -> Iterator[InboxRow]:
        """Yield the other accounts' attached networks of a type of which no grant is listed.

        One whose owner the API does not name is the CEN owner's own: all lists name the other account.
        """
        for one in self.attachments.found:
            network = one.network
            foreign = network.owner_uid not in {"", self.cen.owner_uid}
            if network.type == product_type and network.id not in granted and foreign:
                yield InboxRow(network, None, one, unread=self.attachments.unread(network))

    @property
    def networks(self) -> frozenset[str]:
        """The IDs of the networks that have a row."""
        return frozenset(row.network.id for row in self.rows)

    @property
    def unattached(self) -> frozenset[str]:
        """The IDs of those that are not attached, nor on their way."""
        waiting = (row for row in self.rows if row.attachment is None and row.unread is None)
        return frozenset(row.network.id for row in waiting if not row.is_further)

    @property
    def not_granted(self) -> frozenset[str]:
        """The IDs of those that are attached though no grant of them is listed."""
        return frozenset(row.network.id for row in self.rows if row.granted is None)

    def options(self, network: Network) -> AttachOptions:
        """Return how a network would be attached."""
        return AttachOptions(self.routers.get(cen_region(network)))

    def payer_applies(self, row: InboxRow) -> bool:
        """Tell whether somebody pays for a row's attachment: a Basic transit router bills none.

        The cloud names a payer of every grant, also of a CCN's.
        """
        if row.attachment is not None:
            return row.attachment.enterprise
        return self.options(row.network).through_router(row.network)

    def actions(self, row: InboxRow) -> frozenset[RowAction]:
        """Return what can be done with a network now."""
        if row.unread is not None:
            return frozenset()
        if row.attachment is None:
            return frozenset() if self.obstacle(row.network) else frozenset({RowAction.ATTACH})
        if not row.is_attached:
            return frozenset()
        if not row.attachment.enterprise or row.granted is None:
            return frozenset({RowAction.DETACH})
        payer = {RowAction.PAYER} if row.new_payer else set()
        return frozenset({RowAction.DETACH, RowAction.ROUTES, *payer})

    def obstacle(self, network: Network) -> Obstacle | None:
        """Return why a network that is not attached cannot be; None where it can."""
        if (error := self.routers_error) is not None:
            return Obstacle(sentences(ROUTERS_UNREAD, R_TRIES_AGAIN), error.advice)
        options = self.options(network)
        has_router = options.router is not None and options.router.enterprise
        if self.cen.takes_enterprise_routers or has_router or not options.through_router(network):
            return None
        no_basic = "" if options.needs_router(network) else _NO_BASIC.format(region=network.region)
        return Obstacle(sentences(_("This CEN cannot take it."), FULL), sentences(no_basic, _ANOTHER_CEN))

    def about(self, row: InboxRow) -> str:
        """Return what is known of a network beside its row, and what to do where that is not plain."""
        payers = _payers(row) if self.payer_applies(row) else ()
        return "\n".join((_whose(row), *payers, *self._cautions(row)))

    def _cautions(self, row: InboxRow) -> Iterator[str]:
        """Yield what is not plain about a network's attachment."""
        if row.unread is not None:
            yield sentences(UNREAD.format(why=row.unread.title), R_TRIES_AGAIN)
        elif row.attachment is None and (obstacle := self.obstacle(row.network)):
            yield obstacle.says
        if row.without_grant:
            yield sentences(row.without_grant, X_DETACHES if row.is_attached else "")


def _whose(row: InboxRow) -> str:
    created = row.granted.created if row.granted else None
    since = f"{created:%Y-%m-%d %H:%M}" if created else ""
    whose = _GRANTED if since else _OF_ACCOUNT
    return whose.format(type=row.network.type, owner=grouped(row.network.owner_uid), time=since)


def _payers(row: InboxRow) -> Iterator[str]:
    """Yield who pays, under the grant and for the attachment."""
    if row.granted is None or not row.granted.payer:
        return
    effective = attachment_payer(row) or row.granted.payer
    requested, now = payer_name(row.granted.payer), payer_name(effective)
    yield PAYER_STATE.format(requested=requested, effective=now)
    if row.new_payer:
        yield PAYER_DIFFERS.format(now=now, payer=payer_name(row.new_payer))


def _in_region(network: Network, attachment: CenAttachment) -> Network:
    """Return a network as it was granted, an Express Connect Router in the region of an attachment."""
    return replace(network, region=attachment.network.region) if network.type == "ECR" else network


def _may_continue(one: Received) -> bool:
    return one.error is not None and may_pass(one.error)
