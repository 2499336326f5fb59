"""The first screen knows what is in the journal without reading all of it again at every return."""

from pathlib import Path

import pytest
from support.earlier_operations import begun, journal_an_hour_later, journal_in
from support.sample_operations import done
from support.walk import walking

from cen_tui.operations.journal import Journal

RETURNS = 5
OPERATIONS = 15_000
OF_MODULES = 5_000_000
"""More bytes than the program reads of its own modules on the way."""


def bytes_read() -> int:
    """Return how many bytes this process has read so far, as the system counts them."""
    return int(Path("/proc/self/io").read_text("ascii").split()[1])


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="needs /proc/PID/io to count reads")
async def test_a_long_journal_is_read_once_and_not_at_every_return(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    intent, text = done(Journal(path)), path.read_text("ascii")
    path.write_text(
        "".join(text.replace(intent.id, f"{number:032x}") for number in range(OPERATIONS)), "ascii"
    )
    begun(journal_in(tmp_path))
    size = path.stat().st_size
    assert size > 2 * OF_MODULES
    before = bytes_read()
    async with walking(journal=journal_an_hour_later(tmp_path)) as walk:
        await walk.see("1 operation has no known result.")
        at_start = bytes_read() - before
        await walk.press("question_mark")
        await walk.see("Select the account that owns")
        await walk.press("escape")
        before = bytes_read()
        for _ in range(RETURNS):
            await walk.press("question_mark")
            await walk.see("Select the account that owns")
            await walk.press("escape")
            await walk.see("Enter signs in", "Press h to check")
        await walk.press("h")
        await walk.see("1 operation without a known result.")
        returns = bytes_read() - before
    assert size <= at_start < size + OF_MODULES
    assert returns < OF_MODULES


async def test_damage_of_the_journal_is_shown_once_however_often_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    path.write_text("torn\n", "ascii")
    path.chmod(0o600)
    begun(journal_in(tmp_path))
    async with walking(journal=journal_an_hour_later(tmp_path)) as walk:
        await walk.see("1 line of the journal is damaged", "1 operation has no known result.")
        await walk.press("h")
        await walk.see("1 operation without a known result.")
        assert len(walk.app._notifications) <= 1


async def test_the_account_that_enter_signs_in_stays_in_sight_beside_a_problem_and_a_warning(
    tmp_path: Path,
) -> None:
    begun(journal_in(tmp_path))
    async with walking(journal=journal_an_hour_later(tmp_path), size=(60, 18)) as walk:
        await walk.see("1 operation has no known result.")
        walk.app.notify("A warning of four lines. " * 8, timeout=600)
        await walk.see("A warning of four lines.", "has no known result", "5678  main account")
