import json
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.stores import DictStore, FailingStore, ForgetfulStore, StuckStore, opened

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.vault.base import Account, Source, VaultError
from cen_tui.vault.environment import KEY_ID_VARIABLE, SECRET_VARIABLE
from cen_tui.vault.keyring.timed_thread import TimedThread
from cen_tui.vault.keyring_vault import KeyringVault

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ONE = Credentials("LTAI5tMadeUpForTests0001", Secret("MadeUpSecretForTestsAaBbCc0001"))
TWO = Credentials("STS.NTmadeup0002", Secret("MadeUpSecretForTestsAaBbCc0002"), Secret("CAIStoken"))
ENVIRON = {KEY_ID_VARIABLE: ONE.key_id, SECRET_VARIABLE: ONE.secret}

Make = Callable[..., KeyringVault]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(store: DictStore, *, environ: dict[str, str] | None = None, limit: float = 3.0) -> KeyringVault:
        return KeyringVault(
            tmp_path / "accounts.json",
            thread=TimedThread(limit),
            environ=environ or {},
            store=opened(store),
            now=lambda: NOON,
        )

    return made


async def test_a_saved_account_is_there_for_the_next_program(make: Make, tmp_path: Path) -> None:
    store = DictStore()
    saved = await make(store).save(Account(" prod ", uid="1250000000000001", principal="main account"), TWO)
    assert (saved.name, saved.key_hint, saved.source) == ("prod", "STS.…0002", Source.KEYRING)
    later = make(store)
    (found,) = await later.accounts()
    assert found == saved
    assert await later.credentials(found) == TWO
    assert store.services() == [f"cen-tui:{saved.id}:1"]
    index = (tmp_path / "accounts.json").read_text()
    assert not any(secret in index for secret in (TWO.secret, TWO.key_id, "CAIStoken"))


async def test_listing_never_touches_the_keyring(make: Make) -> None:
    store = DictStore()
    vault = make(store, environ=ENVIRON)
    (environment,) = await vault.accounts()
    assert await vault.credentials(environment) == ONE
    await vault.used(environment)
    assert store.calls == []
    await vault.save(Account("prod"), ONE)
    store.calls.clear()
    assert len(await vault.accounts()) == 2
    assert store.calls == []


async def test_a_change_replaces_the_entry_and_keeps_the_account(make: Make) -> None:
    store = DictStore()
    vault = make(store)
    saved = await vault.save(Account("prod"), ONE)
    changed = await vault.save(Account("production", id=saved.id), TWO)
    assert (changed.id, changed.name) == (saved.id, "production")
    assert await vault.accounts() == (changed,)
    assert await vault.credentials(saved) == TWO
    assert store.services() == [f"cen-tui:{saved.id}:2"]


@pytest.mark.parametrize("broken", [FailingStore(OSError("no")), ForgetfulStore()])
async def test_a_failed_change_leaves_what_was(make: Make, broken: DictStore) -> None:
    store = DictStore()
    saved = await make(store).save(Account("prod"), ONE)
    broken.held = store.held
    vault = make(broken)
    with pytest.raises(VaultError):
        await vault.save(Account("other", id=saved.id), TWO)
    with pytest.raises(VaultError):
        await vault.save(Account("new"), TWO)
    assert await vault.accounts() == (saved,)
    assert await vault.credentials(saved) == ONE
    assert store.services() == [f"cen-tui:{saved.id}:1"]


async def test_an_index_that_cannot_be_written_leaves_no_entry_behind(tmp_path: Path) -> None:
    store = DictStore()
    index = (
        tmp_path / f"{'a' * 245}.json"
    )  # its lock has a name that fits, the file beside it that is written has not
    vault = KeyringVault(index, thread=TimedThread(), environ={}, store=opened(store))
    with pytest.raises(VaultError, match="Could not write") as caught:
        await vault.save(Account("prod"), ONE)
    assert caught.value.advice
    assert store.calls == []


async def test_a_newer_index_is_said_and_left_alone(make: Make, tmp_path: Path) -> None:
    (tmp_path / "accounts.json").write_text('{"schema": 9}\n')
    vault = make(DictStore())
    for attempt in (vault.accounts(), vault.save(Account("prod"), ONE)):
        with pytest.raises(VaultError, match=r"accounts\.json"):
            await attempt


