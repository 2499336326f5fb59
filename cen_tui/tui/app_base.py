"""The base of the application: an error ends it with a report that holds no local variables."""

import asyncio
import sys
from typing import Final

from textual.app import App
from textual.driver import Driver
from textual.worker import WorkerFailed

from cen_tui import crash
from cen_tui.i18n import gettext as _
from cen_tui.terminal.signals import discard_unwritten_output

BROKE: Final = _(
    "Something in cen-tui itself broke ({error}). Nothing is sent in the background; go back and try again."
)


class PanickedError(Exception):
    """Textual ended the application without naming an error."""


class BaseApp(App[None]):
    """Reports errors without local variables: a fatal one on standard error, another as a notification."""

    def __init__(self) -> None:
        super().__init__(driver_class=_driver_class())
        self.ended_by: BaseException | None = None
        """What ended the application, when that was an error."""

    def run_and_report(self, *, mouse: bool = True) -> int:
        """Run, and return the exit code; a fatal error is reported on standard error after the screens."""
        crash.watch(self.broke)
        self.run(mouse=mouse)
        discard_unwritten_output()
        if self.ended_by is not None:
            sys.stderr.write(crash.report(self.ended_by))
        return self.return_code or 0

    def broke(self, error: BaseException) -> None:
        """Notify of an error in a worker, a thread or a task; may be called in any thread."""
        self.call_later(self._notify_of, error)

    def _notify_of(self, error: BaseException) -> None:
        self.notify(
            BROKE.format(error=crash.type_and_place(error)),
            title=_("Unexpected"),
            severity="error",
            timeout=20,
            markup=False,
        )

    def write(self, sequence: str) -> None:
        """Send a control sequence to the terminal."""
        if self._driver is not None:
            self._driver.write(sequence)
            self._driver.flush()

    def restore_terminal(self) -> None:
        """Restore the terminal's modes; may be called in any thread."""
        if sys.platform != "win32":
            from cen_tui.tui.driver import TerminalDriver

            if isinstance(self._driver, TerminalDriver):
                self._driver.restore_modes()

    def watch_tasks(self) -> None:
        """Report the errors of tasks that nobody awaits, too."""
        crash.watch_loop(asyncio.get_running_loop(), self.broke)

    def _handle_exception(self, error: Exception) -> None:
        """End because of an unhandled error."""
        self._return_code = 1
        if self._exception is None:  # Textual's tests raise it again
            self.ended_by = error.error if isinstance(error, WorkerFailed) else error
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """End as with any error: what Textual would print quotes source lines."""
        self._handle_exception(_error_within(renderables))


def _error_within(renderables: tuple[object, ...]) -> Exception:
    """Return the error of a panic, which Textual calls while handling it or with a report of it."""
    if isinstance(error := sys.exc_info()[1], Exception):
        return error
    return next((each for each in renderables if isinstance(each, Exception)), PanickedError())


def _driver_class() -> type[Driver] | None:
    """Return our driver, or None where Textual chooses its own."""
    if sys.platform == "win32":
        return None
    from cen_tui.tui.driver import TerminalDriver

    return TerminalDriver
