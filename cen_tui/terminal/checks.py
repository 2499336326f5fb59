"""What must be right about the terminal before anything is drawn on it."""

import select
import sys
from collections.abc import Mapping
from typing import Final, TextIO

from cen_tui.i18n import gettext as _
from cen_tui.text import safe

_CANNOT_DRAW: Final = frozenset({"dumb", "unknown"})
# fmt: off
_KNOWN: Final = (
    "xterm", "screen", "tmux", "rxvt", "linux", "vt1", "vt2", "vt3", "vt4", "vt5", "ansi", "putty",
    "cygwin", "msys", "konsole", "gnome", "vte", "mlterm", "eterm", "iterm", "nsterm", "alacritty", "kitty",
    "foot", "wezterm", "ghostty", "contour", "mintty", "rio", "st", "mosh", "teraterm", "dtterm", "aixterm",
    "fbterm", "jfbterm", "yaft", "bvterm", "cons25", "pcansi", "interix", "sun", "zellij", "warp", "vscode",
    "hterm", "terminator", "terminology", "ms-terminal",
)
# fmt: on
"""Terminals that obey ECMA-48. Many of them are newer than the terminfo of the machine logged in to."""
_VARIANT: Final = frozenset("-+.0123456789")
"""What begins the name of a variant behind a terminal's own."""
_WOULD_WORK: Final = "TERM=xterm-256color cen-tui"


def terminal_problem(
    stdin: TextIO | None,
    stdout: TextIO | None,
    environ: Mapping[str, str],
    platform: str = sys.platform,
    *,
    stderr: TextIO | None = None,
) -> str:
    """Say in one sentence why the screens cannot be shown here, and what would work; empty when they can.

    Without this, an input that is no terminal is waited for without end, and a terminal that cannot
    move its cursor is flooded with escape sequences.
    """
    if not _is_terminal(stdin) or not _is_terminal(stdout):
        if _is_terminal(stdin):
            return _(
                "the output is not a terminal, and the screens need one:"
                " run cen-tui without a pipe or redirection, and over SSH with ssh -t."
            )
        return _(
            "the input is not a terminal, and the screens need one:"
            " run cen-tui without a pipe or redirection, and over SSH with ssh -t."
        )
    if platform == "win32":
        return ""
    if problem := _term_problem(environ.get("TERM", "")):
        return problem
    if stderr is not None and not _is_terminal(stderr):
        return _("the screens are drawn where errors go, and that is not a terminal: run cen-tui without 2>.")
    return ""


def has_unread_input() -> bool:
    """Tell whether the terminal has sent what nobody has read yet; never on Windows, where none can ask."""
    stdin = sys.__stdin__
    if sys.platform == "win32" or stdin is None or stdin.closed:
        return False
    return bool(select.select([stdin], [], [], 0)[0])


def _term_problem(term: str) -> str:
    named = f"TERM={safe(term, limit=40)}" if term else _("TERM is not set")
    if not term or term in _CANNOT_DRAW:
        return _(
            "nothing can be drawn on this terminal ({term}). If it is an ordinary one: {command}."
        ).format(term=named, command=_WOULD_WORK)
    if _is_known(term.lower()) or _moves_its_cursor(term):
        return ""
    return _("this kind of terminal is not known here ({term}). If it is an ordinary one: {command}.").format(
        term=named, command=_WOULD_WORK
    )


def _is_known(term: str) -> bool:
    known = (term.removeprefix(name) for name in _KNOWN if term.startswith(name))
    return any(not variant or variant[0] in _VARIANT for variant in known)


def _moves_its_cursor(term: str) -> bool:
    """Tell whether terminfo knows the terminal, and that it is sent to a place as ECMA-48 has it."""
    try:
        import curses
    except ImportError:
        return False
    try:
        curses.setupterm(term, 1)
    except curses.error:
        return False
    return (curses.tigetstr("cup") or b"").startswith(b"\x1b[")


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()
