"""Operations of an earlier run, as it left them in the journal, for the screens of this one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from support.demo_networks import BACKBONE, TO_BACKBONE, network
from support.sample_operations import at_noon
from support.walk import Walk

from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.demo.rules import Family
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import Intent
from cen_tui.operations.outcome import OperationKind
from cen_tui.vault.base import Account

ACCOUNT = Account("prod-network", NETWORK_OWNER, id="earlier")
TOKEN = "0123456789abcdef0123456789abcdef"
FAMILIES = {"VPC": Family.VPC, "VBR": Family.VPC, "CCN": Family.SMARTAG}


def journal_in(folder: Path) -> Journal:
    """Return the journal of a run; one more call gives that of the next run."""
    return Journal(folder / "journal.jsonl", clock=at_noon)


def journal_an_hour_later(folder: Path) -> Journal:
    """Return the journal of a run that begins when nothing more can come of what the earlier one began."""
    return Journal(folder / "journal.jsonl", clock=lambda: at_noon() + timedelta(hours=1))


def begun(
    journal: Journal, key: str = "VPC", kind: OperationKind = OperationKind.GRANT, account: Account = ACCOUNT
) -> Intent:
    """Write that an operation was begun, with the token of its product."""
    return journal.begin(kind, account, network(key), TO_BACKBONE, "" if key == "CCN" else TOKEN)


def add_rule(walk: Walk, key: str) -> None:
    """Let the rule stand in the cloud, as after a grant whose answer was lost."""
    held = walk.cloud.world.networks[network(key).id]
    when = datetime(2026, 11, 24, 12, 0, 5, tzinfo=UTC)
    walk.cloud.world.rules.add(FAMILIES[key], held, BACKBONE, CEN_OWNER, when)


def has_rule(walk: Walk, key: str) -> bool:
    """Tell whether the cloud holds the rule."""
    return walk.cloud.world.rules.find(network(key).id, BACKBONE, CEN_OWNER) is not None
