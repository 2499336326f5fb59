"""Rules in answers that contradict themselves: a revoke is never said to be done while the rule stands."""

import pytest
from support.changes import revoke
from support.scripted import Scripted, scripted_server

from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantOptions, Network, Payer
from cen_tui.operations.executor import change_for
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome
from cen_tui.operations.polling import PollPolicy
from cen_tui.operations.reconcile import reconcile

VPC = Network("VPC", "vpc-bp1ujryty39knar8fnn5g", "prod-core", "cn-hangzhou", "1250440012345678")
TARGET = CenTarget("cen-7qthudw0ll6jmc000b", "1960521077884321")
RULE = {"CenInstanceId": TARGET.cen_id, "CenOwnerId": int(TARGET.owner_uid)}
SOON = PollPolicy(waits=(0.0,), tries=3)


def rules(total: object, *rows: object) -> dict[str, object]:
    return {"RequestId": "R", "TotalCount": total, "CenGrantRules": {"CbnGrantRule": list(rows)}}


CONTRADICTIONS = {
    "a total without a list": {"RequestId": "R", "TotalCount": 1, "CenGrantRules": {"CbnGrantRule": None}},
    "an empty wrapper": {"RequestId": "R", "TotalCount": 1, "CenGrantRules": {}},
    "no wrapper": {"RequestId": "R", "TotalCount": 1},
    "an empty list": rules(1),
    "a rule without an owner": rules(1, {"CenInstanceId": TARGET.cen_id}),
    "a rule without a CEN": rules(1, {"CenOwnerId": int(TARGET.owner_uid)}),
    "a second page like the first": rules(2, {**RULE, "CenInstanceId": "cen-000000000000000000"}),
}


async def revoked(server: Scripted) -> OperationResult:
    async with server.cloud() as cloud:
        return await revoke(cloud, VPC, TARGET, progress=lambda _: None, polling=SOON)


@pytest.mark.parametrize("name", CONTRADICTIONS)
async def test_no_revoke_is_done_by_them(name: str) -> None:
    async with scripted_server() as server:
        server.answer(CONTRADICTIONS[name])
        result = await revoked(server)
        assert result.outcome is Outcome.REFUSED
        assert result.error is not None
        assert result.error.title == "The answer could not be read"
        async with server.cloud() as cloud:
            reconciled = await reconcile(change_for(OperationKind.REVOKE, cloud, VPC, TARGET), polling=SOON)
        assert reconciled.outcome is Outcome.UNKNOWN
    assert {asked.action for asked in server.asked} == {"DescribeGrantRulesToCen"}


async def test_one_look_that_finds_nothing_is_no_proof() -> None:
    async with scripted_server() as server:
        server.answer_in_turn(rules(0), rules(1, RULE), rules(1, RULE), rules(1, RULE))
        async with server.cloud() as cloud:
            reconciled = await reconcile(change_for(OperationKind.REVOKE, cloud, VPC, TARGET), polling=SOON)
        assert reconciled.outcome is Outcome.REFUSED


async def test_two_looks_that_find_nothing_are() -> None:
    async with scripted_server() as server:
        server.answer(rules(0))
        assert (await revoked(server)).outcome is Outcome.ALREADY


async def test_a_rule_without_a_payer_proves_no_change_of_payer() -> None:
    row = {"CenId": TARGET.cen_id, "CenOwnerId": int(TARGET.owner_uid)}
    options = GrantOptions(GrantApi.ROUTER, Payer.NETWORK_OWNER)
    async with scripted_server() as server, server.cloud() as cloud:
        change = change_for(OperationKind.CHANGE_PAYER, cloud, VPC, TARGET, options)
        server.answer({"RequestId": "R", "TotalCount": 1, "GrantRules": [row]})
        assert not (await change.observe()).done
        server.answer(
            {"RequestId": "R", "TotalCount": 1, "GrantRules": [{**row, "OrderType": options.payer}]}
        )
        assert (await change.observe()).done
