"""The keys that work on a screen: found, explained by `?`, and offered by name in the palette of commands."""

import re
from dataclasses import dataclass, replace
from textwrap import wrap
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Static

from cen_tui.i18n import gettext as _
from cen_tui.i18n import pgettext
from cen_tui.terminal.cells import cell_width, padded, wrapped
from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.screens.foreground import ForegroundScreen
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable

COLUMNS = (
    Column(_("Command"), max_width=24),
    Column(_("What it does"), max_width=None),
    Column(pgettext("keyboard", "Key"), max_width=10),
)
_THEMES: Final = {
    "dark": pgettext("theme", "dark"),
    "light": pgettext("theme", "light"),
    "terminal": pgettext("theme", "terminal"),
}
_COLOURS: Final = {
    "dark": _("For a dark background, until the program ends"),
    "light": _("For a light background, until the program ends"),
    "terminal": _("As your terminal is set, until the program ends"),
}
WIDTH: Final = 72
BESIDE: Final = 8
"""Cells beside the words: the frame of the dialog, its padding and a scroll bar."""
_ITEM: Final = re.compile(r"(\S+(?: \S+)* {2,}|)(\S.*)")


@dataclass(frozen=True, slots=True)
class Command:
    """A command: the keys bound to it, its action, and the node that runs it."""

    keys: tuple[str, ...]
    name: str
    says: str
    action: str
    node: DOMNode


def commands_of(screen: Screen[Any]) -> list[Command]:
    """Return what can be done on a screen now, the screen's own before its widgets'."""
    found: dict[tuple[str, str], Command] = {}
    for active in sorted(screen.active_bindings.values(), key=lambda active: active.node is not screen):
        binding, node = active.binding, active.node
        if binding.description and active.enabled and _is_ours(node, binding):
            says = binding.tooltip or binding.description
            new = Command((), binding.description, says, binding.action, node)
            before = found.get((binding.action, says), new)
            key = binding.key_display or screen.app.get_key_display(binding)
            found[binding.action, says] = replace(new, keys=tuple(dict.fromkeys((*before.keys, key))))
    return list(found.values())


def _is_ours(node: DOMNode, binding: Binding) -> bool:
    """Tell our bindings from those that Textual gives to every field and list."""
    ours = (kind for kind in type(node).__mro__ if kind.__module__.startswith("cen_tui."))
    made = (Binding.make_bindings(kind.__dict__.get("BINDINGS", ())) for kind in ours)
    return any(one.key == binding.key and one.action == binding.action for some in made for one in some)


class CommandsScreen(Dialog[Command | None]):
    """Closes with the selected command, which asks and confirms as by its key."""

    CONTAINER_CLASSES = "dialog list"
    ENTER = _("Run")
    HELP = _("Type part of a command's name. Enter runs the command under the cursor, as its key would.")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", _("Back"))]

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        app = screen.app
        found = commands_of(screen)
        if not any(each.action == "leave" for each in found):
            found.append(Command(("^q",), _("Quit"), _("End the program"), "leave", app))
        found += [
            Command((), _("Colours: {theme}").format(theme=_THEMES[word]), says, f"colours('{word}')", app)
            for word, says in _COLOURS.items()
        ]
        self._commands = {str(number): command for number, command in enumerate(found)}

    def compose_body(self) -> ComposeResult:
        """Lay out the list to type into."""
        yield FilterTable(COLUMNS, id="commands", typing_first=True)

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
        if not self.query_one(FilterTable).clear_filter():
            self.dismiss(None)


def _row(key: str, command: Command) -> Row:
    says = "" if command.says == command.name else command.says
    return Row(key, (command.name, says, " ".join(command.keys)))


class HelpScreen(Dialog[None]):
    """What a screen is for and what its words mean, `HELP`, then every key that works on it."""

    CONTAINER = VerticalScroll
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,q", "dismiss", _("Close")),
        Binding("question_mark,f1", "dismiss", _("Close"), show=False),
    ]

    def __init__(self, screen: ForegroundScreen[Any]) -> None:
        super().__init__()
        self._words = screen.help_words
        self._commands = commands_of(screen)

    def compose_body(self) -> ComposeResult:
        """Lay out the words above the keys."""
        width = min(WIDTH, self.app.size.width - BESIDE)
        keys = (_hung(f"{' '.join(each.keys):>10}  ", each.says, width) for each in self._commands)
        if self._words:
            yield Static(laid_out(self._words, width), markup=False)
        yield Static(_("Keys"), classes="caption", markup=False)
        yield Static("\n".join(keys), markup=False)


_BETWEEN: Final = re.compile(r"(?<=[。，：；？！）”]) ")
"""A space after a full-width mark, which Chinese leaves out between its sentences."""


def laid_out(text: str, width: int) -> str:
    """Return a text in lines of `width`: paragraphs flow, and what a list explains hangs beside its word."""
    return "\n\n".join(_paragraph(part, width) for part in text.strip().split("\n\n"))


def _paragraph(text: str, width: int) -> str:
    if "  " not in text:
        return "\n".join(_lines(_BETWEEN.sub("", " ".join(text.split())), width))
    items = [item.groups() for line in _joined(text) if (item := _ITEM.fullmatch(line))]
    beside = 0 if _is_narrow(text) else max(cell_width(word) for word, _says in items)
    return "\n".join(_hung(word and padded(word, beside), says, width) for word, says in items)


def _joined(text: str) -> list[str]:
    """Return the lines of a list, each with the lines that go on with it."""
    return re.sub(r"\n\s+", " ", text).split("\n")


def _hung(word: str, says: str, width: int) -> str:
    beside = cell_width(word)
    return word + f"\n{' ' * beside}".join(_lines(says, width - beside))


def _lines(text: str, width: int) -> list[str]:
    """Return a text in lines: English broken at hyphens too."""
    return wrap(text, width) if _is_narrow(text) else wrapped(text, width)


def _is_narrow(text: str) -> bool:
    """Tell whether no character takes two cells, as in English."""
    return cell_width(text) == len(text)
