"""What this screen is for, what its words mean, and every key that works on it."""

import re
from textwrap import fill
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from cen_tui.tui.screens.dialogs.commands import commands_of
from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.widgets.keys_line import KeyFooter

WIDTH: Final = 66
BESIDE: Final = 12
"""Cells beside the words on a narrow screen: the dialog's frame and its margins."""
_ITEM: Final = re.compile(r"(\S+(?: \S+)* {2,}|)(\S.*)")


class HelpScreen(Dialog[None]):
    """The screen's own words, `HELP`, then its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape,question_mark,f1,enter,q", "dismiss", "Close")]

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self._words = getattr(screen, "HELP", "")
        self._commands = commands_of(screen)

    def compose(self) -> ComposeResult:
        """Lay out the words above the keys."""
        keys = (f"{' '.join(each.keys):>10}  {each.says}" for each in self._commands)
        with VerticalScroll(classes="dialog"):
            yield Static(laid_out(self._words, min(WIDTH, self.app.size.width - BESIDE)), markup=False)
            yield Static("Keys", classes="caption", markup=False)
            yield Static("\n".join(keys), markup=False)
        yield KeyFooter()


def laid_out(text: str, width: int) -> str:
    """Return a text in lines of `width`: paragraphs flow, and what a list explains hangs beside its word."""
    return "\n\n".join(_paragraph(part, width) for part in text.strip().split("\n\n"))


def _paragraph(text: str, width: int) -> str:
    items = [_ITEM.fullmatch(line) for line in _joined(text)]
    if "  " not in text:
        return fill(" ".join(text.split()), width)
    return "\n".join(_hung(item[1], item[2], width) for item in items if item)


def _joined(text: str) -> list[str]:
    """Return the lines of a list, each with the lines that go on with it."""
    return re.sub(r"\n\s+", " ", text).split("\n")


def _hung(word: str, says: str, width: int) -> str:
    indent = " " * len(word) if len(word) < width // 2 else "    "
    return fill(word + says, width, subsequent_indent=indent, drop_whitespace=True)
