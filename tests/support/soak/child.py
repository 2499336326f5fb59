"""One operation below the screens in a process of its own: `main(URL, JOURNAL, CASE, WHAT)`.

Says `ready` once all is loaded, waits for a line, and prints what came of it.
"""

import asyncio
import sys
from pathlib import Path

from support.soak.cases import CASES, Case

from cen_tui.cloud.cen.instances import routers
from cen_tui.cloud.cen.received_grants import cen_region
from cen_tui.cloud.cen.vswitches import vswitches
from cen_tui.cloud.clients import Cloud, warm_up
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.demo.estate.accounts import credentials_of
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.executor import reconcile_journaled, run_journaled
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind

READY = "ready"
NOTHING_OPEN = "nothing is open"


async def _attach_options(cloud: Cloud, case: Case) -> AttachOptions | None:
    """Return how the screens would attach the network, through its first usable vSwitch."""
    if case.kind is not OperationKind.ATTACH:
        return None
    found = await routers(cloud, case.target.cen_id)
    attach_options = AttachOptions(
        next((each for each in found if each.region == cen_region(case.network)), None)
    )
    if not attach_options.asks_for_vswitches(case.network):
        return attach_options
    usable = [each for each in await vswitches(cloud, case.target.cen_id, case.network) if each.usable]
    return AttachOptions(attach_options.router, tuple(usable[:1]))


async def _ready() -> None:
    sys.stdout.write(f"{READY}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.readline)


async def _ask(cloud: Cloud, journal: Journal, case: Case) -> str:
    attach_options = await _attach_options(cloud, case)
    await _ready()
    result = await run_journaled(
        case.kind,
        journal=journal,
        cloud=cloud,
        account=case.account,
        network=case.network,
        target=case.target,
        options=case.options,
        progress=lambda _: None,
        attach_options=attach_options,
    )
    return result.outcome.value


async def _look(cloud: Cloud, journal: Journal) -> str:
    await _ready()
    for entry in journal.open_entries():
        return (await reconcile_journaled(entry, journal=journal, cloud=cloud)).outcome.value
    return NOTHING_OPEN


async def _run(url: str, journal: Journal, case: Case, what: str) -> str:
    warm_up()
    async with Cloud(credentials_of(case.access_key), CloudOptions(endpoint=parse_endpoint(url))) as cloud:
        return await (_ask(cloud, journal, case) if what == "ask" else _look(cloud, journal))


def main(url: str, journal: str, number: str, what: str) -> None:
    """Do it, and print what came of it."""
    told = asyncio.run(_run(url, Journal(Path(journal)), CASES[int(number)], what))
    sys.stdout.write(f"{told}\n")
