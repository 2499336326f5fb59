import re
from ipaddress import ip_network

import pytest
from support.walk import walking

from cen_tui.wizard.networks import NO_MATCH
from cen_tui.wizard.target import TARGET_QUESTION

BIG = "us-west-1"


async def test_the_first_rows_of_a_large_region_show_while_the_rest_streams_in() -> None:
    async with walking(faults="latency@DescribeVpcs=150") as walk:
        await walk.choose_region(BIG)
        await walk.see("ads-prod-01", "of 2,500 (Esc stops)", "1 VPC (")
        assert len(walk.calls("DescribeVpcs")) < 50
        await walk.see("1 VPC (2,500)", "2,500 VPCs in us-west-1. Enter continues")
        assert sorted(int(call.parameters["PageNumber"]) for call in walk.calls("DescribeVpcs")) == [
            *range(1, 51)
        ]
        await walk.press("end")
        await walk.see("search-perf-50", "10.156.48.0/20")


async def test_a_network_can_be_chosen_while_the_rest_streams_in() -> None:
    async with walking(faults="latency@DescribeVpcs=300") as walk:
        await walk.choose_region(BIG)
        await walk.see("ads-prod-01", "of 2,500 (Esc stops)")
        await walk.press("down", "enter")
        await walk.see(TARGET_QUESTION, "billing-prod-01")


async def test_escape_stops_the_list_and_reload_reads_it_whole() -> None:
    async with walking(faults="latency@DescribeVpcs=300") as walk:
        await walk.choose_region(BIG)
        await walk.see("ads-prod-01", "of 2,500 (Esc stops)")
        await walk.press("escape")
        await walk.see("Stopped: the list is not complete; r reloads it.", "ads-prod-01")
        asked = len(walk.calls("DescribeVpcs"))
        walk.cloud.set_faults("")
        await walk.press("r")
        await walk.see("2,500 VPCs in us-west-1. Enter continues")
        assert len(walk.calls("DescribeVpcs")) >= asked + 50


async def test_a_list_that_breaks_off_keeps_its_rows_and_can_be_read_again() -> None:
    async with walking(faults="latency@DescribeVpcs=300") as walk:
        await walk.choose_region(BIG)
        await walk.see("ads-prod-01", "of 2,500 (Esc stops)")
        walk.cloud.set_faults("error@DescribeVpcs=Forbidden.RAM/403")
        await walk.see("The list is not complete; r reloads it.", "ads-prod-01", "vpc:DescribeVpcs")
        walk.cloud.set_faults("")
        await walk.press("r")
        await walk.see("2,500 VPCs in us-west-1. Enter continues")
        await walk.gone("vpc:DescribeVpcs")


async def test_a_filter_narrows_a_list_that_is_still_coming() -> None:
    async with walking(faults="latency@DescribeVpcs=150") as walk:
        await walk.choose_region(BIG)
        await walk.see("ads-prod-01")
        await walk.press("slash")
        await walk.type("games-perf-50")
        await walk.see("1 of 2,500", "games-perf-50")
        await walk.press("enter")
        await walk.see(TARGET_QUESTION, "games-perf-50")


@pytest.mark.parametrize(
    ("typed", "count", "name"),
    [
        ("生产", "2 of 13", "生产-核心"),
        ("PARTNER", "2 of 13", "partner-gate"),
        ("pending", "1 of 13", "migration"),
        ("10.80", "1 of 13", "edge-v6"),
        ("yes", "2 of 13", "erp"),
        ("vpc-bp1h1d4540", "1 of 13", "staging"),
        ("prod yes", "1 of 13", "prod-data"),
        ("cost-centre=4711", "1 of 13", "prod-core"),
        ("rg-acfmdemogroup01 env=staging", "1 of 13", "staging"),
        ("core services", "1 of 13", "prod-core"),
    ],
)
async def test_the_filter_looks_into_every_column_tags_descriptions_and_resource_groups(
    typed: str, count: str, name: str
) -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.press("slash")
        await walk.type(typed)
        await walk.see(count, name)
        assert len(walk.vpc_lines()) == int(count.split(maxsplit=1)[0])
        await walk.press("escape")
        await walk.until(lambda: len(walk.vpc_lines()) == 13, "all rows again")


async def test_a_filter_that_matches_nothing_says_so_and_chooses_nothing() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.press("slash")
        await walk.type("no such thing")
        await walk.see("0 of 13", "Nothing here matches. Esc clears the filter.", NO_MATCH)
        assert not walk.shows("Enter continues")
        await walk.press("enter")
        await walk.see("Nothing here matches.", NO_MATCH)
        await walk.press("escape")
        await walk.see("prod-core", "13 VPCs in cn-hangzhou. Enter continues")


