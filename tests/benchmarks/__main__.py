"""Measures cen-tui against floors taken in the same run, and prints a table: `python tests/benchmarks`.

Needs Linux and the `test` extra. Takes about ten minutes on a quiet machine; `--runs 1` is a quick look.
Everything stays on loopback, but for `--peers`: it installs other programs from the package index.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks import peers, screens, starts, wire
from benchmarks.machine import ticking
from benchmarks.table import Line, rendered

Measure = Callable[[], list[Line]]


def measures(folder: Path, runs: int, round_trips: list[int]) -> dict[str, list[Measure]]:
    """Return what is measured, by the name that `--only` takes."""
    each = round_trips
    return {
        "start": [
            *(partial(starts.first_frame, folder, runs, rtt) for rtt in each),
            partial(starts.version, folder, runs),
            partial(starts.ready, folder, runs),
        ],
        "regions": [partial(wire.regions, folder, runs, rtt) for rtt in each],
        "listing": [
            *(partial(wire.listing, folder, runs, rtt) for rtt in each),
            *(partial(screens.first_rows, folder, runs, rtt) for rtt in each),
        ],
        "connections": [partial(wire.connections, folder, rtt) for rtt in each],
        "bytes": [
            *(partial(screens.bytes_sent, folder, rtt) for rtt in each),
            *(partial(screens.waiting, folder, rtt) for rtt in each),
        ],
        "rows": [partial(screens.large_table, folder)],
        "peers": [partial(peers.peers, folder, runs)],
    }


def main() -> int:
    """Run what was asked for; return 1 when a limit was not kept, 2 when something could not be measured."""
    parser = argparse.ArgumentParser(prog="python tests/benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="runs of each measure; their median counts")
    parser.add_argument("--rtt", default="0,200", help="round trips put between, in ms, with commas")
    parser.add_argument("--only", default="", help="some of the measures, with commas")
    parser.add_argument("--peers", action="store_true", help="install other programs, and measure them too")
    typed = parser.parse_args()
    names = [one for one in typed.only.split(",") if one]
    with (
        tempfile.TemporaryDirectory(prefix="cen-tui-benchmarks-") as folder,
        ticking(Path(folder)) as machine,
    ):
        began = time.monotonic()
        chosen = measures(Path(folder), typed.runs, [int(one) for one in typed.rtt.split(",")])
        asked = names or [name for name in chosen if name != "peers"]
        lines, broken = _measured(chosen, [*asked, *(["peers"] if typed.peers else [])])
        still = machine.stood_still / (time.monotonic() - began)
    print(f"\n{_machine()}; stood still for {still:.0%} of the run\n\n{rendered(lines)}")  # noqa: T201
    return 2 if broken else int(any(line.within is False for line in lines))


def _measured(chosen: dict[str, list[Measure]], names: list[str]) -> tuple[list[Line], int]:
    """Return the lines of these measures, and how many could not be taken."""
    lines: list[Line] = []
    broken = 0
    for what, measure in ((name, each) for name in names for each in chosen[name]):
        began = time.monotonic()
        try:
            found = measure()
        except Exception as error:  # noqa: BLE001 - the other lines are worth having
            broken += 1
            found = [Line(f"{what}: could not be measured", str(error)[-120:].replace("|", "/"))]
        lines += found
        took = time.monotonic() - began
        sys.stderr.write(f"\n{what}, {took:.0f} s\n{rendered(found)}\n")  # so that no line is lost
    return lines, broken


def _machine() -> str:
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} x {model}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.release().partition('-')[0]}; load {load}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
