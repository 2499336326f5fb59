"""Breaks a program at one function from outside, as a fault would: Python loads this file by its name.

`BREAK_AT` names the function, as `cloud/auth/identity.py:who_am_i`; at its last line an error is raised whose
message holds what is written in the file `BREAK_WITH`, and every text that the function works with.
"""

import os
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Any

FILE, _, NAME = os.environ.pop("BREAK_AT", "").partition(":")
SHORT = NAME.rpartition(".")[2]
WITH = Path(os.environ.pop("BREAK_WITH", os.devnull))
broken = threading.Event()


def _on_call(frame: FrameType, event: str, _: Any) -> Any:  # noqa: ANN401 - as Python's tracing has it
    code = frame.f_code
    if code.co_name != SHORT:  # nearly all calls end here
        return None
    found = code.co_qualname == NAME and code.co_filename.endswith(f"/cen_tui/{FILE}")
    return _at_end if found and event == "call" else None


def _at_end(frame: FrameType, event: str, _: Any) -> Any:  # noqa: ANN401 - likewise
    last = max(line for _, _, line in frame.f_code.co_lines() if line)
    if event == "line" and frame.f_lineno == last and not broken.is_set():
        broken.set()
        texts = [str.__str__(value) for value in frame.f_locals.values() if isinstance(value, str)]
        raise RuntimeError(" ".join([WITH.read_text(encoding="utf-8"), *texts]))
    return _at_end


if NAME:
    threading.settrace(_on_call)
    sys.settrace(_on_call)
