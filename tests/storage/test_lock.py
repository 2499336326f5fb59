import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from cen_tui.storage.files import FileProblem
from cen_tui.storage.lock import BusyError, Lease, RevokedError, exclusive

HOLDER = """
import sys
from pathlib import Path
from cen_tui.storage.lock import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_process_is_waited_for_a_bounded_time_and_named(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    with subprocess.Popen(  # noqa: S603 - this interpreter, and a script of ours
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        began = time.monotonic()
        with pytest.raises(BusyError, match=f"process {holder.pid}"), exclusive(path, limit=0.2):
            pytest.fail("the lock was given twice")
        assert time.monotonic() - began < 20
        holder.kill()
    with exclusive(path, limit=2):
        assert (tmp_path / "file.json.lock").stat().st_mode & 0o777 == 0o600


def test_a_lock_is_free_again_after_its_block_and_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    with pytest.raises(ZeroDivisionError), exclusive(path):
        raise ZeroDivisionError
    with exclusive(path, limit=0):
        assert (tmp_path / "file.json.lock").read_text() == str(os.getpid())


def test_two_threads_exclude_each_other(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        with exclusive(path, limit=10):
            inside += 1
            most = max(most, inside)
            time.sleep(0.01)
            inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_lock_that_cannot_be_made_is_a_problem_in_words(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("")
    with pytest.raises(FileProblem, match="Could not make the folder"), exclusive(tmp_path / "folder" / "x"):
        pytest.fail("there is no such folder")


def test_a_lease_that_is_ended_frees_the_lock_while_its_holder_is_stuck(tmp_path: Path) -> None:
    path, lease = tmp_path / "x", Lease()
    with exclusive(path, lease=lease):
        with pytest.raises(BusyError), exclusive(path, limit=0):
            pytest.fail("it was held twice")
        lease.revoke()
        with exclusive(path, limit=0), pytest.raises(RevokedError), lease.guard():
            pytest.fail("it was given back already")
        lease.revoke()
    with exclusive(path, limit=0) as own, own.guard():
        pass


def test_a_lease_that_was_ended_before_takes_no_lock(tmp_path: Path) -> None:
    lease = Lease()
    lease.revoke()
    with pytest.raises(RevokedError), exclusive(tmp_path / "x", lease=lease):
        pytest.fail("it was given up")
    with exclusive(tmp_path / "x", limit=0):
        pass


def test_a_write_that_is_under_way_is_not_deprived_of_its_lock(tmp_path: Path) -> None:
    path, lease = tmp_path / "x", Lease()
    with exclusive(path, lease=lease):
        with lease.guard():
            ended = threading.Thread(target=lease.revoke)
            ended.start()
            ended.join(5)
            assert not lease.revoked
            with pytest.raises(BusyError), exclusive(path, limit=0):
                pytest.fail("it was held twice")
        lease.revoke()
        assert lease.revoked
