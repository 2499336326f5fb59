"""The base of all screens: it opens others, continues and closes only while it is in front."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar, TypeVar

from textual import on
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.events import ScreenResume
from textual.screen import Screen, ScreenResultCallbackType

from cen_tui.i18n import gettext as _
from cen_tui.tui.copying import Copyable
from cen_tui.tui.drawn_once import Result, SinglePaintScreen
from cen_tui.tui.widgets.problem import Problem
from cen_tui.tui.widgets.status_line import StatusLine
from cen_tui.tui.wizard_app import WizardApp, wizard_app

_Opened = TypeVar("_Opened")
BROKE = _("Stopped, since something broke. Esc goes back.")


class ForegroundScreen(SinglePaintScreen[Result]):
    """Textual's `dismiss`, `push_screen` and `pop_screen` act on whatever is on top of the stack.

    What comes late, from a worker or a second press of a key, would close or cover a screen that a
    person is typing into; and a step that opens by itself would stand above the cover of a terminal that
    is too small.
    """

    ENTER: ClassVar[str] = ""
    """What Enter does on this screen's list or field; empty where it does nothing."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", _("Help"), tooltip=_("Explain this screen")),
        Binding(
            "ctrl+y",
            "copy_error",
            _("Copy error"),
            tooltip=_("Send the error, with its code and request ID, to your clipboard"),
            show=False,
        ),
    ]
    HELP: ClassVar[str] = ""
    """What `?` says about this screen: what it is for, what its columns and words mean."""
    _deferred: tuple[Callable[[], object], ...] = ()
    """What is done when this screen is in front again."""

    @property
    def cen_app(self) -> WizardApp:
        """The application, which holds what all steps share."""
        return wizard_app(self)

    @property
    def status(self) -> StatusLine:
        """The line above the keys, where the screen has one."""
        return self.query_one(StatusLine)

    @property
    def problem(self) -> Problem:
        """The panel for what went wrong, where the screen has one."""
        return self.query_one(Problem)

    @property
    def help_words(self) -> str:
        """What `?` says: `HELP`, unless a screen serves several purposes."""
        return self.HELP

    @property
    def enter_words(self) -> str:
        """What the footer says of Enter: `ENTER`, unless a screen serves several purposes."""
        return self.ENTER

    def in_front(self, do: Callable[[], object]) -> None:
        """Do something now, or when this screen is in front again; never once it was left."""
        self._deferred = (*self._deferred, do)
        self._run_deferred()

    @on(ScreenResume)
    def _resumed(self) -> None:
        self.call_next(self._run_deferred)  # behind Textual's own handler, which lays the screen out

    def _run_deferred(self) -> None:
        while self._deferred and self.is_active:
            do, *rest = self._deferred
            self._deferred = tuple(rest)
            do()

    def open(
        self, screen: Screen[_Opened], callback: ScreenResultCallbackType[_Opened] | None = None
    ) -> None:
        """Open another screen above this one. A key that comes when another is open already does nothing."""
        if self.is_active:
            self.app.push_screen(screen, callback)

    def open_in_turn(
        self, screen: Screen[_Opened], callback: ScreenResultCallbackType[_Opened] | None = None
    ) -> None:
        """Open another screen that comes by itself, as from a worker: now, or when this one is in front."""
        self.in_front(partial(self.open, screen, callback))

    def give_way_to(self, screen: Screen[Any]) -> None:
        """Show another screen in the place of this one, which cannot be gone back to."""
        if self.is_active:
            self.app.switch_screen(screen)

    async def ask(self, screen: Screen[_Opened]) -> _Opened | None:
        """Open another screen as soon as this one is in front, and return what it closes with.

        For background work, which waits for the answer.
        """
        answer: asyncio.Future[_Opened | None] = asyncio.get_running_loop().create_future()

        def take(result: _Opened | None) -> None:
            if not answer.done():
                answer.set_result(result)

        self.in_front(lambda: answer.done() or self.app.push_screen(screen, take))
        return await answer

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close this screen, now or as soon as it is in front; once."""
        if self.is_active:
            return super().dismiss(result)
        self.in_front(partial(self.dismiss, result))
        return AwaitComplete()

    async def action_dismiss(self, result: Result | None = None) -> None:
        """Close by a key, which means this screen only while it is in front."""
        if self.is_active:
            await super().action_dismiss(result)

    def action_help(self) -> None:
        """Explain this screen."""
        if self.is_active:
            self.cen_app.show_help()

    def confirm_quit(self) -> bool:
        """Tell whether the program may end; else say why not, in sight."""
        return True

    def copyable(self) -> Copyable | None:
        """Return what the keys that copy are about; a screen that binds them says."""
        return None

    def _error_report(self) -> str:
        """Return the error that this screen shows, or nothing."""
        return next((problem.report for problem in self.query(Problem) if problem.report), "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to copy an error only where one is shown."""
        return super().check_action(action, parameters) and (
            action != "copy_error" or bool(self._error_report())
        )

    def action_copy_error(self) -> None:
        """Send the error with its code and request ID, as an administrator needs it."""
        if report := self._error_report():
            self.cen_app.send(report, _("The error"))

    def action_copy(self, part: str) -> None:
        """Send the `id` or the `text` of what is under the cursor to the clipboard."""
        if (offered := self.copyable()) is not None:
            what = (offered.id, offered.id) if part == "id" else (offered.text, offered.title)
            self.cen_app.send(*what)

    def action_view(self) -> None:
        """Show the text of what is under the cursor alone."""
        if (offered := self.copyable()) is not None and self.is_active:
            self.cen_app.show_text(offered)

    async def apply(self, change: Callable[[], object]) -> None:
        """Apply a change of background work in a handler of the screen, where layout comes before painting.

        From a worker, the widgets would be painted first, and once more behind the layout. Work that is
        cancelled before its turn comes, as by quitting, changes nothing. Raises what `change` raises.
        """
        done = asyncio.get_running_loop().create_future()

        def make() -> None:
            if done.cancelled():
                return
            try:
                change()
            except Exception as error:  # noqa: BLE001 - for who awaits it
                done.set_exception(error)
            else:
                done.set_result(None)

        self.call_next(make)
        await done

    def broke(self, error: Exception) -> None:
        """Report an unexpected error of background work, and stop waiting."""
        self.cen_app.broke(error)
        for status in self.query(StatusLine):
            status.say(BROKE)
