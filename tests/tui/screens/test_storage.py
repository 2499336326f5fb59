"""No keyring works: what the screens offer, and that nothing typed is lost meanwhile."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.burst import hand_in
from support.stores import DictStore
from support.walk import Walk, walking

from cen_tui.demo.estate.accounts import SPARE, TEMPORARY
from cen_tui.demo.estate.kinds import AccessKey
from cen_tui.vault.account_directory import AccountDirectory
from cen_tui.vault.base import Store, StoreError, Vault
from cen_tui.vault.keyring.timed_thread import TimedThread
from cen_tui.vault.keyring_vault import KeyringVault
from cen_tui.vault.profiles.profile_list import profiles_in
from cen_tui.vault.storage_choice import StorageChoice
from cen_tui.vault.store_manager import StoreManager

SPARE_PROFILE = {"access_key_id": SPARE.id, "access_key_secret": str.__str__(SPARE.secret)}
PASSPHRASE = "correct horse battery"


@dataclass
class Host:
    """A host without programs to start, whose keyring is locked until somebody unlocks it elsewhere."""

    folder: Path
    locked: bool = True
    store: DictStore = field(default_factory=DictStore)

    def store_manager(self) -> StoreManager:
        choice = StorageChoice(self.folder / "hosts.json", "jump1")
        return StoreManager(
            {"PATH": ""}, self.folder / "data", choice=choice, thread=TimedThread(30), store=self._open
        )

    def vault(self, store_manager: StoreManager) -> KeyringVault:
        return KeyringVault(self.folder / "accounts.json", environ={}, store_manager=store_manager)

    def _open(self) -> Store:
        if self.locked:
            raise StoreError("The keyring of this login is locked.", advice="Unlock it.")
        return self.store

    def chosen(self) -> object:
        path = self.folder / "hosts.json"
        return json.loads(path.read_text())["hosts"] if path.exists() else None

    def holds(self) -> list[str]:
        path = self.folder / "accounts.json"
        return [one["name"] for one in json.loads(path.read_text())["accounts"]] if path.exists() else []


@pytest.fixture
def host(tmp_path: Path) -> Host:
    return Host(tmp_path)


async def add(walk: Walk, key: AccessKey = SPARE) -> None:
    """Fill in the form and send it off."""
    await walk.press("a")
    for text in ("night", key.id, str.__str__(key.secret)):
        await walk.type(text)
        await walk.press("enter")
    if key.token:
        await walk.type(str.__str__(key.token))
    await walk.press("ctrl+s")


async def test_what_was_typed_is_stored_in_an_encrypted_file_and_signs_in_at_the_next_start(
    host: Host,
) -> None:
    store_manager = host.store_manager()
    async with walking(vault=host.vault(store_manager), store_manager=store_manager) as walk:
        await walk.see("No account found")
        await add(walk)
        await walk.see("The keyring of this login is locked.", "Nothing you typed is lost.")
        await walk.see(
            "1 Use environment variables",
            "2 Keep credentials in memory",
            "3 Store credentials in an encrypted file",
        )
        await walk.press("escape")
        await walk.see("Nothing was stored; what you typed is still here.", SPARE.id)
        assert host.holds() == []
        await walk.press("ctrl+s")
        await walk.see("Nothing you typed is lost.")
        await walk.press("3")
        await walk.see("New passphrase", "At least 12 characters.")
        for first, second, says in (
            ("short", "short", "must have 12"),
            (PASSPHRASE, "another", "do not match"),
        ):
            for text in (first, second):
                await walk.press("end", "ctrl+u")
                await walk.type(text)
                await walk.press("enter")
            await walk.see(says)
        for _ in range(2):
            await walk.press("end", "ctrl+u")
            await walk.type(PASSPHRASE)
            await walk.press("enter")
        await walk.see("it signs in as RAM user operator", "LTAI…0004")
        assert len(walk.calls("GetCallerIdentity")) == 2
    assert (host.holds(), host.chosen()) == (["night"], {"jump1": "encrypted file"})
    await _next_start(host)


async def _next_start(host: Host) -> None:
    """The same operator on the same host: the file is locked, and one passphrase away."""
    store_manager = host.store_manager()
    async with walking(vault=host.vault(store_manager), store_manager=store_manager) as walk:
        await walk.see("Enter signs in")
        await walk.press("enter")
        await walk.see("Unlock the encrypted file", "Passphrase")
        assert "  1  " not in walk.dialogs()
        await walk.press("escape")
        await walk.gone("Unlock the encrypted file")
        await walk.see("The encrypted file is locked.", "Enter its passphrase.")
        await walk.press("enter")
        await walk.see("Unlock the encrypted file")
        await walk.type("not this one at all")
        await walk.press("enter")
        await walk.see("That is not the passphrase of the encrypted file.")
        await walk.type(PASSPHRASE)
        await walk.press("enter")
        await walk.see("Which region is the network in?", "night (1250 4400 1234 5678)")
        assert PASSPHRASE not in walk.screen()


async def test_memory_is_one_key_away_and_what_is_there_instead_is_reported(host: Host) -> None:
    store_manager = host.store_manager()
    async with walking(vault=host.vault(store_manager), store_manager=store_manager) as walk:
        await walk.see("No account found")
        await add(walk)
        await walk.see("Nothing you typed is lost.")
        await walk.press("1")
        await walk.see("Credentials that cen-tui does not store", "ALIBABA_CLOUD_ACCESS_KEY_ID")
        await walk.press("escape", "v")
        await walk.see("Commands for a shell of this login")
        await walk.press("escape", "j")
        await walk.see("they are gone when you quit")
        await walk.press("enter")
        await walk.see("night is kept in memory, for this session: it signs in as RAM user operator")
        await walk.press("enter")
        await walk.see("Which region is the network in?")
        assert (host.holds(), host.chosen()) == ([], {"jump1": "memory"})
        await walk.press("escape")
        await walk.see("Which account owns the network?")
        await walk.press("w")
        await walk.see(
            "New credentials are stored in memory, for this session.",
            "1 Store credentials in the system keyring",
        )
        await walk.press("1")
        host.locked = False
        await walk.gone("New credentials are stored")
        await walk.press("e")
        await walk.see("Edit night")
        await walk.press("ctrl+s")
        await walk.gone("Edit night")
        await walk.see("it signs in as")
        assert (host.holds(), host.chosen()) == (["night"], {"jump1": "keyring"})
        assert len(host.store.services()) == 1


async def test_temporary_credentials_are_stored_only_when_the_operator_says_so(host: Host) -> None:
    host.locked = False
    store_manager = host.store_manager()
    async with walking(vault=host.vault(store_manager), store_manager=store_manager) as walk:
        await walk.see("No account found")
        await add(walk, TEMPORARY)
        await walk.see("it signs in as role netops")
        assert host.holds() == []
        await walk.press("e")
        await walk.see("Edit night")
        await walk.press("ctrl+t")
        await walk.see("Temporary credentials are stored as others are.")
        await walk.press("ctrl+s")
        await walk.gone("Edit night")
        await walk.see("it signs in as role netops")
        assert host.holds() == ["night"]


async def test_a_keyring_that_was_unlocked_elsewhere_is_tried_again(host: Host) -> None:
    store_manager = host.store_manager()
    async with walking(vault=host.vault(store_manager), store_manager=store_manager) as walk:
        await walk.see("No account found")
        await add(walk)
        await walk.see("Nothing you typed is lost.")
        await walk.press("r")
        await walk.see("Nothing you typed is lost.", "3 Store credentials in an encrypted file")
        host.locked = False
        await walk.press("r")
        await walk.see("it signs in as RAM user operator", "LTAI…0004")
        assert len(walk.calls("GetCallerIdentity")) == 1
        host.locked = True
        await walk.press("enter")
        await walk.see("The keyring of this login is locked.", "Nothing can be done about it from here")
        host.locked = False
        await walk.press("r")
        await walk.see("Which region is the network in?")
    assert host.chosen() is None


async def test_the_demo_keeps_all_in_memory_and_says_so() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        await walk.press("w")
        await walk.see("In the demo, credentials are kept in memory only.")


async def test_what_is_in_memory_only_is_said_once_when_one_quits_with_how_to_store_it(host: Host) -> None:
    manager = host.store_manager()
    async with walking(vault=host.vault(manager), store_manager=manager) as walk:
        await walk.see("No account found")
        await add(walk, TEMPORARY)
        await walk.see("it signs in as role netops")
        await walk.press("ctrl+q")
        await walk.see("In memory only, lost when you quit: night.", "Ctrl+Q again quits;")
        assert walk.app.is_running
        hand_in(walk, "ctrl+q")
        await walk.until(lambda: not walk.app.is_running, "the end")


async def test_what_is_stored_ends_without_a_word(host: Host) -> None:
    host.locked = False
    manager = host.store_manager()
    async with walking(vault=host.vault(manager), store_manager=manager) as walk:
        await walk.see("No account found")
        await add(walk)
        await walk.see("night is stored")
        hand_in(walk, "ctrl+q")
        await walk.until(lambda: not walk.app.is_running, "the end")


async def test_an_import_whose_storage_fails_offers_what_saving_offers(host: Host) -> None:
    manager = host.store_manager()
    document = {"profiles": [{"name": "night", "mode": "AK", **SPARE_PROFILE}]}

    def directory(vault: Vault, _: str) -> AccountDirectory:
        return AccountDirectory(
            vault, profiles=lambda: profiles_in(document, Path("config.json")), store_manager=manager
        )

    async with walking(vault=host.vault(manager), store_manager=manager, directory=directory) as walk:
        await walk.see("Enter signs in", "aliyun CLI")
        await walk.press("i")
        await walk.see("Import the profile night?", "this system's keyring")
        await walk.until_input_is_taken()
        await walk.press("y")
        await walk.see("The keyring of this login is locked.", "2 Keep credentials in memory")
        host.locked = False
        await walk.press("r")
        await walk.see("night is imported; the profile of the CLI stays.")
        assert host.holds() == ["night"]
