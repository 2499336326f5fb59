"""Any line at all is read or passed over; what was written is read back as it was."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.changes import BOTH
from support.sample_operations import ACCOUNT, CCN, TARGET, VPC, at_noon, begun, done, entries_of

from cen_tui.cloud.networks.base import GrantApi, GrantOptions, Network, Payer
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import (
    FORMAT,
    Ending,
    Intent,
    JournalEntry,
    ending_line,
    intent_line,
    unresolved,
)
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.text import safe

VPN = replace(VPC, type="VPN", id="vco-bp1ujryty39knar8fnn5g")
INTENT = begun(Journal(None, clock=at_noon))
ENDING = Ending(at_noon(), Outcome.REFUSED, "C", "R", "why")
NAMES = ("account", "uid", "network_id", "network_name", "region", "cen_id", "cen_owner", "token")
texts = st.text(max_size=30).map(safe)
moments = st.datetimes(timezones=st.just(UTC))
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from([*json.loads(intent_line(INTENT)), "outcome", "says"])


@st.composite
def intents(draw: st.DrawFn) -> Intent:
    values = {name: draw(texts) for name in NAMES}
    key, family = draw(st.sampled_from([("VPC", "cen"), ("VBR", "transit-router"), ("CCN", "cen")]))
    kind = draw(st.sampled_from(OperationKind if family == "transit-router" else BOTH))
    if family == "transit-router" and kind is not OperationKind.REVOKE:
        values["payer"] = draw(st.sampled_from(Payer)).value
    return Intent(
        id=draw(st.uuids()).hex, at=draw(moments), kind=kind, network_type=key, api=family, **values
    )


@given(intent=intents(), endings=st.lists(st.builds(Ending, moments, st.sampled_from(Outcome), texts, texts)))
def test_what_is_written_is_read_back(intent: Intent, endings: list[Ending]) -> None:
    lines = [intent_line(intent), *(ending_line(intent.id, ending) for ending in endings)]
    assert entries_of(lines) == ((JournalEntry(intent, tuple(endings)),), 0)
    assert all(line.isascii() and "\n" not in line for line in lines)


@given(line=st.text() | json_values.map(json.dumps))
def test_any_line_is_passed_over_and_costs_no_other(line: str) -> None:
    lines = [intent_line(INTENT), line, ending_line(INTENT.id, ENDING)]
    assert entries_of(lines) == ((JournalEntry(INTENT, (ENDING,)),), 1)


@given(
    event=st.sampled_from([intent_line(INTENT), ending_line(INTENT.id, ENDING)]), key=KEYS, value=json_values
)
def test_any_value_in_a_line_of_ours_is_read_safely(event: str, key: str, value: object) -> None:
    odd = json.dumps(json.loads(event) | {key: value})
    entries, unread = entries_of([intent_line(INTENT), odd])
    assert unread in {0, 1}
    for entry in entries:
        assert entry.intent.at.tzinfo is UTC
        assert safe(entry.intent.account) == entry.intent.account


@given(cut=st.integers(min_value=0, max_value=len(intent_line(INTENT)) - 1))
def test_a_line_torn_anywhere_is_passed_over(cut: int) -> None:
    assert entries_of([intent_line(INTENT)[:cut]]) == ((), 1)


@pytest.mark.parametrize(
    "odd",
    [
        {"v": FORMAT + 1},
        {"event": "other"},
        {"network_type": "Router"},
        {"act": "destroy"},
        {"at": "0001-01-01T00:00:00+23:59"},
        {"at": "2026-11-24T12:00:00"},
        {"at": "soon"},
        {"token": None},
        {"family": None},
        {"family": "other"},
        {"family": "transit-router"},
        {"payer": "PayByCenOwner"},
        {"act": "change-payer"},
        {"network_type": "CCN", "family": "transit-router", "payer": "PayByCenOwner"},
    ],
)
def test_what_is_not_ours_is_passed_over(odd: dict[str, object]) -> None:
    assert entries_of([json.dumps(json.loads(intent_line(INTENT)) | odd)]) == ((), 1)


def test_a_line_from_before_there_were_families_is_of_the_plain_one() -> None:
    older = json.loads(intent_line(INTENT))
    del older["family"], older["payer"]
    ((entry,), unread) = entries_of([json.dumps(older)])
    assert (entry.intent, unread) == (INTENT, 0)
    assert entry.intent.options == GrantOptions(GrantApi.CEN)


def test_a_rule_of_one_family_says_nothing_of_the_others() -> None:
    journal = Journal(None, clock=at_noon)
    paid = GrantOptions(GrantApi.ROUTER, Payer.CEN_OWNER)
    lost = journal.begin(OperationKind.GRANT, ACCOUNT, VPC, TARGET, "", paid)
    done(journal)
    (entry,) = unresolved(journal.entries()[0])
    assert entry.intent.id == lost.id
    assert entry.intent.options == paid


def test_an_unknown_field_is_left_alone_and_a_depth_without_end_does_no_harm() -> None:
    newer = json.dumps(json.loads(intent_line(INTENT)) | {"new": [1]})
    assert entries_of([newer, "[" * 100_000]) == ((JournalEntry(INTENT),), 1)


def test_an_outcome_without_its_intent_is_passed_over_and_a_line_said_twice_changes_nothing() -> None:
    lines = [ending_line("other", ENDING), intent_line(INTENT), ending_line(INTENT.id, ENDING)]
    assert entries_of([*lines, intent_line(INTENT)]) == ((JournalEntry(INTENT, (ENDING,)),), 1)


def test_times_are_kept_in_utc() -> None:
    east = replace(INTENT, at=datetime(2026, 11, 24, 20, tzinfo=timezone(timedelta(hours=8))))
    ((entry,), _) = entries_of([intent_line(east)])
    assert entry.intent.at.tzinfo is UTC
    assert entry.intent.at == at_noon()
    assert '"at": "2026-11-24T12:00:00Z"' in intent_line(INTENT)


def test_an_intent_knows_its_network_and_target() -> None:
    assert INTENT.network == VPC


NO_ACTS: list[tuple[Network, OperationKind, GrantOptions]] = [
    (VPC, OperationKind.GRANT, GrantOptions(GrantApi.ROUTER)),
    (VPC, OperationKind.CHANGE_PAYER, GrantOptions(GrantApi.ROUTER)),
    (VPC, OperationKind.CHANGE_PAYER, GrantOptions(GrantApi.CEN)),
    (VPC, OperationKind.REVOKE, GrantOptions(GrantApi.ROUTER, Payer.CEN_OWNER)),
    (VPC, OperationKind.GRANT, GrantOptions(GrantApi.CEN, Payer.CEN_OWNER)),
    (VPN, OperationKind.REVOKE, GrantOptions(GrantApi.CEN)),
    (CCN, OperationKind.REVOKE, GrantOptions(GrantApi.ROUTER)),
]


@pytest.mark.parametrize(("network", "kind", "options"), NO_ACTS)
def test_what_the_reader_would_pass_over_is_not_written(
    network: Network, kind: OperationKind, options: GrantOptions
) -> None:
    journal = Journal(None)
    with pytest.raises(ValueError, match=r"payer|another way"):
        journal.begin(kind, ACCOUNT, network, TARGET, "", options)
    assert journal.entries() == ((), ())


@pytest.mark.parametrize("kind", [OperationKind.REVOKE, OperationKind.ATTACH])
@pytest.mark.parametrize("network", [VPC, VPN, CCN], ids=["VPC", "VPN", "CCN"])
def test_what_is_written_without_naming_terms_is_read(
    tmp_path: Path, network: Network, kind: OperationKind
) -> None:
    path = tmp_path / "journal.jsonl"
    intent = Journal(path).begin(kind, ACCOUNT, network, TARGET, "")
    ((entry,), notices) = Journal(path).entries()
    assert (entry.intent, notices) == (intent, ())