async def test_a_filter_that_is_gone_back_to_is_replaced_by_what_is_typed() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.press("slash")
        await walk.type("prod")
        await walk.press("tab", "slash")
        await walk.type("erp")
        await walk.see("1 of 13", "erp")


async def test_the_list_can_be_sorted_by_each_column_both_ways_and_returned_to_the_clouds_order() -> None:
    async with walking() as walk:
        await walk.to_networks()
        clouds_order = walk.vpc_lines()
        await walk.press("o")
        await walk.see("ID ^")
        assert walk.vpc_lines() == sorted(clouds_order, key=lambda line: line[3:])
        await walk.press("o")
        await walk.see("ID v")
        assert walk.vpc_lines() == sorted(clouds_order, key=lambda line: line[3:], reverse=True)
        await walk.press("o")
        await walk.see("Name ^")
        assert [line[3:].split()[1] for line in walk.vpc_lines()[:3]] == ["edge-v6", "erp", "migration-2026"]
        assert [line[3:].split()[1] for line in walk.vpc_lines()[-2:]] == ["-", "-"]
        await walk.press("o", "o")
        await walk.see("CIDR block ^")
        addresses = [re.search(r"\d+\.\d+\.\d+\.\d+/\d+", line) for line in walk.vpc_lines()]
        networks = [ip_network(found[0]) for found in addresses if found]
        assert len(networks) == 13
        assert networks == sorted(networks)
        await walk.press("o")
        await walk.see("CIDR block v")
        assert "192.168.0.0/20" in walk.vpc_lines()[0]
        await walk.press("o", "o")
        await walk.see("Attach v")
        assert walk.vpc_lines()[0].rstrip().endswith("yes")
        await walk.press("o")
        await walk.gone("Attach v")
        assert walk.vpc_lines() == clouds_order


async def test_reload_reads_the_list_again() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.press("r")
        await walk.until(lambda: len(walk.calls("DescribeVpcs")) == 2, "a second call")
        await walk.see("13 VPCs in cn-hangzhou", "prod-core")
        assert len(walk.vpc_lines()) == 13


@pytest.mark.parametrize(
    ("kind", "name", "why"),
    [
        ("VPC", "migration-2026", "still being set up"),
        ("VPC", "shared-services", "only its owner can grant it"),
        ("VBR", "old-dc", "terminated"),
        ("VBR", "old-dc-backup", "deleted"),
        ("VBR", "lab-line", "recover"),
    ],
)
async def test_what_cannot_be_granted_is_not_gone_on_with_and_says_why(
    kind: str, name: str, why: str
) -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.to_tab(kind)
        await walk.go_to(name)
        await walk.press("enter")
        await walk.see(f"{walk.id_of(name)} cannot be granted now.", why)
        await walk.press("space")
        await walk.gone("selected")
        await walk.press("d")
        await walk.see("Cannot be granted", why)
        assert not walk.grants()


async def test_a_row_that_cannot_be_granted_is_drawn_unlike_the_others() -> None:
    async with walking() as walk:
        await walk.to_networks()
        strips = walk.app.screen._compositor.render_strips()
        styles = {
            name: segment.style
            for strip in strips
            for segment in strip
            for name in ("prod-data", "migration")
            if name in segment.text
        }
        assert styles["prod-data"] != styles["migration"]


@pytest.mark.parametrize(("key", "kind"), [("1", "VPC"), ("2", "VBR"), ("3", "CCN")])
async def test_a_region_without_any_says_so_and_offers_what_to_do(key: str, kind: str) -> None:
    async with walking() as walk:
        await walk.choose_region("cn-hongkong" if kind == "CCN" else "me-east-1")
        await walk.listed()
        await walk.press(key)
        place = "China (Hong Kong)" if kind == "CCN" else "UAE (Dubai)"
        await walk.see(f"This account has no {kind} in {place}.", "Esc goes back to select another region")
        await walk.press("enter", "space", "d")
        await walk.see(f"This account has no {kind} in {place}.", f"{kind} (0)")
        await walk.press("escape")
        await walk.see("Which region is the network in?")


async def test_y_sends_the_id_under_the_cursor_to_the_clipboard() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.press("down", "y")
        await walk.see(f"{walk.id_of('prod-data')} was sent to your terminal's clipboard.")
        assert walk.app.clipboard == walk.id_of("prod-data")
