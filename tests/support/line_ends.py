"""Walks screens in Chinese and prints, as JSON, the lines on each that are not as Chinese is set.

A line may end where none does, or hold what some terminals draw wider than it was measured.

Run in a process of its own: what a module says at import is in the language that was chosen before. The
arguments are the names of `arriving.Arrival`; without any, every screen is walked.
"""

import asyncio
import json
import re
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from cen_tui import i18n

i18n.use(i18n.CHINESE)

from rich.table import Table  # noqa: E402 - after the language was chosen
from rich.text import Text  # noqa: E402
from support.arriving import ARRIVALS, OTHERS, Arrival  # noqa: E402
from support.walk import Walk  # noqa: E402
from textual.content import Content  # noqa: E402
from textual.geometry import Region  # noqa: E402
from textual.visual import RichVisual  # noqa: E402
from textual.widget import Widget  # noqa: E402

from cen_tui.terminal.cells import cell_width  # noqa: E402
from cen_tui.tui.driver import WideLines  # noqa: E402
from cen_tui.tui.screens.dialogs.commands import HelpScreen  # noqa: E402
from cen_tui.wizard.facts import LABEL_WIDTH  # noqa: E402

SIZES: Final = ((80, 24), (60, 18))
NOT_FIRST: Final = "，。、：；！？）》」】”…"
NOT_LAST: Final = "（《「【“"
_WORD: Final = r"[\w.:/@+-]+"
_LAST: Final = re.compile(f"{_WORD}$", re.ASCII)
_FIRST: Final = re.compile(f"^{_WORD}", re.ASCII)


def texts_of(widget: Widget) -> tuple[list[str], int]:
    """Return what a widget has to say, as it was before it was broken into lines, and how wide a line is."""
    visual, width = widget._render(), widget.content_size.width
    if isinstance(visual, Content):
        return visual.plain.split("\n"), width
    if isinstance(visual, RichVisual) and isinstance(visual._renderable, Table):
        cells = (cell for column in visual._renderable.columns for cell in column._cells)
        return [cell.plain for cell in cells if isinstance(cell, Text)], width - LABEL_WIDTH - 1
    return [], width


def lines_of(widget: Widget) -> list[str]:
    """Return the lines of a widget as they are drawn, also those that must be scrolled to."""
    inner = widget.content_region.translate(-widget.region.offset)
    strips = widget.render_lines(Region(0, 0, *widget.size))[inner.y : inner.bottom]
    return [strip.crop(inner.x, inner.right).text.strip() for strip in strips]


def wrong(widget: Widget) -> Iterator[str]:
    """Yield the lines of a widget that begin or end as no line should."""
    texts, width = texts_of(widget)
    lines = lines_of(widget) if any(texts) else []
    for line, following in pairwise(["", *lines, ""]):
        if following[:1] and following[0] in NOT_FIRST:
            yield f"begins with a mark: {following}"
        if line[-1:] and line[-1] in NOT_LAST:
            yield f"ends with a mark: {line}"
        if (word := parted(line, following, texts)) and cell_width(word) <= width:
            yield f"parts {word}: {line}"


def parted(line: str, following: str, texts: list[str]) -> str:
    """Return the word that begins on one line and goes on on the next."""
    last, first = _LAST.search(line), _FIRST.search(following)
    joined = last[0] + first[0] if last and first else ""
    words = (word for text in texts for word in re.findall(_WORD, text, re.ASCII))
    return next((word for word in words if joined and joined in word), "")


def of_two_widths(walk: Walk) -> list[str]:
    """Return the lines that hold characters of ambiguous width, or nothing of what is Chinese."""
    lines = walk.lines()
    found = [line for line in lines if "A" in map(unicodedata.east_asian_width, line)]
    return (
        found if any("\u4e00" <= letter <= "\u9fff" for letter in "".join(lines)) else ["no Chinese", *lines]
    )


def all_wrong(walk: Walk) -> list[str]:
    """Return what is wrong on the screen in front."""
    shown = [widget for widget in walk.app.screen.walk_children(Widget) if widget.is_on_screen]
    return [says for widget in shown if not widget.children for says in wrong(widget)]


async def held(arrival: Arrival, folder: Path) -> list[str]:
    """Return what is wrong on one screen, in every size, and in its explanation, in the last."""
    found = []
    async with arrival.walk(SIZES[0], folder) as walk:
        for size in SIZES:
            await walk.resize(*size)
            found += all_wrong(walk)
        walk.app.post_message(WideLines())
        await walk.settle()
        found += of_two_widths(walk)
        if not isinstance(walk.app.screen, HelpScreen):
            await walk.press("f1")
            await walk.until(lambda: isinstance(walk.app.screen, HelpScreen), "the explanation")
            found += [*all_wrong(walk), *of_two_widths(walk)]
    return list(dict.fromkeys(found))


async def main(names: list[str]) -> None:
    """Walk each screen that is named."""
    known = {arrival.name: arrival for arrival in (*ARRIVALS, *OTHERS)}
    with tempfile.TemporaryDirectory() as folder:
        walked = {name: await held(known[name], Path(folder, name)) for name in names or known}
    json.dump(walked, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
