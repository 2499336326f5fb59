import threading
from pathlib import Path

import pytest

from cen_tui.storage.lock import BusyError, exclusive
from cen_tui.storage.lock_lease import EndedError, Lease


def test_a_lease_that_is_ended_frees_the_lock_while_its_holder_is_stuck(tmp_path: Path) -> None:
    path, lease = tmp_path / "x", Lease()
    with exclusive(path, lease=lease):
        with pytest.raises(BusyError), exclusive(path, limit=0):
            pytest.fail("it was held twice")
        lease.end()
        with exclusive(path, limit=0), pytest.raises(EndedError), lease.lasting():
            pytest.fail("it was given back already")
        lease.end()
    with exclusive(path, limit=0) as own, own.lasting():
        pass


def test_a_lease_that_was_ended_before_takes_no_lock(tmp_path: Path) -> None:
    lease = Lease()
    lease.end()
    with pytest.raises(EndedError), exclusive(tmp_path / "x", lease=lease):
        pytest.fail("it was given up")
    with exclusive(tmp_path / "x", limit=0):
        pass


def test_a_write_that_is_under_way_is_not_robbed_of_its_lock(tmp_path: Path) -> None:
    path, lease = tmp_path / "x", Lease()
    with exclusive(path, lease=lease):
        with lease.lasting():
            ended = threading.Thread(target=lease.end)
            ended.start()
            ended.join(5)
            assert not lease.ended
            with pytest.raises(BusyError), exclusive(path, limit=0):
                pytest.fail("it was held twice")
        lease.end()
        assert lease.ended
