"""A few widgets alone on a screen, driven by keys and read by eye."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

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
        """Press keys and wait until all they led to is done."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

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
        await pilot.pause()
        yield Stage(app, pilot)
