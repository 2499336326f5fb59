import os
import socket
import subprocess
import sys

import pytest

from cen_tui.storage.process_id import is_running, own_name

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="cannot be told on Windows")


def named(pid: int) -> str:
    return f"{pid}@{socket.gethostname()}"


def test_this_process_and_the_first_one_run() -> None:
    assert own_name().partition("#")[0] == named(os.getpid())
    assert is_running(own_name())
    assert is_running(named(1))


def test_a_process_is_gone_when_it_has_ended_waited_for_or_not() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert is_running(named(child.pid))
        child.kill()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        if sys.platform == "linux":
            assert not is_running(named(child.pid))
    assert not is_running(named(child.pid))


@pytest.mark.parametrize("name", ["", "@", "x@y", "1@elsewhere.example", "1", "9" * 30 + "@h"])
def test_what_cannot_be_told_is_not_running(name: str) -> None:
    assert not is_running(name)


def test_an_absurd_number_is_not_running() -> None:
    assert not is_running(named(10**30))


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_another_process_that_has_its_number_is_not_the_one_that_was_named() -> None:
    place, mark, birth = own_name().partition("#")
    started, _, boot = birth.partition(".")
    assert mark
    assert not is_running(f"{place}#{int(started) - 1}.{boot}")
    assert not is_running(f"{place}#{started}.another-boot")
    assert not is_running(f"1@{socket.gethostname()}#{birth}")
