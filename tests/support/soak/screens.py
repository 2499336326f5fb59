"""A run in a terminal: `cen-tui` as an operator runs it, its confirmation, what it tells, and its end."""

import os
import re
import signal
import time
from pathlib import Path
from typing import Final

from support.keyboard import type_digits
from support.program_process import process
from support.soak.cases import Case
from support.soak.plan import NO_SIGNAL
from support.soak.stage import BOUND, END_BOUND, HangError, Stage, left_over, until
from support.terminal import Terminal, terminal

from cen_tui.cloud.networks.base import Payer
from cen_tui.operations.outcome import OperationKind, Outcome, Refusal
from cen_tui.tui.screens.cen_owner.attach_region import ENTER_CONTINUES
from cen_tui.tui.screens.cen_owner.inbox import ENTER_ATTACHES, R_RELOADS
from cen_tui.tui.screens.choose_routes import WHICH_ROUTES
from cen_tui.tui.screens.grants.audit import PLACE
from cen_tui.tui.screens.grants.history import LEAD
from cen_tui.wizard.cen_owner.routes import ROUTE_CHOICES
from cen_tui.wizard.execution.unfinished import CHECK_AGAIN, CHECK_FAILED, CHECK_LATER, NOT_APPLIED, RECORDED
from cen_tui.wizard.handover import outcome_words
from cen_tui.wizard.networks import place_of

_PATIENCE: Final = 40.0
_ENDED: Final = "it ended with "
_SIGNS: Final = {"+": Outcome.VERIFIED, "=": Outcome.ALREADY, "x": Outcome.REFUSED, "?": Outcome.UNKNOWN}
_GONE: Final = "hangup"
_KEYS: Final = {
    OperationKind.REVOKE: ("x", "Revoke"),
    OperationKind.CHANGE_PAYER: ("p", "Payer"),
    OperationKind.DETACH: ("x", "Detach"),
    OperationKind.ASSOCIATE: ("f", "Routes"),
    OperationKind.PROPAGATE: ("f", "Routes"),
    OperationKind.CHANGE_ATTACHMENT_PAYER: ("p", "Payer"),
}
"""The key that leads to the confirmation, and its word in the line of keys."""


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
            _take_verdicts(stage, screen)
        elif stage.journal.open_entries():
            stage.cloud.set_faults("")
            _start(stage, screen, pid_file, "")
            _settle(stage, screen)
        _quit(screen)


def _may_ask_again(stage: Stage) -> bool:
    """Tell whether the second try asks for the same: what was done is on the lists only for a grant."""
    plan = stage.plan
    if plan.again and plan.case.kind is not OperationKind.GRANT:
        time.sleep(plan.lateness + plan.attaching)
        return bool(_left(stage))
    return plan.again


def _left(stage: Stage) -> tuple[Case, ...]:
    """Return what is not done yet, of what the run does."""
    return tuple(case for case in stage.plan.case.every if not stage.cloud.truth(case).done)


def _first(stage: Stage, pid_file: Path) -> bool:
    """Return whether it was told what came of it, for certain."""
    plan = stage.plan
    with terminal(stage.home, stage.environ) as screen:
        _to_digits(stage, screen, pid_file)
        _confirm(stage, screen, plan.faults)
        stage.await_moment(lambda: _verdict(screen, plan.case) is not None)
        _send(stage, screen, pid_file)
        if plan.signal == _GONE:  # the terminal goes away with what is left of this block
            return False
        if plan.signal in {NO_SIGNAL, "ctrl-c", "SIGSTOP"}:
            _take_verdicts(stage, screen)
            _retry(stage, screen)
            _quit(screen)
            return all(told.outcome is not Outcome.UNKNOWN for told in stage.last_told())
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
    if case.kind.of_cen_owner:
        _to_granted(stage, screen, pid_file)
    elif case.kind is OperationKind.GRANT:
        _start(stage, screen, pid_file, _flags(case))
    elif case.others:
        _to_rules(stage, screen, pid_file)
    else:
        _to_rule(stage, screen, pid_file)
    type_digits(screen, case.digits, _PATIENCE)


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
    screen.see(case.target.cen_id, timeout=_PATIENCE)
    _press_key_of(screen, case)


def _press_key_of(screen: Terminal, case: Case) -> None:
    """Press the key of an operation as soon as it is offered."""
    key, word = _KEYS[case.kind]
    screen.see(f"{key} {word}", timeout=_PATIENCE)
    screen.press(key)


def _to_rules(stage: Stage, screen: Terminal, pid_file: Path) -> None:
    """Select in the list of all grants what is left to be revoked."""
    _start(stage, screen, pid_file, "")
    screen.see("Which account owns the network?", "Enter signs in", timeout=_PATIENCE)
    screen.press("G")
    screen.see(PLACE, timeout=_PATIENCE)
    stage.asked = _left(stage)
    for case in stage.asked:
        _filter(screen, f"{case.network.id} {case.target.cen_id}")
        screen.press("Space")
    _press_key_of(screen, stage.plan.case)


