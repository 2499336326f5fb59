"""A notice lies over nothing: the screen gives way to it."""

from typing import Any

import pytest
from support.confirming import confirming, network_ids
from support.walk import Walk, walking
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets._toast import Toast

from cen_tui.wizard.draft import Presets

TOLD = f"Something that must be told, {'in so many words ' * 8}and its end."
SIZES = pytest.mark.parametrize("size", [(80, 24), (60, 18)])


def _seen(screen: Screen[Any], widget: Widget) -> Region:
    return screen.find_widget(widget).visible_region if widget.region else Region()


async def nothing_is_covered(walk: Walk) -> None:
    """Hold that a notice is whole on the screen, and that nothing that shows a text lies beneath it."""
    walk.app.warn(TOLD)
    await walk.see("Something that must be told", "and its end.")
    screen = walk.app.screen
    (toast,) = screen.query(Toast)
    beneath = [
        widget
        for widget in screen.walk_children(Widget)
        if not widget.children and widget is not toast and toast.region.intersection(_seen(screen, widget))
    ]
    assert beneath == [], walk.screen()
    walk.app.clear_notifications()
    await walk.gone("Something that must be told")


@SIZES
async def test_a_notice_covers_nothing_of_a_confirmation_and_of_a_result(size: tuple[int, int]) -> None:
    async with confirming(size=size) as walk:
        await walk.see("Type the last four digits")
        await nothing_is_covered(walk)
        await walk.grant()
        await nothing_is_covered(walk)


@SIZES
async def test_a_notice_covers_nothing_of_a_list_a_dialog_and_a_form(size: tuple[int, int]) -> None:
    presets = Presets("prod-network", "cn-hangzhou", "VPC", network_ids("prod-core"))
    async with walking(presets=presets, size=size) as walk:
        await walk.see("CEN")
        await nothing_is_covered(walk)
        await walk.press("escape")
        await walk.listed()
        await nothing_is_covered(walk)
        await walk.press("d")
        await walk.see("More")
        await nothing_is_covered(walk)
