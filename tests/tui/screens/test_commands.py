"""Ctrl+P finds every command of a screen by its name, and starts it as its key would."""

from support.arriving import NETWORK
from support.confirming import confirming
from support.walk import Walk

from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.tui.screens.dialogs.commands import CommandsScreen, commands_of
from cen_tui.tui.screens.grants.details import RULES, DetailsScreen
from cen_tui.tui.screens.handover import QUIT_ANYWAY
from cen_tui.tui.theme import CEN_LIGHT
from cen_tui.tui.widgets.tables.filter_table import FilterTable


async def command(walk: Walk, name: str) -> None:
    """Find a command by its name, and choose it."""
    await walk.press("ctrl+p")
    await walk.see("What it does")
    await walk.type(name)
    await walk.see("1 of")
    await walk.press("enter")


async def test_every_key_of_a_screen_is_a_command_and_is_started_from_the_list() -> None:
    async with NETWORK.walk((80, 60)) as walk:
        keys = {each.name for each in commands_of(walk.app.screen)}
        assert keys >= {"Details", "Select", "Reload", "Copy ID", "View", "Filter", "Order", "Quit"}
        await walk.press("ctrl+p")
        await walk.see("What it does", "All details of the network", "Colours: light")
        assert keys <= {row.cells[0] for row in walk.app.screen.query_one(FilterTable)._order.shown}
        await walk.press("escape")
        await walk.gone("What it does")
        await command(walk, "details")
        await walk.see(RULES)
        assert isinstance(walk.app.screen, DetailsScreen)
        await command(walk, "close")
        await walk.gone(RULES)
        await command(walk, "colours: light")
        await walk.until(lambda: walk.app.theme == CEN_LIGHT.name, "the other colours")
        await walk.resize(40, 10)
        await walk.see("Please enlarge")
        await walk.press("ctrl+p")
        assert not isinstance(walk.app.screen, CommandsScreen)


async def test_quit_from_the_list_says_first_that_a_grant_is_under_way() -> None:
    async with confirming() as walk:
        answered = walk.cloud.hold("GrantInstanceToCen")
        await walk.see("Type the last four digits")
        await walk.type(CEN_OWNER[-4:])
        await walk.press("enter")
        await walk.see("Granting: 0 of 1 done")
        await command(walk, "quit")
        await walk.see(QUIT_ANYWAY)
        assert walk.app.is_running
        answered.set()
        await walk.see("+ granted and verified")
