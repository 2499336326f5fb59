"""ExpressConnectRouter: the routers, their regions, and their associations with transit routers."""

from collections.abc import Sequence
from typing import Final, TypeVar

from cen_tui.demo.actions.common import RESULTS, iso_seconds, matching
from cen_tui.demo.associations import Association
from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.estate.kinds import Cen, TransitRouter
from cen_tui.demo.estate.kinds import Ecr as Router
from cen_tui.demo.http.paging import Part, by_token
from cen_tui.demo.http.parameters import choice, flag, tags
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import ECR, action
from cen_tui.demo.world import World

_COMMON: Final = ("ClientToken", "DryRun")
_MISSING: Final = "MissingParam.{}"
_ALL_RESULTS: Final = 2**31 - 1
_DEFAULT_RESULTS: Final = 20
_NODES: Final = ("VPC", "TR", "VBR")
_GOOD: Final[Body] = {"Success": True, "Code": "200", "Message": "OK", "HttpStatusCode": 200}

Item = TypeVar("Item")


@action(
    ECR,
    "DescribeExpressConnectRouter",
    optional=(*RESULTS, *_COMMON, "EcrId", "Name", "ResourceGroupId", "Tag.N.Key", "Tag.N.Value"),
)
async def describe_express_connect_router(world: World, call: Call) -> Body:
    """Answer a part of the caller's ECRs, of all regions."""
    if call.has("EcrId"):
        _owned(world, call)
    found = [
        _shape(each)
        for each in world.estate.ecrs
        if each.owner == call.caller.uid
        and call.text("EcrId") in {"", each.id}
        and call.text("Name") in {"", each.name}
        and tags(call) <= set(each.tags)
    ]
    part = _part(call, found)
    return {**_GOOD, **part.fields, "EcrList": list(part.items)}


@action(ECR, "DescribeExpressConnectRouterRegion", required=("EcrId",), optional=_COMMON, missing=_MISSING)
async def describe_express_connect_router_region(world: World, call: Call) -> Body:
    """Answer the regions that an ECR of the caller's is in."""
    return {**_GOOD, "RegionIdList": list(_owned(world, call).regions)}


@action(
    ECR,
    "ListExpressConnectRouterSupportedRegion",
    required=("NodeType",),
    optional=("ClientToken",),
    missing=_MISSING,
)
async def list_express_connect_router_supported_region(world: World, call: Call) -> Body:
    """Answer the regions in which an ECR can be associated with a kind of network."""
    choice(call, "NodeType", _NODES, _illegal("NodeType"))
    return {**_GOOD, "SupportedRegionIdList": [region.id for region in world.estate.regions]}


@action(
    ECR,
    "DescribeExpressConnectRouterAssociation",
    required=("EcrId",),
    optional=(
        *RESULTS,
        *_COMMON,
        *("AssociationId", "AssociationNodeType", "AssociationRegionId", "CenId", "TransitRouterId", "VpcId"),
        *("Tag.N.Key", "Tag.N.Value"),
    ),
    missing=_MISSING,
)
async def describe_express_connect_router_association(world: World, call: Call) -> Body:
    """Answer a part of what an ECR of the caller's is associated with."""
    choice(call, "AssociationNodeType", ("", "VPC", "TR"), _illegal("AssociationNodeType"))
    shapes = [_association(world, each) for each in world.associations.of(_owned(world, call).id)]
    names = ("AssociationId", "AssociationNodeType", "CenId", "TransitRouterId", "VpcId")
    asked = {"AssociationRegionId": "RegionId", **{name: name for name in names}}
    part = _part(call, matching(call, shapes, asked))
    return {**_GOOD, **part.fields, "AssociationList": list(part.items)}


