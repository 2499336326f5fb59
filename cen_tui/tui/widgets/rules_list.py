"""The grant rules of a network, a line each."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from cen_tui.cloud.networks.base import CenTarget, GrantRule
from cen_tui.text import grouped
from cen_tui.wizard.payer import rule_payer

NO_RULES: Final = "None. No CEN is authorized yet."
SAME_TARGET: Final = "(this target)"


def rules_text(rules: Sequence[GrantRule], wanted: CenTarget | None = None) -> Content:
    """Return one line a rule; that of the wanted target says so."""
    if not rules:
        return Content.styled(NO_RULES, "dim")
    return Content("\n").join(_line(rule, wanted) for rule in rules)


def rule_line(rule: GrantRule) -> str:
    """Return one rule as a line."""
    since = f"since {rule.created:%Y-%m-%d}" if rule.created else ""
    pieces = [rule.target.cen_id, f"of {grouped(rule.target.owner_uid)}", since, rule_payer(rule), rule.note]
    return "  ".join(piece for piece in pieces if piece)


def _line(rule: GrantRule, wanted: CenTarget | None) -> Content:
    text = rule_line(rule)
    return Content.styled(f"{text}  {SAME_TARGET}", "bold") if rule.target == wanted else Content(text)
