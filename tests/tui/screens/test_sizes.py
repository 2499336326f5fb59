"""Every screen fits every size: what must be read is whole, the focus in sight, the keys on one line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from support.arriving import ARRIVALS, NETWORK, OTHERS, Arrival
from support.layout import SMALL, cut, drawn, headings_cut, labels, widest
from support.spoken import speaks, squeezed
from support.walk import Walk
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, Static

from cen_tui import i18n
from cen_tui.i18n import gettext as _
from cen_tui.tui.screens.dialogs.commands import HelpScreen
from cen_tui.tui.screens.foreground import ForegroundScreen
from cen_tui.tui.widgets.facts import DetailPane
from cen_tui.tui.widgets.keys_line import ALWAYS, QUIT, KeyFooter
from cen_tui.tui.widgets.status_line import StatusLine
from cen_tui.tui.widgets.tables.filter_table import FilterTable

SIZES = [(60, 18), (80, 24), (120, 40), (200, 50)]
WITHOUT_ENTER = ("handover", "details", "attachment", "which", "revoked")
"""Screens on which Enter does nothing."""
HELP = next(
    binding.description
    for binding in ForegroundScreen.BINDINGS
    if isinstance(binding, Binding) and binding.action == "help"
)
HEADING = (
    f"{'screen':<17} {'size':>6}  {'language':<8}  {'focus':<20} {'keys':<8}  {'widest':>6}  {'labels':<8}"
)
"""The cells of the widest line; those of the longest label, and of the column that it stands in."""
PAST = ("history",)


def descriptions(walk: Walk) -> list[str]:
    """Return what the keys do that the line at the foot is to show."""
    shown = [active.binding for active in walk.app.screen.active_bindings.values() if active.binding.show]
    return [binding.description for binding in shown]


def missing(walk: Walk) -> list[str]:
    """Return which keys of every screen the line at the foot does not name."""
    line = walk.lines()[-1]
    shown = [one.binding for one in walk.app.screen.active_bindings.values() if one.binding.show]
    always = {binding.description for binding in shown if binding.key in ALWAYS}
    if not isinstance(walk.app.screen, HelpScreen):
        always.add(HELP)
    return [word for word in (*always, QUIT.description) if f" {word} " not in f"{line} "]


def beyond_the_edge(walk: Walk) -> list[Widget]:
    """Return what lies outside the screen, or is too large for it; what can be scrolled to is not meant."""
    return [
        widget
        for widget in walk.app.screen.query("*")
        if widget.is_on_screen
        and not any(isinstance(above, Widget) and _scrolls(above) for above in widget.ancestors)
        and not walk.app.screen.region.contains_region(widget.region)
    ]


def _scrolls(widget: Widget) -> bool:
    return widget.allow_vertical_scroll or widget.allow_horizontal_scroll


def without(walk: Walk, texts: tuple[str, ...]) -> list[str]:
    """Return which of these are not whole in sight; a question may be wrapped beside its field."""
    asked = [squeezed(drawn(widget)) for widget in walk.app.screen.query("DigitsRow > Static")]
    return [text for text in texts if not walk.shows(text) and not any(speaks(one, text) for one in asked)]


def focus(walk: Walk) -> str:
    """Return the kind of widget that has the focus, and that no other could be taken for it."""
    focused = walk.app.focused
    if focused is None or not walk.app.screen.region.contains_region(focused.region):
        return ""
    strips = walk.app.screen._compositor.render_strips()
    lines = [strips[y].crop(focused.region.x, focused.region.right) for y in focused.region.line_range]
    styles = {segment.style for line in lines for segment in line}
    return type(focused).__name__ if len(styles) > 1 or focused.allow_vertical_scroll else ""


async def at_rest(walk: Walk) -> None:
    """Wait until a confirmation takes input, and shows that it does, at its foot too."""
    await walk.settle()  # what just came to the front has heard of it, and takes none at first
    await walk.until_input_is_taken()
    await walk.until(lambda: bool(focus(walk)) or not walk.app.screen.focus_chain, "the focus")


def wrong(walk: Walk, arrival: Arrival, size: tuple[int, int]) -> list[str]:
    """Return what is wrong with the screen in this size, in words."""
    lines = walk.lines()
    footer = walk.app.screen.query_one(KeyFooter).region
    found = [
        (len(lines) == size[1] and {cell_len(line) for line in lines} == {size[0]}, "a line is too long"),
        (lines[0].startswith(f" cen-tui [{_('DEMO')}]  "), "no title"),
        (not beyond_the_edge(walk), f"beyond the edge: {beyond_the_edge(walk)}"),
        (not without(walk, arrival.reads), f"cut: {without(walk, arrival.reads)}"),
        ((footer.y, footer.height) == (size[1] - 1, 1), "the keys take more than a line"),
        (not missing(walk), f"keys missing: {missing(walk)}"),
        (not cut(walk), f"not drawn whole: {cut(walk)}"),
        (size[0] < SMALL or not headings_cut(walk), f"headings not whole: {headings_cut(walk)}"),
        (all(column.fit for column in labels(walk)), f"labels: {', '.join(map(str, labels(walk)))}"),
        (focus(walk) or not walk.app.screen.focus_chain, "the focus is not to be seen"),
    ]
    return [says for holds, says in found if not holds]


async def explained(walk: Walk, arrival: Arrival) -> list[str]:
    """Return what is missing at 80 columns: Enter, Esc and quitting at the foot, and F1 that explains."""
    screen, line = walk.app.screen, walk.lines()[-1]
    found = [
        (line.rstrip().endswith(f"^q {QUIT.description}"), "how to quit is not named"),
        (("esc" in line) is (arrival.name != "account"), "Esc is not named, or leads nowhere"),
        (("⏎" in line) is (arrival.name not in WITHOUT_ENTER), "Enter is not named, or does nothing"),
    ]
    if not isinstance(screen, HelpScreen):
        found.append(
            ((f"f1 {HELP}" if isinstance(screen.focused, Input) else f"? {HELP}") in line, "no help")
        )
        await walk.press("f1")
        await walk.until(lambda: isinstance(walk.app.screen, HelpScreen), "the help")
        await walk.press("escape")
        await walk.until(lambda: walk.app.screen is screen, "the screen that was explained")
    return [f"{arrival.name}: {says}" for holds, says in found if not holds]


async def held(arrival: Arrival, folder: Path) -> list[str]:
    """Open one screen, give it every size, and return a row of the table for each."""
    rows = []
    async with arrival.walk((80, 24), folder if arrival.name in PAST else None) as walk:
        await walk.until(lambda: all(one in walk.lines()[-1] for one in descriptions(walk)[:1]), "the keys")
        await at_rest(walk)
        rows += await explained(walk, arrival)
        await at_rest(walk)
        before = walk.dialogs() or walk.screen()
        for size in SIZES:
            await walk.resize(*size)
            await walk.until(lambda s=size: len(walk.lines()) == s[1], "the new size")  # type: ignore[misc]
            await at_rest(walk)
            failing = wrong(walk, arrival, size)
            shown = sum(key in walk.lines()[-1] for key in descriptions(walk))
            keys = f"{shown} of {len(descriptions(walk))}"
            says = "; ".join(failing) or "whole"
            place = f"{arrival.name:<17} {size[0]:>3}x{size[1]}  {i18n.language():<8}"
            column = max(labels(walk), key=lambda one: one.longest, default="none")
            measured = f"{widest(walk):>6}  {column!s:<8}"
            rows.append(f"{place}  {focus(walk) or 'none':<20} {keys:<8}  {measured}  {says}")
        await walk.resize(80, 24)
        await at_rest(walk)
        await walk.until(lambda: (walk.dialogs() or walk.screen()) == before, f"{arrival.name} as it was")
    return rows


@pytest.mark.parametrize("arrival", [*ARRIVALS, *OTHERS], ids=lambda arrival: arrival.name)
async def test_a_screen_is_whole_in_every_size(
    arrival: Arrival, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    rows = await held(arrival, tmp_path / arrival.name)
    record_property("rows", ("Every screen in every size", HEADING, *rows))
    assert [row for row in rows if not row.endswith("  whole")] == []


@pytest.mark.parametrize("arrival", ARRIVALS, ids=lambda arrival: arrival.name)
async def test_at_80_no_word_of_the_status_is_cut(arrival: Arrival) -> None:
    async with arrival.walk() as walk:
        status = walk.app.screen.query_one(StatusLine)
        assert walk.shows(str(status.content))


async def test_a_broad_screen_shows_the_network_beside_the_list_and_every_size_keeps_the_place() -> None:
    async with NETWORK.walk((80, 24)) as walk:
        await walk.press("slash")
        await walk.type("prod")
        await walk.press("tab", "down")
        await walk.gone("Resource group")
        table = next(each for each in walk.app.screen.query(FilterTable) if each.is_on_screen)
        row, focused = table.row, walk.app.focused
        assert row is not None
        for size in [(120, 40), (50, 10), (200, 50), (60, 18), (80, 24)]:
            await walk.resize(*size)
            await (walk.see("Please enlarge") if size == (50, 10) else walk.see(row.key))
            if size[0] >= 120:
                await walk.see("Resource group", "env = prod")
                await walk.press("up")
                beside = walk.app.screen.query_one(DetailPane)
                core = walk.id_of("prod-core")
                await walk.until(lambda: core in drawn(beside.query_one(Static)), "the row's details")  # noqa: B023
                await walk.press("down")
        assert (table.row, walk.app.focused, table.filter) == (row, focused, "prod")
