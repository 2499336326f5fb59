"""No keyring works: what the screens offer, and that nothing typed is lost on the way."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.stores import DictStore
from support.walk import Walk, walking

from cen_tui.demo.estate.accounts import SPARE, TEMPORARY
from cen_tui.demo.estate.kinds import AccessKey
from cen_tui.vault.base import Store, StoreError
from cen_tui.vault.keyring.timed_thread import TimedThread
from cen_tui.vault.keyring_vault import KeyringVault
from cen_tui.vault.storage_choice import StorageChoice
from cen_tui.vault.store_manager import StoreManager

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
        await walk.see("No account is saved here yet.")
        await add(walk)
        await walk.see("The keyring of this login is locked.", "Nothing typed is lost.")
        await walk.see(
            "1 Use environment variables",
            "2 Keep credentials in memory",
            "3 Store credentials in an encrypted file",
        )
        await walk.press("escape")
        await walk.see("Nothing was stored; what you typed is still here.", SPARE.id)
        assert host.holds() == []
        await walk.press("ctrl+s")
        await walk.see("Nothing typed is lost.")
        await walk.press("3")
        await walk.see("New passphrase", "At least 12 characters.")
        for first, second, says in (
            ("short", "short", "must have 12"),
            (PASSPHRASE, "another", "two differ"),
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
        await walk.see("The encrypted file is locked.", "The sign-in is in the encrypted file.")
        await walk.see("1 Unlock the encrypted file")
        assert "  2  " not in walk.dialogs()
        await walk.press("1")
        await walk.type("not this one at all")
        await walk.press("enter")
        await walk.see("That is not the passphrase of the encrypted file.")
        await walk.type(PASSPHRASE)
        await walk.press("enter")
        await walk.see("Which region is the network in?", "night (1250 4400 1234 5678)")
        assert PASSPHRASE not in walk.screen()


async def test_memory_is_one_key_away_and_what_is_there_instead_is_told(host: Host) -> None:
    store_manager = host.store_manager()
    async with walking(vault=host.vault(store_manager), store_manager=store_manager) as walk:
        await walk.see("No account is saved here yet.")
        await add(walk)
        await walk.see("Nothing typed is lost.")
        await walk.press("1")
        await walk.see("Keys that are not stored", "ALIBABA_CLOUD_ACCESS_KEY_ID")
        await walk.press("escape", "c")
        await walk.see("Commands for a shell of this login")
        await walk.press("escape", "j")
        await walk.see("They are lost when cen-tui ends")
        await walk.press("enter")
        await walk.see("night is kept in memory, for this session: it signs in as RAM user operator")
        await walk.press("enter")
        await walk.see("Which region is the network in?")
        assert (host.holds(), host.chosen()) == ([], {"jump1": "memory"})
        await walk.press("escape")
        await walk.see("Which account owns the network?")
        await walk.press("p")
        await walk.see("New sign-ins go into memory, for this session.", "1 Store credentials in the system")
        await walk.press("1")
        host.locked = False
        await walk.gone("New sign-ins go into")
        await walk.press("e")
        await walk.see("Change night")
        await walk.press("ctrl+s")
        await walk.gone("Change night")
        await walk.see("it signs in as")
        assert (host.holds(), host.chosen()) == (["night"], {"jump1": "keyring"})
        assert len(host.store.services()) == 1


async def test_temporary_credentials_are_stored_only_when_the_operator_says_so(host: Host) -> None:
    host.locked = False
    store_manager = host.store_manager()
    async with walking(vault=host.vault(store_manager), store_manager=store_manager) as walk:
        await walk.see("No account is saved here yet.")
        await add(walk, TEMPORARY)
        await walk.see("it signs in as role netops")
        assert host.holds() == []
        await walk.press("e")
        await walk.see("Change night")
        await walk.press("ctrl+t")
        await walk.see("Temporary credentials are stored as others are.")
        await walk.press("ctrl+s")
        await walk.gone("Change night")
        await walk.see("it signs in as role netops")
        assert host.holds() == ["night"]


async def test_a_keyring_that_was_unlocked_elsewhere_is_tried_again(host: Host) -> None:
    store_manager = host.store_manager()
    async with walking(vault=host.vault(store_manager), store_manager=store_manager) as walk:
        await walk.see("No account is saved here yet.")
        await add(walk)
        await walk.see("Nothing typed is lost.")
        await walk.press("r")
        await walk.see("Nothing typed is lost.", "3 Store credentials in an encrypted file")
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
        await walk.press("p")
        await walk.see("In the demo, sign-ins are kept in memory alone.")
