"""The result of an operation as lines: a sign, a word, the network, and for a failure what to do."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from cen_tui.operations.outcome import OperationResult, Outcome
from cen_tui.tui.widgets.problem import problem_text
from cen_tui.wizard.handover import in_force, outcome_words

_SIGNS: Final = {Outcome.VERIFIED: "+", Outcome.ALREADY: "=", Outcome.REFUSED: "x", Outcome.UNKNOWN: "?"}


def outcome_text(result: OperationResult, advice: str = "") -> Content:
    """Return the lines of one result. The sign and the word say it without colour.

    `advice` takes the place of what its error advises.
    """
    style = "bold $success" if in_force(result) else "bold $error"
    words = f"{_SIGNS[result.outcome]} {outcome_words(result.kind, result.outcome, result.refusal)}"
    line = Content.assemble((words, style), f"  {result.network.id}")
    return line if result.error is None else Content("\n").join([line, problem_text(result.error, advice)])


def outcome_lines(results: Sequence[OperationResult], left: str) -> tuple[list[Content], str]:
    """Return the lines of operations on one network, and what is still to be said of what is left to do.

    Where the last was refused, what is left is what its error advises, and takes the place of that.
    """
    *before, last = results
    refused = last.outcome is Outcome.REFUSED
    lines = [*map(outcome_text, before), outcome_text(last, left if refused else "")]
    return lines, "" if refused else left
