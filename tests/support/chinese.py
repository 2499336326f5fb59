"""Runs code in a process whose language is Chinese: texts at import are in the language chosen before."""

import os
import subprocess
import sys
from pathlib import Path

_SPEAKS = "from cen_tui import i18n; i18n.use('zh-CN')\n"
_TESTS = Path(__file__).parents[1]


def printed_in_chinese(code: str) -> str:
    """Return what code printed in a fresh interpreter that speaks Chinese."""
    ended = subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
        [sys.executable, "-c", _SPEAKS + code],
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
        env={**os.environ, "PYTHONPATH": str(_TESTS), "PYTHONIOENCODING": "utf-8"},
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
