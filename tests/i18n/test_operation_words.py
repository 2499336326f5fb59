"""What operations, regions and identities are called in Chinese: each in words of its own."""

import json
import subprocess
import sys

import pytest

from cen_tui.cloud.auth.principal import in_words
from cen_tui.i18n import english

TOLD = """
import json
from dataclasses import asdict
from cen_tui import i18n
i18n.use("zh-CN")
from cen_tui.cloud.auth.principal import in_words
from cen_tui.cloud.regions import BUILT_IN
from cen_tui.operations.executor import _CHANGES
from cen_tui.operations.outcome import OperationKind, Outcome, Refusal, Stage
from cen_tui.text import ago
print(json.dumps({
    "nouns": [kind.noun for kind in OperationKind],
    "words": {kind: asdict(change.words) for kind, change in _CHANGES.items()},
    "stages": list(Stage),
    "stored": [*OperationKind, *Outcome, *Refusal],
    "regions": {region.id: region.name for region in BUILT_IN},
    "who": [in_words(who) for who in (
        "main account", "RAM user bob", "role netops (session x)", "role netops", "unknown identity", "x/y"
    )],
    "ago": [ago(1), ago(25), ago(200), ago(7300)],
}))
"""
SHARED = frozenset({"unreadable", "no_rule", "not_shown"})
"""Sentences on what was read, not on what was done."""


@pytest.fixture(scope="module")
def told() -> dict[str, object]:
    """Return what a process says that speaks Chinese."""
    ended = subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
        [sys.executable, "-c", TOLD], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    answer: dict[str, object] = json.loads(ended.stdout)
    return answer


def test_no_two_operations_are_worded_alike(told: dict[str, object]) -> None:
    nouns, words = told["nouns"], told["words"]
    assert isinstance(nouns, list)
    assert isinstance(words, dict)
    # Back: grant, revoke, change of payer, attach, detach, associate and forward, learn routes, change
    # of a connection's payer.
    assert nouns == [
        "授权",
        "撤销授权",
        "更改资费承担方",
        "加载",
        "卸载",
        "关联转发",
        "路由学习",
        "更改连接的资费承担方",
    ]
    for name in words["grant"].keys() - SHARED:
        said = [each[name] for each in words.values()]
        # that of a payer is sent, and checked, alike for a rule and for an attachment
        payers = 1 if name in {"unverified", "earlier_unknown"} else 0
        assert len(set(said)) == len(words) - payers, said


def test_stages_are_distinguished_and_codes_stay_english(told: dict[str, object]) -> None:
    stages, stored = told["stages"], told["stored"]
    assert isinstance(stages, list)
    assert isinstance(stored, list)
    assert len(set(stages)) == 9
    assert not any(stage.isascii() for stage in stages)
    assert all(code.isascii() for code in stored)


def test_regions_have_the_names_of_the_console(told: dict[str, object]) -> None:
    regions = told["regions"]
    assert isinstance(regions, dict)
    assert regions["cn-hangzhou"] == "华东1（杭州）"
    assert regions["ap-southeast-1"] == "新加坡"
    assert len(set(regions.values())) == len(regions)
    assert not any(name.isascii() for name in regions.values())


def test_identities_and_times_are_chinese(told: dict[str, object]) -> None:
    assert told["who"] == ["主账号", "RAM用户bob", "角色netops（会话x）", "角色netops", "身份未知", "x/y"]
    assert told["ago"] == ["刚刚", "25秒前", "3分钟前", "2小时前"]


def test_an_identity_is_stored_as_it_is_reported_in_english() -> None:
    for who in ("main account", "RAM user bob", "role netops (session x)", "role netops", "unknown identity"):
        assert english(in_words(who)) == who
