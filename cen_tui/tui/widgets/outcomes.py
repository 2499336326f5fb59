"""The result of an operation as lines: a sign, a word, the network, and for a failure what to do."""

from typing import Final

from textual.content import Content

from cen_tui.operations.outcome import OperationResult, Outcome
from cen_tui.tui.widgets.problem import problem_text
from cen_tui.wizard.handover import in_force, outcome_words

_SIGNS: Final = {Outcome.VERIFIED: "+", Outcome.ALREADY: "=", Outcome.REFUSED: "x", Outcome.UNKNOWN: "?"}


def outcome_text(result: OperationResult) -> Content:
    """Return the lines of one result. The sign and the word say it without colour."""
    style = "bold $success" if in_force(result) else "bold $error"
    words = f"{_SIGNS[result.outcome]} {outcome_words(result.kind, result.outcome, result.refusal)}"
    line = Content.assemble((words, style), f"  {result.network.id}")
    return line if result.error is None else Content("\n").join([line, problem_text(result.error)])
