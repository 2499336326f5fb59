from pathlib import Path

import pytest
from support.host import GOOD, host, levels, told

from cen_tui.doctor.clipboard import check_clipboard
from cen_tui.doctor.terminal import check_terminal

WITH_TMUX = {"TMUX": "/tmp/tmux-0/default,1,0"}  # noqa: S108 - a name, nothing is opened


def test_a_good_terminal_is_well_in_all_it_has(tmp_path: Path) -> None:
    found = check_terminal(host(tmp_path))
    assert levels(found) == dict.fromkeys(("terminal", "size", "colours", "characters"), "ok")
    assert "256" in told(found)


@pytest.mark.parametrize(
    ("environ", "subject", "level", "says"),
    [
        ({"TERM": "dumb"}, "terminal", "problem", "TERM=dumb"),
        ({"TERM": ""}, "terminal", "problem", "TERM is not set"),
        ({"TERM": "xterm"}, "colours", "note", "xterm-256color"),
        ({"COLORTERM": "truecolor"}, "colours", "ok", "16 million"),
        ({"NO_COLOR": "1"}, "colours", "ok", "NO_COLOR"),
        ({"LC_ALL": "C"}, "characters", "note", "export LC_ALL=C.UTF-8"),
        ({"LANG": ""}, "characters", "note", "none is set"),
        ({"LC_ALL": "zh_CN.utf8", "LANG": "C"}, "characters", "ok", "zh_CN.utf8"),
        ({"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}, "SSH", "ok", "ssh -C"),
        ({"STY": "1.pts"}, "screen", "ok", "GNU screen"),
        (WITH_TMUX, "tmux", "ok", "inside tmux"),
    ],
)
def test_what_the_environment_tells(
    tmp_path: Path, environ: dict[str, str], subject: str, level: str, says: str
) -> None:
    found = check_terminal(host(tmp_path, environ=GOOD | environ))
    assert levels(found)[subject] == level
    assert says in told([one for one in found if one.subject == subject])


@pytest.mark.parametrize(
    ("size", "level"), [((59, 24), "problem"), ((80, 17), "problem"), ((79, 24), "note"), ((200, 50), "ok")]
)
def test_sizes(tmp_path: Path, size: tuple[int, int], level: str) -> None:
    assert levels(check_terminal(host(tmp_path, size=size)))["size"] == level


def test_in_a_pipe_the_terminal_is_not_judged(tmp_path: Path) -> None:
    found = check_terminal(host(tmp_path, stdout=None, size=None, environ=GOOD | {"TERM": "dumb"}))
    assert levels(found)["terminal"] == "note"
    assert "size" not in levels(found)


def test_the_clipboard_s_route_is_named_and_no_more_is_promised(tmp_path: Path) -> None:
    direct = check_clipboard(host(tmp_path))
    assert "OSC 52" in told(direct)
    assert "cannot be known" in told(direct)
    (tmp_path / "tmux").touch(mode=0o755)
    inside = check_clipboard(host(tmp_path, environ=GOOD | WITH_TMUX | {"PATH": str(tmp_path)}))
    assert levels(inside) == {"clipboard": "ok"}
    assert "load-buffer" in told(inside)
    without = check_clipboard(host(tmp_path, environ=GOOD | WITH_TMUX | {"PATH": str(tmp_path / "none")}))
    screen = check_clipboard(host(tmp_path, environ=GOOD | {"STY": "1.pts"}))
    assert levels(without) == levels(screen) == {"clipboard": "note"}
