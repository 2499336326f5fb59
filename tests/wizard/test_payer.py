"""Who pays, in words, and how each type of a mixed selection is granted."""

from itertools import product

import pytest

from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantOptions, GrantRule, Network, Payer
from cen_tui.cloud.networks.registry import network_type
from cen_tui.wizard.caution import change_caution
from cen_tui.wizard.payer import (
    EXPLAINED,
    NOT_CHANGEABLE,
    explained,
    grant_groups,
    other_payer,
    payer_state,
    read_payer,
    rule_payer,
)

TARGET = CenTarget("cen-1", "196")


def rule(payer: str, in_force: str = "") -> GrantRule:
    return GrantRule(TARGET, apis=(GrantApi.ROUTER,), payer=payer, payer_in_force=in_force or payer)


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


def test_who_pays_is_said_as_requested_and_as_effective() -> None:
    assert rule_payer(GrantRule(TARGET)) == payer_state(GrantRule(TARGET), network_type("VPC")) == ""
    assert rule_payer(rule("")) == "transit router"
    assert rule_payer(rule("PayByCenOwner")) == "CEN owner pays"
    pending = rule("PayByResourceOwner", "PayByCenOwner")
    assert rule_payer(pending) == "payer network owner requested, CEN owner effective"
    says = "Payer requested: network owner; effective: CEN owner"
    assert payer_state(pending, network_type("VPC")) == says
    assert payer_state(pending, network_type("ECR")) == f"{says}\n{NOT_CHANGEABLE}"
    assert other_payer(pending, network_type("VPC")) is Payer.CEN_OWNER
    assert other_payer(pending, network_type("ECR")) is None
    assert rule_payer(rule("PayByNobody\x1b[2J")).startswith("PayByNobody")
    assert "\x1b" not in rule_payer(rule("PayByNobody\x1b[2J"))


def test_the_caution_says_who_the_limit_and_the_other_step() -> None:
    text = change_caution(Payer.NETWORK_OWNER)
    assert text.startswith("From then on this account pays (PayByResourceOwner)")
    assert "within an hour" in text
    assert "both accounts" in text
    assert "Until then the previous payer pays." in text
    assert change_caution(Payer.CEN_OWNER).startswith("From then on the CEN's owner pays")
    assert change_caution(Payer.CEN_OWNER).startswith("From then on the CEN's owner pays")


PLAIN = GrantOptions(GrantApi.CEN)


def paid_by(payer: Payer) -> GrantOptions:
    return GrantOptions(GrantApi.ROUTER, payer)


def of(*types: str) -> list[Network]:
    return [Network(key, f"{key}-{place}", "", "r") for place, key in enumerate(types)]


def test_a_vpn_or_a_ccn_in_a_selection_changes_no_other_grant() -> None:
    for others, payer in product(([], ["VPN"], ["CCN"], ["VPN", "CCN"]), (None, *Payer)):
        choices = grant_groups(of("VPC", "VBR", *others), payer)
        mine = next(options for types, options in choices if "VPC" in types)
        assert mine == (PLAIN if payer is None else paid_by(payer)), f"VPC beside {others}, payer {payer}"


def test_each_type_of_a_selection_is_granted_through_its_own_api() -> None:
    mixed = of("VPC", "CCN", "VPN", "VBR", "VPC")
    assert grant_groups(mixed, None) == (("VPC, CCN, VBR", PLAIN), ("VPN", paid_by(Payer.CEN_OWNER)))
    mine = Payer.NETWORK_OWNER
    assert grant_groups(mixed, mine) == (("VPC, VPN, VBR", paid_by(mine)), ("CCN", PLAIN))


def test_a_mixed_selection_is_explained_by_type_and_one_of_one_kind_in_a_sentence() -> None:
    for payer in (None, *Payer):
        assert explained(of("VPC", "VBR"), payer) == EXPLAINED[payer]
    assert explained(of("VPC", "VPN"), None) == ("VPC: no payer. VPN: CEN owner pays (Enterprise router).")
    assert explained(of("VPC", "CCN"), Payer.NETWORK_OWNER) == (
        "VPC: you pay (Enterprise router). CCN: no payer."
    )
