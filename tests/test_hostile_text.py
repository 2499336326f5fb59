"""Names from outside that hold escape sequences, markup, bidi controls and worse do no harm on any screen."""

import json
from dataclasses import replace

import pytest
from aiohttp import web
from support.hostile import HOSTILE, hostile_estate, unharmed
from support.scripted import Asked, scripted_server
from support.walk import BACKBONE, Walk, walking

from cen_tui.cloud.client import CloudOptions
from cen_tui.cloud.retry import Retrying
from cen_tui.demo.estate.accounts import CEN_OWNER, PROD_NETWORK, SPARE, accounts, sign_in
from cen_tui.vault.base import Account
from cen_tui.vault.memory import MemoryVault
from cen_tui.wizard import Wishes

AT_ONCE = CloudOptions(retrying=Retrying(total=0))
TEXTS = [pytest.param(text, id=name) for name, text in HOSTILE.items()]
ESTATE = hostile_estate()


def vpc_named(text: str) -> str:
    return next(vpc.id for vpc in ESTATE.vpcs if vpc.name == text)


async def to_list(walk: Walk) -> None:
    await walk.to_region()
    unharmed(walk)
    await walk.type("me-east-1")
    await walk.press("enter")
    await walk.see(f"{len(HOSTILE)} in me-east-1")
    unharmed(walk)


async def test_lists_of_hostile_names_are_shown_and_brackets_stay_as_they_are() -> None:
    async with walking(contents=ESTATE) as walk:
        await to_list(walk)
        await walk.see("[red]x[/red]", "a[/]b", "[link=http:")
        for _ in HOSTILE:
            await walk.press("down", "o")
            unharmed(walk)


@pytest.mark.parametrize("text", TEXTS)
async def test_a_network_with_a_hostile_name_is_granted_and_handed_over(text: str) -> None:
    async with walking(contents=ESTATE, wishes=Wishes("prod-network", "me-east-1")) as walk:
        await walk.listed()
        await walk.press("slash")
        await walk.type(vpc_named(text))
        await walk.see("1 of")
        await walk.press("enter")
        await walk.see("Which CEN may attach it from now on?", "cen-a[/]b")
        unharmed(walk)
        await walk.type(CEN_OWNER)
        await walk.press("tab")
        await walk.type(BACKBONE)
        await walk.press("enter")
        await walk.see("Type the last four digits", "Revoking the grant later")
        unharmed(walk)
        await walk.press("f2")
        await walk.see("aliyun vpc")
        unharmed(walk)
        await walk.press("escape")
        await walk.grant()
        await walk.see(f"+ granted and verified  {vpc_named(text)}")
        unharmed(walk)
        await walk.press("y", "end")
        unharmed(walk)
        assert walk.app.clipboard.replace("\n", "").isprintable()


@pytest.mark.parametrize("text", TEXTS)
async def test_the_details_of_a_network_with_hostile_names_are_shown(text: str) -> None:
    async with walking(contents=ESTATE, wishes=Wishes("prod-network", "me-east-1")) as walk:
        await walk.listed()
        await walk.press("slash")
        await walk.type(vpc_named(text))
        await walk.see("1 of")
        await walk.press("tab", "d")
        await walk.see("Who may already attach this", "cen-a[/]b")
        unharmed(walk)
        await walk.press("tab", "end")
        unharmed(walk)
        if text.isprintable() and len(text) < 40:
            await walk.see(f"{text} = {text}")


@pytest.mark.parametrize("text", TEXTS)
async def test_an_account_with_a_hostile_name_is_listed_signed_in_with_and_removed(text: str) -> None:
    vault = MemoryVault(accounts())
    name = text[:40].strip() or "x"
    stored = await vault.save(Account(name), sign_in(PROD_NETWORK))
    async with walking(vault=vault, contents=ESTATE) as walk:
        await walk.see("Enter signs in")
        unharmed(walk)
        await walk.go_to(stored.name)
        await walk.press("x")
        await walk.see("Forget the account")
        unharmed(walk)
        await walk.press("escape", "e")
        await walk.see("Change ")
        unharmed(walk)
        await walk.press("escape", "enter")
        await walk.see("Which region is the network in?")
        unharmed(walk)


