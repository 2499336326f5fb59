"""The grant rules that stand, as lines."""

from collections.abc import Sequence

from textual.content import Content

from cen_tui.cloud.networks.base import CenTarget, GrantRule
from cen_tui.text import grouped
from cen_tui.wizard.payer import rule_payer


def rules_text(rules: Sequence[GrantRule], wanted: CenTarget | None = None) -> Content:
    """Return one line a rule; the rule of the wanted target is marked."""
    if not rules:
        return Content.styled("Nobody yet: no grant rule stands.", "dim")
    return Content("\n").join(_line(rule, wanted) for rule in rules)


def rule_line(rule: GrantRule) -> str:
    """Return one rule as a line."""
    since = f"since {rule.created:%Y-%m-%d}" if rule.created else ""
    pieces = [rule.target.cen_id, f"of {grouped(rule.target.owner_uid)}", since, rule_payer(rule), rule.note]
    return "  ".join(piece for piece in pieces if piece)


def _line(rule: GrantRule, wanted: CenTarget | None) -> Content:
    text = rule_line(rule)
    return Content.styled(f"{text}  = this", "bold") if rule.target == wanted else Content(text)
