"""The embedded cloud in a process of its own, which outlives the program that calls it."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from support.changes import GRANT_ACTIONS
from support.demo_networks import TO_BACKBONE
from support.reach import OWNER

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.networks.base import CenTarget, Network
from cen_tui.cloud.networks.registry import network_type
from cen_tui.demo.estate.accounts import PROD_NETWORK

KEYS: Final = {
    "ALIBABA_CLOUD_ACCESS_KEY_ID": PROD_NETWORK.id,
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET": str.__str__(PROD_NETWORK.secret),
}
"""What lets the program sign in by its environment."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where it answers, and the file where it notes its calls."""

    url: str
    log: Path

    def calls(self, *actions: str) -> list[dict[str, Any]]:
        """Return the calls of these actions, or all, in the order in which they were worked on."""
        whole = self.log.read_bytes().rpartition(b"\n")[0]
        calls: list[dict[str, Any]] = [json.loads(line) for line in whole.splitlines()]
        return [call for call in calls if not actions or call["action"] in actions]

    def granted(self) -> list[dict[str, Any]]:
        """Return the grants that did their work."""
        return [call for call in self.calls(*GRANT_ACTIONS) if call["status"] == 200]

    async def holds(self, *networks: Network, target: CenTarget = TO_BACKBONE) -> list[bool]:
        """Tell, for each network, whether a rule for the target stands."""
        options = CloudOptions(endpoint=parse_endpoint(self.url))
        async with Cloud(OWNER, options) as cloud:
            rules = [await network_type(each.type).apis[0].rules(cloud, each) for each in networks]
        return [any(rule.target == target for rule in of_one) for of_one in rules]


@contextmanager
def server(folder: Path, faults: str = "") -> Iterator[Server]:
    """Serve for the length of a block, and note the calls in a file in `folder`."""
    log = folder / "calls.jsonl"
    command = [sys.executable, "-m", "cen_tui.demo", "--port", "0", "--log", str(log), "--faults", faults]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - our own
        try:
            assert running.stdout is not None
            word, url = running.stdout.readline().split()
            assert word == "endpoint"
            yield Server(url, log)
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait()
