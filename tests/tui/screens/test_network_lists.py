"""What becomes of a list that is left and come back to, and the one table of all regions."""

import time

from support.small_estate import small_estate
from support.walk import walking

from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.demo.estate.estate import estate
from cen_tui.operations.journal import Journal
from cen_tui.tui.widgets.tables.network_pane import NetworkPane
from cen_tui.wizard.target import TARGET_QUESTION

BIG = "us-west-1"


async def test_coming_back_shows_what_was_held_with_its_age_and_asks_nothing() -> None:
    async with walking() as walk:
        await walk.to_networks()
        asked = len(walk.calls("DescribeVpcs"))
        await walk.press("escape")
        await walk.see("Which region is the network in?")
        await walk.press("enter")
        await walk.see("13 VPCs in cn-hangzhou, loaded ", ". r reloads", "prod-core", "1 VPC (13)")
        assert len(walk.calls("DescribeVpcs")) == asked
        await walk.press("r")
        await walk.see("13 VPCs in cn-hangzhou. Enter continues")
        assert len(walk.calls("DescribeVpcs")) == asked + 1
        pane = walk.app.screen.query_one("NetworkPane#VPC", NetworkPane)
        pane._holding._read = time.monotonic() - 200
        await walk.press("enter")
        await walk.see(TARGET_QUESTION)
        await walk.press("escape")
        await walk.see("13 VPCs in cn-hangzhou, loaded 3 min ago. r reloads, Enter continues.")


async def test_leaving_with_a_network_stops_the_reading_and_coming_back_says_what_is_missing() -> None:
    async with walking(faults="latency@DescribeVpcs=300") as walk:
        await walk.choose_region(BIG)
        await walk.see("ads-prod-01", "of 2,500 (Esc stops)")
        await walk.press("enter")
        await walk.see(TARGET_QUESTION)
        asked = len(walk.calls("DescribeVpcs"))
        await walk.press("escape")
        await walk.see("Stopped: the list is not complete; r reloads it.")
        await walk.press("escape")
        await walk.see("Which region is the network in?")
        await walk.press("enter")
        await walk.see("in us-west-1, not complete, loaded ")
        assert len(walk.calls("DescribeVpcs")) <= asked + 8


async def test_a_network_of_any_region_is_granted_from_the_table_of_all() -> None:
    journal = Journal(None)
    async with walking(journal=journal, contents=small_estate(), size=(100, 30)) as walk:
        await walk.to_region()
        await walk.press("enter")
        await walk.see("· all regions", "32 VPCs in all regions. Enter continues", "Region")
        order = [line.split()[-2] for line in walk.vpc_lines()]
        assert order[:13] == ["cn-hangzhou"] * 13
        assert order[13] == "cn-shanghai"
        await walk.press("slash")
        await walk.type("fra-office")
        await walk.see("1 of 32", "eu-central-1")
        await walk.press("tab", "space", "escape")
        await walk.see("1 network selected (1 VPC)")
        await walk.press("3")
        await walk.see("3 CCN (6)", "branches")
        await walk.go_to("branches")
        await walk.press("space", "enter")
        await walk.see(TARGET_QUESTION)
        await walk.to_confirm()
        await walk.see("eu-central-1", "cn-shanghai")
        await walk.grant()
        await walk.see("Done. Send the sheet")
        sent = {call.action: call.parameters["RegionId"] for call in walk.grants()}
        assert sent == {"GrantInstanceToCen": "eu-central-1", "GrantInstanceToCbn": "cn-shanghai"}
        entries, _ = journal.entries()
        assert {entry.intent.region for entry in entries} == {"eu-central-1", "cn-shanghai"}
        await walk.press("pagedown")
        await walk.see("Germany (Frankfurt), eu-central-1")
        await walk.see("--ChildInstanceRegionId eu-central-1")


async def test_a_region_that_cannot_be_read_does_not_keep_the_others_from_the_table_of_all() -> None:
    async with walking(contents=small_estate(), faults="error@DescribeVpcs=Forbidden.RAM/403:1") as walk:
        await walk.to_region()
        await walk.press("enter")
        await walk.see("1 of 13 regions could not be read", "The list is not complete; r reloads it.")
        walk.cloud.set_faults("")
        await walk.press("r")
        await walk.see("32 VPCs in all regions. Enter continues")
        await walk.gone("could not be read")


async def test_pages_that_fail_leave_marked_gaps_that_r_fills() -> None:
    options = CloudOptions(retrying=RetryPolicy(total=0))
    async with walking(faults="server-error@DescribeVpcs=0.1", options=options, size=(100, 30)) as walk:
        await walk.choose_region(BIG)
        await walk.see("of 2,500 could not be read; r loads them.", "The cloud had an internal error")
        failed = sum(call.status >= 500 for call in walk.calls("DescribeVpcs"))
        pane = walk.app.screen.query_one("NetworkPane#VPC", NetworkPane)
        assert 1 < failed < 15
        assert pane.table.total == 2500 - 50 * failed
        await walk.see(
            f"{50 * failed:,} of 2,500 could not be read", f"1 VPC ({pane.table.total:,} of 2,500)"
        )
        await walk.press("slash")
        await walk.type("nothing-is-called-so")
        await walk.see("not read; r loads)", f"0 of {pane.table.total:,}")
        await walk.press("enter")
        await walk.see("of 2,500 could not be read; r loads them.")
        await walk.press("escape")
        await walk.gone("nothing-is-called-so")
        walk.cloud.set_faults("")
        before = len(walk.calls("DescribeVpcs"))
        await walk.press("r")
        await walk.see("2,500 VPCs in us-west-1. Enter continues", "1 VPC (2,500)")
        await walk.gone("not read; r loads)")
        assert len(walk.calls("DescribeVpcs")) - before == failed
        assert [row.key for row in pane.table._order.shown] == [
            vpc.id for vpc in estate().vpcs if vpc.region == BIG
        ]


async def test_gaps_are_marked_when_a_list_is_come_back_to() -> None:
    options = CloudOptions(retrying=RetryPolicy(total=0))
    async with walking(faults="server-error@DescribeVpcs=0.1", options=options, size=(100, 30)) as walk:
        await walk.choose_region(BIG)
        await walk.see("could not be read; r loads them.")
        await walk.press("escape")
        await walk.see("Which region is the network in?")
        await walk.press("enter")
        await walk.see("in us-west-1, not complete, loaded ")
        await walk.press("slash")
        await walk.type("nothing-is-called-so")
        await walk.see("not read; r loads)")


async def test_r_reads_only_the_regions_of_the_table_of_all_that_failed_for_a_moment() -> None:
    options = CloudOptions(retrying=RetryPolicy(total=0))
    faults = "server-error@DescribeVpcs=1:2"
    async with walking(contents=small_estate(), faults=faults, options=options) as walk:
        await walk.to_region()
        await walk.press("enter")
        await walk.see("2 of 13 regions could not be read", "not complete; r loads what is missing.")
        before = len(walk.calls("DescribeVpcs"))
        await walk.press("r")
        await walk.see("32 VPCs in all regions. Enter continues")
        assert len(walk.calls("DescribeVpcs")) - before == 2
