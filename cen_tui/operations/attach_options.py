"""How a network is attached, and the call for it, which depends on the transit router's edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cen_tui.cloud import converters
from cen_tui.cloud.cen.instances import Router
from cen_tui.cloud.cen.received_grants import child_instance
from cen_tui.cloud.cen.vswitches import VSwitch, router_zones
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import CenTarget, Network
from cen_tui.i18n import gettext as _

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_NEED_ROUTER: Final = frozenset({"VPN", "ECR"})
"""The types for which the cloud makes no transit router: an Enterprise one has to be there already."""
_ZONE_MISMATCH: Final = "OperationUnsupported.VcoTunnelNotMatchZoneParam"
MOST_VSWITCHES: Final = 10
NO_ROUTER_IN_ZONE: Final = _("{zone} has no Enterprise transit routers. Select a vSwitch in another zone.")
TWICE_IN_ZONE: Final = _("Two of the selected vSwitches are in {zone}. Select one in each zone.")
TOO_MANY: Final = _("Select {count} vSwitches at most.").format(count=MOST_VSWITCHES)


@dataclass(frozen=True, slots=True)
class AttachOptions:
    """How a network is attached."""

    router: Router | None = None
    """The CEN's transit router in the network's region; without one, the cloud makes it.

    For a CCN it makes a Basic one, in the CCN's area; for others an Enterprise one.
    """
    vswitches: tuple[VSwitch, ...] = ()
    """Where an Enterprise transit router enters a VPC: one in each of one to ten zones."""
    region: str = ""
    """Where an Express Connect Router is attached, which is in no region itself."""
    zone: str = ""
    """Of a single-tunnel IPsec-VPN connection; left out, it is tried without one first."""

    def through_router(self, network: Network) -> bool:
        """Tell whether an Enterprise transit router attaches it: by a call of its own, for a charge."""
        if network.type in _NEED_ROUTER:
            return True
        return network.type != "CCN" and (self.router is None or self.router.enterprise)

    def needs_router(self, network: Network) -> bool:
        """Tell whether an Enterprise transit router has to be there already."""
        return network.type in _NEED_ROUTER

    def region_of(self, network: Network) -> str:
        """Return the region in which a network is attached."""
        return self.region or (self.router.region if self.router else network.region)

    def asks_for_vswitches(self, network: Network) -> bool:
        """Tell whether vSwitches have to be chosen."""
        return network.type == "VPC" and self.through_router(network)


def vswitches_problem(selected: Sequence[VSwitch]) -> str:
    """Return why these vSwitches cannot be used together, in a sentence; nothing where they can."""
    if unusable := [one for one in selected if not one.usable]:
        return NO_ROUTER_IN_ZONE.format(zone=unusable[0].zone)
    zones = [one.zone for one in selected]
    if twice := [zone for zone in zones if zones.count(zone) > 1]:
        return TWICE_IN_ZONE.format(zone=twice[0])
    return TOO_MANY if len(selected) > MOST_VSWITCHES else ""


async def send(
    cloud: "Cloud", options: AttachOptions, network: Network, target: CenTarget, token: str
) -> str:
    """Ask for the attachment and return the request ID. `token` is used where the call takes one.

    Sources: AttachCenChildInstance, CreateTransitRouter{Vpc,Vbr,Vpn,Ecr}Attachment. Raises `CloudError`.
    """
    if not options.through_router(network):
        fields = child_instance(network, target.cen_id)
        return await cloud.change(Product.CBN, "AttachCenChildInstance", **fields)
    router = {"transit_router_id": options.router.id} if options.router else {"cen_id": target.cen_id}
    word = network.type.lower()
    fields = {
        **router,
        "region_id": options.region_of(network),
        "client_token": token,
        f"{word}_id": network.id,
        f"{word}_owner_id": converters.number(network.owner_uid),
    }
    if network.type == "VPC":
        fields["zone_mappings"] = [{"zone_id": one.zone, "v_switch_id": one.id} for one in options.vswitches]
        fields["charge_type"] = "POSTPAY"
    if network.type == "VPN":
        return await _attach_vpn(cloud, options.zone, fields)
    return await _attach(cloud, network.type, fields)


async def _attach(cloud: "Cloud", kind: str, fields: dict[str, object]) -> str:
    action = f"CreateTransitRouter{kind.title()}Attachment"
    return await cloud.change(Product.CBN, action, **fields)


async def _attach_vpn(cloud: "Cloud", zone: str, fields: dict[str, object]) -> str:
    """Attach an IPsec-VPN connection, without a zone unless one is given; in one if the cloud asks for it.

    Only a single-tunnel connection takes a zone, and the CEN's owner cannot see how many tunnels it has. The
    code for a zone that is missing is not documented: any refusal that names the zone counts.
    """
    if zone:
        return await _attach(cloud, "VPN", _in_zone(fields, zone))
    try:
        return await _attach(cloud, "VPN", fields)
    except CloudError as error:
        if error.outcome_unknown or not _asks_for_zone(error):
            raise
        zones = await router_zones(cloud, str(fields["region_id"]))
        if not zones:
            raise
    return await _attach(cloud, "VPN", _in_zone(fields, zones[0]))


def _asks_for_zone(error: CloudError) -> bool:
    return error.code == _ZONE_MISMATCH or "zone" in error.code.lower()


def _in_zone(fields: dict[str, object], zone: str) -> dict[str, object]:
    """Return the request with a zone, and with a ClientToken of its own: it is another request."""
    token = fields["client_token"]
    return {**fields, "client_token": token and f"{token}-zone", "zone": [{"zone_id": zone}]}
