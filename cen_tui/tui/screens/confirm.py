"""Step 5: everything restated, the caution notice, and the four digits that grant."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cen_tui.cloud.networks import network_type
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.networks.grant_apis import calls_of, grant_options
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.dialogs.plain_text import TextViewer
from cen_tui.tui.widgets.confirmation import confirmation_widgets
from cen_tui.tui.widgets.digits_row import DigitsRow
from cen_tui.tui.widgets.open_operations import OpenOperations
from cen_tui.tui.widgets.read_through import ReadThrough
from cen_tui.wizard.confirmation import confirm_grant
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.shell import command_line

_SEEN = "#heading, #what, #parties, .caution, #ask"


class ConfirmScreen(StepScreen):
    """Only the last four digits of the CEN owner's account ID, typed and entered, grant."""

    STEP = "confirm"
    HELP = """The last look before the grant. Compare the CEN ID and its owner's account ID with what the
CEN's owner sent you, digit by digit.

To grant, type the last four digits of the CEN owner's account ID and press Enter. Nothing else grants,
neither a paste nor what was typed before; of many networks, look through all first (PgDn).
F2 shows the aliyun command that does the same. Esc goes back; nothing has been sent yet."""
    ENTER = "Grant"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "look(1)", "More networks", show=False, priority=True),
        Binding("pageup", "look(-1)", "Networks before", show=False, priority=True),
        Binding("f2", "command", "Show command", tooltip="The aliyun command line that does the same"),
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        if draft.target is None or draft.account is None:
            raise ValueError("a confirmation needs an account and a target")
        self._target = draft.target
        self._confirmation = confirm_grant(
            draft.account, draft.networks, draft.target, draft.payer, self.cen_app.setup.endpoint
        )
        self._digits = DigitsRow(self._confirmation, seen=_SEEN)
        self._open = OpenOperations([_wanted(each, draft) for each in draft.networks])
        self.input_guard = self._digits.guard(self, lambda: self._open.is_read)

    def compose_body(self) -> ComposeResult:
        """Lay out what, whose, to whom; the caution; the one field."""
        several = "several" if len(self.draft.networks) > 1 else ""
        paid = "paid" if self.draft.payer is not None else ""
        classes = f"{several} {paid}".strip()
        yield from confirmation_widgets(self._confirmation, self._open, self._digits, classes)

    def on_mount(self) -> None:
        """Say how many networks there are, and whether anything can be granted at all."""
        self.watch(self.query_one("#what"), "show_vertical_scrollbar", self._head)
        if self.cen_app.setup.read_only:
            self.status.say("Read-only: this grant will be refused. Start without --read-only to grant.")

    def _head(self, more: bool) -> None:  # noqa: FBT001 - as a watcher is called
        """Say how to see the networks that are not in sight."""
        hint = " (PgUp/PgDn: all)" if more else ""
        self.query_one("#heading", Static).update(f"{self._confirmation.heading}{hint}")

    @on(DigitsRow.Confirmed)
    def _confirmed(self) -> None:
        self.go_on(self.draft.answered(confirmed=True))

    def go_on(self, draft: Draft) -> None:
        """Grant only from in front: a confirmation that was covered since counts for nothing."""
        if self.is_active:
            super().go_on(draft)
        else:
            self.cen_app.warn("Nothing is granted: something else was in front. Type the four digits again.")

    def action_look(self, pages: int) -> None:
        """Scroll through the networks without leaving the field."""
        what = self.query_one("#what", ReadThrough)
        (what.scroll_page_down if pages > 0 else what.scroll_page_up)(animate=False)

    def action_command(self) -> None:
        """Show the command lines that do the same."""
        commands = "\n\n".join(command_line(self._command(network)) for network in self.draft.networks)
        name = f"cen-grant-{self.draft.networks[0].id}.sh"
        self.open(TextViewer("The same grant as a command line", commands, file_name=name))

    def _command(self, network: Network) -> tuple[str, ...]:
        kind = network_type(network.type)
        terms = grant_options(network, self.draft.payer)
        return calls_of(kind, terms.family).grant_command(network, self._target, terms.payer)


def _wanted(network: Network, draft: Draft) -> Wanted:
    if draft.target is None:
        raise ValueError("a confirmation needs a target")
    terms = grant_options(network, draft.payer)
    return Wanted(OperationKind.GRANT, network, draft.target, terms)
