"""How much a slow line has to carry, counted."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from support.demo_process import KEYS, server
from support.on_a_terminal import on_terminal
from support.relay import relay

FIRST, KEY, WAITING = 12_000, 1_000, 400
"""Bytes at most: the first screen, an arrow key, a second of waiting."""
TWO_LINES = 500
"""Bytes at most: two lines of a table; to draw the scroll bar beside them would be more."""
GRANTED = 2_000
"""Bytes at most: a column of a screenful of rows, as the rules of each are read."""
LAST_ROW = "vpc-bp1f4ptas9l1qagk1izef"
"""Of those in cn-hangzhou, the one that is drawn last in the list of 24 lines."""
DOWN = b"\x1b[B"


def test_a_slow_line_carries_little(record_property: Callable[[str, object], None]) -> None:
    environ = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    environ.pop("COLORTERM", None)
    ours = [sys.executable, "-m", "cen_tui", "--demo", "--demo-faults", "latency@GetCallerIdentity=15000"]
    with on_terminal(ours, environ) as app:
        first = app.until_quiet("Enter signs in")
        app.type(DOWN)
        key = app.until_quiet()
        rest = app.read_for(1)
        app.type(b"\r")
        app.see("(Esc stops)", since=len(app.drawn))
        app.read_for(2.5)  # from then on the seconds are counted
        waiting = app.read_for(2) / 2
    rows = (
        ("first screen", first),
        ("one arrow key", key),
        ("a second at rest", rest),
        ("a second of waiting", waiting),
    )
    lines = [f"{what:<20} {mine:>8,.0f}" for what, mine in rows]
    record_property("table", "\n".join(["Bytes sent, 256 colours, 80x24", "", *lines]))
    assert rest == 0
    assert first <= FIRST
    assert 0 < key <= KEY
    assert 0 < waiting <= WAITING


def test_a_key_down_in_a_long_list_draws_two_lines_and_no_more() -> None:
    environ = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    environ.pop("COLORTERM", None)
    where = ["--demo", "--no-counts", "--account", "prod-network", "--region", "us-west-1"]
    with on_terminal([sys.executable, "-m", "cen_tui", *where], environ) as app:
        app.until_quiet("2,500 VPCs in us-west-1")
        app.type(DOWN)
        assert 0 < app.until_quiet() <= TWO_LINES


def test_grants_that_stream_in_cost_little_and_nothing_is_drawn_at_rest(tmp_path: Path) -> None:
    environ = {**os.environ, **KEYS, "TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": str(tmp_path)}
    environ.pop("COLORTERM", None)
    where = ["--account", "environment", "--region", "cn-hangzhou"]
    with server(tmp_path) as cloud, relay(cloud.url) as held_back:
        held_back.hold("DescribeGrantRulesToCen")
        command = [sys.executable, "-m", "cen_tui", "--endpoint", held_back.url, *where]
        with on_terminal(command, environ) as app:
            app.until_quiet(LAST_ROW)
            assert "5 CENs" not in app.drawn.decode()
            held_back.release()
            assert 0 < app.until_quiet("5 CENs") <= GRANTED
            assert app.read_for(1) == 0
