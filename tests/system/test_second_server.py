"""The walk against a server in a process of its own, with the keys of the environment, in a real terminal."""

import json
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from support.keyboard import BACKBONE, choose, enter_target, grant, id_of, leave, start, to_networks
from support.terminal import Terminal, missing, terminal

from cen_tui.demo.estate.accounts import CEN_OWNER, PROD_NETWORK

pytestmark = pytest.mark.skipif(bool(missing("tmux")), reason=missing("tmux") or "all is there")

README = Path(__file__).parents[2] / "README.md"
PROD_CORE = id_of("prod-core")
SECRET = str.__str__(PROD_NETWORK.secret)
KEYS = {"ALIBABA_CLOUD_ACCESS_KEY_ID": PROD_NETWORK.id, "ALIBABA_CLOUD_ACCESS_KEY_SECRET": SECRET}
IN_HANGZHOU = {"RegionId": "cn-hangzhou"}
OF_PROD_CORE = {**IN_HANGZHOU, "InstanceId": PROD_CORE, "InstanceType": "VPC"}
FIRST_PAGE = {"PageNumber": "1", "PageSize": "50"}
RULES = ("Vpc", "DescribeGrantRulesToCen", {**OF_PROD_CORE, **FIRST_PAGE})
Call = tuple[str, str, dict[str, str]]
WALK: tuple[Call, ...] = (
    ("Sts", "GetCallerIdentity", {}),
    ("Vpc", "DescribeRegions", {"AcceptLanguage": "en-US"}),
    ("Vpc", "DescribeVpcs", {**IN_HANGZHOU, **FIRST_PAGE}),
    RULES,
)
GRANT = ("Vpc", "GrantInstanceToCen", {**OF_PROD_CORE, "CenId": BACKBONE, "CenOwnerId": CEN_OWNER})


@dataclass(frozen=True, slots=True)
class Server:
    """The embedded cloud in its own process, and the file where it notes its calls."""

    url: str
    log: Path

    def calls(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]


@contextmanager
def server(folder: Path) -> Iterator[Server]:
    log = folder / "calls.jsonl"
    command = [sys.executable, "-m", "cen_tui.demo", "--port", "0", "--log", str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - our own
        try:
            assert running.stdout is not None
            word, url = running.stdout.readline().split()
            assert word == "endpoint"
            yield Server(url, log)
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(10)


def walk(screen: Terminal, cloud: Server, says: str) -> None:
    start(screen, "--endpoint", cloud.url)
    screen.see("environment")
    to_networks(screen, "environment", "cn-hangzhou")
    choose(screen, PROD_CORE)
    enter_target(screen)
    grant(screen, f"{says} {PROD_CORE}")
    assert "[DEMO]" not in screen.screen()
    leave(screen)


def without_token(call: Mapping[str, Any]) -> Call:
    parameters = {name: value for name, value in call["parameters"].items() if name != "ClientToken"}
    return call["product"], call["action"], parameters


def test_a_grant_is_verified_then_found_standing_and_nothing_undocumented_is_sent(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with server(tmp_path) as cloud, terminal(home, KEYS) as screen:
        walk(screen, cloud, "+ granted and verified")
        first = cloud.calls()
        walk(screen, cloud, "= already granted")
        second = cloud.calls()[len(first) :]
    check_calls(first, second)
    check_files(home)


def check_calls(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> None:
    assert distinct(first) == [*WALK, GRANT]
    assert distinct(second) == [*WALK]
    (granted,) = [call for call in first if call["action"].startswith("Grant")]
    assert re.fullmatch("[0-9a-f]{32}", granted["parameters"]["ClientToken"])
    for call in (*first, *second):
        assert (call["status"], call["code"], call["unknown"]) == (200, "", [])
        assert call["key_id"] == PROD_NETWORK.id
        assert "cen-tui/" in call["user_agent"]
        assert SECRET not in json.dumps(call)


def distinct(calls: list[dict[str, Any]]) -> list[Call]:
    """Return the calls in order, each but the grant once: what is read may be read again."""
    plain = [without_token(call) for call in calls]
    return [call for place, call in enumerate(plain) if call not in plain[:place] or call == GRANT]


def check_files(home: Path) -> None:
    """Nothing is written but what the README names, readable by this user alone, and no key is in it."""
    named = README.read_text(encoding="utf-8")
    written = sorted(home.rglob("*"))
    files = [path for path in written if path.is_file()]
    assert {path.name for path in files} >= {"recents.json"}
    for path in files:
        assert path.parent in {home / ".config/cen-tui", home / ".local/state/cen-tui"}
        assert f"`{path.name.removesuffix('.lock')}`" in named
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        content = path.read_bytes()
        assert SECRET.encode() not in content
        assert PROD_NETWORK.id.encode() not in content
    for folder in written:
        assert folder.is_file() or stat.S_IMODE(folder.stat().st_mode) == 0o700
