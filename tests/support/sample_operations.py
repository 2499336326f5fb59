"""Sample operations for the journal: an account, networks, CEN targets, and a clock that stands still."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from cen_tui.cloud.networks.base import CenTarget, Network
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import Intent, JournalEntry, add_lines
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.storage.files import FileProblem
from cen_tui.vault.base import Account

ACCOUNT = Account("prod-network", "1250440012345678", id="entry-1")
TARGET = CenTarget("cen-7qthudw0ll6jmc000b", "1960521077884321")
OTHER_TARGET = CenTarget("cen-000000000000000000", "1960521077884321")
VPC = Network("VPC", "vpc-bp1ujryty39knar8fnn5g", "prod-core", "cn-hangzhou", ACCOUNT.uid)
CCN = Network("CCN", "ccn-4hoxgdml9ad8wlwdnf", "门店网络", "cn-shanghai", ACCOUNT.uid)
NOON = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)
TOKEN = "a-token-of-the-operation"


def at_noon() -> datetime:
    return NOON


def some_time_ago() -> datetime:
    """Return a time at which an operation was begun of which nothing more can come."""
    return datetime.now(UTC) - timedelta(minutes=10)


def some_time_later() -> datetime:
    """Return a time at which nothing more can come of what is begun now."""
    return datetime.now(UTC) + timedelta(minutes=10)


def begun(
    journal: Journal,
    network: Network = VPC,
    *,
    kind: OperationKind = OperationKind.GRANT,
    target: CenTarget = TARGET,
) -> Intent:
    """Write an intent."""
    return journal.begin(kind, ACCOUNT, network, target, TOKEN)


def done(journal: Journal, network: Network = VPC, *, kind: OperationKind = OperationKind.GRANT) -> Intent:
    """Write an intent, and that it was verified."""
    intent = begun(journal, network, kind=kind)
    journal.end(intent.id, Outcome.VERIFIED, request_id="R-1")
    return intent


def problem_of(write: Callable[[], object]) -> FileProblem:
    """Return the problem that a write must come to, with its advice."""
    with pytest.raises(FileProblem) as caught:
        write()
    assert caught.value.advice
    return caught.value


def entries_of(lines: list[str]) -> tuple[tuple[JournalEntry, ...], int]:
    """Return the operations in the order of their intents, and how many lines could not be read."""
    entries: dict[str, JournalEntry] = {}
    unread = add_lines(entries, lines)
    return tuple(entries.values()), unread
