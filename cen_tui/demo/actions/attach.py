"""Cbn: attaching a network to a CEN, which its own owner or a granted CEN owner may do."""

from typing import Final

from cen_tui.demo.actions.grants_cbn import cen_region, conflict
from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.estate.estate import Network
from cen_tui.demo.estate.kinds import Ccn, Cen, Ecr, TransitRouter, Vpc, VpnConnection
from cen_tui.demo.estate.vpcs import router_zones, vswitches
from cen_tui.demo.http.parameters import choice
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import CBN, action
from cen_tui.demo.rules import PAY_BY_RESOURCE_OWNER
from cen_tui.demo.world import World

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
    """Attach a network through a Basic transit router; for a CCN alone, one is made in its area."""
    cen = own_cen(world, call)
    kind = choice(call, "ChildInstanceType", ("VPC", "VBR", "CCN"))
    network = _network(world, call, "ChildInstanceId", kind, call.text("ChildInstanceOwnerId"))
    if cen_region(network) != call.text("ChildInstanceRegionId"):
        raise ApiError(400, "IllegalParam.RegionId", "The specified ChildInstanceRegionId is invalid.")
    router = world.routers.within(cen, cen_region(network))
    if router.type != "Basic" if router is not None else kind != "CCN":
        message = "Operation failed because the transit router is not supported."
        raise ApiError(400, "OperationFailed.InvalidTransitRouter", message)
    await _attach(world, call, cen, network)
    if kind == "CCN":
        world.routers.make(cen, cen_region(network), "Basic")
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


@action(
    CBN,
    "CreateTransitRouterVpnAttachment",
    required=("VpnId",),
    optional=(*_ROUTER, *_REST, "VpnOwnerId", "Zone.N.ZoneId"),
    missing="MissingParameter.{}",
)
async def create_transit_router_vpn_attachment(world: World, call: Call) -> Body:
    """Attach an IPsec-VPN connection; only a single-tunnel one takes a zone."""
    network = _network(world, call, "VpnId", "VPN", call.text("VpnOwnerId"))
    single = isinstance(network, VpnConnection) and network.tunnels == 1
    if bool(call.text("Zone.1.ZoneId")) is not single:
        message = "The tunnels of the connection do not match the parameter Zone."
        raise ApiError(400, "OperationUnsupported.VcoTunnelNotMatchZoneParam", message)
    _router_that_is_there(world, call)
    bound = isinstance(network, VpnConnection) and network.attach_type != "NO_ASSOCIATED"
    if bound or world.attachments.of(network.id) is not None:
        raise ApiError(400, "InvalidOperation.VpnAssociated", "The VPN connection is bound already.")
    if not _router(world, call)[1].cidrs:
        message = "The transit router has no CIDR block to allocate from."
        raise ApiError(400, "OperationFailed.AllocateCidrFailed", message)
    return await _attach_to_router(world, call, network)


@action(
    CBN,
    "CreateTransitRouterEcrAttachment",
    required=("EcrId",),
    optional=(
        *_ROUTER,
        *("ClientToken", "DryRun", "EcrOwnerId", "Tag.N.Key", "Tag.N.Value"),
        *("TransitRouterAttachmentDescription", "TransitRouterAttachmentName"),
    ),
    missing="MissingParameter.{}",
)
async def create_transit_router_ecr_attachment(world: World, call: Call) -> Body:
    """Attach an Express Connect Router that its owner has associated with the transit router.

    That the association is needed is documented; the code of a refusal without it is not, and guessed.
    """
    network = _network(world, call, "EcrId", "ECR", call.text("EcrOwnerId"))
    router = _router_that_is_there(world, call)
    if world.associations.find(network.id, router.id) is None:
        message = "The ECR is not associated with the transit router."
        raise ApiError(400, "IncorrectStatus.EcrResource", message)
    return await _attach_to_router(world, call, network)


def _router_that_is_there(world: World, call: Call) -> TransitRouter:
    """Return the router that is named, or the CEN's in the region, which is not made for these types.

    The code of the refusal is not documented, and made up.
    """
    placed = world.owned_cen(call.text("CenId"), call.caller)
    if not call.has("TransitRouterId") and placed is not None:
        found = world.routers.within(placed, call.text("RegionId"))
        if found is None:
            message = "There is no transit router in the region."
            raise ApiError(400, "InvalidTransitRouterId.NotFound", message)
    return _router(world, call)[1]


def _check_zones(call: Call, network: Network) -> None:
    own = {(each.zone, each.id) for each in vswitches(network)} if isinstance(network, Vpc) else set()
    names = [name.removesuffix(".ZoneId") for name in call.parameters if name.endswith(".ZoneId")]
    named = [(call.text(f"{name}.ZoneId"), call.text(f"{name}.VSwitchId")) for name in names]
    if len({zone for zone, _ in named}) < len(named):
        raise ApiError(400, "Duplicated.ZoneMapping", "The parameter ZoneMapping is duplicated.")
    if len(named) > _MOST_ZONES:
        raise ApiError(400, "InvalidParameter", "ZoneMappings takes up to 10 zones.")
    if not own.issuperset(named):
        raise ApiError(400, "OperationFailed.VSwitchNotFound", "The specified vswitch not found.")
    if not {zone for zone, _ in named} <= set(router_zones(network.region)):
        raise ApiError(400, "InvalidParameter", "A zone of ZoneMappings does not support transit routers.")


