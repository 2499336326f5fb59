"""A terminal that draws characters of ambiguous width in two cells: GNU screen, with `cjkwidth on`."""

import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len
from support.terminal import missing, terminal

from cen_tui.i18n import CHINESE


def framed(shown: str) -> list[str]:
    """Return the lines of a screen that belong to a dialog."""
    return [line for line in shown.splitlines() if line.startswith(("+", "|"))]


def is_whole(lines: list[str]) -> bool:
    """Tell whether a frame has both its edges: GNU screen draws it piece by piece."""
    return len(lines) > 1 and lines[0].startswith("+-") and lines[-1].startswith("+-")


@pytest.mark.skipif(bool(missing("tmux", "screen")), reason=missing("tmux", "screen") or "all is there")
@pytest.mark.parametrize("language", ["en", CHINESE])
def test_frames_stand_and_chinese_is_read_in_a_terminal_of_wide_frames(tmp_path: Path, language: str) -> None:
    folder, settings = tmp_path / "screens", tmp_path / "screenrc"
    folder.mkdir(mode=0o700)
    settings.write_text("cjkwidth on\ndefutf8 on\nstartup_message off\n", encoding="ascii")
    with terminal(tmp_path, {"SCREENDIR": str(folder)}) as window:
        command = f"cen-tui --demo --language {language}"
        window.run(f"clear; env -u TMUX TERM=xterm-256color screen -c {settings} -U {command}")
        window.see("prod-viewer", "LTAI~")
        window.press("?")
        window.until(lambda: is_whole(framed(window.screen())), "a frame with its lower edge")
        window.see("ALIBABA_CLOUD_ACCESS_KEY_ID")
        shown = window.screen()
        window.press("Escape")
        window.press("C-q")
        window.see("[screen is terminating]")
    top, *inside = framed(shown)
    assert top == f"+{'-' * 78}+"
    assert len(inside) > 15
    for line in inside:
        assert line.endswith(("|", "+"))
        assert cell_len(line) == 80
    assert ("主账号的ID" in shown) is (language == CHINESE)
    assert "A" not in map(unicodedata.east_asian_width, shown)
