import pytest

from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantRule, Payer
from cen_tui.wizard.caution import change_caution
from cen_tui.wizard.payer import payer_state, read_payer, rule_payer

TARGET = CenTarget("cen-1", "196")


def rule(payer: str, in_force: str = "") -> GrantRule:
    return GrantRule(TARGET, families=(GrantApi.ROUTER,), payer=payer, payer_in_force=in_force or payer)


@pytest.mark.parametrize(
    ("typed", "payer"),
    [
        ("cen-owner", Payer.CEN_OWNER),
        (" Network-Owner ", Payer.NETWORK_OWNER),
        ("PayByResourceOwner", Payer.NETWORK_OWNER),
        ("paybycenowner", Payer.CEN_OWNER),
        ("me", None),
        ("", None),
    ],
)
def test_a_payer_is_read_in_either_spelling(typed: str, payer: Payer | None) -> None:
    assert read_payer(typed) is payer


def test_who_pays_is_said_as_asked_for_and_as_in_force() -> None:
    assert rule_payer(GrantRule(TARGET)) == payer_state(GrantRule(TARGET)) == ""
    assert rule_payer(rule("")) == "transit router"
    assert rule_payer(rule("PayByCenOwner")) == "CEN owner pays"
    pending = rule("PayByResourceOwner", "PayByCenOwner")
    assert rule_payer(pending) == "network owner to pay, CEN owner pays now"
    assert payer_state(pending) == "Payer asked for: network owner · in force: CEN owner"
    assert rule_payer(rule("PayByNobody\x1b[2J")).startswith("PayByNobody")
    assert "\x1b" not in rule_payer(rule("PayByNobody\x1b[2J"))


def test_the_caution_says_who_the_limit_and_the_other_step() -> None:
    text = change_caution(Payer.NETWORK_OWNER)
    assert text.startswith("From then on this account pays (PayByResourceOwner)")
    assert "within an hour" in text
    assert "both accounts" in text
    assert "Until then the previous payer pays." in text
    assert change_caution(Payer.CEN_OWNER).startswith("From then on the CEN's owner pays")
