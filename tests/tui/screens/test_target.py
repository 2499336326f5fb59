"""The CEN target: the rules that stand in sight, two fields that judge as one types, pastes and recents."""

from contextlib import AbstractAsyncContextManager
from itertools import product

import pytest
from support.burst import burst
from support.confirming import network_ids
from support.demo_networks import BACKBONE
from support.walk import Walk, walking
from textual.widgets import Input

from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.networks.base import CenTarget, Payer
from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.demo.estate.estate import estate
from cen_tui.tui.screens.target import DIFFERS, RULES_UNREAD, TO_CHECK, TargetScreen
from cen_tui.tui.widgets.payer_choice import PayerChoice
from cen_tui.tui.widgets.rules_list import NO_RULES, SAME_TARGET
from cen_tui.tui.widgets.tables.recent_targets import RECENT_TARGETS
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard.cen_owner.request import RequestDetails, request_text
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.paste import COMPARE
from cen_tui.wizard.recents import Recents
from cen_tui.wizard.target import (
    ALREADY_AUTHORIZED,
    ENTER_CEN_ID,
    ENTER_UID,
    NOT_CHECKED,
    OWN_ACCOUNT,
    TARGET_QUESTION,
)

ASKS = TARGET_QUESTION
LEGACY = estate().cen("group-legacy").id


def targeting(
    *networks: str, recents: Recents | None = None, faults: str = "", size: tuple[int, int] = (80, 24)
) -> AbstractAsyncContextManager[Walk]:
    """Open the walk at the target for these networks of Hangzhou."""
    presets = Presets("prod-network", "cn-hangzhou", "", network_ids(*(networks or ("prod-core",))))
    return walking(presets=presets, recents=recents, faults=faults, size=size)


async def read(walk: Walk) -> None:
    """Wait until the rules that stand have been read."""
    await walk.see(ASKS)
    await walk.app.workers.wait_for_complete()
    await walk.gone("Reading the rules")


def value(walk: Walk, field: str) -> str:
    return walk.app.screen.query_one(f"#{field}", Input).value


def focused(walk: Walk) -> str:
    return (walk.app.focused and (walk.app.focused.id or type(walk.app.focused).__name__)) or ""


async def focus_on(walk: Walk, field: str) -> None:
    await walk.until(lambda: focused(walk) == field, f"the focus on {field}")


def held_back(walk: Walk) -> None:
    assert isinstance(walk.app.screen, TargetScreen)
    assert walk.grants() == []


async def test_at_first_nobody_may_attach_it_and_nobody_was_granted_to() -> None:
    async with targeting() as walk:
        await walk.see(ASKS, NO_RULES)
        await read(walk)
        await walk.gone(RECENT_TARGETS)
        assert not walk.app.screen.query_one(VirtualTable).is_on_screen


async def test_all_rules_of_a_network_with_as_many_as_there_can_be_are_in_sight() -> None:
    async with targeting("partner-exchange") as walk:
        await read(walk)
        rules = [rule for rule in estate().rules if rule.network_id == network_ids("partner-exchange")[0]]
        assert len(rules) == 5
        for rule in rules:
            assert walk.shows(f"{rule.cen_id}  of {rule.cen_owner[:4]} {rule.cen_owner[4:8]}")
        assert walk.shows("since 2025-05-15")


async def test_rules_of_several_networks_stand_under_each_and_can_be_looked_through() -> None:
    names = ("partner-exchange", "prod-data", "prod-core")
    async with targeting(*names) as walk:
        await read(walk)
        await walk.see("3 networks", "(PgUp/PgDn: all)")
        seen = walk.screen()
        for _ in range(4):
            await walk.press("pagedown")
            seen += walk.screen()
        assert NO_RULES in seen
        assert BACKBONE in seen
        await focus_on(walk, "owner")
        for _ in range(4):
            await walk.press("pageup")
        await walk.see("since 2025-01-11")


async def test_many_networks_do_not_push_the_fields_away() -> None:
    names = ("prod-core", "prod-data", "staging", "edge-v6", "erp", "partner-gateway", "partner-exchange")
    async with targeting(*names) as walk:
        await read(walk)
        await walk.see("7 networks", "and 3 more", "Peer account UID", "cen-...")


async def test_rules_that_cannot_be_read_are_no_obstacle() -> None:
    async with targeting(faults="error@DescribeGrantRulesToCen=Forbidden.RAM/403") as walk:
        await walk.see(ASKS, "Forbidden.RAM", RULES_UNREAD)
        await walk.to_confirm()


