"""A request that is pasted before step 4 presets the steps to come, and nothing of it is granted unseen."""

from support.confirming import network_ids
from support.demo_networks import BACKBONE
from support.walk import Walk, walking
from textual.widgets import Input

from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.networks.base import Payer
from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.wizard.cen_owner.request import REQUEST_TAKEN, RequestDetails, request_text

(CORE,) = network_ids("prod-core")
FULL = RequestDetails((CORE,), "cn-hangzhou", Payer.CEN_OWNER)


def request(details: RequestDetails = FULL) -> str:
    return request_text(Cen(BACKBONE, "group-backbone", CEN_OWNER), details)


async def confirmed(walk: Walk) -> None:
    await walk.see("Type the last four digits", CORE, BACKBONE, "1960 5210 7788 4321", "PayByCenOwner")
    assert walk.grants() == []


async def test_a_request_pasted_at_the_first_step_leads_to_the_confirmation() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        await walk.paste(request())
        await walk.see(REQUEST_TAKEN)
        await walk.press("enter")
        await confirmed(walk)


async def test_a_request_pasted_into_the_filter_of_regions_is_no_filter() -> None:
    async with walking() as walk:
        await walk.to_region()
        await walk.paste(request())
        await confirmed(walk)
        await walk.press("escape", "escape", "escape")
        await walk.see("Which region is the network in?")
        assert walk.app.screen.query_one(Input).value == ""


async def test_at_the_list_of_networks_the_selection_stays_the_operators() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.paste(request(RequestDetails(payer=Payer.CEN_OWNER)))
        await walk.see(REQUEST_TAKEN)
        await walk.go_to("prod-core")
        await walk.press("enter")
        await confirmed(walk)


async def test_what_contradicts_itself_presets_nothing_and_is_named() -> None:
    async with walking() as walk:
        await walk.to_region()
        await walk.paste(request().replace("--region cn-hangzhou", "--region us-east-1"))
        await walk.see(
            "Please check the message.", "The region in the message is unclear or contradicts itself"
        )
        await walk.see("Which region is the network in?")


async def test_a_text_that_is_no_request_stays_a_filter() -> None:
    async with walking() as walk:
        await walk.to_region()
        await walk.paste("cn-shanghai")
        await walk.see("1 of")
        assert walk.app.screen.query_one(Input).value == "cn-shanghai"
