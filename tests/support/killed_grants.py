"""Grants in processes that are killed at random moments, each then reconciled by another process.

Run as `python killed_grants.py URL JOURNAL SEED ROUNDS`. Every round has a network of its own, and forks
from one process that has loaded everything: a hundred starts of the interpreter would take minutes.
"""

import asyncio
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Final

from support.demo_networks import TO_BACKBONE
from support.operation_process import reach
from support.sample_operations import ACCOUNT, some_time_later

from cen_tui.cloud.clients import warm_up
from cen_tui.cloud.networks.base import Network
from cen_tui.demo.estate.estate import estate
from cen_tui.operations.executor import reconcile_journaled, run_journaled
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind
from cen_tui.operations.polling import PollPolicy

_HASTE: Final = PollPolicy(waits=(0.0, 0.1), tries=4)
_MEASURED: Final = 10
"""Every how many rounds a grant is undisturbed: how long one takes changes with what else a machine does."""
_AFTERWARDS: Final = 0.1
"""Seconds in which the cloud may yet finish what a dead process has sent."""

Work = Callable[[], Coroutine[None, None, None]]


def networks(count: int) -> list[Network]:
    """Return so many networks, each for one grant."""
    vpcs = [each for each in estate().vpcs if each.region == "us-west-1"][:count]
    return [Network("VPC", each.id, each.name, each.region, each.owner) for each in vpcs]


async def _grant(url: str, journal: Path, network: Network) -> None:
    async with reach(url) as cloud:
        await run_journaled(
            OperationKind.GRANT,
            journal=Journal(journal),
            cloud=cloud,
            account=ACCOUNT,
            network=network,
            target=TO_BACKBONE,
            progress=lambda _: None,
            polling=_HASTE,
        )


async def _reconcile(url: str, journal: Path) -> None:
    opened = Journal(journal, clock=some_time_later)
    async with reach(url) as cloud:
        for entry in opened.open_entries():
            await reconcile_journaled(entry, journal=opened, cloud=cloud, polling=_HASTE)


def _fork(work: Work) -> int:
    """Return the number of a process that does this work and nothing after it."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        asyncio.run(work())
        code = 0
    finally:
        os._exit(code)


def _done(work: Work) -> float:
    """Let another process do this work; return the seconds that it took."""
    began = time.monotonic()
    _, status = os.waitpid(_fork(work), 0)
    if status:
        raise SystemExit(f"a process that was not killed ended with {os.waitstatus_to_exitcode(status)}")
    return time.monotonic() - began


def _kill_within(seconds: float, child: int) -> None:
    """Kill a process after so long, unless it has ended before."""
    end = time.monotonic() + seconds
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return
        time.sleep(0.001)


def main(url: str, journal: Path, seed: int, rounds: int) -> None:
    """Grant one network a round, with a kill in most of them."""
    warm_up()
    chance = random.Random(seed)  # noqa: S311 - moments of a test
    whole = 0.0
    for number, network in enumerate(networks(rounds)):
        grant = partial(_grant, url, journal, network)
        if number % _MEASURED == 0:
            whole = _done(grant)
            continue
        _kill_within(chance.uniform(0, 1.2 * whole), _fork(grant))
        time.sleep(_AFTERWARDS)
        _done(partial(_reconcile, url, journal))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
