"""A run in a terminal: `cen-tui` as an operator runs it, its confirmation, what it tells, and its end."""

import os
import re
import signal
import time
from pathlib import Path
from typing import Final

from support.program_process import process
from support.soak.cases import Case
from support.soak.plan import NO_SIGNAL
from support.soak.stage import BOUND, END_BOUND, HangError, Stage, left_over, until
from support.terminal import Terminal, terminal

from cen_tui.cloud.networks.base import Payer
from cen_tui.operations.outcome import OperationKind, Outcome, Refusal
from cen_tui.tui.screens.cen_owner.inbox import ENTER_ATTACHES
from cen_tui.tui.screens.grants.history import LEAD
from cen_tui.wizard.execution.unfinished import CHECK_AGAIN, CHECK_FAILED, CHECK_LATER, NOT_APPLIED, RECORDED
from cen_tui.wizard.handover import outcome_words
from cen_tui.wizard.networks import place_of

_PATIENCE: Final = 40.0
_ENDED: Final = "it ended with "
_SIGNS: Final = {"+": Outcome.VERIFIED, "=": Outcome.ALREADY, "x": Outcome.REFUSED, "?": Outcome.UNKNOWN}
_GONE: Final = "hangup"


def run_on_screen(stage: Stage) -> None:
    """Do the operation with the signal in it, then start anew and go on from what is open."""
    plan, pid_file = stage.plan, stage.home.parent / "pid"
    if _first(stage, pid_file):
        return
    until(lambda: not left_over(stage.home), "the end of what ran in the terminal", END_BOUND)
    with terminal(stage.home, stage.environ) as screen:
        if _may_ask_again(stage):
            _to_digits(stage, screen, pid_file)
            _confirm(stage, screen, plan.later_faults)
            _take_verdict(stage, screen)
        elif stage.journal.open_entries():
            stage.cloud.set_faults("")
            _start(stage, screen, pid_file, "")
            _settle(stage, screen)
        _quit(screen)


def _may_ask_again(stage: Stage) -> bool:
    """Tell whether the second try asks for the same: what was done is on the lists only for a grant."""
    if stage.plan.again and stage.plan.case.kind is not OperationKind.GRANT:
        time.sleep(stage.plan.lateness)
        return not stage.cloud.truth().done
    return stage.plan.again


def _first(stage: Stage, pid_file: Path) -> bool:
    """Return whether it was told what came of it, for certain."""
    plan = stage.plan
    with terminal(stage.home, stage.environ) as screen:
        _to_digits(stage, screen, pid_file)
        _confirm(stage, screen, plan.faults)
        stage.await_moment(lambda: _verdict(stage, screen) is not None)
        _send(stage, screen, pid_file)
        if plan.signal == _GONE:  # the terminal goes away with what is left of this block
            return False
        if plan.signal in {NO_SIGNAL, "ctrl-c", "SIGSTOP"}:
            _take_verdict(stage, screen)
            _retry(stage, screen)
            _quit(screen)
            return stage.verdicts[-1].outcome is not Outcome.UNKNOWN
        _await_shell(screen, END_BOUND)
        return False


def _start(stage: Stage, screen: Terminal, pid_file: Path, flags: str) -> None:
    screen.run("set +m; PS1=")  # a shell that does not notice a stop leaves the terminal to who is stopped
    run = f"exec cen-tui --endpoint {stage.cloud.url} --no-counts {flags}"
    screen.run(f"clear; sh -c 'echo $$ > {pid_file}; {run}'; echo {_ENDED}$?")


def _to_digits(stage: Stage, screen: Terminal, pid_file: Path) -> None:
    """Start, go to the confirmation, and type its digits."""
    case = stage.plan.case
    stage.cloud.set_faults("")
    if case.kind is OperationKind.ATTACH:
        _to_attach(stage, screen, pid_file)
    elif case.kind is OperationKind.GRANT:
        _start(stage, screen, pid_file, _flags(case))
    else:
        _to_rule(stage, screen, pid_file)
    screen.see("Type the last four digits", "____", timeout=_PATIENCE)
    for place in range(len(case.digits)):
        screen.type(case.digits[place])
        shown = re.compile(rf"(?m)UID to [a-z ]+:.*\s{case.digits[: place + 1]}\s*$")
        screen.until(lambda: shown.search(screen.screen()) is not None, "the digit", _PATIENCE)  # noqa: B023


def _flags(case: Case) -> str:
    network, target = case.network, case.target
    flags = f"--account environment --region {network.region} --type {case.type} --network {network.id}"
    payer = " --payer cen-owner" if case.options.payer is Payer.CEN_OWNER else ""
    return f"{flags} --cen-owner {target.owner_uid} --cen-id {target.cen_id}{payer}"


