"""Measures of a screen: texts that are not drawn whole, the widest line, the columns of labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.table import Table
from support.spoken import squeezed
from support.walk import Walk
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from cen_tui.terminal.cells import cell_width
from cen_tui.tui.widgets.keys_line import KeyFooter
from cen_tui.tui.widgets.steps_bar import StepsBar

SMALL: Final = 80
"""Columns below which names, and what only explains, give way to what must be read."""
_BORDERS: Final = str.maketrans(dict.fromkeys("│█▌╭╮╰╯─", " "))
_NAMED: Final = " · "
"""Stands between an ID and the names that are beside it."""


@dataclass(frozen=True, slots=True)
class Labels:
    """A column of labels: the cells that it has, and those that the longest of them takes."""

    width: int
    longest: int

    @property
    def fit(self) -> bool:
        """Whether each label stands whole, and apart from its value."""
        return self.longest < self.width

    def __str__(self) -> str:
        return f"{self.longest} of {self.width}"


def drawn(widget: Widget) -> str:
    """Return what a widget draws, without its borders; what can be scrolled to is drawn too."""
    strips = widget.render_lines(widget.outer_size.region)
    return "\n".join(strip.text for strip in strips).translate(_BORDERS)


def cut(walk: Walk) -> list[str]:
    """Return the lines that are not drawn whole, but for the line of the steps and that of the keys.

    On a small screen a name beside an ID may be cut, and what leads to a list.
    """
    small = walk.app.size.width < SMALL
    return [line for widget in _texts(walk) for line in _cut_of(widget, small=small)]


def widest(walk: Walk) -> int:
    """Return the cells of the widest line of the screen in front, without the space at its end."""
    return max(cell_len(line.rstrip()) for line in walk.lines())


def labels(walk: Walk) -> list[Labels]:
    """Return the columns of labels on the screen."""
    shown = [widget for widget in walk.app.screen.query(Static) if widget.region]
    return [found for widget in shown for found in _labels_of(widget)]


def headings_cut(walk: Walk) -> list[str]:
    """Return the headings of tables in which one is cut, but for a column that has no room at all."""
    shown = [str(one.content) for one in walk.app.screen.query(".headings").results(Static) if one.region]
    return [headings for headings in shown if re.search(r"\w…", headings)]


def _texts(walk: Walk) -> Iterator[Static]:
    return (
        widget
        for widget in walk.app.screen.query(Static)
        if widget.region and not isinstance(widget, StepsBar | KeyFooter)
    )


def _cut_of(widget: Static, *, small: bool) -> list[str]:
    if not isinstance(widget.visual, Content) or (small and widget.has_class("lead")):
        return []
    lines = widget.visual.plain.splitlines()
    wanted = [line.partition(_NAMED)[0] if small else line for line in lines]
    shown = squeezed(drawn(widget))
    return [line for line in wanted if squeezed(line.translate(_BORDERS)) not in shown]


def _labels_of(widget: Static) -> Iterator[Labels]:
    content = widget.content
    if isinstance(content, Table) and (width := content.columns[0].width):
        yield Labels(width + 1, max(cell_width(str(cell)) for cell in content.columns[0].cells))
    elif widget.has_class("label"):
        yield Labels(widget.size.width, cell_width(str(content)))
    elif isinstance(content, Content):
        found = [content.plain[span.start : span.end] for span in content.spans if span.style == "dim"]
        padded = [one for one in found if one != one.rstrip()]
        if padded:
            yield Labels(min(map(cell_width, padded)), max(cell_width(one.rstrip()) for one in padded))
