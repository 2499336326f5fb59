"""The order of the regions, and what a typed or preset text names."""

import pytest

from cen_tui.cloud.regions import ALL, BUILT_IN
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.region import not_listed, place_of, plain_region, preset_region, unlisted


def ordered(preferred: str, *recent: str) -> list[str]:
    ids = [ALL, *(region.id for region in BUILT_IN)]
    return sorted(ids, key=lambda region: place_of(region, preferred, recent))


def test_the_preferred_region_comes_first_then_the_recent_ones_then_all() -> None:
    assert ordered("us-east-1", "me-east-1", "us-east-1")[:4] == [
        "us-east-1",
        "me-east-1",
        ALL,
        "cn-hangzhou",
    ]
    assert ordered("", ALL, "me-east-1")[:3] == [ALL, "me-east-1", "cn-hangzhou"]
    assert ordered("")[0] == ALL


@pytest.mark.parametrize(
    ("presets", "region"),
    [
        (Presets(region=" CN-Hangzhou "), "cn-hangzhou"),
        (Presets(networks=("ecr-1", "ecr-2")), ALL),
        (Presets(region="global", networks=("ecr-1",)), ALL),
        (Presets(region="cn-hangzhou", networks=("ecr-1",)), "cn-hangzhou"),
        (Presets(networks=("ecr-1", "vpc-1")), ""),
        (Presets(networks=("x-1",)), ""),
        (Presets(), ""),
    ],
)
def test_networks_that_belong_to_no_region_need_none_named(presets: Presets, region: str) -> None:
    assert preset_region(presets) == region


@pytest.mark.parametrize(
    ("typed", "region"),
    [
        (" CN-Newtown ", "cn-newtown"),
        ("cn-hangzhou", ""),
        (ALL, ""),
        ("nowhere at all", ""),
        ("", ""),
        ("cn-\x1b[2J", ""),
    ],
)
def test_only_an_id_that_is_not_listed_is_used_as_typed(typed: str, region: str) -> None:
    assert unlisted(typed, BUILT_IN) == region


def test_a_preset_that_is_not_listed_is_said_with_what_to_do() -> None:
    says, advice = not_listed(plain_region("CN-Newtown"))
    assert says == "The region cn-newtown is not in the list."
    assert "press Enter to use what was given" in advice
    says, advice = not_listed("\x1b[2J")
    assert "\x1b" not in says
    assert advice.startswith("A region ID looks like cn-hangzhou.")