def _to_granted(stage: Stage, screen: Terminal, pid_file: Path) -> None:
    """Open the networks that are granted to the CEN, and what is to be done with one."""
    case = stage.plan.case
    _start(stage, screen, pid_file, "")
    screen.see("Which account owns the network?", "Enter signs in", timeout=_PATIENCE)
    screen.press("c")
    screen.see("CENs.", timeout=_PATIENCE)
    _filter(screen, case.target.cen_id)
    screen.press("Enter")
    screen.see_any(ENTER_ATTACHES, R_RELOADS, timeout=_PATIENCE)
    _filter(screen, case.network.id)
    if case.kind is not OperationKind.ATTACH:
        _press_key_of(screen, case)
        if case.kind in {OperationKind.ASSOCIATE, OperationKind.PROPAGATE}:
            screen.see(WHICH_ROUTES, timeout=_PATIENCE)
            place = next(n for n, one in enumerate(ROUTE_CHOICES) if one.kinds == (case.kind,))
            screen.press(*["Down"] * place, "Enter")
        return
    screen.press("Enter")
    if case.type == "ECR":
        screen.see(ENTER_CONTINUES, timeout=_PATIENCE)
        _filter(screen, case.network.region)
        screen.press("Enter")
    elif case.action == "CreateTransitRouterVpcAttachment":
        screen.see("vSwitches. Space selects", timeout=_PATIENCE)
        screen.press("Space", "Enter")


def _filter(screen: Terminal, text: str) -> None:
    """Narrow a list to the rows that hold a text, and go to the first of them."""
    screen.press("/", "C-u")
    screen.type(text)
    row = text.split(maxsplit=1)[0]
    narrowed = re.compile(rf"(?m)^\W*{re.escape(text)}\s+[1-9]( of [\d,]+)?\s*\n(?s:.*){re.escape(row)}")
    screen.until(lambda: narrowed.search(screen.screen()) is not None, f"rows with {text}", _PATIENCE)
    screen.press("Tab")


def _confirm(stage: Stage, screen: Terminal, faults: str) -> None:
    stage.cloud.set_faults(faults)
    stage.begins("confirmed")
    screen.press("Enter")


def _settle(stage: Stage, screen: Terminal) -> None:
    """Look up each operation that is open, one after the other."""
    opened = {entry.intent.network_id for entry in stage.journal.open_entries()}
    screen.see("no known result.", timeout=_PATIENCE)
    screen.press("h")
    screen.see(LEAD, timeout=_PATIENCE)
    for case in stage.plan.case.every:
        if case.network.id not in opened:
            continue
        _filter(screen, case.network.id)
        stage.asked = (case,)
        stage.cloud.set_faults(stage.plan.later_faults)
        stage.begins("looked up")
        screen.press("Enter")
        told = (RECORDED, CHECK_LATER, CHECK_AGAIN, NOT_APPLIED)
        if screen.see_any(*told, CHECK_FAILED, timeout=BOUND) != CHECK_FAILED:
            _take_verdicts(stage, screen)


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
    _take_verdicts(stage, screen)


def _verdict(screen: Terminal, case: Case) -> Outcome | None:
    shown = screen.screen()
    for sign, outcome in _SIGNS.items():
        words = {re.escape(outcome_words(case.kind, outcome, refusal)) for refusal in Refusal}
        if re.search(rf"(?m)^\W?\s*{re.escape(sign)} ({'|'.join(words)})\s+{case.network.id}", shown):
            return outcome
    return None


def _take_verdicts(stage: Stage, screen: Terminal) -> None:
    """Wait until all that was asked for has its outcome, and keep what is told."""
    try:
        until(lambda: len(_shown(stage, screen)) == len(stage.asked), "an outcome", BOUND)
    except HangError as error:
        raise HangError(f"{error} The screen:\n{screen.screen()}") from error
    _tell(stage, screen)


def _tell(stage: Stage, screen: Terminal) -> None:
    for case, outcome in _shown(stage, screen).items():
        stage.told(outcome, case)


def _shown(stage: Stage, screen: Terminal) -> dict[Case, Outcome]:
    """Return the outcomes that are on the screen."""
    found = {case: _verdict(screen, case) for case in stage.asked}
    return {case: outcome for case, outcome in found.items() if outcome is not None}


def _send(stage: Stage, screen: Terminal, pid_file: Path) -> None:
    name = stage.plan.signal
    if name == NO_SIGNAL:
        return
    _tell(stage, screen)
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
