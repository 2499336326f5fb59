"""What is said to be left to do after an operation, and by whom."""

import pytest

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.networks.base import CenTarget, GrantOptions, Network
from cen_tui.operations.journal import Journal
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome
from cen_tui.vault.base import Account
from cen_tui.wizard.execution.operation_run import DETACHED, OperationContext, what_is_left

CONTEXT = OperationContext(Journal(None), Cloud(None), Account("hub"), lambda _: None)
VPC = Network("VPC", "vpc-1", "", "cn-hangzhou", "1250000000000001")
TARGET = CenTarget("cen-1", "1890000000000001")


@pytest.mark.parametrize(
    ("kind", "outcome", "left"),
    [
        (OperationKind.DETACH, Outcome.VERIFIED, DETACHED),
        (OperationKind.DETACH, Outcome.ALREADY, DETACHED),
        (OperationKind.DETACH, Outcome.UNKNOWN, ""),
        (OperationKind.ASSOCIATE, Outcome.VERIFIED, ""),
        (OperationKind.CHANGE_ATTACHMENT_PAYER, Outcome.VERIFIED, ""),
    ],
)
async def test_after_detaching_the_grant_is_left(kind: OperationKind, outcome: Outcome, left: str) -> None:
    wanted = Wanted(kind, VPC, TARGET, GrantOptions())
    result = OperationResult(VPC, TARGET, outcome, kind=kind)
    assert await what_is_left(CONTEXT, wanted, result) == left
