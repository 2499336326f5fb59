import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.demo_networks import BACKBONE
from support.walk import Walk, walking

from cen_tui.demo.estate.accounts import CEN_OWNER, PROD_NETWORK, SPARE, accounts, credentials_of
from cen_tui.tui.screens.target import TargetScreen
from cen_tui.tui.widgets.tables.filter_table import FilterField
from cen_tui.vault.account_directory import AccountDirectory
from cen_tui.vault.base import Account, Vault
from cen_tui.vault.environment import KEY_ID_VARIABLE, SECRET_VARIABLE, read_environment
from cen_tui.vault.memory import MemoryVault
from cen_tui.vault.profiles.profile_list import profiles_in

NAMES = ["prod-network", "prod-viewer", "group-backbone"]


async def names(vault: MemoryVault) -> list[str]:
    return [account.name for account in await vault.accounts()]


async def listed(walk: Walk) -> None:
    await walk.see("Which account owns the network?", "Enter signs in with the account under the cursor.")


def environment() -> MemoryVault:
    """Return the demo's accounts and the one that the variables of an environment make."""
    found = read_environment({KEY_ID_VARIABLE: SPARE.id, SECRET_VARIABLE: SPARE.secret.reveal()})
    assert found.account is not None
    assert found.credentials is not None
    return MemoryVault([*accounts(), (replace(found.account, id="env"), found.credentials)])


async def test_an_empty_list_explains_itself_and_offers_to_add() -> None:
    async with walking(vault=MemoryVault()) as walk:
        await walk.see("No account found", "Press a to add one", "AccessKey")
        await walk.press("enter", "e", "x")
        await walk.see("No account found")
        await walk.press("a")
        await walk.see("Add an account", "AccessKey secret")
        await walk.press("escape")
        await walk.see("No account found")
        assert not walk.cloud.received


async def test_the_accounts_stand_with_id_identity_and_masked_key_the_last_used_first() -> None:
    async with walking() as walk:
        await listed(walk)
        assert [line.split()[0] for line in walk.lines()[6:9]] == NAMES
        line = walk.line_with("prod-viewer")
        assert all(
            part in line for part in ("1250 4400 1234 5678", "RAM user viewer", "LTAI…0002", "2026-11-12")
        )
        assert PROD_NETWORK.id not in walk.screen()


async def test_enter_signs_in_and_the_account_comes_first_the_next_time() -> None:
    vault = MemoryVault(accounts(), now=lambda: datetime(2027, 1, 2, tzinfo=UTC))
    async with walking(vault=vault) as walk:
        await walk.to_region("group-backbone")
        await walk.see("group-backbone (1960 5210 7788 4321)")
        await walk.press("escape")
        await walk.see("Which account owns the network?")
        await walk.until(lambda: walk.lines()[6].split()[0] == "group-backbone", "the account at the top")
        assert "2027-01-02" in walk.lines()[6]
        await walk.press("enter")
        await walk.see("Which region is the network in?", "group-backbone (1960 5210 7788 4321)")


async def test_a_key_that_belongs_to_another_account_now_is_said() -> None:
    vault = MemoryVault([(Account("moved", uid="1000000000000009"), credentials_of(PROD_NETWORK))])
    async with walking(vault=vault) as walk:
        await listed(walk)
        await walk.press("enter")
        await walk.see(
            "Which region is the network in?",
            "The key of moved now belongs to account 1250 4400 1234 5678; it used to be 1000 0000 0000 0009.",
        )


async def test_an_account_that_is_gone_is_said_and_another_can_be_chosen() -> None:
    vault = MemoryVault(accounts())
    async with walking(vault=vault) as walk:
        await listed(walk)
        await vault.remove((await vault.accounts())[0])
        await walk.press("enter")
        await walk.see("prod-network is no longer there.", "Add it again.")
        await walk.press("r")
        await walk.gone("main account  LTAI…k001")
        await walk.to_region("prod-viewer")


