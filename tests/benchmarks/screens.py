"""Lines about what goes to the terminal: bytes of a key, at rest and while waiting, and large tables."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.machine import Machine
from benchmarks.places import COMMAND, environ, program
from benchmarks.table import Line, bounded, compared, percentile
from benchmarks.watched import Watched
from benchmarks.wire import LATENCY, Wire, wired

ROWS: Final = 2500
LARGE: Final = 50_000
DOWN: Final = b"\x1b[B"
PAGE_DOWN: Final = b"\x1b[6~"
_KEY: Final = {
    "ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI5tExampleExampleAAAA",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "ExampleSecretExampleSecret0001",
}
_HELD: Final = 60
_REPEAT: Final = 1 / 30
_TYPED: Final = b"ads-prod-4211"
_BACKSPACE: Final = b"\x7f"


@contextmanager
def _walking(
    wire: Wire, folder: Path, *flags: str, round_trip: int = 0, plain: bool = True
) -> Iterator[Watched]:
    """Run the program with the key of the environment, at a region screen that counts nothing."""
    more = {**wire.environ, **_KEY}
    if plain:
        more = {**environ(folder), **_KEY, "CEN_TUI_ENDPOINT": wire.plain}
    with Watched([COMMAND, "--no-counts", *flags], more, round_trip=round_trip / 1000) as running:
        yield running


def _cost(running: Watched, keys: bytes, times: int = 8) -> list[float]:
    """Return the bytes that pressing a key once leads to, several times."""
    found: list[float] = []
    for _ in range(times):
        before = len(running.seen)
        running.type(keys)
        running.answer()
        running.settle(0.2)
        found.append(len(running.seen) - before)
    return found


def _held(running: Watched) -> int:
    """Hold a key for two seconds; return the bytes it leads to until all is quiet."""
    before = len(running.seen)
    for _ in range(_HELD):
        running.type(DOWN)
        running.read_for(_REPEAT)
    running.settle(0.5)
    return len(running.seen) - before


def _table(running: Watched) -> dict[str, list[float]]:
    first = [float(len(running.seen))]
    down, page = _cost(running, DOWN), _cost(running, PAGE_DOWN)
    return {"first": first, "down": down, "page": page, "held": [float(_held(running))]}


def bytes_sent(folder: Path, round_trip: int) -> list[Line]:
    """Count what a table costs on the wire, beside Textual's own with the same rows."""
    rtt = round_trip / 1000
    with Watched([COMMAND], environ(folder), round_trip=rtt) as start:
        start.first_frame()
        start.settle(1.0)
        first = [float(len(start.seen))]
        at_rest = start.read_for(2) / 2
    with Watched(program("data_table"), environ(folder), round_trip=rtt) as bare:
        bare.until("vpc-rj9")
        bare.settle(0.6)
        floor = _table(bare)
    with wired(folder, latency=0, total=ROWS) as wire:
        ours = _listed(wire, folder, round_trip)
        low = _listed(wire, folder, round_trip, "--low-bandwidth")
    where = f"RTT {round_trip} ms"
    return [
        compared(f"bytes: first screen, {where}", first, floor["first"], 1.2, "B"),
        compared(f"bytes: key down, {where}", ours["down"], floor["down"], 1.1, "B"),
        compared(f"bytes: page down, {where}", ours["page"], floor["page"], 1.1, "B"),
        compared(f"bytes: down held for 2 s, {where}", ours["held"], floor["held"], 1.1, "B"),
        bounded(f"bytes: 1 s at rest, {where}", at_rest, 0, "B"),
        *(
            compared(f"bytes, --low-bandwidth: {name}, {where}", low[key], floor[key], 1.1, "B")
            for key, name in (("down", "key down"), ("page", "page down"), ("held", "down held for 2 s"))
        ),
    ]


def _listed(wire: Wire, folder: Path, round_trip: int, *flags: str) -> dict[str, list[float]]:
    where = ("--account", "environment", "--region", "us-west-1", *flags)
    with _walking(wire, folder, *where, round_trip=round_trip) as running:
        running.until(f"{ROWS:,} VPCs in us-west-1.")
        running.settle(0.6)
        return _table(running)


def waiting(folder: Path, round_trip: int) -> list[Line]:
    """Count what a second of waiting costs, while the cloud takes long to answer."""
    with (
        wired(folder, latency=8000) as wire,
        _walking(wire, folder, "--account", "environment", round_trip=round_trip) as running,
    ):
        running.first_frame()
        running.read_for(3.0)
        sent = running.read_for(3.0) / 3
    return [bounded(f"bytes: 1 s waiting, RTT {round_trip} ms", sent, 400, "B")]


def first_rows(folder: Path, runs: int, round_trip: int) -> list[Line]:
    """Measure from Enter on a region to its first rows painted, over a connection that is opened then."""
    took: list[float] = []
    for _ in range(runs):
        with (
            wired(folder, round_trip=round_trip, total=5000) as wire,
            _walking(wire, folder, "--account", "environment", plain=False, round_trip=round_trip) as running,
        ):
            running.until("3 regions. Type to filter")
            running.type(b"us-west-1")
            running.settle(0.5)
            before = len(running.seen)
            pressed = running.type(b"\r")
            running.until("vpc-rj9", after=before)
            took.append((running.stamps[-1][0] - pressed) * 1000)
    # A new connection takes a round trip for TCP and one for TLS; the terminal is another away.
    most = LATENCY + 4 * round_trip + 150
    what = f"Enter on a region to first rows, new connection, RTT {round_trip} ms"
    return [bounded(what, statistics.median(took), most, "ms")]


def large_table(folder: Path) -> list[Line]:
    """Measure typing into the filter of 50,000 networks, and what each holds in memory."""
    with (
        wired(folder, latency=0, total=LARGE) as wire,
        _walking(wire, folder, "--account", "environment") as running,
    ):
        running.until("3 regions. Type to filter")
        running.settle(1.0)
        before = running.memory("VmRSS")
        running.type(b"us-west-1")
        running.settle(0.5)
        began = running.type(b"\r")
        running.until(f"{LARGE:,} VPCs in us-west-1.", limit=180)
        listed = Machine().now() - began
        running.settle(1.0)
        each = (running.memory("VmRSS") - before) * 1024 * 1024 / LARGE
        running.type(b"/")
        running.settle(0.3)
        took = [_typed(running, key) for _ in range(3) for key in _keys()]
    return [
        bounded("50,000 rows: filter keystroke to painted, p95", percentile(took, 0.95), 60, "ms"),
        Line("50,000 rows: the same, median and extremes", _spread(took)),
        Line("50,000 rows: memory per network", f"{each:,.0f} B"),
        Line("50,000 rows: listed from loopback in", f"{listed:,.1f} s"),
    ]


def _keys() -> list[bytes]:
    letters = [bytes([letter]) for letter in _TYPED]
    return [*letters, *[_BACKSPACE] * len(letters)]


def _typed(running: Watched, key: bytes) -> float:
    """Return the milliseconds from a key to the last byte of what it leads to."""
    pressed = running.type(key)
    running.answer()
    return (running.settle(0.12) - pressed) * 1000


def _spread(took: list[float]) -> str:
    return f"{statistics.median(took):,.0f} ms ({min(took):,.0f}-{max(took):,.0f})"