async def _attach_to_router(world: World, call: Call, network: Network) -> Body:
    _refuse_without_service(world, call.caller.uid, "Forbbiden.TransitRouterServiceNotOpen")
    cen, router = _router(world, call)
    region = router.region if isinstance(network, Ecr) else ""
    before = world.attachments.within(network.id, cen.id, region)
    if before is not None and world.tokens.was_done(call):
        return {"TransitRouterAttachmentId": before.id}
    if router.region != (region or network.region):
        raise ApiError(400, "IllegalParam.RegionId", "The transit router is in another region.")
    if router.type != "Enterprise":
        message = "The specified TransitRouterType does not support the operation."
        raise ApiError(400, "OperationUnsupported.TransitRouterType", message)
    rule = world.rules.find(network.id, cen.id, cen.owner, router=True)
    if rule is not None and rule.payer == PAY_BY_RESOURCE_OWNER:
        _refuse_without_service(world, network.owner, "Forbidden.ResourceOwnerTransitRouterServiceNotOpen")
    attachment = await _attach(world, call, cen, network, router)
    world.tokens.done(call)
    return {"TransitRouterAttachmentId": attachment}


def _refuse_without_service(world: World, uid: str, code: str) -> None:
    if uid in world.estate.without_routers:
        raise ApiError(400, code, "The user has not open transit router service.")


async def _attach(
    world: World, call: Call, cen: Cen, network: Network, router: TransitRouter | None = None
) -> str:
    region = router.region if router is not None and isinstance(network, Ecr) else ""
    granted = any(
        rule.cen_id == cen.id and rule.cen_owner == cen.owner for rule in world.rules.of_network(network.id)
    )
    if network.owner != call.caller.uid and not granted:
        message = "The network is not granted to this CEN by its owner."
        raise ApiError(409, "Forbbiden.AttachChildInstanceAcrossUid", message)
    _refuse_one_more(world, cen, network, region)
    async with world.working_on(network.id, conflict()):
        router_id = router.id if router is not None else ""
        return world.attachments.add(network, cen, world.now(), router_id, region).id


def _refuse_one_more(world: World, cen: Cen, network: Network, region: str) -> None:
    """Refuse what is attached to this CEN already, and one CEN too many; a CCN can be in one only."""
    every = world.attachments.every(network.id)
    if world.attachments.within(network.id, cen.id, region) is not None or (
        every and isinstance(network, Ccn)
    ):
        message = "The network is attached to a CEN already."
        raise ApiError(409, "InvalidOperation.ChildInstanceAlreadyAttached", message)
    if isinstance(network, Vpc) and any(each.cen.protection == "FULL" for each in every):
        message = "The VPC has been attached to another CEN instance whose protection level is FULL."
        raise ApiError(400, "InvalidStatus.VpcAttachedFullModeCen", message)
    if len(every) >= world.attachments.most_cens:
        message = "The childinstance has exceed the quota of CEN instances."
        raise ApiError(400, "QuotaFull.ChildInstanceRelatedCen", message)


def own_cen(world: World, call: Call) -> Cen:
    """Return the caller's CEN that is named."""
    cen = world.owned_cen(call.text("CenId"), call.caller)
    if cen is None:
        raise ApiError(400, "ParameterCenInstanceId", "The specified CenId does not exist.")
    return cen


def _network(world: World, call: Call, name: str, kind: str, owner: str) -> Network:
    network = world.networks.get(call.text(name))
    if network is None or network.key != kind or network.owner != (owner or call.caller.uid):
        raise ApiError(400, "InvalidParameter", f"The specified {name} is not found.")
    return network


def _router(world: World, call: Call) -> tuple[Cen, TransitRouter]:
    """Return the router that is named, or the one of a CEN in a region, which is made where there is none."""
    if named := world.own_router(call.text("TransitRouterId"), call.caller):
        return named
    if call.has("TransitRouterId"):
        raise ApiError(400, "InvalidTransitRouterId.NotFound", "The specified TransitRouterId is not found.")
    placed = world.owned_cen(call.text("CenId"), call.caller)
    region = call.text("RegionId")
    if placed is None:
        raise ApiError(400, "InvalidCenId.NotFound", "CenId is not found.")
    if region not in world.regions:
        raise ApiError(400, "OperationUnsupported.TransitRouterRegionId", "The region is not supported.")
    if placed.protection == "FULL" and world.routers.within(placed, region) is None:
        message = "CEN full level does not support TransitRouter."
        raise ApiError(400, "OperationUnsupported.CenFullLevel", message)
    return placed, world.routers.within(placed, region) or world.routers.make(placed, region)
