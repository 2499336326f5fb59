from support.burst import burst
from support.demo_networks import TABS
from support.walk import Walk, walking

from cen_tui.wizard.target import TARGET_QUESTION

HERE = {
    "VPC": "prod-core",
    "VBR": "office-line",
    "CCN": "No CCN can exist",
    "VPN": "warehouse-vpn",
    "ECR": "leased-lines",
}
"""What the tab of each type shows in cn-hangzhou, in the order of the tabs."""


async def on_tab(walk: Walk, kind: str) -> None:
    others = [name for other, name in HERE.items() if other != kind]
    await walk.see(HERE[kind])
    await walk.until(lambda: not any(map(walk.shows, others)), "no other tab's rows on the screen")


async def test_the_arrow_keys_go_round_the_tabs() -> None:
    async with walking() as walk:
        await walk.to_networks()
        first, *others = HERE
        for kind in (*others, first):
            await walk.press("right")
            await on_tab(walk, kind)
        for kind in (*reversed(others), first):
            await walk.press("left")
            await on_tab(walk, kind)


async def test_the_digits_on_the_tabs_bring_them_to_the_front() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.see("1 VPC (13)", "2 VBR", "3 CCN")
        for kind in (*list(HERE)[1:], "VPC"):
            await walk.press(TABS[kind])
            await on_tab(walk, kind)


async def test_what_is_typed_in_one_burst_after_a_tabs_digit_lands_on_that_tab() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.to_tab("VBR")
        await burst(walk, "3", "1", "slash", *"edge2")
        await walk.see("edge2", "0 of 13")
        await walk.press("escape")
        await burst(walk, "2", "slash", *"office")
        await walk.see("office", "2 of 9")


async def test_digits_typed_into_the_filter_stay_there() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.press("slash")
        await walk.type("10.23")
        await walk.see("10.23", "0 of 13", "1 VPC (13)  2 VBR  3 CCN")


async def test_a_tab_asks_the_cloud_when_it_is_opened_first_and_only_then() -> None:
    async with walking() as walk:
        await walk.to_networks()
        assert not walk.calls("DescribeVirtualBorderRouters", "DescribeCloudConnectNetworks")
        await walk.press("2")
        await walk.see("office-line", "9 VBRs in cn-hangzhou")
        await walk.press("1", "2")
        await on_tab(walk, "VBR")
        await walk.see("9 VBRs in cn-hangzhou")
        assert len(walk.calls("DescribeVirtualBorderRouters")) == 1
        assert len(walk.calls("DescribeVpcs")) == 1


async def test_each_tab_keeps_its_filter_and_cursor() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.press("slash")
        await walk.type("prod")
        await walk.see("3 of 13")
        await walk.press("tab", "down", "2")
        await walk.see("office-line", "9 VBRs in cn-hangzhou")
        await walk.press("1")
        await walk.see("3 of 13")
        await walk.press("enter")
        await walk.see(TARGET_QUESTION, "prod-data")


async def test_a_region_without_ccns_offers_the_one_that_serves_it_each_time_the_tab_is_opened() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.press("3")
        await on_tab(walk, "CCN")
        await walk.press("1")
        await on_tab(walk, "VPC")
        await walk.press("3")
        await walk.see("The CCNs that serve it are in China (Shanghai) (cn-shanghai).")
        await walk.press("enter")
        await walk.see("branches", "4 CCNs in cn-shanghai")


async def test_a_region_that_no_ccn_serves_names_those_where_ccns_exist() -> None:
    async with walking() as walk:
        await walk.to_networks(region="us-east-1")
        await walk.press("3")
        await walk.see("No CCN can exist in US (Virginia).", "CCNs exist in: cn-shanghai, cn-hongkong")
        await walk.gone("Press Enter to list")
        await walk.press("enter", "r")
        await walk.see("No CCN can exist in US (Virginia).")
        assert not walk.calls("DescribeCloudConnectNetworks")
        await walk.press("escape")
        await walk.see("Which region is the network in?")


async def test_a_failure_on_one_tab_is_not_shown_on_another() -> None:
    async with walking(faults="error@DescribeVirtualBorderRouters=Forbidden.RAM/403") as walk:
        await walk.to_networks()
        await walk.press("2")
        await walk.see("vpc:DescribeVirtualBorderRouters", "r retries.")
        await walk.press("1")
        await on_tab(walk, "VPC")
        await walk.gone("vpc:DescribeVirtualBorderRouters")
        await walk.press("2")
        await walk.see("vpc:DescribeVirtualBorderRouters", "r retries.")
        walk.cloud.set_faults("")
        await walk.press("r")
        await walk.see("office-line", "9 VBRs in cn-hangzhou")
        await walk.gone("vpc:DescribeVirtualBorderRouters")