async def test_an_old_entry_that_stays_is_said(make: Make) -> None:
    class Clinging(DictStore):
        def delete_password(self, service: str, username: str) -> None:
            raise ConnectionResetError(service, username)

    vault = make(Clinging())
    saved = await vault.save(Account("prod"), ONE)
    changed = await vault.save(saved, TWO)
    assert await vault.credentials(saved) == TWO
    assert await vault.accounts() == (changed,)
    (notice,) = vault.notices()
    assert notice.startswith("The earlier entry of prod is still in the keyring.")
    assert await vault.accounts() == (changed,)
    assert vault.notices() == ()
    with pytest.raises(VaultError):
        await vault.remove(saved)
    assert await vault.accounts() == (changed,)


async def test_removing_forgets_secret_and_account(make: Make) -> None:
    store = DictStore()
    vault = make(store)
    saved = await vault.save(Account("prod"), ONE)
    await vault.remove(saved)
    await vault.remove(saved)
    assert await vault.accounts() == ()
    assert store.held == {}
    for attempt in (vault.credentials(saved), vault.save(saved, ONE)):
        with pytest.raises(VaultError, match="prod is no longer saved"):
            await attempt


async def test_use_is_noted_with_what_the_cloud_said(make: Make) -> None:
    vault = make(DictStore())
    first, second = [await vault.save(Account(name), ONE) for name in ("first", "second")]
    used = await vault.used(Account("second", uid="1\x1b[m", principal="RAM user x", id=second.id))
    assert (used.uid, used.last_used) == ("1\ufffd", NOON)
    listed = await vault.accounts()
    assert [one.name for one in listed] == ["second", "first"]
    assert (listed[0].principal, listed[0].key_hint) == ("RAM user x", first.key_hint)
    await vault.remove(first)
    assert (await vault.used(first)).last_used == NOON
    assert len(await vault.accounts()) == 1


async def test_the_environment_s_account_is_not_ours(make: Make) -> None:
    vault = make(DictStore(), environ=ENVIRON)
    saved = await vault.save(Account("prod"), TWO)
    environment = (await vault.accounts())[-1]
    assert environment.name == "environment"
    for attempt in (vault.save(environment, TWO), vault.remove(environment)):
        with pytest.raises(VaultError, match="cannot be changed"):
            await attempt
    with pytest.raises(VaultError, match="reserved for the account of the environment"):
        await vault.save(Account("environment"), TWO)
    used = await vault.used(environment)
    assert await vault.accounts() == (used, saved)


async def test_what_the_operator_must_know_is_said_once(make: Make, tmp_path: Path) -> None:
    (tmp_path / "accounts.json").write_text("nonsense")
    vault = make(DictStore(), environ={KEY_ID_VARIABLE: ONE.key_id})
    assert await vault.accounts() == ()
    half, damaged = vault.notices()
    assert "not offered" in half
    assert f"{tmp_path / 'accounts.json'} is damaged" in damaged
    assert vault.notices() == ()


async def test_a_stuck_keyring_is_given_up_and_the_list_still_works(make: Make, tmp_path: Path) -> None:
    store = DictStore()
    saved = await make(store).save(Account("prod"), ONE)
    stuck = StuckStore()
    stuck.held = store.held
    vault = make(stuck, limit=0.2)
    began = time.monotonic()
    with pytest.raises(VaultError, match=r"did not answer within 0\.2 seconds\.$"):
        await vault.credentials(saved)
    with pytest.raises(VaultError, match="may still be written"):
        await vault.save(saved, TWO)
    assert time.monotonic() - began < 20
    assert await vault.accounts() == (saved,)
    stuck.released.set()
    assert json.loads((tmp_path / "accounts.json").read_text())["accounts"][0]["gen"] == 1


async def test_the_keyring_is_used_on_one_thread_that_is_not_this_one(make: Make) -> None:
    seen: set[int] = set()

    class Watched(DictStore):
        def get_password(self, service: str, username: str) -> str | None:
            seen.add(threading.get_ident())
            return super().get_password(service, username)

    vault = make(Watched())
    saved = await vault.save(Account("prod"), ONE)
    await vault.credentials(saved)
    assert len(seen) == 1
    assert threading.get_ident() not in seen


async def test_the_hosts_own_keyring_is_opened_only_when_needed(tmp_path: Path) -> None:
    environ = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    vault = KeyringVault(tmp_path / "accounts.json", thread=TimedThread(), environ=environ)
    assert await vault.accounts() == ()
    with pytest.raises(VaultError, match="it forgets what it is given"):
        await vault.save(Account("prod"), ONE)
