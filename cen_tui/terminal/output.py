"""What is written to the terminal: in its encoding, and without a wait for one that is gone."""

import locale
import os
import select
from collections.abc import Mapping
from typing import Final

from cen_tui.terminal.display import is_utf8

_PIECE: Final = 1024
"""Bytes a write: a slow terminal that still takes some is told from one that takes none."""


def terminal_encoding(environ: Mapping[str, str]) -> str:
    """Return the encoding of the terminal by its locale, whatever Python was told about its own streams."""
    return "utf-8" if is_utf8(environ) else locale.getencoding()


class TerminalOutput:
    """The text file that Textual's writer thread writes to.

    A character that the encoding lacks becomes `?`. Once the terminal is gone, what is written is dropped.
    """

    def __init__(self, fileno: int, encoding: str) -> None:
        self._fileno = fileno
        self._encoding = encoding
        self._pending: list[str] = []
        self.written = 0
        """Bytes that the terminal has taken."""
        self.lost = False
        """Whether the terminal is gone."""

    def fileno(self) -> int:
        """Return the file descriptor of the terminal."""
        return self._fileno

    def write(self, text: str) -> None:
        """Take text, which `flush` writes."""
        self._pending.append(text)

    def flush(self) -> None:
        """Write what was taken; blocks for as long as the terminal takes nothing."""
        data = "".join(self._pending).encode(self._encoding, "replace")
        self._pending.clear()
        while data and not self.lost:
            try:
                count = os.write(self._fileno, data[:_PIECE])
            except BlockingIOError:  # another process on this terminal has made it non-blocking
                select.select([], [self._fileno], [], 1)
            except OSError:
                self.lost = True
            else:
                self.written += count
                data = data[count:]
