"""The setup options on a real Secret Service: locked, empty, absent; and what each writes."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.secret_service import PASSPHRASE, SecretService, missing_programs, secret_service

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.vault.base import Account, ServiceState, Source, StoreError, VaultError
from cen_tui.vault.keyring.timed_thread import TimedThread
from cen_tui.vault.keyring_vault import KeyringVault
from cen_tui.vault.setup_options import Asks, SetupKind, SetupOption
from cen_tui.vault.storage_choice import StorageChoice
from cen_tui.vault.store_manager import StoreManager

pytestmark = pytest.mark.skipif(bool(missing_programs()), reason=missing_programs() or "all is there")

ONE = Credentials("LTAI5tMadeUpForTests0001", Secret("MadeUpSecretForTestsAaBbCc0001"))
RIGHT, WRONG = Secret(PASSPHRASE), Secret("not this one at all")
LIMIT = 60.0
"""Seconds for what goes well, on a machine that may be busy."""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    with secret_service() as running:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", running.environ["DBUS_SESSION_BUS_ADDRESS"])
        yield running


@pytest.fixture
def store_manager(service: SecretService, tmp_path: Path) -> Iterator[StoreManager]:
    made = StoreManager(
        service.environ,
        tmp_path,
        choice=StorageChoice(tmp_path / "hosts.json", "jump1"),
        thread=TimedThread(LIMIT),
    )
    yield made
    made.close()


def vault_of(store_manager: StoreManager, folder: Path) -> KeyringVault:
    return KeyringVault(folder / "accounts.json", environ={}, store_manager=store_manager)


async def first(store_manager: StoreManager) -> SetupOption:
    return (await store_manager.options())[0]


async def test_a_locked_keyring_is_unlocked_by_its_passphrase_alone(
    service: SecretService, store_manager: StoreManager, tmp_path: Path
) -> None:
    service.unlock()
    saved = await vault_of(store_manager, tmp_path).save(Account("prod"), ONE)
    service.stop_daemon()
    service.start_daemon()
    vault = vault_of(store_manager, tmp_path)
    with pytest.raises(StoreError, match="is locked"):
        await vault.credentials(saved)
    option = await first(store_manager)
    assert (option.kind, option.asks) == (SetupKind.UNLOCK, Asks.PASSPHRASE)
    with pytest.raises(VaultError, match="not the passphrase of this keyring") as caught:
        await store_manager.take(option, WRONG)
    assert not isinstance(caught.value, StoreError)
    assert service.state() is ServiceState.LOCKED
    assert await store_manager.take(option, RIGHT) == ""
    assert await vault.credentials(saved) == ONE


async def test_an_empty_service_is_given_a_keyring_that_the_next_start_opens(
    service: SecretService, store_manager: StoreManager, tmp_path: Path
) -> None:
    service.start_daemon()
    option = await first(store_manager)
    assert (option.kind, option.asks) == (SetupKind.CREATE, Asks.NEW_PASSPHRASE)
    await store_manager.take(option, RIGHT)
    saved = await vault_of(store_manager, tmp_path).save(Account("prod"), ONE)
    service.stop_daemon()
    service.unlock()
    assert await vault_of(store_manager, tmp_path).credentials(saved) == ONE


async def test_a_bus_without_a_service_is_given_one_that_is_unlocked(
    service: SecretService, store_manager: StoreManager, tmp_path: Path
) -> None:
    option = await first(store_manager)
    assert (option.kind, option.asks) == (SetupKind.START, Asks.NEW_PASSPHRASE)
    await store_manager.take(option, RIGHT)
    try:
        saved = await vault_of(store_manager, tmp_path).save(Account("prod"), ONE)
        assert await vault_of(store_manager, tmp_path).credentials(saved) == ONE
        environ = Path(f"/proc/{service.daemon_pid()}/environ").read_bytes()  # noqa: ASYNC240 - no disk
        assert PASSPHRASE.encode() not in environ
    finally:
        os.kill(service.daemon_pid(), signal.SIGKILL)


async def test_one_that_does_not_answer_is_given_up_and_another_place_serves(
    service: SecretService, store_manager: StoreManager, tmp_path: Path
) -> None:
    service.unlock()
    service.signal_daemon(signal.SIGSTOP)
    vault = vault_of(store_manager, tmp_path)
    with pytest.raises(StoreError, match="does not answer"):
        await vault.save(Account("prod"), ONE)
    options = {option.kind: option for option in await store_manager.options()}
    assert set(options) == {SetupKind.PRIVATE, SetupKind.ELSEWHERE, SetupKind.SESSION, SetupKind.FILE}
    await store_manager.take(options[SetupKind.PRIVATE], RIGHT)
    saved = await vault.save(Account("prod"), ONE)
    assert saved.source is Source.PRIVATE_KEYRING
    assert await vault.credentials(saved) == ONE
    service.signal_daemon(signal.SIGCONT)


async def test_a_service_that_knows_no_such_call_says_so(
    service: SecretService, store_manager: StoreManager, tmp_path: Path
) -> None:
    unlock = SetupOption(SetupKind.UNLOCK, "", "", Asks.PASSPHRASE, Source.KEYRING)
    with pytest.raises(StoreError, match="takes no passphrase from other programs"):
        await store_manager.take(unlock, RIGHT)
    service.bus.kill()
    service.bus.wait()
    with pytest.raises(StoreError, match="did not take the passphrase"):
        await store_manager.take(unlock, RIGHT)
    assert not (tmp_path / "hosts.json").exists()
