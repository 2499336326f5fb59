import pytest
from support.burst import burst
from support.walk import Walk, walking

from cen_tui.cloud.regions import BUILT_IN
from cen_tui.demo.estate.accounts import NETWORK_OWNER
from cen_tui.wizard.recents import Recents

BUILT_IN_COUNT = str(len(BUILT_IN) + 1)


async def signed_in(walk: Walk) -> None:
    await walk.see("Enter signs in")
    await walk.press("enter")
    await walk.see("Which region is the network in?")


async def test_the_built_in_list_stands_at_once_and_the_live_one_replaces_it() -> None:
    async with walking(faults="latency@DescribeRegions=3000:1") as walk:
        await signed_in(walk)
        await walk.see("China (Guangzhou)", BUILT_IN_COUNT, "Reading the account's regions…")
        await walk.see("13 regions. Type to filter, Enter continues.")
        await walk.gone("China (Guangzhou)")
        await walk.see("China (Hangzhou)", "UAE (Dubai)", "Mainland China CCNs")


async def test_a_region_can_be_chosen_before_the_live_list_arrives() -> None:
    async with walking(faults="latency@DescribeRegions=60000") as walk:
        await signed_in(walk)
        await walk.type("hangzhou")
        await walk.press("enter")
        await walk.listed()
        await walk.see("13 VPCs in cn-hangzhou")


async def test_what_was_typed_and_the_cursor_stay_when_the_live_list_arrives() -> None:
    async with walking(faults="html@DescribeRegions") as walk:
        await signed_in(walk)
        await walk.see("The built-in list is shown instead")
        await walk.type("china")
        await walk.see(f"of {BUILT_IN_COUNT}")
        await walk.press("down")
        walk.cloud.set_faults("")
        await walk.press("ctrl+r")
        await walk.see("6 of 14")
        await walk.press("enter")
        await walk.see("4 VPCs in cn-shanghai")


async def test_without_a_live_list_the_built_in_one_serves_and_it_can_be_asked_for_again() -> None:
    async with walking(faults="error@DescribeRegions=ServiceUnavailable/400") as walk:
        await signed_in(walk)
        await walk.see("The service is not available right now", "ServiceUnavailable")
        await walk.see("The built-in list is shown instead. Ctrl+R reloads.", BUILT_IN_COUNT)
        walk.cloud.set_faults("")
        await walk.press("ctrl+r")
        await walk.see("13 regions.")
        await walk.gone("The service is not available")


@pytest.mark.parametrize(
    ("typed", "shown", "region"),
    [
        ("frankfurt", "1 of 14", "eu-central-1"),
        ("EU-CENTRAL", "1 of 14", "eu-central-1"),
        ("us virginia", "1 of 14", "us-east-1"),
        ("ccns mainland", "1 of 14", "cn-shanghai"),
    ],
)
async def test_the_list_narrows_as_one_types_names_ids_or_notes(typed: str, shown: str, region: str) -> None:
    async with walking() as walk:
        await walk.to_region()
        await walk.type(typed)
        await walk.see(shown)
        await walk.press("enter")
        await walk.see(f"· {region}", "1 VPC")


async def test_the_arrow_keys_move_the_cursor_while_typing() -> None:
    async with walking() as walk:
        await walk.to_region()
        await walk.type("us")
        await walk.see("2 of 14")
        await walk.press("down", "enter")
        await walk.see("· us-east-1")


async def test_a_region_typed_in_one_burst_with_enter_is_the_one_that_is_taken() -> None:
    async with walking() as walk:
        await walk.to_region()
        await burst(walk, *"us-east-1", "enter")
        await walk.see("· us-east-1", "iad-prod")


async def test_a_region_that_is_not_listed_can_be_typed() -> None:
    async with walking() as walk:
        await walk.to_region()
        await walk.type("CN-Newtown")
        await walk.see("cn-newtown is not listed. Enter uses it as typed.", "⏎ Continue")
        await walk.press("enter")
        await walk.see("· cn-newtown", "The region is not known", "The cloud knows no region cn-newtown")
        await walk.press("escape")
        await walk.see("Which region is the network in?", "CN-Newtown")
        await walk.press("escape")
        await walk.type("cn-hangzhou")
        await walk.press("enter")
        await walk.see("13 VPCs in cn-hangzhou")


