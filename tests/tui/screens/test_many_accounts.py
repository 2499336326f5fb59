"""Profiles of the CLI, roles, notes and labels on the account screen, and what becomes of them later."""

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.burst import burst
from support.walk import Walk, walking

from cen_tui.demo.estate.accounts import INACTIVE, MANAGER, TEMPORARY, accounts, credentials_of
from cen_tui.demo.estate.profiles import configuration
from cen_tui.demo.estate.roles import NETOPS
from cen_tui.storage.files import write_json
from cen_tui.tui.screens.accounts.account_table import AccountTable
from cen_tui.vault.account_directory import AccountDirectory
from cen_tui.vault.base import Account, Vault
from cen_tui.vault.memory import MemoryVault
from cen_tui.vault.profiles.profile_list import profiles_in
from cen_tui.vault.profiles.reader import profiles_reader

NODE: dict[str, object] = {"name": "node", "mode": "EcsRamRole"}


def with_profiles(*more: dict[str, object]) -> Callable[[Vault, str], AccountDirectory]:
    """Return what puts the demo's profiles, and more, beside a vault's accounts."""
    listed = configuration()["profiles"]
    assert isinstance(listed, list)
    document = {"profiles": [*listed, *more]}
    return lambda vault, _: AccountDirectory(
        vault, profiles=lambda: profiles_in(document, Path("config.json"))
    )


async def fill(walk: Walk, *texts: str) -> None:
    """Type a text into each field, from the one in front on."""
    for text in texts:
        await walk.press("end", "ctrl+u")
        await walk.type(text)
        await walk.press("enter")


async def choose(walk: Walk, account: str) -> None:
    """Press Enter on an account."""
    await walk.go_to(account)
    await walk.press("enter")


async def test_a_profile_signs_in_as_it_is_and_its_region_comes_first() -> None:
    async with walking(directory=with_profiles()) as walk:
        await walk.see("Enter signs in", "group-lead", "aliyun CLI", "! cannot sign in")
        await choose(walk, "default")
        await walk.see("access_key_id is empty.", "aliyun configure --profile default")
        assert not walk.cloud.received
        await choose(walk, "partner")
        await walk.see_any("Temporary credentials valid until")
        await walk.see("partner (1033 8271 6045 9012)")
        assert next(call.key_id for call in walk.calls("AssumeRole")) == MANAGER.id
        await walk.press("escape")
        await walk.to_region("group-lead")
        assert walk.lines()[6].split()[2] == "cn-shanghai"
        assert "preferred" in walk.lines()[6]


@pytest.mark.parametrize(
    ("named", "fresh", "first"), [("partner", False, "partner"), ("", True, "group-lead")]
)
async def test_the_profile_that_the_cli_would_take_is_where_the_cursor_stands_first(
    tmp_path: Path,
    named: str,
    fresh: bool,  # noqa: FBT001
    first: str,
) -> None:
    path = tmp_path / "config.json"
    write_json(path, configuration())
    reader = profiles_reader(path, {"ALIBABA_CLOUD_PROFILE": named})

    def directory(vault: Vault, _: str) -> AccountDirectory:
        return AccountDirectory(MemoryVault() if fresh else vault, profiles=reader)

    async with walking(directory=directory) as walk:
        await walk.see("Enter signs in", first)
        await walk.until(lambda: pointed_at(walk) == first, f"the cursor on {first}")
        await walk.press("r")
        await walk.go_to("default")
        await walk.press("r")
        await walk.see("Enter signs in")
        assert pointed_at(walk) == "default"


def pointed_at(walk: Walk) -> str:
    """Return the name of the account under the cursor."""
    screen = walk.app.screen
    selected = screen.query_one(AccountTable).selected
    return selected.name if selected else ""


