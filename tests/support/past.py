"""Acts of the past for the first screen: in a journal file, as an earlier run of the tool left them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from support.acts import at_noon
from support.confirming import network_ids
from support.walk import BACKBONE, Walk

from cen_tui.cloud.networks.base import CenTarget, Network
from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.demo.rules import Family
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import Intent
from cen_tui.operations.outcome import OperationKind
from cen_tui.vault.base import Account

ACCOUNT = Account("prod-network", NETWORK_OWNER, id="earlier")
TARGET = CenTarget(BACKBONE, CEN_OWNER)
TOKEN = "0123456789abcdef0123456789abcdef"
NETWORKS = {"VPC": "prod-core", "VBR": "office-line-1", "CCN": "branches"}
FAMILIES = {"VPC": Family.VPC, "VBR": Family.VPC, "CCN": Family.SMARTAG}


def journal_in(folder: Path) -> Journal:
    """Return the journal of a run; one more call gives that of the next run."""
    return Journal(folder / "journal.jsonl", clock=at_noon)


def journal_an_hour_later(folder: Path) -> Journal:
    """Return the journal of a run that begins when nothing more can come of what the earlier one began."""
    return Journal(folder / "journal.jsonl", clock=lambda: at_noon() + timedelta(hours=1))


def network(key: str) -> Network:
    """Return a network of a type that nobody was granted yet."""
    region = "cn-shanghai" if key == "CCN" else "cn-hangzhou"
    return Network(key, network_ids(NETWORKS[key])[0], NETWORKS[key], region, NETWORK_OWNER)


def begun(
    journal: Journal, key: str = "VPC", kind: OperationKind = OperationKind.GRANT, account: Account = ACCOUNT
) -> Intent:
    """Write that an act was begun, with the token of its product."""
    return journal.begin(kind, account, network(key), TARGET, "" if key == "CCN" else TOKEN)


def let_stand(walk: Walk, key: str) -> None:
    """Let the rule stand in the cloud, as after a grant whose answer was lost."""
    held = walk.cloud.world.networks[network(key).id]
    when = datetime(2026, 11, 24, 12, 0, 5, tzinfo=UTC)
    walk.cloud.world.rules.add(FAMILIES[key], held, BACKBONE, CEN_OWNER, when)


def stands(walk: Walk, key: str) -> bool:
    """Tell whether the cloud holds the rule."""
    return walk.cloud.world.rules.find(network(key).id, BACKBONE, CEN_OWNER) is not None
