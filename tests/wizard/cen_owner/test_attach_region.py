"""The regions in which an Express Connect Router can be attached, and what each means."""

from cen_tui.cloud.cen.instances import Router
from cen_tui.cloud.regions import Region
from cen_tui.wizard.cen_owner.attach_region import ABOUT, RouterKind, attach_regions

REGIONS = tuple(Region(name, name.title()) for name in ("basic", "none", "enterprise"))
ROUTERS = (Router("tr-1", "enterprise", enterprise=True), Router("tr-2", "basic", enterprise=False))


def test_regions_with_an_enterprise_router_come_first_and_a_basic_one_is_of_no_use() -> None:
    found = attach_regions(REGIONS, ROUTERS)
    assert [(one.id, one.kind, one.is_usable) for one in found] == [
        ("enterprise", RouterKind.ENTERPRISE, True),
        ("none", RouterKind.NONE, True),
        ("basic", RouterKind.BASIC, False),
    ]
    assert [one.router_words for one in found] == ["tr-1", "none yet", "Basic, not possible"]
    assert set(ABOUT) == set(RouterKind)