async def test_escape_stops_a_slow_sign_in_and_one_can_go_on() -> None:
    async with walking(faults="latency@GetCallerIdentity=60000") as walk:
        await listed(walk)
        await walk.press("enter")
        await walk.see("Signing in as prod-network…", "(Esc stops)")
        await walk.press("escape")
        await walk.see("Stopped.", "Which account owns the network?")
        walk.cloud.set_faults("")
        await walk.press("enter")
        await walk.see("Which region is the network in?")


async def test_a_slow_sign_in_counts_the_seconds_that_it_takes() -> None:
    async with walking(faults="latency@GetCallerIdentity=60000") as walk:
        await listed(walk)
        await walk.press("enter")
        seconds = [f"Signing in as prod-network… (Esc stops), {number} s elapsed" for number in range(2, 60)]
        await walk.see_any(*seconds)


@pytest.mark.parametrize("no", ["enter", "n", "escape"])
async def test_removing_asks_and_takes_only_y_for_a_yes(no: str) -> None:
    vault = MemoryVault(accounts())
    async with walking(vault=vault) as walk:
        await listed(walk)
        await walk.press("x")
        await walk.see("Remove the account prod-network?", "remains valid in Alibaba Cloud")
        await walk.press(no)
        await walk.gone("Remove the account")
        assert await names(vault) == NAMES
        await walk.press("x")
        await walk.see("Remove the account prod-network?")
        await walk.press("y")
        await walk.gone("prod-network")
        await walk.see("prod-viewer", "group-backbone")
        assert await names(vault) == NAMES[1:]
        assert not walk.cloud.received


async def test_removing_the_last_account_leads_to_the_empty_state() -> None:
    async with walking(vault=MemoryVault(accounts()[:1])) as walk:
        await listed(walk)
        await walk.press("delete")
        await walk.see("Remove the account prod-network?")
        await walk.press("y")
        await walk.see("No account found")


async def test_the_environments_account_signs_in_and_cannot_be_changed_here() -> None:
    vault = environment()
    async with walking(vault=vault) as walk:
        await listed(walk)
        await walk.see("environment", "not known yet")
        await walk.go_to("environment")
        await walk.see("From the ALIBABA_CLOUD_ variables of the environment")
        await walk.gone("e Edit")
        first = walk.app.screen
        await walk.press("e", "x", "i")
        assert walk.app.screen is first
        assert "environment" in await names(vault)
        await walk.press("enter")
        await walk.see("Which region is the network in?", "environment (1250 4400 1234 5678)")


async def test_the_accounts_can_be_filtered_by_any_column() -> None:
    async with walking() as walk:
        await listed(walk)
        await walk.press("slash")
        await walk.type("1960")
        await walk.see("1 of 3")
        await walk.press("enter")
        await walk.see("Which region is the network in?", "group-backbone (1960 5210 7788 4321)")
        await walk.press("escape")
        await walk.see("1 of 3")
        await walk.press("escape")
        await walk.see("prod-network")


async def test_what_was_noticed_at_the_start_is_said() -> None:
    vault = MemoryVault(accounts(), notices=("The accounts were set aside.",))
    async with walking(vault=vault, notices=["The settings [red]could[/] not be read."]) as walk:
        await walk.see("The accounts were set aside.", "The settings [red]could[/] not be read.")


async def test_the_question_mark_explains_the_screen_and_its_keys() -> None:
    async with walking() as walk:
        await listed(walk)
        await walk.press("question_mark")
        await walk.see("Select the account that owns the network.", "Keys")
        await walk.press("end")
        await walk.see("Find any command by name")
        await walk.press("escape")
        await walk.gone("Keys")


@pytest.mark.parametrize("by", ["slash", "tab", "click"])
async def test_the_filter_line_takes_what_is_typed_after_it_is_gone_to(by: str) -> None:
    async with walking() as walk:
        await walk.see("Enter signs in", "Press / to filter")
        before = walk.line_with("Press / to filter")
        if by == "click":
            await walk.click(*walk.app.screen.query_one(FilterField).region.offset)
        else:
            await walk.press(by)
        await walk.type("viewer")
        await walk.see("1 of 3")
        assert walk.app.screen.query_one(FilterField).value == "viewer"
        await walk.press("escape")
        await walk.gone("1 of 3")
        await walk.see("Press / to filter")
        assert walk.line_with("Press / to filter") == before


