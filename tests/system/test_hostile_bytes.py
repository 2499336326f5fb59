"""Hostile names through every screen in a real terminal: out come text and the sequences of Textual alone."""

import asyncio
import base64
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from support.demo import running_cloud
from support.demo_networks import BACKBONE
from support.hostile import HOSTILE, hostile_estate
from support.on_a_terminal import on_terminal
from support.sequences import taken_apart

from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.tui.screens.grants.details import RULES
from cen_tui.tui.screens.grants.history import DETAILS, LEAD
from cen_tui.wizard.target import TARGET_QUESTION

TESTS = Path(__file__).parents[1]
ESCAPE, F2, QUIT = b"\x1b", b"\x1bOQ", b"\x11"
QUIET = 0.15
"""Seconds without output after which a screen stands."""
CLIPBOARD = "\x1b]52;c;"
TAKES_DIGITS = "___"
FIRST = "Which account owns the network?"
WALK = (
    ("no known result.", b"h"),
    (LEAD, b"v"),
    (DETAILS, ESCAPE),
    (LEAD, ESCAPE),
    (FIRST, b"?"),
    ("Select the account that owns", ESCAPE),
    (FIRST, b"e"),
    ("Leave key and secret empty", ESCAPE),
    (FIRST, b"x"),
    ("Remove the account", ESCAPE),
    (FIRST, b"\r"),
    ("regions. Type to filter", b"me-east-1\r"),
    ("in me-east-1. Enter continues", b"y"),
    (CLIPBOARD, b"Y"),  # what is said of it may lie below a notice
    ("The row was sent", b"d"),
    ("cen-a[/]b", b"v"),
    ("The details", ESCAPE),
    (RULES, ESCAPE),
    ("1 VPC", b"\x10"),
    ("What it does", ESCAPE),
    ("1 VPC", b"\r"),
    (TARGET_QUESTION, f"{CEN_OWNER}\t{BACKBONE}\r".encode()),
    (TAKES_DIGITS, F2),
    ("aliyun vpc", ESCAPE),
    (TAKES_DIGITS, CEN_OWNER[-4:-3].encode()),
    *(("", digit.encode()) for digit in CEN_OWNER[-3:]),
    ("", b"\r"),
    ("granted and verified", b"y"),
    ("The sheet was sent", b"s"),
    ("Save the sheet", b"\r"),
    ("Saved to", QUIT),
)


def walked(url: str, folder: Path) -> tuple[int, str]:
    """Walk through every screen, in a folder of its own; return the exit code and all that was sent."""
    environ = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": str(TESTS)}
    script = str(TESTS / "support" / "hostile_app.py")
    command = ["env", "-C", str(folder), sys.executable, script, url, str(folder / "journal.jsonl")]
    with on_terminal(command, environ) as app:
        for text, keys in WALK:
            app.until_quiet(text, QUIET)
            app.type(keys)
        return app.ended(), app.drawn.decode()


async def walked_there(folder: Path) -> tuple[int, str]:
    """Walk, with a cloud that holds the hostile names."""
    async with running_cloud(contents=hostile_estate()) as cloud:
        return await asyncio.to_thread(walked, cloud.url, folder)


def copied(osc: tuple[str, ...]) -> Iterator[str]:
    for each in osc:
        if each.startswith("52;c;"):
            yield base64.b64decode(each.removeprefix("52;c;")).decode()


def test_no_byte_of_theirs_is_obeyed(tmp_path: Path) -> None:
    code, output = asyncio.run(walked_there(tmp_path))
    assert code == 0
    sent = taken_apart(output)
    assert sent.foreign() == []
    texts = list(copied(sent.osc))
    assert len(texts) == 3, "the ID, the row, the sheet: theirs is not among what was sent to the clipboard"
    (sheet,) = tmp_path.glob("cen-handover-*.txt")
    for text in (*texts, sheet.read_text(encoding="utf-8")):
        assert all(line.isprintable() for line in text.split("\n"))
    assert HOSTILE["closing"] in sent.text
