"""Every state that a host's keyring is found in: what the operator sees, how soon, what is written where."""

import asyncio
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.going import hold_secret
from support.secret_service import SecretService, missing_programs, secret_service
from support.walk import Walk, walking

from cen_tui.cloud.signin import SignIn
from cen_tui.demo.estate.accounts import PROD_NETWORK, SPARE, sign_in
from cen_tui.vault.base import Account
from cen_tui.vault.choice import Choice
from cen_tui.vault.gate import KEYRING_LIMIT, Gate
from cen_tui.vault.keeper import Keeper
from cen_tui.vault.keyring_vault import KeyringVault

pytestmark = [
    pytest.mark.skipif(bool(missing_programs()), reason=missing_programs() or "all is there"),
    pytest.mark.timeout(240),
]

SECRET = str.__str__(SPARE.secret)
HEADING = f"{'state':24} {'the operator saw':62} {'after ms':>8} {'pause':>5}  written"
PLAIN = "support.backends.PlaintextThing"


@dataclass(frozen=True, slots=True)
class State:
    """One state: how to bring it about, with an account stored before where `stored`, and what is seen."""

    name: str
    bring_about: Callable[[SecretService], None]
    sees: str
    stored: bool = False
    environ: Mapping[str, str] = field(default_factory=dict)


def nothing(_: SecretService) -> None:
    """Leave the bus without a service."""


def locked(service: SecretService) -> None:
    service.stop_daemon()
    service.start_daemon()


def stuck(service: SecretService) -> None:
    service.signal_daemon(signal.SIGSTOP)


def no_bus_any_more(service: SecretService) -> None:
    service.bus.kill()
    service.bus.wait(5)


STATES = (
    State(
        "no D-Bus",
        nothing,
        "This login has no D-Bus session, and so no keyring.",
        environ={"DBUS_SESSION_BUS_ADDRESS": ""},
    ),
    State("dead D-Bus socket", no_bus_any_more, "This login has no D-Bus session, and so no keyring."),
    State("no service", nothing, "This login has no keyring service."),
    State("empty", SecretService.start_daemon, "The keyring service runs, but holds no keyring yet."),
    State("locked", locked, "The keyring of this login is locked.", stored=True),
    State("stuck", stuck, "The keyring service does not answer.", stored=True),
    State("daemon killed", SecretService.stop_daemon, "This login has no keyring service.", stored=True),
    State(
        "plaintext backend only",
        nothing,
        f"The keyring backend {PLAIN} is not used: it writes secrets as plain text.",
        environ={"PYTHON_KEYRING_BACKEND": PLAIN},
    ),
    State("working", nothing, "night is stored: it signs in as RAM user operator", stored=True),
)


@dataclass
class Finding:
    """What was seen and measured of one state."""

    state: State
    seen: str
    took: float
    pause: float
    written: str
    printed: str

    def line(self) -> str:
        took, pause = round(self.took * 1000), round(self.pause * 1000)
        return f"{self.state.name:24} {self.seen:62.62} {took:8} {pause:5}  {self.written}"

    @property
    def wrong(self) -> bool:
        """Whether it took too long, froze the screen, printed something, or wrote what it must not."""
        late = self.took > KEYRING_LIMIT + 1 or self.pause > KEYRING_LIMIT / 2
        return bool(late or self.printed or "PLAIN" in self.written)


class TimedVault(KeyringVault):
    """Measures how long a save takes, and how long the screen stood still meanwhile."""

    took = pause = 0.0

    async def save(self, account: Account, sign_in: SignIn) -> Account:
        watching = asyncio.create_task(self._watch())
        began = time.monotonic()
        try:
            return await super().save(account, sign_in)
        finally:
            self.took = time.monotonic() - began
            watching.cancel()

    async def _watch(self) -> None:
        self.pause, last = 0.0, time.monotonic()
        while True:
            await asyncio.sleep(0.01)
            self.pause, last = max(self.pause, time.monotonic() - last), time.monotonic()


@contextmanager
def at(state: State, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[SecretService, Keeper]]:
    """Make a login with a bus, and what saves into its keyring."""
    with secret_service() as service:
        environ = {**service.environ, **state.environ}
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", environ["DBUS_SESSION_BUS_ADDRESS"])
        keeper = Keeper(environ, folder, choice=Choice(folder / "hosts.json"), gate=Gate())
        yield service, keeper
        keeper.close()


async def add(walk: Walk) -> None:
    await walk.press("a")
    for text in ("night", SPARE.id, SECRET):
        await walk.type(text)
        await walk.press("enter")
    await walk.press("ctrl+s")


async def found(
    state: State, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Finding:
    with at(state, folder, monkeypatch) as (service, keeper):
        vault = TimedVault(folder / "accounts.json", environ={}, keeper=keeper)
        if state.stored:
            service.unlock()
            patient = KeyringVault(folder / "accounts.json", environ=service.environ, gate=Gate(30))
            await patient.save(Account("before"), sign_in(PROD_NETWORK))
        state.bring_about(service)
        capfd.readouterr()
        async with walking(vault=vault, keeper=keeper) as walk:
            await walk.see_any("No account is saved here yet.", "Enter signs in")
            await add(walk)
            await walk.see(state.sees)
            names = sorted(one.name for one in await vault.accounts() if state.stored)
            plain = [
                path.name
                for path in hold_secret(folder, SECRET) + hold_secret(service.folder / "home", SECRET)
            ]
            kept = f"PLAIN {plain}" if plain else "index, keyring" if "night" in names else "nothing"
        service.signal_daemon(signal.SIGCONT)
        assert names == (
            ["before", "night"] if state.name == "working" else ["before"] if state.stored else []
        )
        return Finding(state, state.sees, vault.took, vault.pause, kept, "".join(capfd.readouterr()))


async def test_each_state_is_said_in_time_and_nothing_is_written_where_it_must_not_be(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    record_property: Callable[[str, object], None],
) -> None:
    findings = []
    for number, state in enumerate(STATES):
        folder = tmp_path / str(number)
        folder.mkdir()
        findings.append(await found(state, folder, monkeypatch, capfd))
    table = "\n".join([HEADING, *(finding.line() for finding in findings)])
    record_property("table", f"What is told where a sign-in is to be stored, and what is written\n\n{table}")
    assert [finding.line() for finding in findings if finding.wrong] == []
