"""The journal as people and programs read it, and the sheets of past grants."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from support.sample_operations import ACCOUNT, CCN, NOON, OTHER_TARGET, TARGET, VPC, at_noon, begun, done

from cen_tui import __version__
from cen_tui.cloud.networks.base import Network
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import Ending, JournalEntry
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome, Refusal
from cen_tui.terminal.cells import cell_width
from cen_tui.wizard.handover import entry_sheet, outcome_words, sheet
from cen_tui.wizard.history import EMPTY, NO_RESULT, json_lines, outcome_of, sheets, table


@pytest.fixture
def journal() -> Journal:
    return Journal(None, clock=at_noon)


def entry(
    outcome: Outcome | None, kind: OperationKind = OperationKind.GRANT, network: Network = VPC
) -> JournalEntry:
    intent = begun(Journal(None, clock=at_noon), network, kind=kind)
    return JournalEntry(intent, (Ending(NOON, outcome, "Code", "R-1", "why"),) if outcome else ())


def test_a_line_holds_the_whole_ids() -> None:
    head, line = table([entry(Outcome.VERIFIED)]).splitlines()
    assert head.split("  ")[0] == "When (UTC)"
    assert line == (
        "2026-11-24 12:00  granted and verified  vpc-bp1ujryty39knar8fnn5g cn-hangzhou  "
        "cen-7qthudw0ll6jmc000b  1960 5210 7788 4321  prod-network"
    )


def test_columns_stand_under_their_headings() -> None:
    lines = table([entry(Outcome.VERIFIED), entry(None, OperationKind.REVOKE, CCN)]).splitlines()
    for heading, cells in {"CEN": TARGET.cen_id, "Account": ACCOUNT.name}.items():
        assert {line.index(cells) for line in lines[1:]} == {lines[0].index(heading)}


def test_columns_stand_under_their_headings_with_wide_characters_too() -> None:
    wide = replace(VPC, region="华东1（杭州）")
    head, first, second = table([entry(Outcome.VERIFIED, network=wide), entry(Outcome.VERIFIED)]).splitlines()
    places = {
        cell_width(line.partition(cell)[0])
        for line, cell in ((head, "CEN"), (first, "cen-"), (second, "cen-"))
    }
    assert len(places) == 1
    rows = table([entry(Outcome.VERIFIED, network=wide)], 126).splitlines()
    assert max(map(cell_width, rows)) <= 126


@pytest.mark.parametrize("width", [80, 100])
def test_a_line_that_would_not_fit_is_broken_before_the_cen(width: int) -> None:
    lines = table([entry(Outcome.VERIFIED), entry(None, OperationKind.REVOKE, CCN)], width).splitlines()
    assert len(lines) == 6
    assert max(map(len, lines)) <= 80
    assert lines[3].split() == ["cen-7qthudw0ll6jmc000b", "1960", "5210", "7788", "4321", "prod-network"]
    assert len(table([entry(Outcome.VERIFIED)], 160).splitlines()) == 2


@pytest.mark.parametrize(
    ("outcome", "kind", "words"),
    [
        (Outcome.VERIFIED, OperationKind.GRANT, "granted and verified"),
        (Outcome.VERIFIED, OperationKind.REVOKE, "revoked and verified"),
        (Outcome.ALREADY, OperationKind.GRANT, "already granted"),
        (Outcome.ALREADY, OperationKind.REVOKE, "not granted any more"),
        (Outcome.REFUSED, OperationKind.GRANT, "grant: refused"),
        (Outcome.UNKNOWN, OperationKind.REVOKE, "revoke: unknown"),
        (None, OperationKind.GRANT, "grant: unknown"),
    ],
)
def test_every_line_says_what_was_done_and_what_came_of_it(
    outcome: Outcome | None, kind: OperationKind, words: str
) -> None:
    one = entry(outcome, kind)
    assert f"  {words}  " in table([one])
    assert words.endswith(outcome_words(kind, outcome) if outcome else NO_RESULT)
    assert outcome_of(one) in words


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        ("", "refused"),
        (Refusal.NOT_SENT, "not sent"),
        (Refusal.NOT_DONE, "not done"),
        ("a word of a later version", "refused"),
    ],
)
def test_what_changed_nothing_says_how_that_is_known(refusal: str, words: str) -> None:
    one = entry(Outcome.REFUSED).ended(Ending(NOON, Outcome.REFUSED, refusal=refusal))
    assert outcome_of(one) == words
    assert f"  grant: {words}  " in table([one])
    unknown = entry(Outcome.UNKNOWN).ended(Ending(NOON, Outcome.UNKNOWN, refusal=refusal))
    assert outcome_of(unknown) == "unknown"


def test_no_operation_is_said() -> None:
    assert table([]) == f"{EMPTY}\n"
    assert json_lines([]) == ""


def test_the_json_format_is_the_documented_one() -> None:
    one = entry(Outcome.REFUSED, OperationKind.REVOKE, CCN)
    (line,) = json_lines([one]).splitlines()
    assert line.isascii()
    assert json.loads(line) == {
        "v": 1,
        "id": one.intent.id,
        "begun": "2026-11-24T12:00:00Z",
        "act": "revoke",
        "account": "prod-network",
        "account_uid": "1250440012345678",
        "network_type": "CCN",
        "network_id": CCN.id,
        "network_name": "门店网络",
        "region": "cn-shanghai",
        "network_owner_uid": "1250440012345678",
        "cen_id": TARGET.cen_id,
        "cen_owner_uid": TARGET.owner_uid,
        "family": "cen",
        "payer": "",
        "outcome": "refused",
        "ended": "2026-11-24T12:00:00Z",
        "code": "Code",
        "request_id": "R-1",
        "reason": "why",
        "tool_version": __version__,
    }


def test_a_lost_answer_is_unknown_and_never_ended() -> None:
    fields = json.loads(json_lines([entry(None)]))
    assert (fields["outcome"], fields["ended"]) == ("unknown", None)
    assert (fields["code"], fields["request_id"], fields["reason"]) == ("", "", "")


def test_times_are_written_to_the_second_whatever_the_clock(journal: Journal) -> None:
    exact = Journal(None, clock=lambda: datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC))
    begun(exact)
    assert json.loads(json_lines(exact.entries()[0]))["begun"] == "2026-01-02T03:04:05Z"
    assert journal.entries() == ((), ())


@pytest.mark.parametrize("outcome", [Outcome.VERIFIED, Outcome.ALREADY])
def test_a_past_grant_has_its_sheet_and_says_when_it_was_known(outcome: Outcome) -> None:
    text = entry_sheet(entry(outcome))
    assert text.startswith("Verified at 2026-11-24 12:00 UTC; it may have been revoked since.\n\n")
    assert text.endswith(sheet([OperationResult(VPC, TARGET, outcome)], TARGET, ACCOUNT.uid))


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (Outcome.REFUSED, OperationKind.GRANT),
        (Outcome.UNKNOWN, OperationKind.GRANT),
        (None, OperationKind.GRANT),
        (Outcome.VERIFIED, OperationKind.REVOKE),
    ],
)
def test_what_did_not_come_to_stand_has_no_sheet(outcome: Outcome | None, kind: OperationKind) -> None:
    assert entry_sheet(entry(outcome, kind)) == ""


def test_the_sheets_of_a_network_are_those_of_the_grants_not_revoked_since(journal: Journal) -> None:
    done(journal)
    done(journal, CCN)
    other = begun(journal, target=OTHER_TARGET)
    journal.end(other.id, Outcome.VERIFIED)
    both = sheets(journal.entries()[0], VPC.id)
    assert both.index(f"CEN ID               {TARGET.cen_id}") < both.index(OTHER_TARGET.cen_id)
    assert CCN.id not in both
    refused = begun(journal, kind=OperationKind.REVOKE, target=OTHER_TARGET)
    journal.end(refused.id, Outcome.REFUSED)
    done(journal, kind=OperationKind.REVOKE)
    left = sheets(journal.entries()[0], VPC.id)
    assert TARGET.cen_id not in left
    assert OTHER_TARGET.cen_id in left
    assert sheets(journal.entries()[0], "vpc-none") == ""
