"""The terminal's own cursor stands where the selection is: screen readers and braille lines follow it."""

from pathlib import Path

import pytest
from support.keyboard import start
from support.terminal import Terminal, missing, terminal

pytestmark = pytest.mark.skipif(bool(missing("tmux")), reason=missing("tmux") or "all is there")


def cursor_on(screen: Terminal, text: str) -> None:
    """Wait until the terminal's cursor is on the line with this text."""

    def is_there() -> bool:
        line = int(screen.flag("cursor_y"))
        return text in screen.screen().splitlines()[line]

    screen.until(is_there, f"the cursor on the line with {text!r}")


def test_it_is_on_the_row_of_a_table_in_a_field_and_back_on_the_row_after_a_dialog(tmp_path: Path) -> None:
    with terminal(tmp_path) as screen:
        start(screen, "--demo")
        cursor_on(screen, "prod-network")
        screen.press("Down")
        cursor_on(screen, "prod-viewer")
        screen.press("?")
        screen.see("Keys")
        screen.press("Escape")
        cursor_on(screen, "prod-viewer")
        screen.press("Up", "Enter")
        screen.see("Type to filter, Enter")
        screen.type("cn")
        cursor_on(screen, "of")
        screen.press("Down", "Down")
        cursor_on(screen, "cn-beijing")
        screen.type("-shanghai")
        cursor_on(screen, "1 of")
