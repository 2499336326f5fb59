"""Textual's driver for POSIX terminals, made robust against a terminal that hangs, is gone or is stopped.

Nothing is awaited without a bound once the program is to end, and the answers to the driver's own queries
are read before the terminal is restored. SIGTSTP and SIGCONT are handled in the event loop.
"""

import os
import re
import selectors
import signal
import sys
import termios
import threading
import time
from contextlib import suppress
from queue import Full
from typing import IO, TYPE_CHECKING, Any, Final, cast

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from cen_tui.terminal.input import TerminalInput
from cen_tui.terminal.output import TerminalOutput, terminal_encoding
from cen_tui.terminal.questions import TerminalQuestions
from cen_tui.terminal.signals import HUNG_UP, is_ending
from cen_tui.tui.flow_control import QUESTION

if sys.platform == "win32":
    raise ImportError("Textual has a driver of its own for Windows")

if TYPE_CHECKING:
    from textual.app import App

_TICK: Final = 0.1
_READ_AT_ONCE: Final = 4096
_HOME: Final = "\x1b[H"
_LINE: Final = "─"
_CURSOR_AT: Final = re.compile(r"\x1b\[\d+;(\d+)R")
_AFTER_TWO_CELLS: Final = "3"
_NO_PROGRESS: Final = 2.0
"""Seconds in which a terminal must have taken something, when the program is to end."""


class WideLines(Message):
    """The terminal draws a line's character in two cells: it is set to ambiguous characters being wide."""


class UnendedPaste(Message):
    """A paste whose end never came was given up; what it held is dropped."""


class TerminalDriver(LinuxDriver):
    """Writes to the terminal and reads from it, as the module says."""

    def __init__(self, app: "App[Any]", **options: Any) -> None:  # noqa: ANN401 - Textual's own options
        super().__init__(app, **options)
        self._encoding = terminal_encoding(os.environ)
        stderr = cast("IO[str]", sys.__stderr__)
        self._output = TerminalOutput(stderr.fileno(), self._encoding)
        self._file = self._output  # type: ignore[assignment]  # all that the writer thread needs of a file
        self._questions = TerminalQuestions()
        self._active = False
        self._measures = self._encoding == "utf-8"
        self._measured = not self._measures
        signal.signal(signal.SIGTSTP, lambda *_: self._later(self._stop))
        signal.signal(signal.SIGCONT, lambda *_: self._later(self._continue))

    def write(self, data: str) -> None:
        """Queue text for the writer thread; when the program ends, what a terminal does not take is lost."""
        writer = self._writer_thread
        self._questions.sent(data)
        written, since = self._output.written, time.monotonic()
        while writer is not None and writer.is_alive() and not self._output.lost:
            with suppress(Full):
                writer._queue.put(data, timeout=_TICK)  # noqa: SLF001 - it offers no wait with a bound
                return
            if self._output.written != written:
                written, since = self._output.written, time.monotonic()
            elif is_ending() and time.monotonic() - since > _NO_PROGRESS:
                self._output.lost = True

    def start_application_mode(self) -> None:
        """Enter application mode; where the terminal is gone, nothing is started."""
        before = self._writer_thread
        self.exit_event = threading.Event()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # as Textual has it
        self._active = self._writer_thread is not before
        if self._active and self._measures:
            self._measures = False
            self.write(f"{_HOME}{_LINE}{QUESTION}{_HOME}")  # beneath the first frame

    def stop_application_mode(self) -> None:
        """Leave application mode, and restore the terminal."""
        if not self._active:
            return
        if not self._is_in_front():  # the shell has it already, with modes of its own
            self.attrs_before = None
        super().stop_application_mode()
        self._active = False

    def disable_input(self) -> None:
        """Stop reading, once the terminal has answered all queries."""
        reader = self._key_thread
        if reader is None or self.exit_event.is_set():
            return
        if not self._output.lost and self._is_in_front():
            self._questions.wait()
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self._disable_mouse_support()
        self.exit_event.set()
        reader.join(10 * _TICK)
        if self._is_in_front():
            with suppress(termios.error):
                termios.tcflush(self.fileno, termios.TCIFLUSH)

    def close(self) -> None:
        """Let the writer thread write the rest, for as long as the terminal takes any of it."""
        writer = self._writer_thread
        if writer is None:
            return
        with suppress(Full):
            writer._queue.put(None, timeout=_NO_PROGRESS)  # noqa: SLF001
        written = -1
        while writer.is_alive() and not self._output.lost and written != self._output.written:
            written = self._output.written
            writer.join(_NO_PROGRESS)

    def restore_modes(self) -> None:
        """Restore the terminal's modes from any thread, when nothing else is left to do."""
        if self._active and self.attrs_before is not None and self._is_in_front():
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)

    def run_input_thread(self) -> None:
        """Read until `disable_input`, or until the terminal is gone."""
        ended, parser = self.exit_event, XTermParser(self._debug)
        source = TerminalInput(self._encoding)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not ended.is_set():
                if selector.select(_TICK):
                    try:
                        data = os.read(self.fileno, _READ_AT_ONCE)
                    except BlockingIOError:
                        continue
                    except OSError:
                        data = b""
                    if not data:
                        self._hung_up()
                        break
                    if source.gives_up(data):
                        parser = XTermParser(self._debug)
                        self.process_message(UnendedPaste())
                        continue
                    text = source.decode(data)
                    self._questions.received(text)
                    self._measure(text)
                    if heeded := source.without_sequences_in_pastes(text):
                        self._process(parser, heeded)
                for event in parser.tick():
                    self.process_message(event)
        with suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass

    def _measure(self, text: str) -> None:
        """Find the width of a line-drawing character in the first cursor-position report."""
        if not self._measured and (found := _CURSOR_AT.search(text)):
            self._measured = True
            if found[1] == _AFTER_TWO_CELLS:
                self.process_message(WideLines())

    def _process(self, parser: XTermParser, text: str) -> None:
        for event in parser.feed(text):
            self.process_message(event)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - the thread's own report would be lost
            self._later(self._app._handle_exception, error)  # noqa: SLF001

    def _hung_up(self) -> None:
        self._output.lost = True
        self._questions.give_up()
        self._later(self._app.exit, None, HUNG_UP)

    def _later(self, call: Any, *arguments: object) -> None:  # noqa: ANN401
        with suppress(RuntimeError):  # the loop has been closed
            self._loop.call_soon_threadsafe(call, *arguments)

    def _is_in_front(self) -> bool:
        """Tell whether this is the foreground process group; true where the terminal controls no process."""
        try:
            return os.tcgetpgrp(self.fileno) == os.getpgrp()
        except OSError:
            return True

    def _stop(self) -> None:
        """Restore the terminal and stop, as a shell expects of SIGTSTP."""
        if is_ending():
            return
        if self._auto_restart and self._active:
            self.suspend_application_mode()
        os.kill(os.getpid(), signal.SIGSTOP)

    def _continue(self) -> None:
        """Enter application mode again: the terminal's modes and picture may be another program's."""
        if is_ending() or not self._auto_restart or self._output.lost:
            return
        if not self._is_in_front():
            os.kill(os.getpid(), signal.SIGTTOU)  # stops us, unless nobody is left to continue us
            return
        if self._active:
            self._questions.give_up()
            self.suspend_application_mode()
        self.start_application_mode()
        self._app.call_later(self._app.refresh)
