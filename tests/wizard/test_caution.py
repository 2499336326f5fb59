"""The caution notice says every fact, for one network and for several."""

from dataclasses import replace

import pytest

from cen_tui.cloud.networks.base import Attachment, CenTarget, GrantRule, Network
from cen_tui.wizard.caution import caution, revoke_caution, revoke_several_caution

RULE = GrantRule(CenTarget("cen-7qthudw0ll6jmc000b", "1960521077884321"))
VPC = Network("VPC", "vpc-1", "", "cn-hangzhou")
HERE = (Attachment(RULE.target.cen_id, RULE.target.owner_uid),)
ELSEWHERE = (Attachment("cen-8qthudw0ll6jmc000b", RULE.target.owner_uid),)
STILL = (
    "it is still attached to cen-7qthudw0ll6jmc000b of 1960 5210 7788 4321. Ask its owner to detach it first"
)


def test_for_one_network_every_fact_is_said_of_it() -> None:
    said = " ".join(caution(1).split())
    assert "The other account will be able to attach this network to its CEN" in said
    assert "access the resources in it." in said
    assert "Alibaba Cloud does not check that this CEN exists or belongs to this account." in said
    assert "If a single character is wrong, this network opens to a stranger: check both." in said
    assert "Revoking later does not detach a network that has already been attached." in said


@pytest.mark.parametrize("networks", [2, 12, 2500])
def test_for_several_networks_every_fact_is_said_of_all(networks: int) -> None:
    said = " ".join(caution(networks).split())
    assert f"The other account will be able to attach these {networks} networks to its CEN" in said
    assert "access their resources." in said
    assert "Alibaba Cloud does not check that this CEN exists or belongs to this account." in said
    assert "If a single character is wrong, these networks open to a stranger: check both." in said
    assert "Revoking later does not detach a network that has already been attached." in said
    assert "this network" not in said
    assert " it." not in said


@pytest.mark.parametrize("networks", [1, 2, 12])
def test_no_blank_is_left_unfilled(networks: int) -> None:
    assert not set("{}") & set(caution(networks))


@pytest.mark.parametrize(
    ("network", "says", "not_said"),
    [
        (replace(VPC, attached=True, attachments=HERE), STILL, "what is attached stays attached"),
        (replace(VPC, attached=True, attachments=ELSEWHERE), "what is attached stays attached", "still"),
        (VPC, "what is attached stays attached, and reachable,", "could not be read"),
        (replace(VPC, attached=None), "Whether it is attached to this CEN could not be read.", "still"),
        (replace(VPC, attached=True), "the cloud does not say to which CEN: if it is this", "could not"),
    ],
)
def test_a_revoke_says_to_whose_cen_the_network_is_still_attached(
    network: Network, says: str, not_said: str
) -> None:
    said = " ".join(revoke_caution(network, RULE).split())
    assert "Revoking does not detach" in said
    assert says in said
    assert not_said not in said


def test_a_revoke_of_several_says_how_many_are_still_attached() -> None:
    attached = replace(VPC, attached=True, attachments=HERE)
    said = revoke_several_caution([(attached, RULE), (VPC, RULE), (replace(VPC, attached=None), RULE)])
    assert "2 of 3 are, or may be, still attached" in said
    assert "still" not in revoke_several_caution([(VPC, RULE), (VPC, RULE)])
