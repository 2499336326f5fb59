"""Whether a grant would send nothing, from the rules that were read."""

from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantRule, Network, Payer
from cen_tui.cloud.networks.grant_apis import RulesRead
from cen_tui.wizard.authorizations import Authorizations

TARGET = CenTarget("cen-1", "196")
VPC = Network("VPC", "vpc-1", "", "r")
VPN = Network("VPN", "vco-1", "", "r")
PLAIN = GrantRule(TARGET)
PAID = GrantRule(TARGET, apis=(GrantApi.ROUTER,), payer=Payer.CEN_OWNER.value)


def read(*reads: tuple[Network, GrantApi, tuple[GrantRule, ...]]) -> Authorizations:
    found = Authorizations()
    for network, family, rules in reads:
        found.add(RulesRead(network, family, rules))
    return found


def test_nothing_is_known_before_it_was_read() -> None:
    assert read().of(VPC) is None
    assert not read().include([VPC], TARGET, None)
    assert read((VPC, GrantApi.CEN, ())).of(VPC) == ()


def test_a_rule_counts_only_for_the_same_api_target_and_payer() -> None:
    found = read((VPC, GrantApi.CEN, (PLAIN,)))
    assert found.include([VPC], TARGET, None)
    assert not found.include([VPC], CenTarget("cen-1", "197"), None)
    assert not found.include([VPC], TARGET, Payer.CEN_OWNER)
    paid = read((VPC, GrantApi.ROUTER, (PAID,)))
    assert paid.include([VPC], TARGET, Payer.CEN_OWNER)
    assert not paid.include([VPC], TARGET, Payer.NETWORK_OWNER)
    assert not paid.include([VPC], TARGET, None)


def test_of_a_mixed_selection_each_network_is_read_through_its_own_api() -> None:
    found = read((VPC, GrantApi.CEN, (PLAIN,)), (VPN, GrantApi.ROUTER, (PAID,)))
    assert found.include([VPC, VPN], TARGET, None)
    assert not found.include([VPC, VPN], TARGET, Payer.CEN_OWNER)


def test_the_rules_of_both_apis_are_one_a_cen() -> None:
    found = read((VPC, GrantApi.CEN, (PLAIN,)), (VPC, GrantApi.ROUTER, (PAID,)))
    assert found.of(VPC) is not None
    assert [rule.apis for rule in found.of(VPC) or ()] == [(GrantApi.CEN, GrantApi.ROUTER)]
