"""Copying inside GNU screen: its terminal gets the text, or nothing is promised."""

from pathlib import Path

import pytest
from support.demo_networks import id_of
from support.keyboard import to_networks
from support.terminal import missing, terminal

pytestmark = pytest.mark.skipif(
    bool(missing("tmux", "screen")), reason=missing("tmux", "screen") or "all is there"
)
MAY_KEEP = "v shows it alone."


def test_what_is_copied_reaches_the_terminal_that_screen_runs_in(tmp_path: Path) -> None:
    core, folder = id_of("prod-core"), tmp_path / "screens"
    folder.mkdir(mode=0o700)
    with terminal(tmp_path, {"SCREENDIR": str(folder)}) as screen:
        screen.run("tmux set -s set-clipboard on; clear")
        screen.run("env -u TMUX TERM=xterm-256color screen -c /dev/null -U -s /bin/sh cen-tui --demo")
        screen.see("Enter signs in")
        to_networks(screen, "prod-network", "cn-hangzhou")
        screen.press("y")
        screen.see("was sent through screen, which may keep it", MAY_KEEP)
        assert screen.buffer() == core
        screen.press("Y")
        screen.see("The row was sent through screen")
        assert screen.buffer().startswith(f"VPC  {core}  prod-core")
        assert "52;c" not in screen.screen()
        screen.press("C-q")
        screen.see("[screen is terminating]")  # which would go on without this terminal


@pytest.mark.parametrize("kind", ["screen-256color", "tmux-256color"])
def test_where_one_in_front_cannot_be_reached_nothing_is_promised(tmp_path: Path, kind: str) -> None:
    with terminal(tmp_path) as screen:
        screen.run(f"clear; env -u TMUX TERM={kind} cen-tui --demo")
        screen.see("Enter signs in")
        to_networks(screen, "prod-network", "cn-hangzhou")
        screen.press("y")
        screen.see("but tmux or screen may keep it", MAY_KEEP)
        screen.press("C-q")
