"""Cbn: grants on an Enterprise transit router, with a payer; seen by the network's and by the CEN's owner."""

from typing import Final

from cen_tui.demo.actions.common import RESULTS, epoch_ms, iso_minutes, network_not_found, wrapped
from cen_tui.demo.actions.grants_vpc import refuse_over_quota, refuse_unready
from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.estate.estate import Network
from cen_tui.demo.estate.kinds import Ecr
from cen_tui.demo.http.paging import by_token
from cen_tui.demo.http.parameters import cen_id, choice, uid
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import CBN, action
from cen_tui.demo.rules import PAY_BY_CEN_OWNER, PAY_BY_RESOURCE_OWNER, Family, Rule
from cen_tui.demo.world import World

_TARGET: Final = ("CenId", "CenOwnerId", "InstanceId", "InstanceType")
PAYERS: Final = (PAY_BY_CEN_OWNER, PAY_BY_RESOURCE_OWNER)
_RESOURCE_TYPES: Final = {"VPC": "VPC", "ExpressConnect": "VBR", "VPN": "VPN", "ECR": "ECR"}
_CHILD_TYPES: Final = ("VPC", "VBR", "CCN", "VPN", "ECR")


@action(CBN, "GrantInstanceToTransitRouter", required=_TARGET, optional=("OrderType", "RegionId"))
async def grant_instance_to_transit_router(world: World, call: Call) -> Body:
    """Write a rule with its payer; without one the CEN owner pays."""
    network = _owned(world, call)
    target = cen_id(call, "CenId"), uid(call, "CenOwnerId")
    payer = choice(call, "OrderType", ("", *PAYERS)) or PAY_BY_CEN_OWNER
    async with world.working_on(network.id, conflict()):
        refuse_unready(network)
        standing = world.rules.find(network.id, *target, router=True)
        if standing is not None:
            standing.repeats += 1
        else:
            refuse_over_quota(world, network)
            rule = world.rules.add(Family.CBN, network, *target, world.now(), call.lag)
            rule.payer = rule.payer_in_force = payer
    return {}


@action(CBN, "RevokeInstanceFromTransitRouter", required=_TARGET, optional=("RegionId",))
async def revoke_instance_from_transit_router(world: World, call: Call) -> Body:
    """Strike out a rule; a network attached to that CEN must be detached first."""
    network = _owned(world, call)
    target = cen_id(call, "CenId"), uid(call, "CenOwnerId")
    async with world.working_on(network.id, conflict()):
        if world.attachments.within(network.id, target[0]) is not None:
            message = "The instance is attached to the CEN. Detach it first."
            raise ApiError(400, "InvalidOperation.ChildInstanceStatus", message)
        rule = world.rules.find(network.id, *target, router=True)
        if rule is None:
            raise no_such_grant()
        world.rules.remove(rule)
    return {}


@action(
    CBN,
    "DescribeGrantRulesToResource",
    required=("ResourceId", "ProductType"),
    optional=(*RESULTS, "RegionId"),
)
async def describe_grant_rules_to_resource(world: World, call: Call) -> Body:
    """Answer the rules of one network of the caller's, as a bare list."""
    kind = _RESOURCE_TYPES[choice(call, "ProductType", _RESOURCE_TYPES)]
    found = [
        rule
        for rule in world.rules.of_network(call.text("ResourceId"), router=True)
        if rule.network.owner == call.caller.uid and rule.network.key == kind
    ]
    part = by_token(call, found)
    return {**part.fields, "GrantRules": [_owner_side(rule) for rule in part.items]}


@action(
    CBN,
    "DescribeGrantRulesToCen",
    required=("CenId", "ProductType"),
    optional=(*RESULTS, "RegionId", "ChildInstanceId", "ChildInstanceOwnerId", "EnabledIpv6"),
)
async def describe_grant_rules_to_cen(world: World, call: Call) -> Body:
    """Answer what was granted to one CEN of the caller's; a CEN of somebody else's has no rules."""
    kind = choice(call, "ProductType", _CHILD_TYPES)
    cen = world.owned_cen(call.text("CenId"), call.caller)
    found = [rule for rule in world.rules.showing() if cen is not None and rule.cen_id == cen.id]
    part = by_token(call, [rule for rule in found if _asked_for(call, rule, kind)])
    return {**part.fields, "GrantRules": wrapped("GrantRule", map(_cen_side, part.items))}


def cen_region(network: Network) -> str:
    """Return a network's region as CEN writes it: a CCN's carries a prefix."""
    return f"ccn-{network.region}" if network.key == "CCN" else network.region


def _asked_for(call: Call, rule: Rule, kind: str) -> bool:
    return (
        rule.cen_owner == call.caller.uid
        and rule.network.key == kind
        and call.text("RegionId") in {"", cen_region(rule.network)}
        and call.text("ChildInstanceId") in {"", rule.network.id}
        and call.text("ChildInstanceOwnerId") in {"", rule.network.owner}
    )


def _owned(world: World, call: Call) -> Network:
    kind = _RESOURCE_TYPES[choice(call, "InstanceType", _RESOURCE_TYPES)]
    network = world.networks.get(call.text("InstanceId"))
    places = network.regions if isinstance(network, Ecr) else (network.region,) if network else ()
    elsewhere = call.has("RegionId") and call.text("RegionId") not in places
    if network is None or elsewhere or network.owner != call.caller.uid or network.key != kind:
        raise network_not_found()
    return network


def _owner_side(rule: Rule) -> Body:
    return {
        "CenId": rule.cen_id,
        "CenOwnerId": int(rule.cen_owner),
        "CreateTime": iso_minutes(rule.created),
        "OrderType": rule.payer,
        "EffectiveOrderType": rule.payer_in_force,
    }


def _cen_side(rule: Rule) -> Body:
    return {
        "CenId": rule.cen_id,
        "CenOwnerId": int(rule.cen_owner),
        "ChildInstanceId": rule.network.id,
        "ChildInstanceOwnerId": int(rule.network.owner),
        "ChildInstanceRegionId": cen_region(rule.network),
        "ChildInstanceType": rule.network.key,
        "CreateTime": epoch_ms(rule.created),
        "OrderType": rule.payer,
        "EffectiveOrderType": rule.payer_in_force,
    }


def no_such_grant() -> ApiError:
    """Return the refusal for a rule that does not exist."""
    return ApiError(400, "OperationFailed.GrantCrossAccountNotExist", "The grant does not exist.")


def conflict() -> ApiError:
    """Return the refusal of a change while another is under way."""
    return ApiError(400, "OperationFailed.TaskConflict", "Another task is being processed.")