MESSAGES = (
    f"{BACKBONE} of 1960 5210 7788 4321",
    f"Hi, our account is {CEN_OWNER} and the CEN is {BACKBONE.upper()}. Thanks!\n-- \nTel 13812345678",
    f"请把 vpc-bp1ujryty39knar8fnn5g (账号 {NETWORK_OWNER}) 授权给账号{CEN_OWNER}的{BACKBONE}",
)


async def afresh(walk: Walk, field: str) -> None:
    """Empty both fields, as they were at first, with nothing taken and the cursor in one of them."""
    for name in ("owner", "cen"):
        walk.app.screen.query_one(f"#{name}", Input).value = ""
    await walk.see(ENTER_UID, ENTER_CEN_ID)
    walk.app.screen.query_one(f"#{field}", Input).focus()
    await focus_on(walk, field)
    assert isinstance(walk.app.screen, TargetScreen)
    walk.app.screen.status.say()
    await walk.gone("Pasted:")


async def test_a_pasted_message_fills_both_fields_from_either() -> None:
    taken = f"Pasted: account UID and CEN ID. {COMPARE}"
    async with targeting() as walk:
        await read(walk)
        for text, field in product(MESSAGES, ("owner", "cen")):
            await afresh(walk, field)
            await walk.paste(text)
            await walk.see(taken, "1960 5210 7788 4321 · 16 digits")
            filled = (value(walk, "owner"), value(walk, "cen"))
            assert filled == (CEN_OWNER, BACKBONE), f"{text!r} pasted into {field}"
            held_back(walk)
        await afresh(walk, "owner")
        walk.app.screen.query_one(PayerChoice).focus()
        await focus_on(walk, "PayerChoice")
        await walk.paste(MESSAGES[0])
        await walk.see(taken, "1960 5210 7788 4321 · 16 digits")
        await focus_on(walk, "owner")


async def test_a_pasted_id_alone_leads_to_the_other_field_and_any_other_paste_is_text() -> None:
    async with targeting() as walk:
        await read(walk)
        await walk.press("tab")
        await walk.paste(f"it is {BACKBONE}, of 1960521077884321 or 1033827160459012")
        await walk.see(
            "Pasted: CEN ID. The text holds 2 account UIDs and none was used: "
            "1960521077884321, 1033827160459012."
        )
        assert (value(walk, "owner"), value(walk, "cen")) == ("", BACKBONE)
        await focus_on(walk, "owner")
        await afresh(walk, "owner")
        await walk.paste("1960-5210-7788-4321\n")
        await walk.see("Pasted: account UID. The text holds no CEN ID.")
        assert (value(walk, "owner"), value(walk, "cen")) == (CEN_OWNER, "")
        await focus_on(walk, "cen")
        await afresh(walk, "owner")
        await walk.paste("12345")
        assert value(walk, "owner") == "12345"
        await walk.see("5 digits; most UIDs have 16")


async def test_a_second_message_leaves_nothing_of_the_first() -> None:
    async with targeting() as walk:
        await read(walk)
        await walk.paste(f"Please open it to {BACKBONE} of {CEN_OWNER}")
        await walk.paste("Sorry, it is cen-8qthudw0ll6jmc000b instead")
        await walk.see("The text holds no account UID: the previous one was removed.")
        assert (value(walk, "owner"), value(walk, "cen")) == ("", "cen-8qthudw0ll6jmc000b")
        await walk.paste(CEN_OWNER)
        await walk.see("The CEN ID was NOT changed.")
        assert (value(walk, "owner"), value(walk, "cen")) == (CEN_OWNER, "cen-8qthudw0ll6jmc000b")


async def test_both_values_are_judged_as_one_types() -> None:
    async with targeting() as walk:
        await read(walk)
        await walk.see(ENTER_UID, ENTER_CEN_ID)
        await walk.type("123")
        await walk.see("3 digits: an account UID has 5 to 20")
        await walk.type("45")
        await walk.see("5 digits; most UIDs have 16")
        await walk.press("ctrl+u")
        await walk.type("2160440012345678")
        await walk.see("begins with 2 like a RAM user's ID")
        await walk.press("tab")
        await walk.type("vpc-1")
        await walk.see("This begins with vpc-: it is not a CEN ID.")
        await walk.press("ctrl+u")
        await walk.type("cen-12345678")
        await walk.see("8 characters after the dash; most CEN IDs have 18. Compare it.")