@pytest.mark.parametrize("text", TEXTS)
async def test_an_error_with_hostile_words_is_shown(text: str) -> None:
    async def answer(asked: Asked) -> web.Response:
        body = {"Code": f"Evil{text}", "Message": f"{asked.action} {text}", "RequestId": f"7B1C{text}"}
        return web.Response(text=json.dumps(body), status=400, content_type="application/json")

    async with scripted_server() as server:
        server.answering = answer
        async with walking(endpoint=server.url, options=AT_ONCE) as walk:
            await walk.see("Enter signs in")
            await walk.press("enter")
            await walk.see("The cloud refused the request", "press Enter to try again.")
            unharmed(walk)


@pytest.mark.parametrize("text", TEXTS)
async def test_a_denial_with_hostile_words_is_shown(text: str) -> None:
    detail = {
        "AuthAction": text,
        "AuthPrincipalType": text,
        "AuthPrincipalDisplayName": text,
        "NoPermissionType": text,
    }
    body = {"Code": "Forbidden.RAM", "Message": text, "RequestId": "7B1C", "AccessDeniedDetail": detail}
    async with scripted_server() as server:
        server.answer(json.dumps(body), status=403)
        async with walking(endpoint=server.url, options=AT_ONCE) as walk:
            await walk.see("Enter signs in")
            await walk.press("enter")
            await walk.see("Permission denied", "press Enter to try again.")
            unharmed(walk)


@pytest.mark.parametrize("text", TEXTS)
async def test_hostile_text_can_be_pasted_into_every_field(text: str) -> None:
    async with walking(contents=ESTATE) as walk:
        await walk.see("Enter signs in")
        await walk.press("slash")
        await walk.paste(text)
        unharmed(walk)
        await walk.press("escape", "a")
        await walk.see("Add an account")
        for _ in range(4):
            await walk.paste(text)
            unharmed(walk)
            await walk.press("enter")
        unharmed(walk)
        await walk.press("escape")
        await walk.to_region()
        await walk.paste(text)
        unharmed(walk)
        await walk.press("escape")


@pytest.mark.parametrize("text", TEXTS)
async def test_hostile_text_pasted_as_a_target_or_as_digits_grants_nothing(text: str) -> None:
    network = next(vpc.id for vpc in ESTATE.vpcs if vpc.name == "prod-core")
    wishes = Wishes("prod-network", "cn-hangzhou", networks=(network,))
    async with walking(contents=ESTATE, wishes=wishes) as walk:
        await walk.see("Which CEN may attach it from now on?", "Nobody yet")
        for _ in range(2):
            await walk.paste(text)
            unharmed(walk)
            await walk.press("enter")
            unharmed(walk)
            await walk.press("end", "ctrl+u", "tab")
        await walk.see("Which CEN may attach it from now on?")
    async with walking(contents=ESTATE, wishes=replace(wishes, cen_owner=CEN_OWNER, cen_id=BACKBONE)) as walk:
        await walk.see("Type the last four digits")
        await walk.paste(text)
        unharmed(walk)
        await walk.press("enter")
        await walk.see("Nothing is granted")
        unharmed(walk)
        assert not walk.grants()


@pytest.mark.parametrize("text", TEXTS)
async def test_hostile_answers_on_the_command_line_are_said_on_their_screens(text: str) -> None:
    async with walking(contents=ESTATE, wishes=Wishes(account=text)) as walk:
        await walk.see("There is no account named")
        unharmed(walk)
    async with walking(contents=ESTATE, wishes=Wishes("prod-network", region=f"x{text}")) as walk:
        await walk.see("is not in the list.")
        unharmed(walk)
    wishes = Wishes("prod-network", "cn-hangzhou", type=f"x{text}", networks=(f"vpc-{text}",))
    async with walking(contents=ESTATE, wishes=wishes) as walk:
        await walk.see("There is no network type")
        unharmed(walk)
    async with walking(contents=ESTATE, wishes=replace(wishes, type="")) as walk:
        await walk.see("Not found in cn-hangzhou")
        unharmed(walk)


async def test_a_key_of_somebody_with_a_hostile_name_says_so_safely() -> None:
    keys = tuple(
        replace(key, principal=next(one.principal for one in ESTATE.keys if one.id == PROD_NETWORK.id))
        if key.id == SPARE.id
        else key
        for key in ESTATE.keys
    )
    async with walking(contents=replace(ESTATE, keys=keys)) as walk:
        await walk.see("Enter signs in")
        await walk.press("a")
        for text in ("night-shift", SPARE.id, str.__str__(SPARE.secret)):
            await walk.type(text)
            await walk.press("enter")
        await walk.press("enter")
        await walk.see("night-shift is stored: it signs in as RAM user a[/]b")
        unharmed(walk)
