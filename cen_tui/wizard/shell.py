"""Command lines quoted for a shell, and texts broken into lines beside them."""

import shlex
from collections.abc import Sequence
from functools import partial

from cen_tui.terminal import cells

NARROW = 68
"""Cells that fit into a dialog on a screen of 80."""
_HANGING = "   "


def wrapped(text: str, *, width: int) -> str:
    """Return each line broken between words; what is numbered hangs behind its number."""
    return "\n".join(map(partial(_wrapped_line, width=width), text.splitlines()))


def _wrapped_line(line: str, width: int) -> str:
    lines = cells.wrapped(line, width)
    if not line[:1].isdigit() or len(lines) == 1:
        return "\n".join(lines)
    rest = cells.wrapped(line.strip()[len(lines[0]) :], width - len(_HANGING))
    return "\n".join([lines[0], *(f"{_HANGING}{each}" for each in rest)])


def command_line(words: Sequence[str], width: int = NARROW) -> str:
    """Return a command quoted for a shell, broken before options so that no line is wider than `width`."""
    lines = [""]
    for piece in _with_values([shlex.quote(word) for word in words]):
        if lines[-1] and len(lines[-1]) + len(piece) + len("  \\") > width:
            lines[-1] += " \\"
            lines.append(f"  {piece}")
        else:
            lines[-1] = f"{lines[-1]} {piece}".lstrip() if len(lines) == 1 else f"{lines[-1]} {piece}"
    return "\n".join(lines)


def _with_values(words: Sequence[str]) -> list[str]:
    """Keep every option together with its value."""
    pieces: list[str] = []
    for word in words:
        if pieces and pieces[-1].startswith("--") and " " not in pieces[-1] and not word.startswith("--"):
            pieces[-1] += f" {word}"
        else:
            pieces.append(word)
    return pieces
