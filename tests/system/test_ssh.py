"""A real SSH login whose link is cut in the middle of a grant, and what the next login makes of it."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.changes import GRANT_ACTIONS
from support.demo_networks import id_of
from support.demo_process import KEYS, Server, server
from support.keyboard import type_digits
from support.program_process import await_end, hold_secret, only_entry, process, start, to_digits
from support.relay import be_patient, relay
from support.ssh_server import PROMPT, SshServer, missing_ssh, ssh_server
from support.terminal import Terminal, missing, terminal

from cen_tui.cloud.networks.base import Network
from cen_tui.operations.outcome import Outcome
from cen_tui.tui.screens.grants.history import LEAD

ABSENT = missing_ssh() or missing("tmux")
pytestmark = pytest.mark.skipif(bool(ABSENT), reason=ABSENT or "all is there")

PROD_CORE = Network("VPC", id_of("prod-core"), "prod-core", "cn-hangzhou")
SECRET = KEYS["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
BOTH = pytest.mark.parametrize("cut", ["client", "session"])
"""Whose end cuts the link: the client's with its machine, say, or the server's part of the login."""


@dataclass(frozen=True, slots=True)
class Site:
    """A machine to log in to, and the cloud that its program speaks with."""

    ssh: SshServer
    cloud: Server
    home: Path
    client_home: Path

    @property
    def pid_file(self) -> Path:
        return self.ssh.folder / "cen-tui.pid"

    @contextmanager
    def login(self, url: str = "") -> Iterator[Terminal]:
        """Log in with a terminal of its own, and start the program; `url` is another way to the cloud."""
        with terminal(self.client_home) as screen:
            self.ssh.log_in(screen)
            check_sane(screen)
            start(screen, url or self.cloud.url, self.pid_file)
            yield screen

    def cut(self, what: str) -> None:
        """Cut the link, and wait until the program behind it has gone."""
        assert process(self.pid_file)
        os.kill(self.ssh.pid(what), signal.SIGKILL)
        await_end(self.pid_file)

    def outcome(self) -> Outcome | None:
        ending = only_entry(self.home).ending
        return ending.outcome if ending else None

    async def holds(self) -> bool:
        return (await self.cloud.holds(PROD_CORE))[0]


@contextmanager
def site(folder: Path, faults: str = "") -> Iterator[Site]:
    home, client_home = folder / "home", folder / "client-home"
    home.mkdir()
    client_home.mkdir()
    with server(folder, faults) as cloud, ssh_server(folder / "ssh", home, KEYS) as ssh:
        yield Site(ssh, cloud, home, client_home)


def check_sane(screen: Terminal) -> None:
    """The terminal of a login echoes, takes lines, and is not on the other screen."""
    screen.run("stty -a")
    screen.see(" echo ", " icanon ", " isig ")
    assert screen.flag("alternate_on") == "0"


def leave(screen: Terminal) -> None:
    screen.press("C-q")
    screen.see("it ended with 0")
    screen.until(lambda: screen.screen().rstrip().endswith(PROMPT), "the prompt")
    check_sane(screen)


def settle(screen: Terminal, says: str) -> None:
    """From the first screen to the outcome of the one operation."""
    screen.see("1 operation has no known result.", "Press h to check it")
    screen.press("h")
    screen.see(LEAD, PROD_CORE.id)
    screen.press("Enter")
    screen.see(says)


async def test_cut_before_the_grant_was_confirmed_nothing_was_sent(tmp_path: Path) -> None:
    with site(tmp_path) as at:
        with at.login() as screen:
            to_digits(screen)
            at.cut("session")
        with at.login() as screen:
            screen.see("environment")
            assert "no known result" not in screen.screen()
            leave(screen)
        assert at.cloud.calls(*GRANT_ACTIONS) == []
        assert not await at.holds()


async def test_cut_before_the_work_was_done_it_is_sent_again_as_the_same(tmp_path: Path) -> None:
    with site(tmp_path, "retry-after@GrantInstanceToCen=60000:1") as at:
        with at.login() as screen:
            to_digits(screen)
            screen.press("Enter")
            screen.see("Throttled by the cloud: trying again in")
            at.cut("client")
        assert only_entry(at.home).is_open
        with at.login() as screen:
            settle(screen, "The grant is not visible yet")
            screen.see("g Send again")
            assert not await at.holds()
            send_again(screen)
        assert await at.holds()
        turned_away, done = at.cloud.calls(*GRANT_ACTIONS)
        assert (turned_away["status"], done["status"]) == (429, 200)
        assert turned_away["parameters"] == done["parameters"]
        assert hold_secret(at.home, SECRET) == []


def send_again(screen: Terminal) -> None:
    """Send what was not applied, with its digits typed once more."""
    screen.press("g")
    screen.see("Type the last four digits", "____")
    screen.press("PageDown")  # what is told of the try before takes room: the end must have been in sight
    screen.see("____")
    type_digits(screen)
    screen.press("Enter")
    screen.see(f"+ granted and verified {PROD_CORE.id}")
    leave(screen)


@BOTH
async def test_cut_after_the_work_was_done_it_is_found_granted(tmp_path: Path, cut: str) -> None:
    with site(tmp_path, "slow-answer@GrantInstanceToCen=9000") as at:
        with at.login() as screen:
            to_digits(screen)
            screen.press("Enter")
            screen.until(lambda: bool(at.cloud.granted()), "a grant that was worked on")
            at.cut(cut)
        await found_granted(at)


async def test_cut_while_reading_back_it_is_found_granted(tmp_path: Path) -> None:
    with site(tmp_path) as at, relay(at.cloud.url) as held_back:
        be_patient(at.home)
        with at.login(held_back.url) as screen:
            to_digits(screen)
            held_back.hold("GrantInstanceToCen")
            screen.press("Enter")
            screen.until(lambda: bool(at.cloud.granted()), "a grant that was worked on")
            held_back.hold("DescribeGrantRulesToCen")
            screen.see(f"{PROD_CORE.id}: verifying")
            at.cut("client")
        await found_granted(at)


async def found_granted(at: Site) -> None:
    """The next login reconciles the operation with what the cloud holds, and sends nothing for it."""
    assert only_entry(at.home).is_open
    with at.login() as screen:
        settle(screen, f"+ granted and verified {PROD_CORE.id}")
        assert at.outcome() is Outcome.VERIFIED
        screen.press("Escape")
        screen.see("Which account owns the network?")
        assert "no known result" not in screen.screen()
        leave(screen)
    assert await at.holds()
    assert len(at.cloud.calls(*GRANT_ACTIONS)) == 1
    assert hold_secret(at.home, SECRET) == []
