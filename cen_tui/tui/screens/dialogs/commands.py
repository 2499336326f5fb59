"""Every command of a screen in a list to type into: for those who know what they want, not its key."""

from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen

from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.screens.dialogs.keys import Command, commands_of
from cen_tui.tui.widgets.keys_line import KeyFooter
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable

COLUMNS = (Column("Command", most=24), Column("What it does", most=None), Column("Key", most=10))
_COLOURS: Final = {
    "dark": "Pale letters on dark, until the program ends",
    "light": "Dark letters on light, until the program ends",
    "terminal": "Those that your terminal is set to, until the program ends",
}


class CommandsScreen(Dialog[Command | None]):
    """Closes with the command that was chosen; what it does is asked and confirmed as by its key."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back")]

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        app = screen.app
        found = commands_of(screen)
        if not any(each.action == "leave" for each in found):
            found.append(Command(("^q",), "Quit", "End the program", "app.leave", app))
        found += [
            Command((), f"Colours: {word}", says, f"app.colours('{word}')", app)
            for word, says in _COLOURS.items()
        ]
        self._commands = {str(number): command for number, command in enumerate(found)}

    def compose(self) -> ComposeResult:
        """Lay out the list to type into."""
        with Vertical(classes="dialog list"):
            yield FilterTable(COLUMNS, id="commands", typing_first=True)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the commands."""
        table = self.query_one(FilterTable)
        table.set_rows([_row(key, command) for key, command in self._commands.items()])
        table.focus_first()

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        self.dismiss(self._commands[message.row.key])

    def action_back(self) -> None:
        """Clear what was typed; else close."""
        if not self.query_one(FilterTable).leave_filter():
            self.dismiss(None)


def _row(key: str, command: Command) -> Row:
    says = "" if command.says == command.name else command.says
    return Row(key, (command.name, says, " ".join(command.keys)))
