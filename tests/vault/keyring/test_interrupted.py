"""The program ends in the middle of a change: what the next start makes of it."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.stores import DictStore, FailingStore, StuckStore, opened

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.vault.base import Account, StoreError
from cen_tui.vault.keyring.timed_thread import TimedThread
from cen_tui.vault.keyring_vault import KeyringVault

ONE = Credentials("LTAI5tMadeUpForTests0001", Secret("MadeUpSecretForTestsAaBbCc0001"))
TWO = Credentials("LTAI5tMadeUpForTests0002", Secret("MadeUpSecretForTestsAaBbCc0002"))


class EndedHere(BaseException):
    """Stands for the end of the program: nothing of ours catches it."""


class EndingStore(DictStore):
    """Lets the program end at its `at`-th call, after doing it or instead."""

    def __init__(self, at: int, *, after: bool) -> None:
        super().__init__()
        self.at = at
        self.after = after

    def get_password(self, service: str, username: str) -> str | None:
        return self._ending(lambda: DictStore.get_password(self, service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ending(lambda: DictStore.set_password(self, service, username, password))

    def delete_password(self, service: str, username: str) -> None:
        self._ending(lambda: DictStore.delete_password(self, service, username))

    def _ending(self, call: Callable[[], str | None]) -> str | None:
        self.at -= 1
        if self.at == 0 and not self.after:
            raise EndedHere
        result = call()
        if self.at == 0:
            raise EndedHere
        return result


def vault_over(store: DictStore, folder: Path, limit: float = 30) -> KeyringVault:
    return KeyringVault(folder / "accounts.json", thread=TimedThread(limit), environ={}, store=opened(store))


async def in_step(vault: KeyringVault, store: DictStore, folder: Path) -> dict[str, Credentials]:
    """Return what signs each account in, having seen that index and keyring hold the same and no more."""
    found = {one.name: await vault.credentials(one) for one in await vault.accounts()}
    records = json.loads((folder / "accounts.json").read_text())["accounts"]
    assert store.services() == sorted(f"cen-tui:{one['id']}:{one['gen']}" for one in records)
    assert {one["state"] for one in records} <= {"active"}
    return found


@dataclass(frozen=True, slots=True)
class Cut:
    """At which call of the store, and whether that call still did its work."""

    at: int
    after: bool


CUTS = [Cut(at, after) for at in range(1, 5) for after in (False, True)]
UNWRITTEN = Cut(1, after=False)


@pytest.mark.parametrize("cut", CUTS)
async def test_a_change_that_was_cut_leaves_one_whole_sign_in_and_no_orphan(tmp_path: Path, cut: Cut) -> None:
    store = EndingStore(0, after=cut.after)
    saved = await vault_over(store, tmp_path).save(Account("prod"), ONE)
    store.at = cut.at
    with pytest.raises(EndedHere):
        await vault_over(store, tmp_path).save(saved, TWO)
    later = vault_over(store, tmp_path)
    written = cut != UNWRITTEN
    assert await in_step(later, store, tmp_path) == {"prod": TWO if written else ONE}
    (notice, *more) = later.notices()
    if cut.at > 2:
        assert notice == "The earlier entry of prod was removed from the keyring."
    else:
        assert notice.startswith("Storing the credentials of prod was interrupted")
        assert ("are in use" in notice) is written
    assert len(more) == (1 if written and cut.at <= 2 else 0)
    assert vault_over(store, tmp_path).notices() == ()


@pytest.mark.parametrize("cut", CUTS[:4])
async def test_a_new_account_that_was_cut_is_there_whole_or_not_at_all(tmp_path: Path, cut: Cut) -> None:
    store = EndingStore(cut.at, after=cut.after)
    with pytest.raises(EndedHere):
        await vault_over(store, tmp_path).save(Account("prod"), ONE)
    later = vault_over(store, tmp_path)
    written = cut != UNWRITTEN
    assert await in_step(later, store, tmp_path) == ({"prod": ONE} if written else {})
    (notice,) = later.notices()
    assert ("are in use" if written else "add the account again") in notice


@pytest.mark.parametrize("cut", CUTS[:4])
async def test_a_removal_that_was_cut_is_finished(tmp_path: Path, cut: Cut) -> None:
    store = EndingStore(0, after=cut.after)
    saved = await vault_over(store, tmp_path).save(Account("prod"), ONE)
    store.at = cut.at
    with pytest.raises(EndedHere):
        await vault_over(store, tmp_path).remove(saved)
    later = vault_over(store, tmp_path)
    assert await in_step(later, store, tmp_path) == {}
    assert later.notices() == ("prod, whose removal was interrupted, was removed from the keyring.",)


async def test_what_cannot_be_recovered_yet_is_said_and_recovered_when_it_can(tmp_path: Path) -> None:
    store = EndingStore(1, after=True)
    with pytest.raises(EndedHere):
        await vault_over(store, tmp_path).save(Account("prod"), ONE)

    def locked() -> DictStore:
        raise StoreError("The keyring of this login is locked.", advice="Unlock it.")

    waiting = KeyringVault(tmp_path / "accounts.json", thread=TimedThread(30), environ={}, store=locked)
    assert await waiting.accounts() == ()
    (notice,) = waiting.notices()
    assert notice.startswith("prod was not stored completely. The keyring of this login is locked.")
    assert await waiting.accounts() == ()
    assert waiting.notices() == ()
    assert await in_step(vault_over(store, tmp_path), store, tmp_path) == {"prod": ONE}


async def test_one_that_was_stored_again_meanwhile_is_not_there_twice(tmp_path: Path) -> None:
    store = EndingStore(2, after=True)
    with pytest.raises(EndedHere):
        await vault_over(store, tmp_path).save(Account("prod"), ONE)
    vault = vault_over(store, tmp_path)
    await vault.save(Account("prod"), TWO)
    assert await in_step(vault, store, tmp_path) == {"prod": TWO}
    assert vault.notices() == ("An earlier try to store prod was removed from the keyring.",)


async def test_a_write_that_fails_leaves_nothing_to_recover(tmp_path: Path) -> None:
    store = FailingStore(OSError("no"))
    vault = vault_over(store, tmp_path)
    with pytest.raises(StoreError):
        await vault.save(Account("prod"), ONE)
    assert await in_step(vault, store, tmp_path) == {}
    assert vault.notices() == ()


async def test_a_write_that_comes_late_is_taken_back_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    """The keyring hangs in the middle of a write: the lock is free again, and no orphan is left."""
    store = StuckStore()
    vault = vault_over(store, tmp_path, limit=1)
    with pytest.raises(StoreError, match="may still be written"):
        await vault.save(Account("prod"), ONE)
    other = DictStore()
    await vault_over(other, tmp_path).save(Account("other"), TWO)
    store.released.set()
    async with asyncio.timeout(60):
        while store.services():  # noqa: ASYNC110 - it comes true on another thread
            await asyncio.sleep(0.01)
    assert [one.name for one in await vault.accounts()] == ["other"]


async def test_macos_loses_no_sign_in_when_its_add_fails_after_its_delete(tmp_path: Path) -> None:
    """There a write is a removal and an addition: it never goes to the entry that is in force."""

    class Keychain(DictStore):
        full = False

        def set_password(self, service: str, username: str, password: str) -> None:
            self.held.pop((service, username), None)
            if self.full:
                raise OSError(-25308, "Unknown Error")
            super().set_password(service, username, password)

    store = Keychain()
    vault = vault_over(store, tmp_path)
    saved = await vault.save(Account("prod"), ONE)
    store.full = True
    with pytest.raises(StoreError, match="macOS keychain is locked"):
        await vault.save(saved, TWO)
    assert await in_step(vault, store, tmp_path) == {"prod": ONE}
