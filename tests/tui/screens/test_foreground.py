"""A screen opens others, continues and closes only while it is in front, whatever comes late."""

import asyncio

import pytest
from support.burst import burst
from support.cen_side import grant, to_inbox
from support.confirming import network_ids
from support.demo_networks import BACKBONE
from support.walk import Walk, walking

from cen_tui.cloud.credentials import Credentials
from cen_tui.demo.estate.accounts import CEN_OWNER, SPARE, accounts
from cen_tui.tui.screens.accounts.account_form import AccountForm
from cen_tui.tui.screens.dialogs.dialog import TooSmall
from cen_tui.tui.screens.foreground import ForegroundScreen
from cen_tui.tui.widgets.digits_row import DigitsRow
from cen_tui.tui.widgets.rules_list import NO_RULES
from cen_tui.vault.base import Account
from cen_tui.vault.memory import MemoryVault
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.target import TARGET_QUESTION

SIGN_IN = "GetCallerIdentity"
EVERYTHING = Presets("prod-network", "cn-hangzhou", "", network_ids("prod-core"), CEN_OWNER, BACKBONE)
SECRET = str.__str__(SPARE.secret)
MADE_UP = "MadeUpSecretForTestsAaBbCc0001"


def front(walk: Walk) -> str:
    return type(walk.app.screen).__name__


async def filled_in(walk: Walk) -> None:
    """Fill in the form of a new account."""
    await walk.see("Enter signs in")
    await walk.press("a")
    await walk.see("Add an account")
    for text in ("night-shift", SPARE.id, SECRET):
        await walk.type(text)
        await walk.press("enter")


async def ended(walk: Walk) -> None:
    """Wait until no work is under way in the background, and all that it led to has been handled."""
    for _ in range(2):  # what ends may begin other work
        await walk.until(lambda: all(each.is_finished for each in walk.app.workers), "the end of the work")


@pytest.mark.parametrize("size", [(59, 24), (80, 17), (20, 5)])
async def test_a_terminal_that_is_too_small_says_so_and_takes_no_key(size: tuple[int, int]) -> None:
    async with walking(presets=Presets(account="prod-network")) as walk:
        await walk.see("Which region")
        await walk.resize(*size)
        await walk.see("Please enlarge")
        await walk.press("enter", "escape", "down")
        await walk.resize(80, 24)
        await walk.see("Which region", "cn-hangzhou")


async def test_no_step_stands_above_please_enlarge_and_the_wizard_continues_when_there_is_room() -> None:
    async with walking(presets=EVERYTHING, size=(50, 12)) as walk:
        await walk.see("Please enlarge")
        await walk.until(lambda: bool(walk.calls("GetCallerIdentity")), "the sign-in")
        await ended(walk)
        await walk.press(*CEN_OWNER[-4:], "enter")
        assert isinstance(walk.app.screen, TooSmall)
        assert not walk.grants()
        await walk.resize(80, 24)
        await walk.see("Type the last four digits", BACKBONE)
        assert not walk.grants()


async def test_a_terminal_that_shrinks_while_a_sign_in_runs_is_covered_until_it_grows_again() -> None:
    async with walking() as walk:
        answered = walk.cloud.hold(SIGN_IN)
        await walk.see("Enter signs in")
        await walk.press("enter")
        await walk.resize(50, 12)
        await walk.see("Please enlarge")
        answered.set()
        await ended(walk)
        assert isinstance(walk.app.screen, TooSmall)
        await walk.resize(80, 24)
        await walk.see("Which region is the network in?")
        assert not any(isinstance(screen, TooSmall) for screen in walk.app.screen_stack)


async def test_a_form_that_opens_stops_the_sign_in_and_a_secret_stays_hidden() -> None:
    async with walking() as walk:
        answered = walk.cloud.hold(SIGN_IN)
        await walk.see("Enter signs in")
        await walk.press("enter", "a")
        await walk.see("Add an account")
        answered.set()
        await walk.type("night-shift")
        await walk.press("enter")
        await walk.type(SPARE.id)
        await walk.press("enter")
        await ended(walk)
        await walk.type(MADE_UP)
        await walk.see("•" * len(MADE_UP))
        assert isinstance(walk.app.screen, AccountForm)
        assert MADE_UP not in walk.screen()
        await walk.press("escape")
        await walk.see("Stopped.")
        await ended(walk)
        assert front(walk) == "AccountScreen"


async def test_a_sign_in_that_ends_behind_the_help_goes_on_when_that_is_closed() -> None:
    async with walking() as walk:
        answered = walk.cloud.hold(SIGN_IN)
        await walk.see("Enter signs in")
        await walk.press("enter", "question_mark")
        await walk.see("Select the account that owns")
        answered.set()
        await ended(walk)
        assert front(walk) == "HelpScreen"
        await walk.press("escape")
        await walk.see("Which region is the network in?")


async def test_a_form_that_is_done_behind_the_palette_closes_itself_and_nothing_else() -> None:
    vault = MemoryVault(accounts())
    async with walking(vault=vault) as walk:
        answered = walk.cloud.hold(SIGN_IN)
        await filled_in(walk)
        await walk.press("ctrl+s", "ctrl+p")
        await walk.see("What it does")
        answered.set()
        await ended(walk)
        assert front(walk) == "CommandsScreen"
        await walk.press("escape")
        await walk.see("night-shift is stored: it signs in as RAM user operator")
        assert front(walk) == "AccountScreen"


