"""Lines about calls: over HTTPS on loopback, behind a proxy that puts a round trip between."""

import json
import statistics
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from benchmarks.places import environ, program
from benchmarks.starts import idle_stalls
from benchmarks.table import Line, bounded, compared, shown
from support.certificates import certificates

from cen_tui.cloud.endpoints import Product, endpoint_for
from cen_tui.cloud.http.concurrency_limit import MOST
from cen_tui.cloud.regions import BUILT_IN

LATENCY: Final = 100
_NAMES: Final = (
    "sts.aliyuncs.com",
    *dict.fromkeys(endpoint_for(Product.VPC, region.id).host for region in BUILT_IN),
)


@dataclass(frozen=True, slots=True)
class Wire:
    """A running cloud: what its users must have in their environment, and where it tells what it saw."""

    plain: str
    environ: dict[str, str]

    def seen(self) -> dict[str, object]:
        """Return the connections and calls so far, and when each action was asked for first."""
        with urlopen(f"{self.plain}/seen", timeout=10) as response:  # noqa: S310 - loopback
            content: dict[str, object] = json.load(response)
        return content


@contextmanager
def wired(folder: Path, *, latency: int = LATENCY, round_trip: int = 0, total: int = 50) -> Iterator[Wire]:
    """Run a cloud that answers after `latency` ms, a round trip of so many ms away, for a block."""
    authority = certificates(folder, "127.0.0.1", *_NAMES).authority
    command = [*program("cloud"), str(folder / "server.pem"), str(latency), str(round_trip), str(total)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdin
        assert process.stdout
        ports = json.loads(process.stdout.readline())
        proxy = f"http://127.0.0.1:{ports['proxy']}"
        try:
            yield Wire(
                f"http://127.0.0.1:{ports['plain']}",
                environ(folder, HTTPS_PROXY=proxy, SSL_CERT_FILE=str(authority)),
            )
        finally:
            process.stdin.close()
            process.wait(10)


def _measured(manner: str, wire: Wire, runs: int) -> tuple[list[float], list[float]]:
    command = [*program("calls"), manner, str(runs)]
    ended = subprocess.run(command, env=wire.environ, capture_output=True, text=True, check=False)  # noqa: S603
    if ended.returncode:
        raise RuntimeError(ended.stderr[-2000:])
    report = json.loads(ended.stdout)
    return report["times"], report["stalls"]


def regions(folder: Path, runs: int, round_trip: int) -> list[Line]:
    """Measure 30 regions x 1 page, cold, ours beside calls by hand and the SDK's own path."""
    with wired(folder, round_trip=round_trip) as wire:
        by_hand, _ = _measured("raw", wire, runs)
        ours, stalls = _measured("ours", wire, runs)
        whole, _ = _measured("networks", wire, runs)
        theirs, their_stalls = _measured("sdk", wire, runs)
    idle = shown(idle_stalls(folder, runs), "ms")
    where = f"30 regions x 1 page, https, cold, RTT {round_trip} ms"
    return [
        compared(where, ours, by_hand, 1.15),
        bounded(f"{where}: longest stall", statistics.median(stalls), 50, "ms", idle),
        Line(f"{where}: with networks made of the rows", shown(whole, "ms"), shown(by_hand, "ms")),
        Line(f"{where}: the SDK's own async path", shown(theirs, "ms"), shown(by_hand, "ms")),
        Line(f"{where}: its longest stall", shown(their_stalls, "ms")),
    ]


def listing(folder: Path, runs: int, round_trip: int) -> list[Line]:
    """Measure 5,000 VPCs of one region against rounds of as many calls as the pace lets through."""
    with wired(folder, round_trip=round_trip, total=5000) as wire:
        by_hand, _ = _measured("raw_pages", wire, runs)
        took, _ = _measured("pages", wire, runs)
    ideal = (1 + -(-99 // MOST)) * (LATENCY + round_trip)
    where = f"5,000 VPCs, 100 pages, RTT {round_trip} ms"
    return [
        compared(where, took, [ideal], 1.3),
        Line(f"{where}: by hand, {MOST} at once", shown(by_hand, "ms"), shown([ideal], "ms")),
    ]


def connections(folder: Path, round_trip: int) -> list[Line]:
    """Count the connections that 200 calls to one host open, all called at once."""
    with wired(folder, latency=5, round_trip=round_trip) as wire:
        _measured("many", wire, 1)
        seen = wire.seen()
    # It is measured twice, each time with a sign-in of its own; one more is the question itself.
    opened = (int(str(seen["connections"])) - 1) / 2
    return [bounded(f"connections for 200 calls to one host, RTT {round_trip} ms", opened, MOST, "", "1")]
