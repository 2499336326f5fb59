"""What must be right about the terminal before anything is drawn on it."""

import sys
from collections.abc import Mapping
from typing import Final, TextIO

_CANNOT_DRAW: Final = frozenset({"dumb", "unknown"})


def terminal_problem(
    stdin: TextIO | None,
    stdout: TextIO | None,
    environ: Mapping[str, str],
    platform: str = sys.platform,
) -> str:
    """Say in one sentence why the screens cannot be shown here, and what would work; empty when they can.

    Without this, an input that is no terminal is waited for without end, and a terminal that cannot
    move its cursor is flooded with escape sequences.
    """
    if not _is_terminal(stdin) or not _is_terminal(stdout):
        which = "output" if _is_terminal(stdin) else "input"
        return (
            f"the {which} is not a terminal, and the screens need one:"
            " run cen-tui without a pipe or redirection, and over SSH with ssh -t."
        )
    term = environ.get("TERM", "")
    if platform != "win32" and (not term or term in _CANNOT_DRAW):
        named = f"TERM={term}" if term else "TERM is not set"
        return f"nothing can be drawn on this terminal ({named}): set TERM, for example to xterm-256color."
    return ""


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()
