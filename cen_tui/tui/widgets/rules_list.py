"""The grant rules of a network, a line each."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from cen_tui.cloud.networks.base import CenTarget, GrantRule
from cen_tui.i18n import gettext as _
from cen_tui.text import grouped
from cen_tui.wizard.payer import rule_payer

NO_RULES: Final = _("None. No CEN is authorized yet.")
SAME_TARGET: Final = _("(this target)")


def rules_text(rules: Sequence[GrantRule], wanted: CenTarget | None = None) -> Content:
    """Return one line a rule; that of the wanted target says so."""
    if not rules:
        return Content.styled(NO_RULES, "dim")
    return Content("\n").join(_line(rule, wanted) for rule in rules)


def rule_line(rule: GrantRule) -> str:
    """Return one rule as a line."""
    since = _("since {day}").format(day=f"{rule.created:%Y-%m-%d}") if rule.created else ""
    owner = _("of {owner}").format(owner=grouped(rule.target.owner_uid))
    pieces = [rule.target.cen_id, owner, since, rule_payer(rule), rule.note]
    return "  ".join(piece for piece in pieces if piece)


def _line(rule: GrantRule, wanted: CenTarget | None) -> Content:
    text = rule_line(rule)
    return Content.styled(f"{text}  {SAME_TARGET}", "bold") if rule.target == wanted else Content(text)
