"""Every state that a host's keyring is found in: what the operator sees, how soon, what is written where."""

import asyncio
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.program_process import hold_secret
from support.secret_service import SecretService, missing_programs, secret_service
from support.walk import Walk, walking

from cen_tui.cloud.credentials import Credentials
from cen_tui.demo.estate.accounts import SPARE
from cen_tui.storage.files import read_json
from cen_tui.vault.base import Account
from cen_tui.vault.keyring.timed_thread import KEYRING_LIMIT
from cen_tui.vault.keyring_vault import KeyringVault
from cen_tui.vault.storage_choice import StorageChoice
from cen_tui.vault.store_manager import StoreManager

pytestmark = pytest.mark.skipif(bool(missing_programs()), reason=missing_programs() or "all is there")

SECRET = str.__str__(SPARE.secret)
PLAIN = "support.backends.PlaintextThing"
BUS, BACKEND = "DBUS_SESSION_BUS_ADDRESS", "PYTHON_KEYRING_BACKEND"
HEADING = f"{'state':24} {'the operator saw':62} {'after ms':>8} {'pause':>5}  written"


@dataclass
class Login:
    """One login, whose environment and keyring change from state to state."""

    service: SecretService
    folder: Path
    environ: dict[str, str]

    def no_bus(self) -> None:
        self.environ[BUS] = ""

    def dead_bus(self) -> None:
        path = self.service.folder / "dead"
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(path))
        self.environ[BUS] = f"unix:path={path}"

    def plaintext(self) -> None:
        self.environ |= {BUS: self.service.environ[BUS], BACKEND: PLAIN}

    def no_service(self) -> None:
        del self.environ[BACKEND]

    def empty(self) -> None:
        self.service.start_daemon()

    def locked(self) -> None:
        self.unlocked()
        self.service.stop_daemon()
        self.service.start_daemon()

    def unlocked(self) -> None:
        self.service.stop_daemon()
        self.service.unlock()

    def stuck(self) -> None:
        self.unlocked()
        self.service.signal_daemon(signal.SIGSTOP)

    def killed(self) -> None:
        self.unlocked()
        self.service.stop_daemon()

    def written(self) -> str:
        """Say where the sign-in was written: as plain text, in the index and a keyring, or nowhere."""
        plain = [
            each
            for place in (self.folder, self.service.folder / "home")
            for each in hold_secret(place, SECRET)
        ]
        if plain:
            return f"PLAIN TEXT in {plain}"
        document = read_json(self.folder / "accounts.json")
        return "index, keyring" if isinstance(document, dict) and document["accounts"] else "nothing"


@dataclass(frozen=True, slots=True)
class State:
    """One state: what brings it about, and what is seen of it."""

    name: str
    bring_about: Callable[[Login], None]
    sees: str


STORAGE_SCREEN = "Nothing you typed is lost."
LATE = f"The keyring did not answer within {KEYRING_LIMIT:g} seconds."
NO_BUS = "This login has no D-Bus session, and so no keyring."
STATES = (
    State("no D-Bus", Login.no_bus, NO_BUS),
    State("dead D-Bus socket", Login.dead_bus, NO_BUS),
    State("plaintext backend only", Login.plaintext, f"The keyring backend {PLAIN} is not used"),
    State("no service", Login.no_service, "This login has no keyring service."),
    State("empty", Login.empty, "The keyring service runs, but holds no keyring yet."),
    State("locked", Login.locked, "The keyring of this login is locked."),
    State("stuck", Login.stuck, "The keyring service does not answer."),
    State("daemon killed", Login.killed, "This login has no keyring service."),
    State("working", Login.unlocked, "night is stored: it signs in as"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen and measured of one state."""

    state: State
    seen: str
    took: float
    pause: float
    """The longest time for which the screen could draw nothing, both in seconds."""
    ticks: int
    """How often it could meanwhile."""
    written: str
    printed: str
    """What came to the terminal past the screen."""

    def line(self) -> str:
        took, pause = round(self.took * 1000), round(self.pause * 1000)
        return f"{self.state.name:24} {self.seen:62.62} {took:8} {pause:5}  {self.written}"

    @property
    def wrong(self) -> bool:
        late = self.took > 2 * KEYRING_LIMIT + 5 or self.seen not in {self.state.sees, LATE}
        frozen = self.state.name == "stuck" and self.ticks < 10
        wanted = "index, keyring" if self.state.name == "working" else "nothing"
        return bool(late or frozen or self.printed or self.written != wanted)


class TimedVault(KeyringVault):
    """Measures how long a save takes, and how the screen fares meanwhile."""

    took = pause = 0.0
    ticks = 0

    async def save(self, account: Account, credentials: Credentials) -> Account:
        watching = asyncio.create_task(self._watch())
        began = time.monotonic()
        try:
            return await super().save(account, credentials)
        finally:
            self.took = time.monotonic() - began
            watching.cancel()

    async def _watch(self) -> None:
        self.pause, self.ticks, last = 0.0, 0, time.monotonic()
        while True:
            await asyncio.sleep(0.01)
            self.ticks += 1
            self.pause, last = max(self.pause, time.monotonic() - last), time.monotonic()


async def fill_in(walk: Walk) -> None:
    await walk.see("No account found")
    await walk.press("a")
    for text in ("night", SPARE.id, SECRET):
        await walk.type(text)
        await walk.press("enter")


async def try_to_save(walk: Walk, state: State) -> str:
    """Save what is in the form, come back to the form, and return what was said.

    A machine that is busy may be too slow for a keyring that works, which is told and can be tried again.
    """
    await walk.press("ctrl+s")
    while await walk.see_any("it signs in as", STORAGE_SCREEN) == STORAGE_SCREEN:
        seen = await walk.see_any(state.sees, LATE)
        await walk.see("Keep credentials in memory")
        if state.name != "working":
            await walk.press("escape")
            await walk.see("Nothing was stored; what you typed is still here.", SPARE.id)
            return seen
        await walk.press("r")
        await walk.gone(STORAGE_SCREEN)
    return state.sees


async def test_each_state_is_said_in_time_and_nothing_is_written_where_it_must_not_be(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    record_property: Callable[[str, object], None],
) -> None:
    findings: list[Finding] = []
    with secret_service() as service:
        login = Login(service, tmp_path, dict(service.environ))
        monkeypatch.setenv(BUS, service.environ[BUS])
        store_manager = StoreManager(login.environ, tmp_path, choice=StorageChoice(tmp_path / "hosts.json"))
        vault = TimedVault(tmp_path / "accounts.json", environ={}, store_manager=store_manager)
        async with walking(vault=vault, store_manager=store_manager) as walk:
            await fill_in(walk)
            for state in STATES:
                state.bring_about(login)
                capfd.readouterr()
                seen = await try_to_save(walk, state)
                printed = "".join(capfd.readouterr())
                findings.append(
                    Finding(state, seen, vault.took, vault.pause, vault.ticks, login.written(), printed)
                )
                service.signal_daemon(signal.SIGCONT)
    table = "\n".join([HEADING, *(finding.line() for finding in findings)])
    record_property("table", f"What is told where a sign-in is to be stored, and what is written\n\n{table}")
    assert [finding.line() for finding in findings if finding.wrong] == []
