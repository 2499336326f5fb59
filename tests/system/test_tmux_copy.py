"""Copying where the operator is: inside tmux as it comes, without a line of configuration."""

from pathlib import Path

import pytest
from support.demo_networks import id_of
from support.keyboard import choose, enter_target, grant, leave, start, to_networks
from support.terminal import PROMPT, Terminal, missing, terminal

pytestmark = pytest.mark.skipif(bool(missing("tmux")), reason=missing("tmux") or "all is there")


def test_what_is_copied_is_in_tmux_and_can_be_shown_alone(tmp_path: Path) -> None:
    core, hidden = id_of("prod-core"), {"ALIBABA_CLOUD_ACCESS_KEY_SECRET": "hush"}
    with terminal(tmp_path, hidden) as screen:
        start(screen, "--demo", "--no-mouse")
        assert screen.flag("mouse_any_flag") == "0"
        to_networks(screen, "prod-network", "cn-hangzhou")
        screen.press("y")
        screen.see(f"{core} is in the tmux buffer; sent to your terminal's clipboard too.")
        assert screen.buffer() == core
        screen.press("Y")
        screen.see("The row is in the tmux buffer")
        row = screen.buffer()
        assert row.startswith(f"VPC  {core}  prod-core  10.20.0.0/16")
        assert row.endswith("of account 1250440012345678")
        shown_alone(screen, row)
        choose(screen, core)
        enter_target(screen)
        grant(screen, f"+ granted and verified {core}")
        screen.press("y")
        screen.see("The sheet is in the tmux buffer")
        assert f"Network ID           {core}" in screen.buffer()
        leave(screen)


def shown_alone(screen: Terminal, row: str) -> None:
    """Show a row alone, then outside the screens, where the terminal wraps it and can select it."""
    screen.press("v")
    screen.see("Some lines are longer than the screen: v prints them whole.")
    assert row[:80].rstrip() in screen.screen().splitlines(), "no border, from the first column on"
    screen.press("v")
    screen.see("Enter goes back to cen-tui.")
    assert screen.flag("alternate_on") == "0"
    assert row in screen.joined()
    assert PROMPT in screen.screen()
    screen.press("Enter")
    screen.see("v prints them whole.", "y Copy")
    screen.press("Escape")
    screen.see("1 VPC (13)", "d Details")
