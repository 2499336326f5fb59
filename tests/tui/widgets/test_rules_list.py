"""The rules that stand, one a line, and the wanted one marked in words."""

from datetime import UTC, datetime

from cen_tui.cloud.networks.base import CenTarget, GrantRule
from cen_tui.tui.widgets.rules_list import NO_RULES, SAME_TARGET, rules_text

BACKBONE = CenTarget("cen-7qthudw0ll6jmc000b", "1960521077884321")
LEGACY = CenTarget("cen-0000000000000000aa", "1960521077884321")
RULES = (
    GrantRule(BACKBONE, datetime(2025, 6, 2, tzinfo=UTC)),
    GrantRule(LEGACY, note="secure rerouting"),
)


def test_no_rule_is_said_in_words() -> None:
    assert rules_text(()).plain == NO_RULES


def test_each_rule_names_cen_owner_date_and_note() -> None:
    assert rules_text(RULES).plain.splitlines() == [
        "cen-7qthudw0ll6jmc000b  of 1960 5210 7788 4321  since 2025-06-02",
        "cen-0000000000000000aa  of 1960 5210 7788 4321  secure rerouting",
    ]


def test_the_wanted_rule_is_marked_without_colour() -> None:
    first, second = rules_text(RULES, BACKBONE).plain.splitlines()
    assert first.endswith(SAME_TARGET)
    assert SAME_TARGET not in second


def test_the_same_cen_of_another_owner_is_not_the_wanted_one() -> None:
    other = CenTarget(BACKBONE.cen_id, "1033827160459012")
    assert SAME_TARGET not in rules_text(RULES, other).plain
