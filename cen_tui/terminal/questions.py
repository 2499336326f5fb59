"""The questions to the terminal that are open: their answers are not to arrive at the shell's prompt."""

import re
import threading
import time
from collections import deque
from typing import Final

_CURSOR: Final = "cursor"
_ASKED: Final = re.compile(r"\x1b\[(?:6n|\?(\d+)\$p)")
"""Where the cursor is (DSR), and whether a mode is known (DECRQM)."""
_HEARD: Final = re.compile(r"\x1b\[(?:\d+;\d+R|\?(\d+);\d+\$y)")
_LONGEST_ANSWER: Final = 16
_LIMIT: Final = 2.0


class TerminalQuestions:
    """Notes what the terminal is asked and what it answers, from whichever thread.

    Answers come in the order of the questions: one that was passed over will not be answered any more.
    """

    def __init__(self) -> None:
        self._open: deque[str] = deque()
        self._changed = threading.Condition()
        self._asked_at = 0.0
        self._rest = ""

    def sent(self, text: str) -> None:
        """Note the questions in what is sent to the terminal."""
        if "\x1b[6n" in text or "$p" in text:
            with self._changed:
                self._open.extend(found[1] or _CURSOR for found in _ASKED.finditer(text))
                self._asked_at = time.monotonic()

    def received(self, text: str) -> None:
        """Note the answers in what the terminal has sent, also when one comes in pieces."""
        whole, end = self._rest + text, 0
        for found in _HEARD.finditer(whole):
            self._answered(found[1] or _CURSOR)
            end = found.end()
        self._rest = whole[end:][-_LONGEST_ANSWER:]

    def wait(self) -> None:
        """Wait until no question is open, for two seconds from the last one at most."""
        with self._changed:
            left = self._asked_at + _LIMIT - time.monotonic()
            self._changed.wait_for(lambda: not self._open, max(0.0, left))
            self._open.clear()

    def give_up(self) -> None:
        """Wait for no answer: the terminal is gone, or another picture than ours was asked about."""
        with self._changed:
            self._open.clear()
            self._changed.notify_all()

    def _answered(self, kind: str) -> None:
        with self._changed:
            if kind in self._open:
                while self._open.popleft() != kind:
                    pass
            self._changed.notify_all()
