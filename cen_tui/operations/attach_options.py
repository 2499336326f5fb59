"""How a network is attached, and the call for it, which depends on the transit router's edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cen_tui.cloud import converters
from cen_tui.cloud.cen.instances import Router
from cen_tui.cloud.cen.received_grants import CCN_PREFIX
from cen_tui.cloud.cen.vswitches import VSwitch
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.networks.base import CenTarget, Network

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

ATTACHABLE: Final = frozenset({"VPC", "VBR", "CCN"})
"""The types that can be attached from here."""
MOST_VSWITCHES: Final = 10
NO_ROUTER_IN_ZONE: Final = "{zone} has no Enterprise transit routers. Select a vSwitch in another zone."
TWICE_IN_ZONE: Final = "Two of the selected vSwitches are in {zone}. Select one in each zone."
TOO_MANY: Final = f"Select {MOST_VSWITCHES} vSwitches at most."


@dataclass(frozen=True, slots=True)
class AttachOptions:
    """How a network is attached."""

    router: Router | None = None
    """The CEN's transit router in the network's region; without one, the cloud makes it.

    For a CCN it makes a Basic one, in the CCN's area; for others an Enterprise one.
    """
    vswitches: tuple[VSwitch, ...] = ()
    """Where an Enterprise transit router enters a VPC: one in each of one to ten zones."""

    def through_router(self, network: Network) -> bool:
        """Tell whether an Enterprise transit router attaches it: by a call of its own, for a charge."""
        return network.type != "CCN" and (self.router is None or self.router.enterprise)

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


def cen_region(network: Network) -> str:
    """Return a network's region as CEN writes it: a CCN's, which is an area, has a prefix."""
    return f"{CCN_PREFIX if network.type == 'CCN' else ''}{network.region}"


async def send(
    cloud: "Cloud", options: AttachOptions, network: Network, target: CenTarget, token: str
) -> str:
    """Ask for the attachment and return the request ID. `token` is used where the call takes one.

    Sources: AttachCenChildInstance, CreateTransitRouterVpcAttachment, CreateTransitRouterVbrAttachment.
    Raises `CloudError`.
    """
    if not options.through_router(network):
        return await _attach_child(cloud, network, target)
    router = {"transit_router_id": options.router.id} if options.router else {"cen_id": target.cen_id}
    place: dict[str, object] = {**router, "region_id": network.region, "client_token": token}
    if network.type == "VPC":
        return await _attach_vpc(cloud, options, network, place)
    return await _attach_vbr(cloud, network, place)


async def _attach_child(cloud: "Cloud", network: Network, target: CenTarget) -> str:
    body = await cloud.call(
        Product.CBN,
        "AttachCenChildInstance",
        cen_id=target.cen_id,
        child_instance_id=network.id,
        child_instance_type=network.type,
        child_instance_region_id=cen_region(network),
        child_instance_owner_id=converters.number(network.owner_uid),
    )
    return converters.request_id_of(body)


async def _attach_vpc(
    cloud: "Cloud", options: AttachOptions, network: Network, place: dict[str, object]
) -> str:
    body = await cloud.call(
        Product.CBN,
        "CreateTransitRouterVpcAttachment",
        **place,
        vpc_id=network.id,
        vpc_owner_id=converters.number(network.owner_uid),
        zone_mappings=[{"zone_id": one.zone, "v_switch_id": one.id} for one in options.vswitches],
        charge_type="POSTPAY",
    )
    return converters.request_id_of(body)


async def _attach_vbr(cloud: "Cloud", network: Network, place: dict[str, object]) -> str:
    body = await cloud.call(
        Product.CBN,
        "CreateTransitRouterVbrAttachment",
        **place,
        vbr_id=network.id,
        vbr_owner_id=converters.number(network.owner_uid),
    )
    return converters.request_id_of(body)