async def test_a_label_and_a_note_follow_the_account_and_ids_stand_together() -> None:
    async with walking(directory=with_profiles()) as walk:
        await walk.see("Enter signs in", "The same account ID as prod-viewer.")
        await walk.go_to("group-backbone")
        await walk.press("l")
        await walk.see("Label and note of group-backbone")
        await fill(walk, "Production EU", "Ask Mei first")
        await walk.see("Production EU  Ask Mei first")
        await walk.to_region("group-lead")
        await walk.press("escape")
        await walk.see("Enter signs in")
        await walk.press("b")
        await walk.see("Grouped by account ID.")
        names = [line.split()[0][:9] for line in walk.lines()[6:10]]
        assert names == ["group-lea", "prod-netw", "prod-view", "group-bac"]
        assert walk.lines()[7].startswith("     prod-netw")
        await walk.press("slash")
        await walk.type("production")
        await walk.see("1 of 7")
        await walk.press("enter")
        await walk.see(
            "Which region is the network in?", "Production EU group-backbone (1960 5210 7788 4321)"
        )


async def test_a_role_is_proved_kept_changed_and_reaches_the_other_account() -> None:
    vault = MemoryVault([(Account("lead"), credentials_of(MANAGER))])
    async with walking(vault=vault) as walk:
        await walk.see("Enter signs in")
        await walk.press("R")
        await walk.see("Assume a role with lead")
        await fill(walk, "member", "acs:ram::1:user/x")
        await walk.press("ctrl+s")
        await walk.see("Please check", "A role's ARN looks like")
        await walk.press("shift+tab")
        await fill(walk, NETOPS.arn.replace("netops", "nobody"), "night", "")
        await walk.see("There is no such role", "Nothing was stored; what you typed is still here.")
        await walk.press("shift+tab", "shift+tab")
        await fill(walk, NETOPS.arn)
        await walk.press("ctrl+s")
        await walk.see(
            "member is saved: it signs in as role netops (session night) of account 1250 4400 1234 5678."
        )
        await walk.see(f"{NETOPS.arn}, assumed with lead.")
        await walk.press("e")
        await walk.see("Edit member", NETOPS.arn)
        await fill(walk, "member-1")
        await walk.press("ctrl+s")
        await walk.see("member-1 is saved")
        await walk.press("enter")
        await walk.see("Which region is the network in?", "member-1 (1250 4400 1234 5678)")
        await walk.press("escape")
        await walk.see("Enter signs in")
        await walk.go_to("lead")
        await walk.press("x")
        await walk.see("The roles that it assumes can no longer be assumed: member-1.")
        await walk.press("y")
        await walk.until(lambda: "  lead " not in walk.screen(), "the account gone")
        walk.app.clear_notifications()  # one of them lies over it
        await walk.press("enter")
        await walk.see("The account that assumes the role of member-1 is no longer there.")


async def test_a_key_that_stopped_working_says_so_on_the_list_until_it_works() -> None:
    vault = MemoryVault([(Account("old", id="old"), credentials_of(INACTIVE)), *accounts()[:1]])
    async with walking(vault=vault) as walk:
        await walk.see("Enter signs in")
        await walk.go_to("old")
        await walk.press("enter")
        await walk.see("The AccessKey is disabled", "! The AccessKey")
        await walk.see("When last tried: The AccessKey is disabled. Enable it in the RAM console")
        assert walk.cloud.received
        # idle ones end by themselves after 15 s
        await walk.until(lambda: walk.cloud.connections == 0, "its connections let go", timeout=30)
        await vault.save(Account("old", id="old"), credentials_of(MANAGER))
        await walk.press("enter")
        await walk.see("Which region is the network in?")
        await walk.press("escape")
        await walk.see("RAM user netops")
        assert "!" not in walk.screen()
        walk.cloud.set_faults("error@GetCallerIdentity=InvalidTimeStamp.Expired")
        await walk.press("enter")
        await walk.see("This machine's clock is wrong")
        assert "When last tried" not in walk.screen()


