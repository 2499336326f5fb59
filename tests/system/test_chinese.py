"""The wizard in Chinese, by the locale alone: typed to a verified grant; what programs read stays English."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.consent import AT_CONFIRMATION, DIGITS, TAKES_DIGITS, granting
from support.demo_networks import BACKBONE, id_of
from support.keyboard import leave, start
from support.pseudo import unmarked
from support.spoken import in_chinese, squeezed
from support.terminal import Terminal, missing, terminal

from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.tui.widgets.rules_list import NO_RULES
from cen_tui.wizard.caution import caution
from cen_tui.wizard.target import NOT_CHECKED, TARGET_QUESTION

LOCALE = {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}
CORE = id_of("prod-core")
VERIFIED = "已授权并核实"
NAMES = (
    r"\b(?:prod|group|spare|partner|edge|office)-[\w-]+",
    r"\b(?:staging|erp|dev|viewer|default|night-shift|partner|migration|shared-services)\b",
    r"[\w-]+…[\w-]*|…[\w-]+",  # what is cut
    r"\ball\b|\bcen-(?![\w.])",  # values of a flag
    r"\baliyun\b|\bAccessKey\b|\b(?:Enter|Esc|Space|Tab)\b",
    r"\b(?:f\d+|esc|space|tab|pgup|pgdn)\b|\^[a-z]",  # keys
)
"""Names of the demo's accounts and networks, a program's, and keys."""


def sees(screen: Terminal, *texts: str) -> None:
    """Wait until all these are to be read in Chinese, and not as they stand here."""
    screen.until(lambda: all(in_chinese(unframed(screen.screen()), each) for each in texts), repr(texts))


def unframed(text: str) -> str:
    return squeezed(text.translate(dict.fromkeys(map(ord, "│▐█▎▊"))))


def marked(screen: Terminal) -> str:
    """Return what is shown once all of it is in Chinese: before, a word may be drawn in part."""
    shown = ""

    def is_marked() -> bool:
        nonlocal shown
        shown = screen.screen()
        return not unmarked(shown, NAMES)

    screen.until(is_marked, f"Chinese alone, without {sorted(unmarked(screen.screen(), NAMES))}")
    return shown


def digits(screen: Terminal) -> None:
    """Type the four digits, each when the one before is seen."""
    for place in range(1, 5):
        screen.type(CEN_OWNER[-5 + place])
        typed = re.compile(rf"：\s+{CEN_OWNER[-4:][:place]}[_ ]*$", re.MULTILINE)
        screen.until(lambda typed=typed: bool(typed.search(screen.screen())), "the digits")  # type: ignore[misc]


@pytest.mark.skipif(bool(missing("tmux")), reason=missing("tmux") or "all is there")
def test_the_locale_alone_leads_to_a_verified_grant_in_chinese(tmp_path: Path) -> None:
    with terminal(tmp_path, LOCALE) as screen:
        start(screen, "--demo")
        sees(screen, "Which account owns the network?")
        seen = [marked(screen)]
        screen.press("/")
        screen.type("prod-network")
        screen.press("Enter")
        sees(screen, "Which region is the network in?")
        seen.append(marked(screen))
        screen.type("cn-hangzhou")
        screen.press("Enter")
        screen.see(CORE, "1 VPC (13)")
        seen.append(marked(screen))
        screen.press("/")
        screen.type(CORE)
        screen.see("1 of")
        screen.press("Enter")
        sees(screen, TARGET_QUESTION, NOT_CHECKED, NO_RULES)
        seen.append(marked(screen))
        screen.type(CEN_OWNER)
        screen.press("Tab")
        screen.type(BACKBONE)
        screen.see(BACKBONE)
        screen.press("Enter")
        sees(screen, "Type the last four digits of the peer account UID", *caution(1).splitlines())
        screen.see(CORE, BACKBONE, "____")
        seen.append(marked(screen))
        digits(screen)
        screen.press("Enter")
        sees(screen, "granted and verified")
        screen.see(CORE)
        seen.append(marked(screen))
        leave(screen)
        screen.run("echo left with $?")
        screen.see("left with 0")
    assert len(set(seen)) == 6
    assert list(tmp_path.rglob("*")) == []


def test_the_journal_and_json_stay_english(tmp_path: Path) -> None:
    with granting(tmp_path, AT_CONFIRMATION, environ=LOCALE) as (cloud, tty):
        tty.see(TAKES_DIGITS)
        tty.enter(DIGITS)
        tty.see(VERIFIED)  # written before it is shown; until then, Ctrl+Q asks whether to wait
        tty.type(b"\x11")
        assert tty.ended() == 0
        assert len(cloud.granted()) == 1
        assert re.search("[\u4e00-\u9fff]{8}", tty.shown())
    assert next(tmp_path.rglob("journal.jsonl")).read_bytes().isascii()
    told = history(tmp_path / "home", "--json")
    assert told.isascii()
    assert json.loads(told.splitlines()[-1])["outcome"] == "verified"
    assert json.loads(told.splitlines()[-1])["network_id"] == CORE
    assert "granted" not in history(tmp_path / "home")


def history(home: Path, *flags: str) -> str:
    """Return what `cen-tui history` prints where the locale is Chinese."""
    ended = subprocess.run(  # noqa: S603 - this interpreter, and our own module
        [sys.executable, "-m", "cen_tui", "history", *flags],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={"HOME": str(home), **LOCALE, "PYTHONUTF8": "1"},
    )
    return ended.stdout
