"""Cbn: attaching a network to a CEN, which its own owner or a granted CEN owner may do."""

from typing import Final

from cen_tui.demo.actions.grants_cbn import cen_region
from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.estate import Network
from cen_tui.demo.estate.kinds import Cen, TransitRouter, Vpc
from cen_tui.demo.estate.vswitches import router_zones, vswitches
from cen_tui.demo.parameters import choice
from cen_tui.demo.registry import CBN, action
from cen_tui.demo.request import Call
from cen_tui.demo.world import World, type_of

_ROUTER: Final = ("TransitRouterId", "CenId", "RegionId")
_MOST_ZONES: Final = 10
_REST: Final = (
    "AutoPublishRouteEnabled",
    "ChargeType",
    "ClientToken",
    "DryRun",
    "Tag.N.Key",
    "Tag.N.Value",
    "TransitRouterAttachmentDescription",
    "TransitRouterAttachmentName",
)


@action(
    CBN,
    "AttachCenChildInstance",
    required=("CenId", "ChildInstanceId", "ChildInstanceType", "ChildInstanceRegionId"),
    optional=("ChildInstanceOwnerId",),
)
async def attach_cen_child_instance(world: World, call: Call) -> Body:
    """Attach a network through a Basic transit router; a CCN needs none."""
    cen = _own_cen(world, call)
    kind = choice(call, "ChildInstanceType", ("VPC", "VBR", "CCN"))
    network = _network(world, call, "ChildInstanceId", kind, call.text("ChildInstanceOwnerId"))
    if cen_region(network) != call.text("ChildInstanceRegionId"):
        raise ApiError(400, "IllegalParam.RegionId", "The specified ChildInstanceRegionId is invalid.")
    router = world.routers.within(cen, network.region)
    if kind != "CCN" and router is not None and router.type == "Enterprise":
        raise ApiError(400, "IncorrectStatus.TransitRouter", "The transit router is of the Enterprise type.")
    await _attach(world, call, cen, network)
    return {}


@action(
    CBN,
    "CreateTransitRouterVpcAttachment",
    required=("VpcId", "ZoneMappings.N.ZoneId", "ZoneMappings.N.VSwitchId"),
    optional=(*_ROUTER, *_REST, "VpcOwnerId"),
    missing="MissingParameter.{}",
)
async def create_transit_router_vpc_attachment(world: World, call: Call) -> Body:
    """Attach a VPC to an Enterprise transit router."""
    network = _network(world, call, "VpcId", "VPC", call.text("VpcOwnerId"))
    _check_zones(call, network)
    return await _attach_to_router(world, call, network)


@action(
    CBN,
    "CreateTransitRouterVbrAttachment",
    required=("VbrId",),
    optional=(*_ROUTER, *_REST, "VbrOwnerId"),
    missing="MissingParameter.{}",
)
async def create_transit_router_vbr_attachment(world: World, call: Call) -> Body:
    """Attach a VBR to an Enterprise transit router."""
    network = _network(world, call, "VbrId", "VBR", call.text("VbrOwnerId"))
    return await _attach_to_router(world, call, network)


def _check_zones(call: Call, network: Network) -> None:
    own = {(each.zone, each.id) for each in vswitches(network)} if isinstance(network, Vpc) else set()
    names = [name.removesuffix(".ZoneId") for name in call.parameters if name.endswith(".ZoneId")]
    named = [(call.text(f"{name}.ZoneId"), call.text(f"{name}.VSwitchId")) for name in names]
    if len(named) > _MOST_ZONES or len({zone for zone, _ in named}) < len(named):
        raise ApiError(400, "InvalidParameter", "ZoneMappings takes up to 10 zones, each of them once.")
    if not own.issuperset(named):
        raise ApiError(400, "InvalidParameter", "A vSwitch of ZoneMappings is not in this VPC and zone.")
    if not {zone for zone, _ in named} <= set(router_zones(network.region)):
        raise ApiError(400, "InvalidParameter", "A zone of ZoneMappings does not support transit routers.")


async def _attach_to_router(world: World, call: Call, network: Network) -> Body:
    before = world.attachments.of(network.id)
    if before is not None and world.tokens.was_done(call):
        return {"TransitRouterAttachmentId": before.id}
    cen, router = _router(world, call)
    if router.region != network.region:
        raise ApiError(400, "IllegalParam.RegionId", "The transit router is in another region.")
    if router.type != "Enterprise":
        raise ApiError(400, "IncorrectStatus.TransitRouter", "The transit router is of the Basic type.")
    attachment = await _attach(world, call, cen, network, router.id)
    world.tokens.done(call)
    return {"TransitRouterAttachmentId": attachment}


async def _attach(world: World, call: Call, cen: Cen, network: Network, router: str = "") -> str:
    granted = any(
        rule.cen_id == cen.id and rule.cen_owner == cen.owner for rule in world.rules.of_network(network.id)
    )
    if network.owner != call.caller.uid and not granted:
        message = "The network is not granted to this CEN by its owner."
        raise ApiError(409, "Forbbiden.AttachChildInstanceAcrossUid", message)
    if world.attachments.of(network.id) is not None:
        message = "The network is attached to a CEN already."
        raise ApiError(409, "InvalidOperation.ChildInstanceAlreadyAttached", message)
    conflict = ApiError(400, "OperationFailed.TaskConflict", "Another task is being processed.")
    async with world.working_on(network.id, conflict):
        return world.attachments.add(network, cen, world.now(), router).id


def _own_cen(world: World, call: Call) -> Cen:
    cen = world.owned_cen(call.text("CenId"), call.caller)
    if cen is None:
        raise ApiError(400, "ParameterCenInstanceId", "The specified CenId does not exist.")
    return cen


def _network(world: World, call: Call, name: str, kind: str, owner: str) -> Network:
    network = world.networks.get(call.text(name))
    if network is None or type_of(network) != kind or network.owner != (owner or call.caller.uid):
        raise ApiError(400, "InvalidParameter", f"The specified {name} is not found.")
    return network


def _router(world: World, call: Call) -> tuple[Cen, TransitRouter]:
    """Return the router that is named, or the one of a CEN in a region, which is made where there is none."""
    wanted = call.text("TransitRouterId")
    for cen in world.estate.cens:
        routers = world.routers.of(cen) if cen.owner == call.caller.uid else ()
        if named := next((router for router in routers if router.id == wanted), None):
            return cen, named
    placed = world.owned_cen(call.text("CenId"), call.caller)
    region = call.text("RegionId")
    if wanted or placed is None or region not in world.regions:
        raise ApiError(400, "InvalidParameter", "The specified transit router is not found.")
    return placed, world.routers.within(placed, region) or world.routers.make(placed, region)
