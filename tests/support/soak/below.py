"""A run below the screens: the operation in a process of its own, then another that goes on from there."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from support.soak.cases import CASES
from support.soak.child import NOTHING_OPEN, READY
from support.soak.plan import NO_SIGNAL
from support.soak.stage import BOUND, END_BOUND, HangError, Stage

from cen_tui.operations.outcome import Outcome

_TESTS = Path(__file__).parents[2]
_RUN = "import sys; from support.soak.child import main; main(*sys.argv[1:])"
_SIGNALS = {"hangup": "SIGHUP", "ctrl-c": "SIGINT"}
"""What a terminal would make of it."""


def run_below(stage: Stage) -> None:
    """Do the operation with the signal in it, then again, or look it up."""
    plan = stage.plan
    with _process(stage, "ask", plan.faults) as first:
        stage.await_moment(lambda: first.poll() is not None)
        _send(stage, first)
        told = _told(stage, first)
    if told is None or stage.verdicts[-1].outcome is Outcome.UNKNOWN:
        with _process(stage, "ask" if plan.again else "look", plan.later_faults) as second:
            if _told(stage, second) is None:
                raise HangError(f"The second process ended with {second.returncode}.")


def _process(stage: Stage, what: str, faults: str) -> "subprocess.Popen[str]":
    """Start a process that is ready to begin, put the faults in force, and let it begin."""
    number = str(CASES.index(stage.plan.case))
    paths = os.pathsep.join((str(_TESTS), str(_TESTS.parent)))
    command = [sys.executable, "-c", _RUN, stage.cloud.url, str(stage.journal.path), number, what]
    environ = os.environ | {"PYTHONPATH": paths, "HOME": str(stage.home)}
    running = subprocess.Popen(  # noqa: S603 - this interpreter, and a script of ours
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environ,
    )
    assert running.stdin
    assert running.stdout
    stage.cloud.set_faults("")
    if running.stdout.readline().strip() != READY:
        raise HangError("The process ended before it was ready.")
    stage.cloud.set_faults(faults)
    stage.begins(what)
    running.stdin.write("\n")
    running.stdin.flush()
    return running


def _send(stage: Stage, running: "subprocess.Popen[str]") -> None:
    name = _SIGNALS.get(stage.plan.signal, stage.plan.signal)
    if name == NO_SIGNAL or running.poll() is not None:
        return
    stage.notes.append(name)
    running.send_signal(signal.Signals[name])
    if name == "SIGSTOP":
        time.sleep(stage.plan.stopped)
        running.send_signal(signal.SIGCONT)


def _told(stage: Stage, running: "subprocess.Popen[str]") -> bool | None:
    """Wait for the end of a process; return None when it was ended before it told an outcome."""
    ended = stage.plan.signal not in {NO_SIGNAL, "SIGSTOP"} and len(stage.verdicts) == 0
    try:
        words, _ = running.communicate(timeout=END_BOUND if ended and "ask" in stage.notes[0] else BOUND)
    except subprocess.TimeoutExpired:
        running.kill()
        raise HangError("The process did not end.") from None
    told = words.strip()
    if not told:
        return None
    if told == NOTHING_OPEN:
        stage.notes.append(told)
        return False
    stage.told(Outcome(told))
    return True
