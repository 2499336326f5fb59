"""Step 5, and the confirmation of every other operation: all of it restated, the caution, the four digits."""

from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from cen_tui.i18n import gettext as _
from cen_tui.operations.outcome import OperationKind
from cen_tui.terminal.cells import cell_width
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.dialogs.plain_text import TextViewer
from cen_tui.tui.screens.operation import OperationScreen
from cen_tui.tui.screens.operation_texts import OPERATION_TEXTS
from cen_tui.tui.widgets.confirmation import OpenOperations, caution_notice, dry_run, restated
from cen_tui.tui.widgets.digits_row import DigitsRow
from cen_tui.wizard.confirmation import Confirmation, confirm_grant
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.execution.preview import command_of
from cen_tui.wizard.shell import NARROW

_SEEN: Final = "#heading, #what, #parties, .caution, #ask"
_LINES: Final = 9
"""Of the parties and the caution; where there are more, a small screen leaves out the heading."""
_OF_A_LINE: Final = 50
"""Letters of the caution, on a small screen."""
_EDGES: Final = 4
MORE: Final = _("There is more: scroll to its end first (PgDn).")
READ_ONLY: Final = _("Nothing can be sent. Start without --read-only to do this.")
COVERED: Final = _("{not_done} Something else was in front. Type the four digits again.")


class ConfirmScreen(StepScreen):
    """Only the last four digits of the account ID that is named, typed and entered, confirm.

    A grant continues with the hand-over, another operation with the screen that runs it. A dry run shows
    what would be sent, and has nothing to confirm with.
    """

    STEP = "confirm"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page(1)", _("More networks"), show=False, priority=True),
        Binding("pageup", "page(-1)", _("Networks before"), show=False, priority=True),
        Binding("f2", "command", _("Show command"), tooltip=_("The aliyun command line that does the same")),
    ]

    def __init__(self, draft: Draft, confirmation: Confirmation | None = None) -> None:
        """Without another confirmation, it is that of the draft's grant."""
        super().__init__(draft)
        options = self.cen_app.options
        self._confirmation = (confirmation or confirm_grant(draft)).sent_to(options.endpoint)
        self._read_only = options.read_only
        self._digits = DigitsRow(self._confirmation, seen=_SEEN)
        self._open = OpenOperations(self._confirmation.operations)
        if not self._read_only:
            self.input_guard = self._digits.guard(self, lambda: self._open.is_read)

    @property
    def help_words(self) -> str:
        """What `?` says of this operation."""
        return OPERATION_TEXTS[self._confirmation.kind].help

    @property
    def enter_words(self) -> str:
        """What Enter does; nothing in a dry run."""
        return "" if self._read_only else OPERATION_TEXTS[self._confirmation.kind].does

    def steps_bar(self) -> Widget:
        """Say where one is."""
        place = OPERATION_TEXTS[self._confirmation.kind].place
        return Static(place, classes="place", markup=False) if place else super().steps_bar()

    def compose_body(self) -> ComposeResult:
        """Lay out what, whose, to whom; then the caution and the one field, or what would be sent."""
        if self._read_only:
            yield from dry_run(self._confirmation, self._commands())
            return
        yield from restated(self._confirmation, self._open)
        yield caution_notice(self._confirmation)
        yield self._digits

    def on_mount(self) -> None:
        """Say how to see what is not in sight, or that nothing can be sent."""
        if self._read_only:
            self.set_focus(self.query_one("#dry-run"))
            self.status.say(READ_ONLY)
        else:
            shown = self._confirmation
            self.set_class(len(shown.parties) + cell_width(shown.caution) // _OF_A_LINE > _LINES, "-long")
            self.watch(self.query_one("#what"), "show_vertical_scrollbar", self._tell_more)

    def _tell_more(self, more: bool) -> None:  # noqa: FBT001 - as a watcher is called
        self.status.say(MORE if more else "")

    @on(DigitsRow.Confirmed)
    def _confirmed(self) -> None:
        """Continue only from in front: a confirmation that was covered since counts for nothing."""
        if not self.is_active:
            self.cen_app.warn(COVERED.format(not_done=self._confirmation.sentences.not_done))
        elif self._confirmation.kind is OperationKind.GRANT:
            self.advance(self.draft.with_answers(confirmed=True))
        else:
            self.give_way_to(self.runner(self._confirmation))

    def runner(self, confirmed: Confirmation) -> StepScreen:
        """Return the screen that runs what was confirmed, where it is no grant."""
        return OperationScreen(self.draft, confirmed, partial(ConfirmScreen, self.draft))

    def action_page(self, pages: int) -> None:
        """Scroll through the networks without leaving the field."""
        what = self.query_one("#dry-run" if self._read_only else "#what")
        (what.scroll_page_down if pages > 0 else what.scroll_page_up)(animate=False)

    def action_command(self) -> None:
        """Show the command lines that do the same."""
        kind, network = self._confirmation.kind, self._confirmation.operations[0].network
        name = f"cen-{kind.value}-{network.id}.sh"
        self.open(TextViewer(_("The same as a command line"), "\n\n".join(self._commands()), file_name=name))

    def _commands(self) -> list[str]:
        width = min(NARROW, self.app.size.width - _EDGES)
        return [command_of(each, width) for each in self._confirmation.operations]