async def test_a_command_is_asked_about_and_what_cannot_be_renewed_says_when_it_ends(tmp_path: Path) -> None:
    script = tmp_path / "give.py"
    keys: dict[str, object] = {
        "mode": "StsToken",
        "access_key_id": TEMPORARY.id,
        "access_key_secret": str.__str__(TEMPORARY.secret),
        "sts_token": str.__str__(TEMPORARY.token or ""),
    }
    script.write_text(f"import json; print(json.dumps({keys!r}))")
    command = shlex.join([sys.executable, str(script)])
    external: dict[str, object] = {"name": "vaulted", "mode": "External", "process_command": command}
    sts = {"name": "pasted", **keys, "sts_expiration": 4102444500}
    async with walking(directory=with_profiles(external, sts)) as walk:
        await walk.see("Enter signs in")
        await walk.go_to("vaulted")
        await walk.press("enter")
        await walk.see("Run a command to sign in?")
        shown = walk.words(walk.dialogs()).replace(" ", "")  # a long path is broken into lines anywhere
        assert str(script) in shown
        await walk.press("n")
        await walk.gone("Run a command to sign in?")
        assert not walk.cloud.received
        await walk.press("R")
        await walk.see("Sign in with vaulted once first")
        await walk.press("enter")
        await walk.see("Run a command to sign in?")
        await walk.press("y")
        await walk.see("Which region is the network in?", "vaulted (1250 4400 1234 5678)")
        await walk.press("escape")
        await walk.to_region("pasted")
        await walk.see("(1250 4400 1234 5678) · until 23:55 UTC", "cannot be renewed")


async def test_a_command_is_shown_to_its_last_character_before_it_may_run() -> None:
    command = "give " + " ".join(f"--option-{number}" for number in range(200)) + " --and-delete-all"
    external: dict[str, object] = {"name": "vaulted", "mode": "External", "process_command": command}
    async with walking(directory=with_profiles(external)) as walk:
        await walk.see("Enter signs in")
        await walk.go_to("vaulted")
        await walk.press("enter")
        await walk.see("Run a command to sign in?", "--option-0 ", "scroll to its end")
        assert not walk.shows("--and-delete-all")
        await walk.press("y")
        assert walk.shows("Run a command to sign in?")
        assert not walk.shows("y Yes")
        await walk.press("end")
        await walk.see("--and-delete-all", "y Yes")
        await walk.press("y")
        await walk.see("The command gave no credentials")


async def test_a_profile_is_imported_with_its_key_and_its_roles() -> None:
    vault = MemoryVault(accounts())
    async with walking(vault=vault, directory=with_profiles(NODE)) as walk:
        await walk.see("Enter signs in")
        await walk.go_to("node")
        await walk.press("i")
        await walk.see("A profile of mode EcsRamRole has no key to copy: use it as it is.")
        await walk.go_to("group-lead")
        await walk.see("mode RamRoleArn: aliyun configure changes it, i imports it.")
        await walk.press("i")
        await walk.see("Import the profile group-lead?", "in plain text")
        await walk.press("y")
        await walk.see("group-lead is imported; the profile of the CLI stays.")
        assert {one.name for one in await vault.accounts()} >= {"prod-network", "group-lead key"}
        await walk.see(f"{NETOPS.arn}, assumed with group-lead key.")


async def test_enter_that_comes_several_times_asks_for_consent_once() -> None:
    external: dict[str, object] = {"name": "vaulted", "mode": "External", "process_command": "give keys"}
    async with walking(directory=with_profiles(external)) as walk:
        await walk.see("Enter signs in")
        await walk.go_to("vaulted")
        await burst(walk, "enter", "enter", "enter")
        await walk.see("Run a command to sign in?")
        assert len(walk.app.screen_stack) == len(["blank", "accounts", "question"])
        await walk.press("n")
        await walk.gone("Run a command to sign in?")
        assert len(walk.app.screen_stack) == len(["blank", "accounts"])
        assert not walk.cloud.received
