"""A request that names network, region and payer, as far as the CEN's owner knows them."""

import pytest
from support.cen_side import to_cens
from support.confirming import network_ids
from support.walk import Walk, walking

from cen_tui.cloud.networks.base import Payer
from cen_tui.tui.screens.cen_owner.request import RequestForm, RequestViewer
from cen_tui.wizard.cen_owner.request import RequestDetails, read_details

(CORE,) = network_ids("prod-core")


async def to_form(walk: Walk) -> None:
    await to_cens(walk)
    await walk.see("3 CENs.")
    await walk.press("m")
    await walk.see("Please let our CEN attach your network.")
    await walk.press("e")
    await walk.see("Network, region and payer", "Leave a field empty")


async def fill(walk: Walk, *values: str) -> None:
    for value in values:
        await walk.type(value)
        await walk.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_what_is_typed_stands_in_the_message_and_is_read_back(size: tuple[int, int]) -> None:
    async with walking(size=size) as walk:
        await to_form(walk)
        await fill(walk, CORE, "CN-Hangzhou", "cen-owner")
        await walk.gone("Leave a field empty")
        viewer = walk.app.screen
        assert isinstance(viewer, RequestViewer)
        text = viewer.copyable().text
        assert read_details(text) == RequestDetails((CORE,), "cn-hangzhou", Payer.CEN_OWNER)
        await walk.see("Region    cn-hangzhou", "Payer     CEN owner")
        await walk.press("e")
        await walk.see(CORE, "cen-owner")
        await walk.press("escape")
        await walk.gone("Leave a field empty")
        assert viewer.copyable().text == text


async def test_what_cannot_be_right_is_said_and_stays_to_be_corrected() -> None:
    async with walking() as walk:
        await to_form(walk)
        await fill(walk, CORE, "nowhere", "cen-owner")
        await walk.see("Please check", "nowhere is not a region ID.")
        assert isinstance(walk.app.screen, RequestForm)
        await walk.press("shift+tab", "ctrl+u")
        await walk.type("cn-hangzhou")
        await walk.press("tab", "x", "ctrl+s")
        await walk.see("There is no payer x.")
