"""The regions in which an Express Connect Router can be attached, and what each means."""

import pytest

from cen_tui.cloud.cen.attachments import ATTACHED, ATTACHING, DETACHING, CenAttachment
from cen_tui.cloud.cen.instances import Router
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.regions import Region
from cen_tui.wizard.cen_owner.attach_region import (
    ABOUT,
    ALREADY_ATTACHED,
    ANOTHER_REGION,
    RegionKind,
    attach_regions,
)

REGIONS = tuple(Region(name, name.title()) for name in ("basic", "none", "enterprise"))
ROUTERS = (Router("tr-1", "enterprise", enterprise=True), Router("tr-2", "basic", enterprise=False))


def test_regions_with_an_enterprise_router_come_first_and_a_basic_one_is_of_no_use() -> None:
    found = attach_regions(REGIONS, ROUTERS, ())
    assert [(one.id, one.kind, one.is_usable) for one in found] == [
        ("enterprise", RegionKind.ENTERPRISE, True),
        ("none", RegionKind.NONE, True),
        ("basic", RegionKind.BASIC, False),
    ]
    assert [one.router_words for one in found] == ["tr-1", "none yet", "Basic, not possible"]
    assert [one.obstacle for one in found] == [None, None, None]
    assert set(ABOUT) == set(RegionKind)


@pytest.mark.parametrize("state", [ATTACHED, ATTACHING, DETACHING])
def test_a_region_in_which_it_is_attached_is_marked_and_refused(state: str) -> None:
    ecr = Network("ECR", "ecr-1", "", "enterprise", "1250440012345678")
    found = attach_regions(REGIONS, ROUTERS, [CenAttachment(ecr, state, "tr-attach-1", "tr-1")])
    held = next(one for one in found if one.id == "enterprise")
    assert (held.kind, held.is_usable) == (RegionKind.ATTACHED, False)
    assert held.router_words == f"{state} · tr-1"
    says = ALREADY_ATTACHED.format(network="ecr-1", region="enterprise")
    assert held.obstacle == (says, ANOTHER_REGION)
    assert all(one.obstacle is None for one in found if one is not held)
