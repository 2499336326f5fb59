"""A few widgets alone on a screen, driven by keys and read by eye."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from support.settled import click_events, key_event, resize, send, settle
from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

import cen_tui.tui
from cen_tui.tui.theme import CEN_DARK
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.recent_targets import RecentTargets
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable


class StageApp(App[None]):
    """Shows widgets under the style sheet of the real app, and keeps what they say."""

    CSS_PATH: ClassVar = [Path(cen_tui.tui.__file__).with_name(name) for name in ("app.tcss", "later.tcss")]

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        self._widgets = widgets
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        """Show the widgets, from top to bottom."""
        yield from self._widgets

    def on_mount(self) -> None:
        """Use the real colours."""
        self.register_theme(CEN_DARK)
        self.theme = CEN_DARK.name

    @on(VirtualTable.Chosen)
    @on(VirtualTable.Moved)
    @on(FilterTable.Narrowed)
    @on(FilterTable.NothingToChoose)
    @on(RecentTargets.Picked)
    def _hear(self, message: Message) -> None:
        self.heard.append(message)


@dataclass(slots=True)
class Stage:
    """The running app of a test."""

    app: StageApp
    pilot: Pilot[None]

    async def press(self, *keys: str) -> None:
        """Press keys, one after another, and wait until all they led to is done."""
        for key in keys:
            await send(self.app, key_event(key))

    async def click(self, widget: type[Widget], offset: tuple[int, int], times: int = 1) -> None:
        """Click on a cell of a widget, as fast as a double click must be, and wait for what comes of it."""
        column, row = self.app.screen.query_one(widget).region.offset + offset
        await send(self.app, *click_events(column, row, times))

    async def settle(self) -> None:
        """Wait until all on the screen is as what was done leaves it."""
        await settle(self.app)

    async def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, and wait until all on the screen has it."""
        await resize(self.app, columns, lines)

    def lines(self) -> list[str]:
        """Return what the screen shows, line by line, without the blanks at their ends."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    def text(self) -> str:
        """Return what the screen shows, without empty lines at its end."""
        return "\n".join(self.lines()).rstrip()

    def chosen(self) -> list[str]:
        """Return the keys of the rows that were chosen."""
        return [message.row.key for message in self.app.heard if isinstance(message, VirtualTable.Chosen)]

    def moved(self) -> list[str]:
        """Return the keys of the rows that the cursor was moved to."""
        moves = (message for message in self.app.heard if isinstance(message, VirtualTable.Moved))
        return [message.row.key for message in moves if message.row]


@asynccontextmanager
async def staged(*widgets: Widget, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Stage]:
    """Show widgets for the length of a `with` block."""
    app = StageApp(*widgets)
    async with app.run_test(size=size) as pilot:
        await settle(app)
        yield Stage(app, pilot)
