"""Every screen fits every size in Chinese as well: the same tests, in processes that speak it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.arriving import ARRIVALS, OTHERS

from cen_tui.i18n import CHINESE

HERE = Path(__file__).parent
SIZES = HERE / "test_sizes.py"
SCREENS = tuple(arrival.name for arrival in (*ARRIVALS, *OTHERS))
PARTS = 3
"""Each is a test of its own, so that several workers share the screens."""


def in_chinese(*tests: str) -> str:
    """Run tests in a process that speaks Chinese; return what it printed, once all of them passed."""
    ended = subprocess.run(  # noqa: S603 - pytest, and tests of ours
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "0", "-q", *tests],
        capture_output=True,
        encoding="utf-8",
        cwd=HERE.parents[2],
        check=False,
        env={**os.environ, "CEN_TUI_TESTS_LANGUAGE": CHINESE, "PYTHONIOENCODING": "utf-8"},
    )
    assert ended.returncode == 0, ended.stdout
    return ended.stdout


@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(PARTS))
def test_a_screen_is_whole_in_every_size(part: int, record_property: Callable[[str, object], None]) -> None:
    screens = SCREENS[part::PARTS]
    printed = in_chinese(*(f"{SIZES}::test_a_screen_is_whole_in_every_size[{name}]" for name in screens))
    title, heading, *lines = (line for line in printed.splitlines()[1:] if line.strip())
    rows = [line for line in lines if f" {CHINESE} " in line]
    assert {row.split()[0] for row in rows} == {*screens}
    record_property("rows", (title, heading, *rows))


@pytest.mark.timeout(900)
def test_no_word_of_the_status_nor_of_a_confirmation_is_cut_and_a_broad_screen_shows_more() -> None:
    in_chinese(str(SIZES), str(HERE / "test_confirm_sizes.py"), "-k", "not test_a_screen_is_whole")
