"""The vault on a real Secret Service, in every state that one is found in."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.secret_service import SecretService, missing_programs, secret_service

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.vault.base import Account, ServiceState, VaultError
from cen_tui.vault.keyring.timed_thread import TimedThread
from cen_tui.vault.keyring_vault import KeyringVault

pytestmark = pytest.mark.skipif(bool(missing_programs()), reason=missing_programs() or "all is there")

ONE = Credentials("LTAI5tMadeUpForTests0001", Secret("MadeUpSecretForTestsAaBbCc0001"))
TWO = Credentials("STS.NTmadeup0002", Secret("MadeUpSecretForTestsAaBbCc0002"), Secret("CAIS" + "t" * 4000))
PATIENCE = 60.0
"""Seconds for what goes well, on a machine that may be busy. What hangs is said before, in other words."""

MakeVault = Callable[[], KeyringVault]


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    with secret_service() as running:
        use(running, monkeypatch)
        yield running


@pytest.fixture
def vault(service: SecretService, tmp_path: Path) -> KeyringVault:
    return KeyringVault(tmp_path / "accounts.json", thread=TimedThread(PATIENCE), environ=service.environ)


def use(service: SecretService, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process be one of the login that the service belongs to: its library reads the environment."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", service.environ["DBUS_SESSION_BUS_ADDRESS"])


async def refused(vault: KeyringVault, says: str) -> None:
    with pytest.raises(VaultError, match=says):
        await vault.save(Account("prod"), ONE)
    assert await vault.accounts() == ()


async def test_an_unlocked_keyring_keeps_changes_and_forgets(
    service: SecretService, vault: KeyringVault, tmp_path: Path
) -> None:
    service.unlock()
    saved = await vault.save(Account("生产"), ONE)
    assert await vault.credentials(saved) == ONE
    changed = await vault.save(saved, TWO)
    later = KeyringVault(tmp_path / "accounts.json", thread=TimedThread(PATIENCE), environ=service.environ)
    assert await later.credentials(changed) == TWO
    await later.remove(changed)
    assert await later.accounts() == ()
    with pytest.raises(VaultError, match="no longer saved"):
        await vault.credentials(changed)


async def test_the_secret_is_in_no_file_as_plain_text(service: SecretService, vault: KeyringVault) -> None:
    service.unlock()
    await vault.save(Account("prod"), ONE)
    files = [path for path in service.folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".keyring" for path in files)
    assert not any(ONE.secret.encode() in path.read_bytes() for path in files)


async def test_a_locked_keyring_is_said_and_never_prompted_for(
    service: SecretService, vault: KeyringVault
) -> None:
    service.unlock()
    saved = await vault.save(Account("prod"), ONE)
    service.stop_daemon()
    service.start_daemon()
    assert service.state() is ServiceState.LOCKED
    with pytest.raises(VaultError, match="is locked"):
        await vault.credentials(saved)
    service.stop_daemon()
    service.unlock()
    assert await vault.credentials(saved) == ONE


async def test_a_service_without_a_keyring_is_said(service: SecretService, vault: KeyringVault) -> None:
    service.start_daemon()
    assert service.state() is ServiceState.NO_COLLECTION
    await refused(vault, "holds no keyring yet")


async def test_a_bus_without_a_service_is_said(vault: KeyringVault) -> None:
    await refused(vault, "no keyring service")


async def test_a_service_that_could_be_started_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with secret_service(startable=True) as service:
        use(service, monkeypatch)
        assert service.state() is ServiceState.NOT_RUNNING
        vault = KeyringVault(
            tmp_path / "accounts.json", thread=TimedThread(PATIENCE), environ=service.environ
        )
        await refused(vault, "does not run in this login")
        assert not (service.folder / "was-started").exists()


async def test_a_service_that_dies_in_between_is_said(service: SecretService, vault: KeyringVault) -> None:
    service.unlock()
    saved = await vault.save(Account("prod"), ONE)
    service.stop_daemon()
    with pytest.raises(VaultError, match="no keyring service"):
        await vault.credentials(saved)


@pytest.mark.parametrize("stuck", ["daemon", "bus"])
async def test_one_that_hangs_is_given_up_in_time_and_used_again_when_it_answers(
    service: SecretService, vault: KeyringVault, stuck: str
) -> None:
    service.unlock()
    saved = await vault.save(Account("prod"), ONE)
    process = service.bus if stuck == "bus" else service.daemon
    assert process is not None
    process.send_signal(signal.SIGSTOP)
    with pytest.raises(VaultError, match="does not answer"):
        await vault.credentials(saved)
    process.send_signal(signal.SIGCONT)
    assert await vault.credentials(saved) == ONE


async def test_a_dead_bus_is_said(service: SecretService, vault: KeyringVault) -> None:
    service.bus.kill()
    service.bus.wait()
    await refused(vault, "no D-Bus session")
