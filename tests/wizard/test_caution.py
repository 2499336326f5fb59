"""The caution notice says every fact, for one network and for several."""

import pytest

from cen_tui.wizard.caution import caution


def test_for_one_network_every_fact_is_said_of_it() -> None:
    said = " ".join(caution(1).split())
    assert "The other account will be able to attach this network to its CEN" in said
    assert "access the resources in it." in said
    assert "Alibaba Cloud does not check that this CEN exists or belongs to this account." in said
    assert "A wrong digit opens this network to a stranger" in said
    assert "check both before you continue." in said
    assert "Revoking later does not detach a network that has already been attached." in said


@pytest.mark.parametrize("networks", [2, 12, 2500])
def test_for_several_networks_every_fact_is_said_of_all(networks: int) -> None:
    said = " ".join(caution(networks).split())
    assert f"The other account will be able to attach these {networks} networks to its CEN" in said
    assert "access their resources." in said
    assert "Alibaba Cloud does not check that this CEN exists or belongs to this account." in said
    assert "A wrong digit opens these networks to a stranger" in said
    assert "check both before you continue." in said
    assert "Revoking later does not detach a network that has already been attached." in said
    assert "this network" not in said
    assert " it." not in said


@pytest.mark.parametrize("networks", [1, 2, 12])
def test_no_blank_is_left_unfilled(networks: int) -> None:
    assert not set("{}") & set(caution(networks))
