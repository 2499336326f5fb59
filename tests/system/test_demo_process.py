"""The walk against a server in a process of its own, with the keys of the environment, in a real terminal."""

import json
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from support.demo_networks import BACKBONE, id_of
from support.demo_process import KEYS, Server, server
from support.keyboard import choose, enter_target, grant, leave, start, to_networks
from support.terminal import Terminal, missing, terminal

from cen_tui.demo.estate.accounts import CEN_OWNER, PROD_NETWORK

pytestmark = pytest.mark.skipif(bool(missing("tmux")), reason=missing("tmux") or "all is there")

SETTINGS = Path(__file__).parents[2] / ".github/docs/settings.md"
PROD_CORE = id_of("prod-core")
SECRET = KEYS["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
IN_HANGZHOU = {"RegionId": "cn-hangzhou"}
OF_PROD_CORE = {**IN_HANGZHOU, "InstanceId": PROD_CORE, "InstanceType": "VPC"}
FIRST_PAGE = {"PageNumber": "1", "PageSize": "50"}
RULES = ("Vpc", "DescribeGrantRulesToCen", {**OF_PROD_CORE, **FIRST_PAGE})
ROUTER_RULES = (
    "Cbn",
    "DescribeGrantRulesToResource",
    {**IN_HANGZHOU, "ResourceId": PROD_CORE, "ProductType": "VPC", "MaxResults": "100"},
)
Call = tuple[str, str, dict[str, str]]
WALK: tuple[Call, ...] = (
    ("Sts", "GetCallerIdentity", {}),
    ("Vpc", "DescribeRegions", {"AcceptLanguage": "en-US"}),
    ("Vpc", "DescribeVpcs", {**IN_HANGZHOU, **FIRST_PAGE}),
    RULES,
)
GRANT = ("Vpc", "GrantInstanceToCen", {**OF_PROD_CORE, "CenId": BACKBONE, "CenOwnerId": CEN_OWNER})


def walk(screen: Terminal, cloud: Server, says: str) -> None:
    start(screen, "--no-counts", "--endpoint", cloud.url)
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
    """Return the calls in order, each but the grant once: what is read may be read again.

    The rules for transit routers are left out: they are read no further once one goes on.
    """
    plain = [call for call in map(without_token, calls) if call != ROUTER_RULES]
    return [call for place, call in enumerate(plain) if call not in plain[:place] or call == GRANT]


def check_files(home: Path) -> None:
    """Nothing is written but what the settings page names, for this user alone, and no key is in it."""
    named = SETTINGS.read_text(encoding="utf-8")
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
