"""Another process of this interpreter, which may import what tests share."""

import os
import subprocess
import sys
from pathlib import Path

_TESTS = Path(__file__).parent.parent


def script(code: str, *arguments: str, before: tuple[str, ...] = ()) -> "subprocess.Popen[str]":
    """Start a script with its standard input and output piped; `before` is what its command begins with."""
    return subprocess.Popen(  # noqa: S603 - this interpreter, and a script of ours
        [*before, sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(_TESTS), str(_TESTS.parent)])},
    )
