"""The line of keys: what it says, what a click on it presses, and that nothing else on it does anything."""

from support.walk import walking

from cen_tui.tui.screens.dialogs.commands import HelpScreen
from cen_tui.tui.widgets.keys_line import KeyFooter

KEYS_ROW = 23


async def test_a_click_on_a_key_presses_it() -> None:
    async with walking() as walk:
        await walk.see("x Remove", "? Help", "^q Quit")
        await walk.click(walk.lines()[KEYS_ROW].index("Help"), KEYS_ROW)
        await walk.see("⏎/esc Close")
        assert isinstance(walk.app.screen, HelpScreen)


async def test_a_click_beside_the_keys_does_nothing() -> None:
    async with walking() as walk:
        await walk.see("x Remove", "? Help", "^q Quit")
        line = walk.lines()[KEYS_ROW]
        screen = walk.app.screen
        for column in (line.index("? Help") - 1, len(line.rstrip()), 79):
            await walk.click(column, KEYS_ROW)
        assert walk.app.screen is screen
        assert walk.app.is_running


async def test_the_mouse_on_a_key_shows_its_tooltip() -> None:
    async with walking() as walk:
        await walk.see("x Remove", "? Help")
        keys = walk.app.screen.query_one(KeyFooter)
        await walk.point(walk.lines()[KEYS_ROW].index("Help"), KEYS_ROW)
        assert keys.tooltip == "Explain this screen"
        await walk.point(79, KEYS_ROW)
        assert keys.tooltip is None


async def test_the_line_follows_what_the_keys_do() -> None:
    async with walking() as walk:
        await walk.see("/ Filter")
        await walk.press("slash")
        await walk.see("^q Quit")
        assert "/ Filter" not in walk.lines()[KEYS_ROW]
