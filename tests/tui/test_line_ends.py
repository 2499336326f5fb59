"""Chinese on every screen: no line begins with a closing mark, no word is broken, no width uncertain."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.arriving import ARRIVALS, OTHERS

WALKS = Path(__file__).parents[1] / "support" / "line_ends.py"
"""Run and not imported: it changes the language of its process."""
SCREENS = tuple(arrival.name for arrival in (*ARRIVALS, *OTHERS))
PROCESSES = 2


@pytest.mark.parametrize("first", range(PROCESSES))
def test_no_line_of_chinese_ends_where_none_does(first: int) -> None:
    names = SCREENS[first::PROCESSES]
    ended = subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
        [sys.executable, str(WALKS), *names],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(WALKS.parents[1])},
    )
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert tuple(found) == names
    assert not any(found.values()), "\n".join(f"{name}: {line}" for name in names for line in found[name])
