"""What is said to be left to do after an operation, and by whom."""

from dataclasses import replace

import pytest
from support.attaching import OWNS_CENS, VBR, VPN
from support.demo import running_cloud
from support.reach import reach

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantOptions, Network
from cen_tui.operations.journal import Journal
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome
from cen_tui.text import grouped
from cen_tui.vault.base import Account
from cen_tui.wizard.caution import NO_GRANT_STANDS
from cen_tui.wizard.execution.operation_run import (
    DETACH_FIRST,
    DETACHED,
    DETACHED_UNREAD,
    REVOKED_ATTACHED,
    REVOKED_UNREAD,
    OperationContext,
    what_is_left,
)

CONTEXT = OperationContext(Journal(None), Cloud(None), Account("hub"), lambda _: None)
VPC = Network("VPC", "vpc-1", "", "cn-hangzhou", "1250000000000001")
TARGET = CenTarget("cen-1", "1890000000000001")


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (OperationKind.DETACH, Outcome.UNKNOWN),
        (OperationKind.ASSOCIATE, Outcome.VERIFIED),
        (OperationKind.CHANGE_ATTACHMENT_PAYER, Outcome.VERIFIED),
    ],
)
async def test_nothing_is_left_to_be_done(kind: OperationKind, outcome: Outcome) -> None:
    wanted = Wanted(kind, VPC, TARGET, GrantOptions())
    result = OperationResult(VPC, TARGET, outcome, kind=kind)
    assert await what_is_left(CONTEXT, wanted, result) == ""


@pytest.mark.parametrize("outcome", [Outcome.VERIFIED, Outcome.ALREADY], ids=str)
async def test_after_detaching_it_is_said_whether_the_grant_stands(outcome: Outcome) -> None:
    async with running_cloud() as demo, reach(demo, OWNS_CENS) as cloud:
        case = VBR
        wanted = Wanted(OperationKind.DETACH, case.network(demo), case.target(demo), GrantOptions())
        result = OperationResult(wanted.network, wanted.target, outcome, kind=wanted.kind)
        context = replace(CONTEXT, cloud=cloud)
        assert await what_is_left(context, wanted, result) == NO_GRANT_STANDS
        case.grant(demo)
        assert await what_is_left(context, wanted, result) == DETACHED
        demo.set_faults("error@DescribeGrantRulesToCen=Forbidden.RAM/403")
        assert await what_is_left(context, wanted, result) == DETACHED_UNREAD


@pytest.mark.parametrize("outcome", [Outcome.VERIFIED, Outcome.ALREADY], ids=str)
async def test_after_revoking_it_is_said_whether_the_network_is_still_attached(outcome: Outcome) -> None:
    async with running_cloud() as demo, reach(demo) as cloud:
        wanted = Wanted(OperationKind.REVOKE, VBR.network(demo), VBR.target(demo), GrantOptions())
        result = OperationResult(wanted.network, wanted.target, outcome, kind=wanted.kind)
        context = replace(CONTEXT, cloud=cloud)
        assert await what_is_left(context, wanted, result) == ""
        VBR.stand_attached(demo)
        cen, owner = wanted.target.cen_id, grouped(wanted.target.owner_uid)
        assert await what_is_left(context, wanted, result) == REVOKED_ATTACHED.format(cen=cen, owner=owner)
        demo.set_faults("error@DescribeVirtualBorderRouters=Forbidden.RAM/403")
        assert await what_is_left(context, wanted, result) == REVOKED_UNREAD


async def test_a_revoke_that_is_refused_because_the_network_is_attached_says_who_detaches_it() -> None:
    async with running_cloud() as demo, reach(demo, retrying=RetryPolicy(total=0)) as cloud:
        VPN.stand_attached(demo)
        wanted = Wanted(
            OperationKind.REVOKE, VPN.network(demo), VPN.target(demo), GrantOptions(GrantApi.ROUTER)
        )
        context = replace(CONTEXT, cloud=cloud)
        result = await context.run(wanted, progress=lambda _: None)
        assert result.outcome is Outcome.REFUSED
        cen, owner = wanted.target.cen_id, grouped(wanted.target.owner_uid)
        assert await what_is_left(context, wanted, result) == DETACH_FIRST.format(cen=cen, owner=owner)
        demo.world.attachments.remove(wanted.network.id)
        assert await what_is_left(context, wanted, result) == ""
