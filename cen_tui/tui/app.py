"""The application: what all steps share, and which screen comes next."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, on
from textual.binding import Binding, BindingType
from textual.filter import ANSIToTruecolor, LineFilter, Monochrome, NoColor
from textual.geometry import Offset, Size
from textual.widgets import Input

from cen_tui.i18n import CHINESE, language
from cen_tui.i18n import gettext as _
from cen_tui.storage.files import FileProblem
from cen_tui.terminal.display import is_too_small
from cen_tui.terminal.signals import handle_signals, is_ending
from cen_tui.text import safe
from cen_tui.tui.drawn_once import BlankScreen, SinglePaintScreen
from cen_tui.tui.launch_options import LaunchOptions
from cen_tui.tui.line_filters import Ascii, Colourless, UnambiguousWidths
from cen_tui.tui.screens.foreground import ForegroundScreen
from cen_tui.tui.steps import screen_for
from cen_tui.tui.theme import THEMES_BY_NAME, select_theme
from cen_tui.tui.widgets.field import Field
from cen_tui.tui.widgets.keys_line import QUIT
from cen_tui.tui.widgets.status_line import StatusLine
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.tui.wizard_app import WizardApp

if TYPE_CHECKING:
    from cen_tui.cloud.http.retry import RetryEvent
    from cen_tui.operations.journal import Journal
    from cen_tui.tui.copying import Copyable
    from cen_tui.tui.screens.dialogs.commands import Command
    from cen_tui.wizard.draft import Draft

_MOVES_FOCUS: Final = frozenset({"enter", "tab", "shift+tab"})
_COLOURLESS: Final = Colourless()
_ASCII: Final = Ascii()
_UNAMBIGUOUS: Final = UnambiguousWidths()
"""Made once: Textual caches what a line looks like by the filters that it passed."""
INTERRUPTED: Final = _("""\
cen-tui: interrupted. The result of this {operation} is not known:
  {network} for {cen} of account {owner}
