"""What is sent to terminals of several kinds: their colours and no more, and only ASCII where that is all."""

import os
import sys
from collections.abc import Callable

from support.on_a_terminal import run_on_terminal
from support.sequences import Sent, taken_apart

KEYS = (("Enter signs in", b"\r"), ("regions. Type to filter", b"\x11"))
UTF8 = {"LANG": "C.UTF-8"}
TERMINALS: dict[str, tuple[dict[str, str], set[str], bool]] = {
    "xterm-256color": ({"TERM": "xterm-256color", **UTF8}, {"256"}, False),
    "truecolor": ({"TERM": "xterm-256color", "COLORTERM": "truecolor", **UTF8}, {"truecolor"}, False),
    "screen": ({"TERM": "screen", **UTF8}, {"16", "default"}, False),
    "linux": ({"TERM": "linux", **UTF8}, {"16", "default"}, False),
    "vt100": ({"TERM": "vt100", **UTF8}, set(), False),
    "NO_COLOR": ({"TERM": "xterm-256color", "NO_COLOR": "1", **UTF8}, set(), False),
    "LC_ALL=C": ({"TERM": "xterm-256color", "LC_ALL": "C"}, {"256"}, True),
    "vt100, LC_ALL=C": ({"TERM": "vt100", "LC_ALL": "C"}, set(), True),
}


def sent_to(environ: dict[str, str]) -> tuple[int, Sent]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "COLORTERM"))
    }
    ended = run_on_terminal(
        [sys.executable, "-m", "cen_tui", "--demo"], {**kept, **environ}, keys=KEYS, limit=120
    )
    assert ended.code == 0
    return len(ended.shown.encode()), taken_apart(ended.shown)


def test_each_terminal_is_sent_what_it_can_show(record_property: Callable[[str, object], None]) -> None:
    rows, wrong = [], []
    for name, (environ, colours, only_ascii) in TERMINALS.items():
        size, sent = sent_to(environ)
        foreign = "".join(sorted({char for char in sent.text if not char.isascii()}))
        told = " ".join(sorted(sent.colours())) or "none"
        rows.append(f"{name:<16} {size:>6}  {told:<11}  {len(foreign):>12}  {sent.kinds()}")
        wrong += [(name, each) for each in sent.foreign()]
        if sent.colours() != colours or bool(foreign) is only_ascii:
            wrong.append((name, f"colours {told}, beyond ASCII {foreign!r}"))
    heading = f"{'terminal':<16} {'bytes':>6}  {'colours':<11}  beyond ASCII; sequences"
    record_property(
        "table", "\n".join(["What is sent on the way to the list of regions", "", heading, *rows])
    )
    assert wrong == []
