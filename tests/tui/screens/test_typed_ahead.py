"""Forms that are filled in one burst, as by a password manager or over a slow link."""

import asyncio

import pytest
from support.burst import burst
from support.walk import Walk, walking
from textual import events

from cen_tui.cloud.credentials import Credentials
from cen_tui.demo.estate.accounts import CEN_OWNER, SPARE, accounts
from cen_tui.tui.screens.region import RegionScreen
from cen_tui.tui.widgets.field import Field
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.vault.base import Account
from cen_tui.vault.memory import MemoryVault
from cen_tui.wizard.draft import Presets

SECRET = str.__str__(SPARE.secret)


class SlowVault(MemoryVault):
    """Stores only when it may."""

    def __init__(self) -> None:
        super().__init__(accounts())
        self.storing = asyncio.Event()
        self.goes_on = asyncio.Event()
        self.saves = 0

    async def save(self, account: Account, credentials: Credentials) -> Account:
        self.saves += 1
        self.storing.set()
        await self.goes_on.wait()
        return await super().save(account, credentials)


async def opened(walk: Walk, key: str, title: str) -> None:
    await walk.see("Enter signs in")
    await walk.press(key)
    await walk.see(title)


async def test_the_form_of_an_account_takes_all_that_was_typed_before_enter() -> None:
    async with walking() as walk:
        await opened(walk, "a", "Add an account")
        await burst(walk, *"night-shift", "enter", *SPARE.id, "enter", *SECRET, "enter", "enter")
        await walk.see("night-shift is stored: it signs in as RAM user operator")


async def test_the_form_of_a_role_takes_all_that_was_typed_before_it_is_kept() -> None:
    arn = f"acs:ram::{CEN_OWNER}:role/x"
    async with walking() as walk:
        await opened(walk, "R", "Assume a role")
        await burst(walk, *"member-17", "enter", *arn, "enter", "enter", "enter")
        await walk.see_any("Nothing was stored; what you typed is still here.", "member-17 is saved")


async def test_a_note_takes_all_that_was_typed_before_enter() -> None:
    async with walking() as walk:
        await opened(walk, "l", "Label and note of")
        await burst(walk, *"staging", "enter", *"ask first", "enter")
        await walk.see("staging", "ask first", "Enter signs in")


async def test_a_form_is_stored_once_and_not_left_while_the_vault_stores_it() -> None:
    vault = SlowVault()
    async with walking(vault=vault) as walk:
        await opened(walk, "a", "Add an account")
        await burst(walk, *"night-shift", "enter", *SPARE.id, "enter", *SECRET, "enter", "enter")
        await vault.storing.wait()
        await walk.press("ctrl+s", "enter", "ctrl+s", "escape")
        await walk.see("Verified. Saving…")
        vault.goes_on.set()
        await walk.see("night-shift is stored: it signs in as RAM user operator", "LTAI…0004")
        assert vault.saves == 1


@pytest.mark.parametrize(
    "keys",
    [
        (*"nox", "backspace", *"te"),
        (*"ote", "home", "n"),
        (*"xx", "ctrl+u", *"note"),
        (*"nte", "left", "left", "o"),
        (*"nxte", "home", "right", "delete", "o"),
    ],
    ids=["backspace", "home", "ctrl+u", "left", "delete"],
)
@pytest.mark.parametrize("opens", ["slash", "l"], ids=["filter", "form"])
async def test_a_key_that_edits_comes_before_the_letters_typed_behind_it(
    opens: str, keys: tuple[str, ...]
) -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        await walk.press(opens)
        await burst(walk, *keys)
        assert isinstance(walk.app.focused, Field)
        assert walk.app.focused.value == "note"


async def test_a_key_behind_a_filter_means_the_row_that_the_filter_leads_to() -> None:
    async with walking(presets=Presets("prod-network", "cn-hangzhou")) as walk:
        await walk.listed()
        await burst(walk, "slash", *"staging", "tab", "space")
        await walk.see("1 network selected (1 VPC)")
        assert walk.app.screen.query(VirtualTable).first().marked == {walk.id_of("staging")}


async def test_a_key_on_a_row_means_that_row_whatever_was_typed_behind_it() -> None:
    async with walking(presets=Presets("prod-network", "cn-hangzhou")) as walk:
        await walk.listed()
        await walk.go_to("prod-data")
        await burst(walk, "space", "slash", *"staging", "tab", "home")
        await walk.see("1 network selected (1 VPC)")
        assert walk.app.screen.query(VirtualTable).first().marked == {walk.id_of("prod-data")}


@pytest.mark.parametrize("key", ["2", "right", "space", "r", "escape", "y"])
async def test_a_key_that_comes_before_the_screen_has_anything_on_it_is_dropped(key: str) -> None:
    async with walking(presets=Presets("prod-network")) as walk:
        await walk.see("Which region")

        async def opened_and_typed() -> None:
            screen = walk.app.screen
            assert isinstance(screen, RegionScreen)
            walk.app.advance(screen.draft.with_answers(region="cn-hangzhou"))
            await walk.app.on_event(events.Key(key, key if len(key) == 1 else None))

        walk.app.call_next(opened_and_typed)
        await walk.listed()