def connections(url: str) -> int:
    """Return how many connections of this process lead to a server on this machine."""
    port = f"{int(url.rpartition(':')[2]):04X}"
    lines = Path("/proc/self/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    return sum(line.split()[2].endswith(f":{port}") and line.split()[3] == "01" for line in lines)


@pytest.mark.skipif(
    not Path("/proc/self/net/tcp").exists(), reason="connections are read where Linux lists them"
)
async def test_a_sign_in_that_was_refused_keeps_no_connection_open() -> None:
    async with walking(faults="error@GetCallerIdentity=Forbidden.RAM/403") as walk:
        await listed(walk)
        for _ in range(3):
            await walk.press("enter")
            await walk.see("Select another account")
        await walk.until(lambda: not connections(walk.cloud.url), "no connection", timeout=30)
        walk.cloud.set_faults("")
        await walk.press("enter")
        await walk.see("Which region is the network in?")


class SlowToRemove(MemoryVault):
    """Removes only when it may."""

    def __init__(self) -> None:
        super().__init__(accounts())
        self.removing = asyncio.Event()
        self.goes_on = asyncio.Event()

    async def remove(self, account: Account) -> None:
        self.removing.set()
        await self.goes_on.wait()
        await super().remove(account)


async def test_reading_the_accounts_again_does_not_break_off_what_removes_one() -> None:
    vault = SlowToRemove()
    async with walking(vault=vault) as walk:
        await listed(walk)
        await walk.go_to("prod-viewer")
        await walk.press("x", "y")
        await vault.removing.wait()
        await walk.press("r")
        await listed(walk)
        vault.goes_on.set()
        await walk.gone("RAM user viewer")
        assert "prod-viewer" not in await names(vault)


class Fingers:
    """Counts the keys that are pressed beside the values that are typed."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.pressed: list[str] = []

    async def press(self, key: str, sees: str) -> None:
        self.pressed.append(key)
        await self.walk.press(key)
        await self.walk.see(sees)


@pytest.mark.parametrize("found", ["environment", "aliyun CLI"])
async def test_from_nothing_saved_to_a_verified_grant_takes_ten_keys_at_most(found: str) -> None:
    environ = {KEY_ID_VARIABLE: PROD_NETWORK.id, SECRET_VARIABLE: PROD_NETWORK.secret.reveal()}
    key = {"access_key_id": PROD_NETWORK.id, "access_key_secret": PROD_NETWORK.secret.reveal()}
    document: dict[str, object] = {"profiles": [{"name": "network", "mode": "AK", **key}]}
    env = read_environment(environ)
    assert env.account is not None
    assert env.credentials is not None
    vault = MemoryVault([(replace(env.account, id="env"), env.credentials)] if found == "environment" else [])

    def directory(vault: Vault, _: str) -> AccountDirectory:
        listed: dict[str, object] = {"profiles": []} if found == "environment" else document
        return AccountDirectory(vault, profiles=lambda: profiles_in(listed, Path("config.json")))

    async with walking(vault=vault, directory=directory) as walk:
        fingers = Fingers(walk)
        await walk.see("Enter signs in", found)
        await fingers.press("enter", "Which region is the network in?")
        await walk.type("cn-hangzhou")
        await fingers.press("enter", "prod-core")
        await walk.listed()
        await fingers.press("slash", "prod-core")
        await walk.type("prod-core")
        await fingers.press("enter", "owner 1250 4400 1234 5678")
        await walk.until(lambda: isinstance(walk.app.screen, TargetScreen), "the target")
        await walk.type(CEN_OWNER)
        await fingers.press("tab", "CEN")
        await walk.type(BACKBONE)
        await fingers.press("enter", "Type the last four digits")
        await walk.until_input_is_taken()
        await walk.type(CEN_OWNER[-4:])
        await fingers.press("enter", "+ granted and verified")
        assert len(walk.grants()) == 1
        assert len(fingers.pressed) <= 10
