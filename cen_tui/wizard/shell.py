"""Command lines quoted for a shell, and texts broken into lines beside them."""

import shlex
from collections.abc import Sequence
from textwrap import fill

NARROW = 68
"""Cells that fit into a dialog on a screen of 80."""


def wrapped(text: str, *, width: int) -> str:
    """Return each line broken between words; what is numbered hangs behind its number."""
    return "\n".join(
        fill(
            line,
            width,
            subsequent_indent="   " if line[:1].isdigit() else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.splitlines()
    )


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
