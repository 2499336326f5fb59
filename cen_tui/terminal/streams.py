"""The standard streams of a process that was started with some of them closed, as by `>&-`."""

import os
import sys
from typing import Final

_OPENED: Final = (("stdin", os.O_RDONLY, "r"), ("stdout", os.O_RDONLY, "w"), ("stderr", os.O_WRONLY, "w"))
"""In the order of their numbers, each of which is the lowest that is free then.

What is written to standard output fails, as it does to a closed file: nothing is taken that nobody will read.
What is said on standard error is dropped, as there is nowhere else to say it.
"""


def open_closed_streams() -> None:
    """Open the streams that are closed, so that no file and no socket takes the number of one."""
    for name, access, mode in _OPENED:
        if getattr(sys, name) is None:
            number = os.open(os.devnull, access)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 - a number