Start cen-tui again to check it.
""")


class CenTuiApp(WizardApp):
    """The wizard. The screen stack is its breadcrumb: one screen a step, each with its own draft."""

    TITLE = "cen-tui"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    LATER_CSS_PATH = CSS_PATH.with_name("later.tcss")
    """The styles of all that comes behind the first screen, which does not wait for them."""
    ENABLE_COMMAND_PALETTE = False
    """Textual's: its "Quit" would end a grant that is under way without a word. Ours is Ctrl+P."""
    # Tab has priority so that what is typed after it in one burst lands in the next field, not in this.
    BINDINGS: ClassVar[list[BindingType]] = [
        QUIT,
        Binding(
            "ctrl+p",
            "commands",
            _("Commands"),
            tooltip=_("Find any command by name"),
            show=False,
            priority=True,
        ),
        Binding("ctrl+l", "repaint", _("Draw anew"), tooltip=_("Draw the whole screen again"), show=False),
        Binding("tab", "focus_next", _("Next field"), show=False, priority=True),
        Binding("shift+tab", "focus_previous", _("Previous field"), show=False, priority=True),
    ]

    def __init__(self, options: LaunchOptions) -> None:
        super().__init__(options)
        if language() == CHINESE:
            from cen_tui.tui.line_breaks import break_as_chinese

            break_as_chinese()
        self.session.tell, self.session.on_wait = self.warn, self._tell_wait
        self.terminal_display = options.display
        self.no_color = self.terminal_display.colourless
        self.animation_level = "none"
        for theme in THEMES_BY_NAME.values():
            self.register_theme(theme)
        name = "terminal" if options.low_bandwidth else self.terminal_display.theme
        self.theme = select_theme(name, self.console.color_system).name
        self._ending = threading.Event()

    @property
    def cursor_position(self) -> Offset:
        """The position of the terminal's cursor: that of the selection, as screen readers follow it."""
        focused = self.screen.focused if self.screen_stack else None
        if isinstance(focused, Input | VirtualTable):
            return focused.cursor_screen_offset
        return focused.region.offset if focused is not None else Offset(0, 0)

    @cursor_position.setter
    def cursor_position(self, _offset: Offset) -> None:
        """Ignore what Textual's fields set: its other widgets set nothing."""

    def get_default_screen(self) -> BlankScreen:
        """Return the screen beneath the first step."""
        return BlankScreen(id="_default")

    def on_mount(self) -> None:
        """Open at the first question that the command line left open."""
        if not self.is_headless:
            handle_signals(lambda code: self.exit(return_code=code), self._end_at_last)
        self.watch_tasks()
        self.call_later(self._open)

    def _end_at_last(self) -> None:
        """Close the journal and restore the terminal before the process ends; may be called in any thread."""
        if "journal" in vars(self):
            self.journal.close()
        self.restore_terminal()

    def _open(self) -> None:
        """Paint the first screen as soon as Textual allows painting."""
        self.push_screen(screen_for(self.options.draft))
        self._cover_if_too_small(self.size)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the line filters: NO_COLOR, ASCII, and widths."""
        unwanted = (Monochrome, NoColor, *((ANSIToTruecolor,) if self.native_ansi_color else ()))
        colours = (
            [_COLOURLESS]
            if self.terminal_display.colourless
            else [each for each in super().get_line_filters() if not isinstance(each, unwanted)]
        )
        if self.terminal_display.ascii:
            return [*colours, _ASCII]
        return [*colours, _UNAMBIGUOUS] if self.terminal_display.ambiguous_wide else colours

    def get_key_display(self, binding: Binding) -> str:
        """Return a key's name, in words where no sign is sent."""
        shown = super().get_key_display(binding)
        signs = not (self.terminal_display.ascii or self.terminal_display.ambiguous_wide)
        return shown if signs or shown.isascii() else binding.key

    def on_ready(self) -> None:
        """Load behind the first frame what the next steps need, before a person has chosen an account."""
        self.screen.call_after_refresh(self._warm_up)
        self.flow_control.ask()

    def _warm_up(self) -> None:
        from cen_tui.tui.steps import warm_up

        self.stylesheet.read(self.LATER_CSS_PATH)
        self.stylesheet.parse()
        for screen in self.screen_stack[2:]:  # opened by a key that was typed ahead
            self.stylesheet.update(screen)
        # No daemon: the interpreter would end with a crash in the middle of importing native code.
        threading.Thread(target=warm_up, args=(self._ending.is_set,), name="warm-up").start()

    @on(events.CursorPosition)
    def _terminal_answered(self) -> None:
        self.flow_control.answer_received()

    @on(VirtualTable.Moved)
    def _moved(self) -> None:
        self.flow_control.cursor_moved()

    def _tell_wait(self, waiting: RetryEvent) -> None:
        """Say on the screen in front that a call is tried again, and when."""
        for status in self.screen.query(StatusLine):
            status.waiting(f"{waiting} ")

    async def on_event(self, event: events.Event) -> None:
        """Handle input from the terminal, except what the screen in front cannot take yet."""
        if not event.is_forwarded and isinstance(event, events.InputEvent | events.Paste):
            screen = self.screen
            guard = screen.input_guard if isinstance(screen, SinglePaintScreen) else None
            if guard is not None and guard.drops(event):
                return
            if isinstance(screen, ForegroundScreen) and not screen.is_mounted:
                return  # nothing is on it yet that the keys could be about
        if isinstance(event, events.Key) and not event.is_forwarded and await self._acts_on_row(event.key):
            return
        field = self.focused if self.screen_stack else None
        await super().on_event(event)
        moves_focus = isinstance(event, events.Paste) or getattr(event, "key", "") in _MOVES_FOCUS
        if isinstance(field, Field) and moves_focus:
            await field.handled()  # what is typed behind it is for what it leads to, as the letters leave it

    async def _acts_on_row(self, key: str) -> bool:
        """Act at once on a key pressed on a table's row, and tell whether it has an action.

        By the time it had bubbled up, a key typed behind it could have moved the cursor or the focus.
        """
        if not self.screen_stack or not isinstance(self.focused, VirtualTable):
            return False
        active = self.screen.active_bindings.get(key)
        if active is None or active.binding.priority:
            return False
        return await self.run_action(active.binding.action, active.node)

    def on_resize(self, event: events.Resize) -> None:
        """Cover a terminal that has become too small to show what must be seen."""
        if len(self.screen_stack) > 1:
            self._cover_if_too_small(event.size)

    def _cover_if_too_small(self, size: Size) -> None:
        if not is_too_small(*size):
            return
        from cen_tui.tui.screens.dialogs.dialog import TooSmall

        if not any(isinstance(screen, TooSmall) for screen in self.screen_stack):
            self.push_screen(TooSmall())

    def say(self, sentence: str) -> None:
        """Say something quietly on the screen in front."""
        for status in self.screen.query(StatusLine):
            status.say(sentence)

    def advance(self, draft: Draft) -> None:
        """Show the first question that the draft leaves open."""
        self.push_screen(screen_for(draft))

    def action_leave(self) -> None:
        """Quit, unless a screen refuses, which then says why."""
        asked = [
            screen.confirm_quit() for screen in self.screen_stack if isinstance(screen, ForegroundScreen)
        ]
        if all(asked):
            self.exit()

    def on_wide_lines(self) -> None:
        """Draw frames and signs in ASCII: those of two cells would break every line."""
        self.terminal_display = self.terminal_display._replace(ambiguous_wide=True)
        self.screen.refresh_bindings()  # the line of the keys then names Enter in letters
        for screen in self.screen_stack:
            for widget in screen.walk_children(with_self=True):
                widget.refresh()  # lines are kept as they were filtered

    def on_unended_paste(self) -> None:
        """Say that a paste was given up."""
        self.say(_("The end of what was pasted never came, and all of it was dropped. Paste it again."))

    def action_repaint(self) -> None:
        """Repaint the whole screen, after something else has written to the terminal."""
        self.refresh()

    def action_help_quit(self) -> None:
        """Say how to quit: Ctrl+C would, elsewhere."""
        self.say(_("Ctrl+Q quits."))

    def show_help(self) -> None:
        """Explain the screen in front."""
        from cen_tui.tui.screens.dialogs.commands import HelpScreen

        if isinstance(self.screen, ForegroundScreen):
            self.push_screen(HelpScreen(self.screen))

    def show_text(self, offered: Copyable) -> None:
        """Show a text alone, to be selected or saved."""
        from cen_tui.tui.screens.dialogs.plain_text import TextViewer

        self.push_screen(TextViewer(offered.title, offered.text, file_name=offered.file_name))

    def action_commands(self) -> None:
        """Open the palette of all commands of the screen in front."""
        from cen_tui.tui.screens.dialogs.commands import CommandsScreen
        from cen_tui.tui.screens.dialogs.dialog import Question, TooSmall

        screen = self.screen
        if isinstance(screen, ForegroundScreen) and not isinstance(
            screen, TooSmall | CommandsScreen | Question
        ):
            self.push_screen(CommandsScreen(screen), self._run_command)

    def _run_command(self, command: Command | None) -> None:
        if command is not None:
            self.call_later(self.run_action, command.action, command.node)

    def action_colours(self, word: str) -> None:
        """Use other colours until the program ends."""
        self.theme = THEMES_BY_NAME[word].name

    async def on_unmount(self) -> None:
        """Close every connection."""
        self._ending.set()
        await self.session.disconnect()


def run(options: LaunchOptions) -> int:
    """Run the application and return the exit code."""
    app = CenTuiApp(options)
    try:
        code = app.run_and_report(mouse=options.display.mouse and not options.low_bandwidth)
        if is_ending() and "journal" in vars(app):
            _say_left_open(app.journal)
        return code
    finally:
        options.session.close()


def _say_left_open(journal: Journal) -> None:
    """Say on standard error which operations of this process have no known result, where it can be read."""
    from cen_tui.storage.process_id import own_name

    with suppress(FileProblem, OSError):
        for intent in (entry.intent for entry in journal.open_entries()):
            if intent.process == own_name():
                sys.stderr.write(
                    INTERRUPTED.format(
                        operation=intent.kind.noun,
                        network=safe(intent.network_id),
                        cen=safe(intent.cen_id),
                        owner=safe(intent.cen_owner),
                    )
                )
        sys.stderr.flush()