@action(
    ECR,
    "CreateExpressConnectRouterAssociation",
    required=("EcrId", "AssociationRegionId"),
    optional=(
        *_COMMON,
        *("CenId", "TransitRouterId", "TransitRouterOwnerId", "VpcId", "VpcOwnerId", "CreateAttachment"),
        *("AllowedPrefixes.N", "AllowedPrefixesMode", "Description", "Tag.N.Key", "Tag.N.Value"),
    ),
    missing=_MISSING,
)
async def create_express_connect_router_association(world: World, call: Call) -> Body:
    """Associate an ECR of the caller's with a transit router, also with another account's."""
    ecr = _owned(world, call)
    if call.has("VpcId"):
        raise _one_of_two() if call.has("TransitRouterId") else _not_found("VpcId")
    cen, router = _router(world, call)
    if router.region != call.text("AssociationRegionId"):
        raise _illegal("AssociationRegionId")
    both_sides = flag(call, "CreateAttachment") or False
    if router.type != "Enterprise" or (both_sides and cen.owner != call.caller.uid):
        raise _illegal("TransitRouterId")
    conflict = ApiError(400, "Conflict.Lock", "The resource is locked by another operation.")
    async with world.working_on(ecr.id, conflict):
        made = world.associations.add(ecr, cen, router, world.now())
        if both_sides and world.attachments.within(ecr.id, cen.id) is None:
            world.attachments.add(ecr, cen, world.now(), router.id)
    return {**_GOOD, "AssociationId": made.id}


def _part(call: Call, items: Sequence[Item]) -> Part[Item]:
    try:
        return by_token(call, items, default=_DEFAULT_RESULTS, most=_ALL_RESULTS)
    except ApiError:
        raise _illegal("NextToken" if call.has("NextToken") else "MaxResults") from None


def _owned(world: World, call: Call) -> Router:
    ecr = world.networks.get(call.text("EcrId"))
    if not isinstance(ecr, Router) or ecr.owner != call.caller.uid:
        raise _not_found("EcrId")
    return ecr


def _router(world: World, call: Call) -> tuple[Cen, TransitRouter]:
    wanted = call.text("TransitRouterId")
    for cen in world.estate.cens:
        router = next((each for each in world.routers.of(cen) if each.id == wanted), None)
        if router is not None and cen.owner == (call.text("TransitRouterOwnerId") or call.caller.uid):
            if call.text("CenId") not in {"", cen.id}:
                raise _illegal("CenId")
            return cen, router
    raise _not_found("TransitRouterId")


def _shape(ecr: Router) -> Body:
    return {
        "EcrId": ecr.id,
        "Name": ecr.name,
        "Description": ecr.description,
        "AlibabaSideAsn": ecr.asn,
        "OwnerId": int(ecr.owner),
        "Status": ecr.status,
        "BizStatus": ecr.billing,
        "ResourceGroupId": "rg-acfmdemogroup01",
        "GmtCreate": iso_seconds(ecr.created),
        "GmtModified": iso_seconds(ecr.created),
        "Tags": [{"TagKey": key, "TagValue": value} for key, value in ecr.tags],
    }


def _association(world: World, made: Association) -> Body:
    attached = any(each.router == made.router.id for each in world.attachments.every(made.ecr.id))
    return {
        "AssociationId": made.id,
        "AssociationNodeType": "TR",
        "EcrId": made.ecr.id,
        "CenId": made.cen.id,
        "TransitRouterId": made.router.id,
        "TransitRouterName": "",
        "TransitRouterOwnerId": int(made.cen.owner),
        "VpcId": "",
        "RegionId": made.router.region,
        "Status": "ACTIVE" if attached else "INACTIVE",
        "AllowedPrefixes": [],
        "AllowedPrefixesMode": "MatchMode",
        "GmtCreate": iso_seconds(made.created),
        "OwnerId": int(made.ecr.owner),
    }


def _not_found(name: str) -> ApiError:
    return ApiError(404, f"ResourceNotFound.{name}", f"The specified {name} is not found.")


def _illegal(name: str) -> ApiError:
    return ApiError(400, f"IllegalParam.{name}", f"The specified {name} is not valid.")


def _one_of_two() -> ApiError:
    message = "TransitRouterId and VpcId cannot be given together."
    return ApiError(400, "ExclusiveParam.TransitRouterIdAndVpcId", message)