async def test_what_is_unusual_goes_on_all_the_same() -> None:
    async with targeting() as walk:
        await read(walk)
        await walk.to_confirm(owner="123456", cen="cen-12345678")
        await walk.see("cen-12345678", "12 3456")


async def test_the_own_account_is_refused_with_the_reason() -> None:
    async with targeting() as walk:
        await read(walk)
        for typed in (NETWORK_OWNER, "1250 4400 1234 5678"):
            await afresh(walk, "owner")
            await walk.gone(OWN_ACCOUNT)
            await walk.type(typed)
            await walk.press("tab")
            await walk.type(BACKBONE)
            await walk.press("enter")
            await walk.see(OWN_ACCOUNT, TO_CHECK.format(why=OWN_ACCOUNT))
            await focus_on(walk, "owner")
            held_back(walk)


async def test_enter_without_a_value_says_what_is_missing_and_leads_there() -> None:
    async with targeting() as walk:
        await read(walk)
        await walk.press("enter")
        await walk.see(TO_CHECK.format(why=ENTER_UID))
        await focus_on(walk, "owner")
        await walk.type(CEN_OWNER)
        await walk.gone("Please check")
        await walk.press("enter")
        await walk.see(TO_CHECK.format(why=ENTER_CEN_ID))
        await focus_on(walk, "cen")
        held_back(walk)
        await walk.type(BACKBONE)
        await walk.press("enter")
        await walk.see("Type the last four digits")


async def test_tab_goes_from_field_to_field_and_to_the_recent_targets() -> None:
    recents = Recents(None)
    recents.target_used(CenTarget(LEGACY, CEN_OWNER))
    async with targeting(recents=recents) as walk:
        await read(walk)
        order = [focused(walk)]
        for _ in range(4):
            await walk.press("tab")
            order.append(focused(walk))
        assert order == ["owner", "cen", "PayerChoice", "VirtualTable", "owner"]
        await walk.press("shift+tab", "shift+tab", "shift+tab")
        await focus_on(walk, "cen")


async def test_recent_targets_fill_both_fields_and_never_go_on() -> None:
    recents = Recents(None)
    recents.target_used(CenTarget(LEGACY, CEN_OWNER))
    recents.target_used(CenTarget(BACKBONE, CEN_OWNER))
    async with targeting(recents=recents) as walk:
        await read(walk)
        await walk.see(RECENT_TARGETS)
        await walk.press("tab", "tab", "tab", "down", "enter")
        await walk.until(lambda: value(walk, "cen") == LEGACY, "the CEN filled in")
        assert value(walk, "owner") == CEN_OWNER
        await focus_on(walk, "owner")
        held_back(walk)
        await burst(walk, "tab", "tab", "tab", "up", "enter")
        await walk.until(lambda: value(walk, "cen") == BACKBONE, "the other CEN filled in")
        held_back(walk)


async def test_a_target_that_was_granted_to_is_offered_the_next_time() -> None:
    async with targeting() as walk:
        await read(walk)
        await walk.to_confirm()
        await walk.grant()
        await walk.press("t")
        await walk.see(ASKS)
        await walk.press("escape")
        await walk.listed()
        await walk.go_to("prod-core")
        await walk.press("enter")
        await walk.see(RECENT_TARGETS, BACKBONE)


async def test_a_rule_that_stands_is_said_before_going_on() -> None:
    async with targeting("prod-data") as walk:
        await read(walk)
        await walk.type(CEN_OWNER)
        await walk.press("tab")
        await walk.type(BACKBONE)
        await walk.see(ALREADY_AUTHORIZED, SAME_TARGET)


async def test_a_rule_that_stands_for_some_of_the_networks_is_marked_and_worth_going_on() -> None:
    async with targeting("prod-data", "prod-core") as walk:
        await read(walk)
        await walk.paste(f"{BACKBONE} {CEN_OWNER}")
        await walk.see(SAME_TARGET)
        await walk.gone(ALREADY_AUTHORIZED)


async def test_enter_pressed_twice_in_one_breath_opens_one_confirmation() -> None:
    async with targeting() as walk:
        await read(walk)
        await walk.paste(f"{BACKBONE} {CEN_OWNER}")
        await walk.see("16 digits")
        await burst(walk, "enter", "enter", "enter")
        await walk.see("Type the last four digits")
        await walk.press("escape")
        await walk.see(ASKS)
        assert (value(walk, "owner"), value(walk, "cen")) == (CEN_OWNER, BACKBONE)


