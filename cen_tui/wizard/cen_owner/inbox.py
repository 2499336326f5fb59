"""The networks granted to a CEN, as its owner sees them: their state, and which can be attached from here."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from cen_tui.cloud.cen.attachments import ATTACHED, attached
from cen_tui.cloud.cen.instances import Cen, Router, routers
from cen_tui.cloud.cen.received_grants import PRODUCT_TYPES, Granted, Received, cen_region, received
from cen_tui.cloud.concurrency import run_bounded
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.http.retry import may_pass
from cen_tui.operations.attach_options import ATTACHABLE, AttachOptions
from cen_tui.text import grouped
from cen_tui.wizard.payer import payer_name

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

NOT_ATTACHED: Final = "not attached"
ALREADY_ATTACHED: Final = "{network} is already attached to this CEN."
IN_ANOTHER_STATE: Final = "{network} is {state}. Press r in a minute to see what became of it."
FULL: Final = "It is of protection level FULL: it has no Enterprise transit routers."
_IN_CONSOLE: Final = {
    "VPN": "An IPsec-VPN connection is attached in the CEN console, not from here.",
    "ECR": "An Express Connect Router is attached in the CEN console, not from here.",
}
_OTHER_IN_CONSOLE: Final = "A network of this type is attached in the CEN console, not from here."
_NO_BASIC: Final = (
    "It has no Basic one in {region} either. Use another CEN, of protection level REDUCED, to which the "
    "network's owner has to grant it."
)


class Obstacle(NamedTuple):
    """Why a network cannot be attached from here."""

    says: str
    advice: str = ""
    """What to do, where there is more to be said than a sentence."""


@dataclass(slots=True)
class Inbox:
    """What was granted to a CEN, as far as it was read."""

    cen: Cen
    received: dict[str, Received] = field(default_factory=dict)
    """By product type."""
    states: dict[str, str] = field(default_factory=dict)
    """The state of every network attached to the CEN, by network ID."""
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
        self.states = await attached(cloud, self.cen.id)
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
        return [one for _, part in self.parts for one in part.found]

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
        return sum(one.network.id not in self.states for one in self.networks)

    def find(self, network_id: str) -> Granted | None:
        """Return the grant of a network; None where it is being read again."""
        return next((one for one in self.networks if one.network.id == network_id), None)

    def state(self, network_id: str) -> str:
        """Return the cloud's word for how far it is attached, or that it is not."""
        return self.states.get(network_id, NOT_ATTACHED)

    def options(self, granted: Granted) -> AttachOptions:
        """Return how a network would be attached."""
        return AttachOptions(self.routers.get(cen_region(granted.network)))

    def obstacle(self, granted: Granted) -> Obstacle | None:
        """Return why a network cannot be attached from here; None where it can."""
        network, options = granted.network, self.options(granted)
        if (state := self.states.get(network.id)) is not None:
            says = ALREADY_ATTACHED if state == ATTACHED else IN_ANOTHER_STATE
            return Obstacle(says.format(network=network.id, state=state))
        if network.type not in ATTACHABLE:
            return Obstacle(_IN_CONSOLE.get(network.type, _OTHER_IN_CONSOLE))
        needs_enterprise = options.router is None and options.through_router(network)
        if needs_enterprise and not self.cen.takes_enterprise_routers:
            return Obstacle(f"This CEN cannot take it. {FULL}", _NO_BASIC.format(region=network.region))
        return None


def about(granted: Granted) -> str:
    """Return what is known of a grant beside its row."""
    network = granted.network
    since = f", granted {granted.created:%Y-%m-%d %H:%M} UTC" if granted.created else ""
    lines = [f"{network.type} of account {grouped(network.owner_uid)}{since}"]
    if granted.payer:
        effective = granted.payer_in_force or granted.payer
        lines.append(f"Payer requested: {payer_name(granted.payer)}; effective: {payer_name(effective)}")
    return "\n".join(lines)


def _may_continue(one: Received) -> bool:
    return one.error is not None and may_pass(one.error)