async def test_a_form_that_is_done_on_a_terminal_too_small_stays_covered_until_there_is_room() -> None:
    async with walking() as walk:
        answered = walk.cloud.hold(SIGN_IN)
        await filled_in(walk)
        await walk.press("ctrl+s")
        await walk.resize(50, 12)
        answered.set()
        await ended(walk)
        assert isinstance(walk.app.screen, TooSmall)
        await walk.resize(80, 24)
        await walk.see("night-shift is stored")


async def test_enter_twice_in_the_palette_runs_the_command_once_and_closes_one_screen() -> None:
    async with walking(presets=Presets("prod-network")) as walk:
        await walk.see("regions. Type to filter")
        await walk.press("ctrl+p")
        await walk.see("What it does")
        await walk.type("Colours: light")
        await walk.see("1 of")
        await burst(walk, "enter", "enter")
        await ended(walk)
        assert front(walk) == "RegionScreen"
        await walk.see("Which region is the network in?")


async def test_enter_twice_on_a_cen_that_is_picked_goes_back_one_screen() -> None:
    async with walking(presets=Presets("prod-network", "cn-hangzhou", "", network_ids("prod-core"))) as walk:
        await walk.see(TARGET_QUESTION, "f3")
        await walk.press("f3")
        await walk.see("Which CEN of group-backbone", BACKBONE)
        await burst(walk, "enter", "enter")
        await walk.see("Filled in: CEN cen-")
        await ended(walk)
        assert front(walk) == "TargetScreen"


async def test_a_form_that_is_found_ready_behind_another_waits_its_turn() -> None:
    """The role's form opens only once it is known how the account signs in."""

    class Slow(MemoryVault):
        async def credentials(self, account: Account) -> Credentials:
            await asyncio.sleep(0.5)
            return await super().credentials(account)

    async with walking(vault=Slow(accounts())) as walk:
        await walk.see("Enter signs in")
        await walk.press("R", "l")
        await walk.see("Label and note of")
        await walk.type("staging")
        await ended(walk)
        assert front(walk) == "NoteForm"
        await walk.press("escape")
        await walk.see("Assume a role with")


async def test_rows_that_are_being_read_anew_can_be_pressed_and_nothing_breaks() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        grant(walk, "prod-core")
        grant(walk, "prod-data")
        await to_inbox(walk)
        walk.cloud.set_faults("latency=700")
        await burst(walk, "r", "down", "enter", "y", "j", "enter")
        await walk.see_any("Reading what was granted", "Granted network")
        walk.cloud.set_faults("")
        if front(walk) != "InboxScreen":
            await walk.press("escape")
        await walk.see("7 networks, 2 not attached")
        assert front(walk) == "InboxScreen"


async def test_a_network_chosen_in_one_burst_with_the_reload_does_not_end_the_program() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await burst(walk, "enter", "r")
        await walk.see_any("13 VPCs in cn-hangzhou", TARGET_QUESTION)
        assert walk.app.is_running


async def test_an_explanation_or_the_palette_over_the_rules_reads_none_of_them_again() -> None:
    async with walking(presets=Presets("prod-network", "cn-hangzhou", "", network_ids("prod-core"))) as walk:
        await walk.see(TARGET_QUESTION, NO_RULES)
        await ended(walk)
        asked = len(walk.calls("DescribeGrantRulesToCen", "DescribeGrantRulesToResource"))
        for key, shown in (("f1", "Enter the CEN that may attach"), ("ctrl+p", "What it does")):
            await walk.press(key)
            await walk.see(shown)
            await walk.press("escape")
            await walk.gone(shown)
        await ended(walk)
        assert asked
        assert len(walk.calls("DescribeGrantRulesToCen", "DescribeGrantRulesToResource")) == asked
        await walk.to_confirm(CEN_OWNER, BACKBONE)
        await walk.press("escape")
        await walk.see(TARGET_QUESTION)
        await ended(walk)
        assert len(walk.calls("DescribeGrantRulesToCen", "DescribeGrantRulesToResource")) == 2 * asked


async def test_an_explanation_over_the_details_reads_nothing_again() -> None:
    async with walking(presets=Presets("prod-network", "cn-hangzhou")) as walk:
        await walk.listed()
        await walk.go_to("partner-gateway")
        await walk.press("d")
        await walk.see("since 2025-01-11")
        await ended(walk)
        asked = len(walk.cloud.received)
        await walk.press("question_mark")
        await walk.see("All details of one network")
        await walk.press("escape")
        await walk.see("since 2025-01-11")
        await ended(walk)
        assert len(walk.cloud.received) == asked


async def test_a_confirmation_that_is_covered_before_it_was_looked_at_grants_nothing() -> None:
    async with walking(presets=EVERYTHING) as walk:
        await walk.see("Type the last four digits")
        confirmation = walk.app.screen
        await walk.until_input_is_taken()
        await walk.press("f2")
        await walk.see("The same as a command line")
        confirmation.query_one(DigitsRow).post_message(DigitsRow.Confirmed())
        await walk.see("Nothing is granted. Something else was in front.")
        await walk.press("escape")
        await walk.see("Type the last four digits")
        await ended(walk)
        assert front(walk) == "ConfirmScreen"
        assert not walk.grants()


async def test_what_was_read_by_work_that_is_cancelled_meanwhile_is_not_shown_and_breaks_nothing() -> None:
    applied: list[str] = []
    async with walking() as walk:
        await walk.see("Enter signs in")
        screen = walk.app.screen
        assert isinstance(screen, ForegroundScreen)
        late = asyncio.create_task(screen.apply(lambda: applied.append("late")))
        await asyncio.sleep(0)  # it waits for its turn in the screen's queue now
        late.cancel()
        await screen.apply(lambda: applied.append("in time"))
        assert late.cancelled()
    assert applied == ["in time"]
