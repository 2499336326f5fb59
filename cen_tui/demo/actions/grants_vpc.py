"""Vpc: granting a VPC or a VBR to a CEN of another account, revoking it, reading the rules."""

from typing import Final

from cen_tui.demo.actions.common import PAGES, iso_seconds, network_not_found, task_conflict, wrapped
from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.estate.estate import Network
from cen_tui.demo.estate.kinds import Vbr, Vpc
from cen_tui.demo.estate.standing import QUOTA
from cen_tui.demo.http.paging import numbered
from cen_tui.demo.http.parameters import cen_id, choice, client_token, uid
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import VPC, action
from cen_tui.demo.rules import Family
from cen_tui.demo.world import World

_REQUIRED: Final = ("RegionId", "InstanceId", "InstanceType", "CenOwnerId")
_CEN_AND_TOKEN: Final = ("CenId", "ClientToken")
"""CenId is required too, but its absence has a code of its own."""
_BUSY_STATES: Final = frozenset({"Pending", "unconfirmed", "deleting", "recovering", "terminating"})


@action(VPC, "GrantInstanceToCen", required=_REQUIRED, optional=_CEN_AND_TOKEN)
async def grant_instance_to_cen(world: World, call: Call) -> Body:
    """Write a rule. A target that is granted already is accepted again, without a second rule."""
    network = _owned(world, call, ("VPC", "VBR"))
    target = cen_id(call, "CenId"), uid(call, "CenOwnerId")
    if world.tokens.was_done(call):
        return {}
    async with world.working_on(network.id, task_conflict()):
        refuse_unready(network)
        standing = world.rules.find(network.id, *target, router=False)
        if standing is not None:
            standing.repeats += 1
        else:
            refuse_over_quota(world, network)
            world.rules.add(Family.VPC, network, *target, world.now(), call.lag)
        world.tokens.done(call)
    return {}


@action(VPC, "RevokeInstanceFromCen", required=_REQUIRED, optional=_CEN_AND_TOKEN)
async def revoke_instance_from_cen(world: World, call: Call) -> Body:
    """Strike out a rule. What is attached stays attached."""
    network = _owned(world, call, ("VPC", "VBR", "CCN"))
    target = cen_id(call, "CenId"), uid(call, "CenOwnerId")
    if world.tokens.was_done(call):
        return {}
    async with world.working_on(network.id, task_conflict()):
        rule = world.rules.find(network.id, *target, router=False)
        if rule is None:
            raise network_not_found()
        world.rules.remove(rule)
        world.tokens.done(call)
    return {}


@action(
    VPC,
    "DescribeGrantRulesToCen",
    required=("RegionId", "InstanceId", "InstanceType"),
    optional=(*PAGES, "ClientToken", "ResourceGroupId"),
)
async def describe_grant_rules_to_cen(world: World, call: Call) -> Body:
    """Answer a page of the rules of one network of the caller's."""
    client_token(call)
    network = _owned(world, call, ("VPC", "VBR", "CCN"))
    part = numbered(call, world.rules.of_network(network.id, router=False))
    rules = [
        {
            "CenInstanceId": rule.cen_id,
            "CenOwnerId": int(rule.cen_owner),
            "CreationTime": iso_seconds(rule.created),
        }
        for rule in part.items
    ]
    return {**part.fields, "CenGrantRules": wrapped("CbnGrantRule", rules)}


def refuse_over_quota(world: World, network: Network) -> None:
    """Refuse one more rule for a network that has as many as it may."""
    if world.rules.count(network.id) >= QUOTA:
        raise ApiError(404, "QuotaExceeded.CbnGrantRules", "The quota of grant rules is exceeded.")


def _owned(world: World, call: Call, types: tuple[str, ...]) -> Network:
    wrong = ApiError(404, "InstanceType.Invalid", "The specified InstanceType is not valid.")
    kind = choice(call, "InstanceType", types, wrong)
    network = world.owned(call.text("InstanceId"), call.caller, call.text("RegionId"), kind)
    if network is not None:
        return network
    if kind == "VBR" and call.action == "GrantInstanceToCen":
        raise ApiError(404, "InvalidVbr.NotFound", "The specified VBR is not found.")
    raise network_not_found()


def refuse_unready(network: Network) -> None:
    """Refuse a network in a passing state, and a VBR that may not cross accounts."""
    if isinstance(network, Vbr) and not network.cross_account:
        raise ApiError(400, "Invalid.Grant", "The VBR cannot be granted to a CEN of another account.")
    if isinstance(network, Vpc | Vbr) and network.status in _BUSY_STATES:
        raise ApiError(400, "IncorrectStatus", "The current status of the resource does not permit this.")
