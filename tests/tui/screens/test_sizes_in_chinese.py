"""Every screen fits every size in Chinese as well: the same tests, in processes of that language."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.arriving import ARRIVALS, OTHERS

from cen_tui.i18n import CHINESE

SIZES = Path(__file__).parent / "test_sizes.py"
CONFIRM = Path(__file__).parent / "test_confirm_sizes.py"
NAMES = [arrival.name for arrival in (*ARRIVALS, *OTHERS)]
PARTS = 3
"""Each test is a process of its own, so that several workers share the screens."""


def in_chinese(*tests: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - pytest, and tests of ours
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n", "0", "-q", *tests],
        capture_output=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[3],
        check=False,
        env={**os.environ, "CEN_TUI_TESTS_LANGUAGE": CHINESE},
    )


@pytest.mark.parametrize("part", range(PARTS))
def test_a_screen_is_whole_in_every_size(part: int, record_property: Callable[[str, object], None]) -> None:
    names = NAMES[part::PARTS]
    ended = in_chinese(*(f"{SIZES}::test_a_screen_is_whole_in_every_size[{name}]" for name in names))
    assert ended.returncode == 0, ended.stdout
    title, heading, *lines = (line for line in ended.stdout.splitlines()[1:] if line.strip())
    rows = [line for line in lines if f" {CHINESE} " in line]
    assert len(rows) == 4 * len(names)
    record_property("rows", (title, heading, *rows))


def test_no_word_of_the_status_nor_of_a_confirmation_is_cut() -> None:
    ended = in_chinese(
        f"{SIZES}::test_at_80_no_word_of_the_status_is_cut",
        f"{CONFIRM}::test_all_of_it_is_in_sight_at_every_size",
    )
    assert ended.returncode == 0, ended.stdout
