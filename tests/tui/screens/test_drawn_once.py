"""How often a screen that comes to the front is styled and drawn, beside one of Textual's own."""

from dataclasses import dataclass, field

import pytest
from support.settled import settle
from textual.app import App, ComposeResult
from textual.events import Resize
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input, Static

from cen_tui.tui.drawn_once import SinglePaintScreen


@dataclass
class Counts:
    """How often one widget was styled and drawn."""

    styled: int = 0
    drawn: int = 0
    texts: list[str] = field(default_factory=list)


class Probe(Static):
    """Counts what is done to it."""

    def __init__(self, counts: Counts) -> None:
        super().__init__("first", markup=False)
        self._counts = counts

    def notify_style_update(self) -> None:
        """Count one styling."""
        self._counts.styled += 1
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Count one drawing."""
        self._counts.drawn += 1
        self._counts.texts.append(str(self.content))
        return super().render_lines(crop)


class Body:
    """What both screens hold."""

    def __init__(self, counts: Counts) -> None:
        super().__init__()
        self._counts = counts

    def compose(self) -> ComposeResult:
        """Put a field above the probe."""
        yield Input()
        yield Probe(self._counts)


class Ours(Body, SinglePaintScreen[None]):
    """Ours."""


class Usual(Body, Screen[None]):
    """Textual's."""


async def counted(kind: type[Ours | Usual]) -> Counts:
    """Return what it takes until the screen has come, and the focus has gone from its field."""
    counts = Counts()
    app = App[None]()
    async with app.run_test():
        screen = kind(counts)
        await app.push_screen(screen)
        await settle(app)
        screen.set_focus(None)
        await settle(app)
        screen.query_one(Probe).update("second")
        await settle(app)
    return counts


async def test_it_is_styled_once_and_drawn_no_more_often() -> None:
    ours, usual = await counted(Ours), await counted(Usual)
    assert ours.styled == 1 < usual.styled
    assert ours.drawn <= usual.drawn


@pytest.mark.parametrize("kind", [Ours, Usual])
async def test_what_changes_is_drawn(kind: type[Ours | Usual]) -> None:
    assert list(dict.fromkeys((await counted(kind)).texts)) == ["first", "second"]


async def test_a_text_that_grows_again_before_it_asked_for_a_layout_is_drawn_whole() -> None:
    app = App[None]()
    async with app.run_test():
        screen = Ours(Counts())
        await app.push_screen(screen)
        await settle(app)
        probe = screen.query_one(Probe)
        screen.call_later(probe.update, "two\nlines")
        narrower = app.size.with_width(70)
        screen.post_message(Resize(narrower, narrower))
        screen.call_later(probe.update, "three\nlong\nlines")
        await settle(app)
        assert probe.region.height == 3