def _to_rule(stage: Stage, screen: Terminal, pid_file: Path) -> None:
    case = stage.plan.case
    region = case.network.region
    _start(stage, screen, pid_file, f"--account environment --region {region} --type {case.type}")
    screen.see(f"in {place_of(region)}. Enter continues", timeout=_PATIENCE)
    _filter(screen, case.network.id)
    screen.press("d")
    key, word = ("x", "Revoke") if case.kind is OperationKind.REVOKE else ("p", "Payer")
    screen.see(f"{key} {word}", case.target.cen_id, timeout=_PATIENCE)
    screen.press(key)


def _to_attach(stage: Stage, screen: Terminal, pid_file: Path) -> None:
    case = stage.plan.case
    _start(stage, screen, pid_file, "")
    screen.see("Which account owns the network?", "Enter signs in", timeout=_PATIENCE)
    screen.press("c")
    screen.see("CENs.", timeout=_PATIENCE)
    _filter(screen, case.target.cen_id)
    screen.press("Enter")
    screen.see(ENTER_ATTACHES, timeout=_PATIENCE)
    _filter(screen, case.network.id)
    screen.press("Enter")
    if case.action == "CreateTransitRouterVpcAttachment":
        screen.see("vSwitches. Space selects", timeout=_PATIENCE)
        screen.press("Space", "Enter")


def _filter(screen: Terminal, text: str) -> None:
    """Bring the cursor to the only row that holds a text."""
    screen.press("/")
    screen.type(text)
    screen.see(text, "1 of", timeout=_PATIENCE)
    screen.press("Tab")


def _confirm(stage: Stage, screen: Terminal, faults: str) -> None:
    stage.cloud.set_faults(faults)
    stage.begins("confirmed")
    screen.press("Enter")


def _settle(stage: Stage, screen: Terminal) -> None:
    screen.see("no known result.", timeout=_PATIENCE)
    screen.press("h")
    screen.see(LEAD, stage.plan.case.network.id, timeout=_PATIENCE)
    stage.cloud.set_faults(stage.plan.later_faults)
    stage.begins("looked up")
    screen.press("Enter")
    told = (RECORDED, CHECK_LATER, CHECK_AGAIN, NOT_APPLIED)
    if screen.see_any(*told, CHECK_FAILED, timeout=BOUND) != CHECK_FAILED:
        _take_verdict(stage, screen)


def _retry(stage: Stage, screen: Terminal) -> None:
    """Try a grant that ended unknown again, where its outcome stands."""
    plan = stage.plan
    is_unknown = stage.verdicts[-1].outcome is Outcome.UNKNOWN
    if not plan.retried or not is_unknown or plan.case.kind is not OperationKind.GRANT:
        return
    before = len(stage.cloud.calls())
    stage.cloud.set_faults(plan.later_faults)
    stage.begins("retried")
    screen.press("r")
    until(lambda: len(stage.cloud.calls()) > before, "a call of the retry", BOUND)
    _take_verdict(stage, screen)


def _verdict(stage: Stage, screen: Terminal) -> Outcome | None:
    kind, own, shown = stage.plan.case.kind, stage.plan.case.network.id, screen.screen()
    for sign, outcome in _SIGNS.items():
        words = {re.escape(outcome_words(kind, outcome, refusal)) for refusal in Refusal}
        if re.search(rf"(?m)^\W?\s*{re.escape(sign)} ({'|'.join(words)})\s+{own}", shown):
            return outcome
    return None


def _take_verdict(stage: Stage, screen: Terminal) -> None:
    try:
        until(lambda: _verdict(stage, screen) is not None, "an outcome", BOUND)
    except HangError as error:
        raise HangError(f"{error} The screen:\n{screen.screen()}") from error
    outcome = _verdict(stage, screen)
    assert outcome
    stage.told(outcome)


def _send(stage: Stage, screen: Terminal, pid_file: Path) -> None:
    name = stage.plan.signal
    if name == NO_SIGNAL:
        return
    if outcome := _verdict(stage, screen):
        stage.told(outcome)
    stage.notes.append(name)
    if name == "ctrl-c":
        screen.press("C-c")
    elif name != _GONE:
        number = process(pid_file)
        os.kill(number, signal.Signals[name])
        if name == "SIGSTOP":
            time.sleep(stage.plan.stopped)
            os.kill(number, signal.SIGCONT)


def _quit(screen: Terminal) -> None:
    """Leave, and wait for the end; a program that was not started is none to leave."""
    if not screen.shows("Quit"):
        return
    screen.press("C-q")
    _await_shell(screen, END_BOUND)
    if not screen.shows(f"{_ENDED}0"):
        raise HangError(f"It did not end in order. The screen:\n{screen.screen()}")


def _await_shell(screen: Terminal, bound: float) -> None:
    try:
        until(lambda: screen.shows(_ENDED), "the end of the program", bound)
    except HangError as error:
        raise HangError(f"{error} The screen:\n{screen.screen()}") from error
