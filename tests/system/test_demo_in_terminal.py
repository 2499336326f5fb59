"""The demo in a real terminal of 80x24, by keyboard alone: a grant of each type, nothing left behind."""

from pathlib import Path

import pytest
from support.demo_networks import id_of
from support.keyboard import choose, enter_target, grant, leave, start, to_networks
from support.terminal import Terminal, missing, terminal

from cen_tui.tui.screens.grants.details import RULES

pytestmark = pytest.mark.skipif(bool(missing("tmux")), reason=missing("tmux") or "all is there")


def grant_one(screen: Terminal, name: str) -> None:
    """From the list to a verified grant, and back to the whole list."""
    choose(screen, id_of(name))
    enter_target(screen)
    grant(screen, f"+ granted and verified {id_of(name)}")
    screen.press("n")
    screen.see("1 of")
    screen.press("Escape")
    screen.gone("1 of")


def test_a_vpc_a_vbr_and_a_ccn_are_granted_and_demo_is_on_every_screen(tmp_path: Path) -> None:
    with terminal(tmp_path) as screen:
        start(screen, "--demo")
        screen.screens.clear()
        to_networks(screen, "prod-network", "cn-hangzhou")
        look_around(screen)
        grant_one(screen, "prod-core")
        screen.press("2")
        screen.see(id_of("office-line-1"))
        grant_one(screen, "office-line-1")
        screen.press("3")
        screen.see("No CCN can exist in China (Hangzhou).")
        screen.press("Enter")
        screen.see(id_of("branches"))
        grant_one(screen, "branches")
        seen = list(screen.screens)
        leave(screen)
    assert len(seen) > 15
    assert [each for each in seen if "[DEMO]" not in each] == []
    assert list(tmp_path.rglob("*")) == []


def look_around(screen: Terminal) -> None:
    """Open what lies over a step: the explanation, the details."""
    screen.press("?")
    screen.see("Find the network to grant.")
    screen.press("Escape")
    screen.gone("Find the network to grant.")
    screen.press("d")
    screen.see(RULES, "Resource group")
    screen.press("Escape")
    screen.gone(RULES)


def test_the_terminal_is_as_before_after_quitting(tmp_path: Path) -> None:
    with terminal(tmp_path) as screen:
        screen.run("stty -g; echo told")
        screen.see("told ready>")
        before = settings(screen)
        start(screen, "--demo")
        assert screen.flag("alternate_on") == "1"
        leave(screen)
        assert [screen.flag(name) for name in ("alternate_on", "mouse_any_flag", "cursor_flag")] == [
            "0",
            "0",
            "1",
        ]
        screen.run("echo left with $?; stty -g; stty -a")
        screen.see("left with 0", " echo ", " icanon ")
        assert settings(screen) == before
        assert "[DEMO]" not in screen.screen()


def settings(screen: Terminal) -> str:
    """Return the line that `stty -g` printed last: all settings of the terminal in hexadecimal."""
    return [line for line in screen.screen().splitlines() if line.count(":") > 20][-1]
