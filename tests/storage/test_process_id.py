import os
import shutil
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass, field

import pytest

from cen_tui.storage.process_id import is_exact, is_running, own_name, start_of
from cen_tui.storage.windows_process import start_of as windows_start_of

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and /proc are not of Windows")
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")


def named(pid: int) -> str:
    return f"{pid}@{socket.gethostname()}"


def test_this_process_runs_and_so_does_the_one_that_began_it() -> None:
    assert own_name().partition("#")[0] == named(os.getpid())
    assert is_running(own_name())
    assert is_running(named(os.getppid()))


@needs_posix
def test_a_process_is_gone_when_it_has_ended_waited_for_or_not() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert is_running(named(child.pid))
        child.kill()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        if sys.platform == "linux":
            assert not is_running(named(child.pid))
    assert not is_running(named(child.pid))


@pytest.mark.parametrize("name", ["", "@", "x@y", "1@elsewhere.example", "1", "9" * 30 + "@h"])
def test_what_cannot_be_known_is_not_running(name: str) -> None:
    assert not is_running(name)


def test_an_absurd_number_is_not_running() -> None:
    assert not is_running(named(10**30))


@needs_linux
def test_another_process_that_has_its_number_is_not_the_one_that_was_named() -> None:
    assert is_exact(own_name())
    started, boot, namespace = (start_of(os.getpid()) or "").split(".")
    own = named(os.getpid())
    assert is_running(f"{own}#{started}.{boot}.{namespace}")
    assert not is_running(f"{own}#{int(started) - 1}.{boot}.{namespace}")
    assert not is_running(f"{own}#{started}.another-boot.{namespace}")
    assert not is_running(f"{own}#{started}.{boot}.pid:[1]")
    assert not is_running(f"{named(1)}#{started}.{boot}.{namespace}")


@needs_linux
def test_a_thread_that_has_its_number_is_not_the_one_that_was_named() -> None:
    ends, numbers = threading.Event(), []

    def tell_number() -> None:
        numbers.append(threading.get_native_id())
        ends.wait(60)

    thread = threading.Thread(target=tell_number)
    thread.start()
    try:
        while not numbers:
            thread.join(0.01)
        assert not is_running(f"{named(numbers[0])}#1.{(start_of(os.getpid()) or '').partition('.')[2]}")
    finally:
        ends.set()
        thread.join()


def told(before: list[str], code: str) -> str:
    """Return what a script prints that may use both functions."""
    words = [
        *before,
        sys.executable,
        "-c",
        f"from cen_tui.storage.process_id import is_running, own_name; {code}",
    ]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603


@needs_linux
def test_the_first_process_of_a_restarted_container_is_another_one() -> None:
    unshare = shutil.which("unshare")
    alone = [unshare or "unshare", "-rpf", "--mount-proc"]
    if unshare is None or subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:  # noqa: S603
        pytest.skip("namespaces of one's own (unshare -rpf of util-linux) cannot be had here")
    names = [told(alone, "print(own_name())") for _ in range(2)]
    assert [name.partition("#")[0] for name in names] == [named(1), named(1)]
    assert names[0] != names[1]
    assert told(alone, f"print(is_running({names[0]!r}))") == "False"


def test_where_the_start_is_hidden_the_number_alone_counts() -> None:
    assert is_running(f"{named(7)}#100", lambda _: "")
    assert is_running(named(7), lambda _: "100")
    assert not is_running(f"{named(7)}#100", lambda _: "101")
    assert not is_running(named(7), lambda _: None)


@dataclass
class Kernel:
    """What kernel32 says of a few processes: the exit code, and when they were created."""

    processes: dict[int, tuple[int, int]]
    refuses: dict[int, int] = field(default_factory=dict)
    held: list[int] = field(default_factory=list)

    def open_process(self, pid: int) -> int:
        if pid in self.refuses or pid not in self.processes:
            raise OSError(self.refuses.get(pid, 87), "refused")
        self.held.append(pid)
        return pid

    def exit_code(self, handle: int) -> int:
        return self.processes[handle][0]

    def created(self, handle: int) -> int:
        return self.processes[handle][1]

    def close(self, handle: int) -> None:
        self.held.remove(handle)


@pytest.mark.parametrize(
    ("pid", "start"),
    [(10, "1337"), (11, None), (12, None), (13, ""), (0, None), (2**32, None)],
    ids=["runs", "has ended", "is none", "of another user", "no number", "too large"],
)
def test_on_windows_the_kernel_tells_whether_a_process_runs_and_since_when(
    pid: int, start: str | None
) -> None:
    kernel = Kernel({10: (259, 1337), 11: (0, 1000)}, {13: 5})
    assert windows_start_of(pid, kernel) == start
    assert kernel.held == []


def test_on_windows_a_later_process_of_the_same_number_is_another_one() -> None:
    kernel = Kernel({10: (259, 1337)})
    for name, runs in ((f"{named(10)}#1337", True), (f"{named(10)}#1336", False), (named(11), False)):
        assert is_running(name, lambda pid: windows_start_of(pid, kernel)) is runs