async def test_values_from_the_command_line_that_cannot_be_right_are_said_here() -> None:
    presets = Presets("prod-network", "cn-hangzhou", "", network_ids("prod-core"), NETWORK_OWNER, BACKBONE)
    async with walking(presets=presets) as walk:
        await walk.see(ASKS, TO_CHECK.format(why=OWN_ACCOUNT))
        held_back(walk)
        await walk.press("ctrl+u")
        await walk.type(CEN_OWNER)
        await walk.gone("Please check")


async def test_one_value_from_the_command_line_leaves_the_focus_on_the_other() -> None:
    presets = Presets("prod-network", "cn-hangzhou", "", network_ids("prod-core"), CEN_OWNER)
    async with walking(presets=presets) as walk:
        await read(walk)
        assert value(walk, "owner") == CEN_OWNER
        await focus_on(walk, "cen")


async def test_another_cen_that_a_network_is_attached_to_is_said_and_the_same_is_not() -> None:
    async with targeting("prod-data") as walk:
        await read(walk)
        await walk.see(f"Already attached to a CEN: {BACKBONE} of 1960 5210 7788 4321.")
        await walk.paste(f"{LEGACY} {CEN_OWNER}")
        await walk.see(f"Already attached to another CEN: {BACKBONE}")
        await walk.paste(f"{BACKBONE} {CEN_OWNER}")
        await walk.gone("Already attached to")


async def test_what_alibaba_cloud_does_not_check_stands_where_the_digits_are_typed() -> None:
    for size in ((80, 24), (60, 18)):
        async with targeting("partner-exchange", size=size) as walk:
            await read(walk)
            await walk.see(NOT_CHECKED)


async def test_a_question_mark_explains_the_screen_from_a_field_and_is_no_part_of_an_id() -> None:
    async with targeting() as walk:
        await read(walk)
        await walk.type("19")
        await walk.press("question_mark")
        await walk.see("Enter the CEN that may attach the network.")
        await walk.press("escape")
        await walk.gone("Enter the CEN that may attach the network.")
        assert value(walk, "owner") == "19"


async def test_the_footer_names_enter_esc_help_and_quit() -> None:
    async with targeting() as walk:
        await read(walk)
        for name in ("Continue", "esc Back", "Help", "^q Quit"):
            assert name in walk.lines()[-1]


def request(details: RequestDetails) -> str:
    return request_text(Cen(BACKBONE, "group-backbone", CEN_OWNER), details)


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_a_request_selects_its_payer_and_what_differs_from_the_selection_is_said(
    size: tuple[int, int],
) -> None:
    recents = Recents(None)
    recents.target_used(CenTarget(LEGACY, CEN_OWNER))
    (core,) = network_ids("prod-core")
    async with targeting(recents=recents, size=size) as walk:
        await read(walk)
        await walk.paste(request(RequestDetails((core,), "cn-hangzhou", Payer.NETWORK_OWNER)))
        await walk.see("Pasted: account UID, CEN ID and payer network owner.", "(*) network owner (you)")
        await walk.gone("Please check")
        await walk.paste(request(RequestDetails(network_ids("prod-data"), "us-east-1")))
        await walk.see(DIFFERS, f"Requested but not selected: {network_ids('prod-data')[0]}.")
        await walk.see(
            f"Selected but not requested: {core}.", "Requested region: us-east-1; selected: cn-hangzhou."
        )
        assert (value(walk, "owner"), value(walk, "cen")) == (CEN_OWNER, BACKBONE)
        assert walk.app.screen.query_one(PayerChoice).payer is None, "the payer of the first message"
        held_back(walk)


async def test_a_request_that_contradicts_itself_selects_no_payer_and_is_named() -> None:
    async with targeting() as walk:
        await read(walk)
        text = request(RequestDetails(payer=Payer.CEN_OWNER))
        await walk.paste(text.replace("--payer cen-owner", "--payer network-owner"))
        await walk.see(DIFFERS, "The payer in the message is unclear or contradicts itself")
        assert walk.app.screen.query_one(PayerChoice).payer is None


async def test_a_payer_that_the_network_takes_none_of_is_said() -> None:
    presets = Presets("prod-network", "cn-shanghai", "", network_ids("branches"))
    async with walking(presets=presets) as walk:
        await read(walk)
        await walk.paste(request(RequestDetails(payer=Payer.NETWORK_OWNER)))
        await walk.see(DIFFERS, "These networks are granted without a payer.")
