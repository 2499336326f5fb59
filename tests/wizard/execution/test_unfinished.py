"""What is said of an operation without a known result, what a check leads to, and what is sent again."""

import pytest
from support.demo_networks import TO_BACKBONE as TARGET
from support.demo_networks import network
from support.earlier_operations import ACCOUNT, TOKEN

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.networks.base import GrantApi, GrantOptions, Payer
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import JournalEntry
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome
from cen_tui.session import SignedIn
from cen_tui.wizard.draft import next_step
from cen_tui.wizard.execution.unfinished import (
    CHECK_AGAIN,
    CHECK_LATER,
    NOT_APPLIED,
    RECORDED,
    Check,
    started,
)

ROUTER = GrantOptions(GrantApi.ROUTER, Payer.NETWORK_OWNER)
VPC = network("VPC")


def entry(kind: OperationKind = OperationKind.GRANT) -> JournalEntry:
    options = ROUTER if kind is OperationKind.CHANGE_PAYER else None
    return JournalEntry(Journal(None).begin(kind, ACCOUNT, VPC, TARGET, TOKEN, options))


def checked(
    outcome: Outcome,
    error: ErrorKind | None = None,
    kind: OperationKind = OperationKind.GRANT,
    token: str = TOKEN,
) -> Check:
    trouble = CloudError("Not visible", kind=error, detail="", advice="") if error else None
    result = OperationResult(VPC, TARGET, outcome, error=trouble, kind=kind)
    return Check(entry(kind), SIGNED, result, token)


SIGNED = SignedIn(ACCOUNT, Cloud(Credentials("LTAI5tMadeUpForTests0001", Secret("s" * 30)), CloudOptions()))


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (OperationKind.GRANT, "started to grant "),
        (OperationKind.REVOKE, "started to revoke the grant of "),
        (OperationKind.CHANGE_PAYER, "started to change who pays for "),
        (OperationKind.ATTACH, "started to attach "),
    ],
)
def test_every_kind_of_operation_has_its_own_sentence(kind: OperationKind, says: str) -> None:
    sentence = started(entry(kind))
    assert f"prod-network (1250 4400 1234 5678) {says}{VPC.id} in cn-hangzhou" in sentence
    assert sentence.endswith(f"CEN {TARGET.cen_id} of account 1960 5210 7788 4321.")


@pytest.mark.parametrize(
    ("outcome", "error", "token", "repeatable", "says"),
    [
        (Outcome.VERIFIED, None, TOKEN, False, RECORDED),
        (Outcome.REFUSED, ErrorKind.REFUSED, "", True, NOT_APPLIED),
        (Outcome.UNKNOWN, ErrorKind.NOT_FOUND, TOKEN, True, CHECK_LATER),
        (Outcome.UNKNOWN, ErrorKind.NOT_FOUND, "", False, CHECK_LATER),
        (Outcome.UNKNOWN, ErrorKind.CONFLICT, TOKEN, False, CHECK_LATER),
        (Outcome.UNKNOWN, ErrorKind.TRANSPORT, TOKEN, False, CHECK_AGAIN),
    ],
)
def test_a_check_says_what_is_next_and_repeats_only_what_cannot_be_done_twice(
    outcome: Outcome, error: ErrorKind | None, token: str, *, repeatable: bool, says: str
) -> None:
    found = checked(outcome, error, token=token)
    assert found.may_repeat is repeatable
    assert found.next_step == says


def test_an_attachment_that_does_not_show_is_asked_for_from_the_list_without_a_token() -> None:
    assert checked(Outcome.UNKNOWN, ErrorKind.NOT_FOUND, OperationKind.ATTACH, "").may_repeat


def test_a_grant_opens_at_its_confirmation_with_the_token_of_before() -> None:
    draft = checked(Outcome.REFUSED).draft
    assert next_step(draft).key == "confirm"
    assert draft.token_for(VPC) == TOKEN
    assert (draft.account, draft.networks, draft.target) == (ACCOUNT, (VPC,), TARGET)


@pytest.mark.parametrize("kind", [OperationKind.REVOKE, OperationKind.CHANGE_PAYER])
def test_a_change_of_a_rule_names_the_rule_that_the_operation_was_about(kind: OperationKind) -> None:
    found = checked(Outcome.REFUSED, kind=kind)
    assert found.draft.token_for(VPC) == TOKEN
    assert (found.rule.target, found.rule.apis) == (TARGET, (found.entry.intent.options.api,))