async def test_what_cannot_be_a_region_goes_nowhere() -> None:
    async with walking() as walk:
        await walk.to_region()
        await walk.type("nowhere at all")
        await walk.see("No region matches. Esc clears the filter.", "Nothing here matches.")
        await walk.until(lambda: "Continue" not in walk.lines()[-1], "no Enter offered")
        await walk.press("enter")
        await walk.see("Which region is the network in?")
        await walk.press("escape")
        await walk.see("China (Hangzhou)")
        assert not walk.calls("DescribeVpcs")


async def test_the_regions_of_this_account_used_last_come_first() -> None:
    recents = Recents(None)
    recents.region_used(NETWORK_OWNER, "us-east-1")
    recents.region_used(NETWORK_OWNER, "eu-central-1")
    async with walking(recents=recents) as walk:
        await walk.to_region()
        first, second, together, third = walk.lines()[6:10]
        assert "Germany (Frankfurt)" in first
        assert "recently used" in first
        assert "US (Virginia)" in second
        assert "All regions" in together
        assert "China (Hangzhou)" in third
        assert "recently used" not in third
        await walk.press("enter")
        await walk.see("· eu-central-1")


async def test_the_regions_of_another_account_stay_its_own() -> None:
    recents = Recents(None)
    recents.region_used(NETWORK_OWNER, "eu-central-1")
    async with walking(recents=recents) as walk:
        await walk.to_region("group-backbone")
        await walk.gone("recently used")


async def test_a_region_that_was_chosen_is_remembered_for_the_next_time() -> None:
    async with walking() as walk:
        await walk.to_networks(region="ap-southeast-1")
        await walk.press("escape", "escape", "escape")
        await walk.see("Which account owns the network?")
        await walk.to_region()
        await walk.see("Singapore", "recently used")
        assert "ap-southeast-1" in walk.lines()[6]


async def test_what_each_region_holds_is_counted_beside_its_name() -> None:
    async with walking(counts=True, faults="error@DescribeVirtualBorderRouters=Forbidden.RAM/403:1") as walk:
        await walk.to_region()
        await walk.see("VPC VBR CCN", "2,532", "without 1 region")
        assert walk.line_with("China (Shanghai)").split()[3:6] == ["4", "1", "4"]
        assert walk.line_with("US (Silicon Valley)").split()[4:7] == ["2,500", "0", "-"]
        counted = walk.calls("DescribeVpcs", "DescribeVirtualBorderRouters", "DescribeCloudConnectNetworks")
        assert len(counted) == 13 + 13 + 6
        assert {call.parameters["PageSize"] for call in counted} == {"1"}
        (missed,) = [line for line in walk.lines() if "not permitted" in line]
        assert "?" in missed
        walk.cloud.set_faults("")
        await walk.press("ctrl+r")
        await walk.gone("without 1 region")
        await walk.see("2,532")
        await walk.type("2,5")
        await walk.see("0 of 14")


async def test_leaving_ends_the_counting_and_coming_back_goes_on_with_it() -> None:
    async with walking(counts=True, faults="latency@DescribeVirtualBorderRouters=60000") as walk:
        await walk.to_region()
        await walk.until(lambda: bool(walk.calls("DescribeVpcs")), "counting has begun")
        await walk.type("cn-hangzhou")
        await walk.press("enter")
        await walk.see("13 VPCs in cn-hangzhou")
        assert not [worker for worker in walk.app.workers if worker.group == "counting"]
        walk.cloud.set_faults("")
        await walk.press("escape", "escape")
        await walk.see("2,532")


async def test_without_counts_nothing_is_asked_and_no_column_stands_empty() -> None:
    async with walking() as walk:
        await walk.to_region()
        await walk.gone("VPC VBR CCN")
        assert {call.action for call in walk.cloud.received} == {"GetCallerIdentity", "DescribeRegions"}


async def test_what_is_typed_after_coming_back_takes_the_place_of_the_filter() -> None:
    async with walking() as walk:
        await walk.to_networks(region="cn-hangzhou")
        await walk.press("escape")
        await walk.see("1 of")
        await walk.type("cn-shanghai")
        await walk.press("enter")
        await walk.see("VPCs in cn-shanghai. Enter continues")
