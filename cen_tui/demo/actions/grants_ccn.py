"""Smartag: granting a CCN to a CEN of another account, revoking it, reading the rules."""

from typing import Final

from cen_tui.demo.actions.common import PAGES, epoch_ms, network_not_found, task_conflict, wrapped
from cen_tui.demo.actions.grants_vpc import refuse_over_quota
from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.estate.estate import Network
from cen_tui.demo.http.paging import numbered
from cen_tui.demo.http.parameters import cen_id, flag, uid
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import SMARTAG, action
from cen_tui.demo.rules import Family, Rule
from cen_tui.demo.world import World

_NETWORK: Final = ("RegionId", "CcnInstanceId", "CenInstanceId")


@action(SMARTAG, "GrantInstanceToCbn", required=(*_NETWORK, "CenUid"), optional=("GrantTrafficService",))
async def grant_instance_to_cbn(world: World, call: Call) -> Body:
    """Write a rule; a CEN that the CCN is granted to already is refused."""
    network = _owned(world, call)
    target, owner = cen_id(call, "CenInstanceId"), uid(call, "CenUid")
    traffic_service = bool(flag(call, "GrantTrafficService"))
    async with world.working_on(network.id, task_conflict()):
        if world.rules.find(network.id, target) is not None:
            raise ApiError(400, "DuplicatedGrantRule", "The grant rule already exists.")
        refuse_over_quota(world, network)
        rule = world.rules.add(Family.SMARTAG, network, target, owner, world.now(), call.lag)
        rule.traffic_service = traffic_service
    return {}


@action(SMARTAG, "RevokeInstanceFromCbn", required=_NETWORK)
async def revoke_instance_from_cbn(world: World, call: Call) -> Body:
    """Strike out a rule. What is attached stays attached."""
    network = _owned(world, call)
    target = cen_id(call, "CenInstanceId")
    async with world.working_on(network.id, task_conflict()):
        rule = world.rules.find(network.id, target)
        if rule is None:
            raise network_not_found()
        world.rules.remove(rule)
    return {}


@action(SMARTAG, "DescribeGrantRules", required=("RegionId",), optional=(*PAGES, "AssociatedCcnId"))
async def describe_grant_rules(world: World, call: Call) -> Body:
    """Answer a page of the rules of one CCN, or of all the caller's CCNs in the region."""
    found = [
        rule
        for rule in world.rules.showing()
        if rule.network.id.startswith("ccn-")
        and rule.network.owner == call.caller.uid
        and rule.network.region == call.text("RegionId")
        and call.text("AssociatedCcnId") in {"", rule.network.id}
    ]
    part = numbered(call, found)
    return {**part.fields, "GrantRules": wrapped("GrantRule", map(_shape, part.items))}


def _owned(world: World, call: Call) -> Network:
    network = world.owned(call.text("CcnInstanceId"), call.caller, call.text("RegionId"), "CCN")
    if network is None:
        raise ApiError(404, "CcnNotExist", "The specified CCN does not exist.")
    return network


def _shape(rule: Rule) -> Body:
    return {
        "CcnInstanceId": rule.network.id,
        "CcnUid": int(rule.network.owner),
        "CenInstanceId": rule.cen_id,
        "CenUid": int(rule.cen_owner),
        "GmtCreate": epoch_ms(rule.created),
        "GmtModified": epoch_ms(rule.created),
        "GrantRuleId": str(rule.number),
        "GrantTrafficService": rule.traffic_service,
        "RegionId": rule.network.region,
    }
