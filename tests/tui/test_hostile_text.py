"""Names from outside that hold escape sequences, markup, bidi controls and worse do no harm on any screen."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from aiohttp import web
from support.demo_networks import BACKBONE
from support.hostile import HOSTILE, hostile_estate, unharmed
from support.scripted import Asked, Scripted, scripted_server
from support.walk import Walk, walking
from textual.containers import VerticalScroll

from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.demo.estate.accounts import CEN_OWNER, PROD_NETWORK, SPARE, accounts, credentials_of
from cen_tui.tui.screens.accounts.account_form import ONLY_THE_NAME
from cen_tui.tui.screens.grants.details import READING, RULES
from cen_tui.tui.widgets.rules_list import NO_RULES
from cen_tui.vault.base import Account
from cen_tui.vault.memory import MemoryVault
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.target import TARGET_QUESTION

AT_ONCE = CloudOptions(retrying=RetryPolicy(total=0))
ESTATE = hostile_estate()


def vpc_named(text: str) -> str:
    return next(vpc.id for vpc in ESTATE.vpcs if vpc.name == text)


async def to_list(walk: Walk) -> None:
    await walk.to_region()
    unharmed(walk)
    await walk.type("me-east-1")
    await walk.press("enter")
    await walk.see(f"{len(HOSTILE)} VPCs in me-east-1")
    unharmed(walk)


async def test_lists_of_hostile_names_are_shown_and_brackets_stay_as_they_are() -> None:
    async with walking(contents=ESTATE) as walk:
        await to_list(walk)
        await walk.see("[red]x[/red]", "a[/]b", "[link=http:")
        for _ in HOSTILE:
            await walk.press("down", "o")
            unharmed(walk)


async def to_network(walk: Walk, text: str, key: str) -> None:
    """Find the network of this name by its ID, and press a key on it."""
    await walk.press("slash", "end", "ctrl+u")
    await walk.type(vpc_named(text))
    await walk.see("1 of")
    await walk.press("tab", key)


@pytest.mark.parametrize("name", ["escape", "long", "combining"])
async def test_a_network_with_a_hostile_name_is_granted_and_handed_over(name: str) -> None:
    async with walking(contents=ESTATE, presets=Presets("prod-network", "me-east-1")) as walk:
        await walk.listed()
        await to_network(walk, HOSTILE[name], "enter")
        await walk.see(TARGET_QUESTION, "cen-a[/]b")
        await grant_it(walk)
        await walk.see(f"+ granted and verified  {vpc_named(HOSTILE[name])}")
        unharmed(walk)
        await walk.press("y", "end")
        unharmed(walk)
        assert walk.app.clipboard.replace("\n", "").isprintable()


async def grant_it(walk: Walk) -> None:
    unharmed(walk)
    await walk.type(CEN_OWNER)
    await walk.press("tab")
    await walk.type(BACKBONE)
    await walk.press("enter")
    await walk.see("Type the last four digits", "Revoking later does not")
    unharmed(walk)
    await walk.press("f2")
    await walk.see("aliyun vpc")
    unharmed(walk)
    await walk.press("escape")
    await walk.grant()


async def test_all_hostile_names_at_once_are_confirmed_granted_and_handed_over() -> None:
    networks = tuple(map(vpc_named, HOSTILE.values()))
    async with walking(
        contents=ESTATE, presets=Presets("prod-network", "me-east-1", networks=networks)
    ) as walk:
        await walk.see(TARGET_QUESTION, "15 networks")
        await grant_it(walk)
        await walk.see("Done. Send the sheet")
        for _ in HOSTILE:
            await walk.press("pagedown")
            unharmed(walk)
        await walk.press("y")
        await walk.until(lambda: bool(walk.app.clipboard), "the sheet")
        assert walk.app.clipboard.replace("\n", "").isprintable()


async def page_to(walk: Walk, *texts: str) -> None:
    """Page through the details from their top until these texts are in sight at once."""
    await walk.gone(READING)
    details = walk.app.screen.query_one(VerticalScroll)
    while details.scroll_offset.y > 0:
        await walk.press("pageup")
    while details.scroll_offset.y < details.max_scroll_y and not all(map(walk.shows, texts)):
        await walk.press("pagedown")
    await walk.see(*texts)


async def test_the_details_of_networks_with_hostile_names_are_shown() -> None:
    async with walking(contents=ESTATE, presets=Presets("prod-network", "me-east-1")) as walk:
        await walk.listed()
        for text in HOSTILE.values():
            await to_network(walk, text, "d")
            unharmed(walk)
            await page_to(walk, RULES, "cen-a[/]b")
            unharmed(walk)
            await walk.press("tab", "end")
            unharmed(walk)
            if text.isprintable() and len(text) < 40:
                await walk.see(f"{text} = {text}")
            await walk.press("escape")
            await walk.gone(RULES)


async def test_all_grants_of_networks_with_hostile_names_are_listed_and_confirmed() -> None:
    async with walking(contents=ESTATE) as walk:
        await walk.see("Enter signs in")
        await walk.go_to("prod-network")
        await walk.press("G")
        await walk.see("x revokes, s saves.", timeout=240)
        await walk.press("slash")
        await walk.type("cen-a[/]b")
        await walk.see(" of 4")
        await walk.press("tab", "home")
        for _ in HOSTILE:
            await walk.press("space", "down")
            unharmed(walk)
        await walk.press("x")
        await walk.see(f"Revoke {len(HOSTILE)} grant rules")
        unharmed(walk)
        await walk.look_through()
        unharmed(walk)


async def test_accounts_with_hostile_names_are_listed_changed_removed_and_signed_in_with() -> None:
    vault = MemoryVault(accounts())
    names = {text[:40].strip() or "x" for text in HOSTILE.values()}
    stored = [await vault.save(Account(name), credentials_of(PROD_NETWORK)) for name in sorted(names)]
    async with walking(vault=vault, contents=ESTATE) as walk:
        await walk.see("Enter signs in")
        unharmed(walk)
        for account in stored:
            walk.table().go_to(account.key)
            await walk.press("x")
            await walk.see("Remove the account")
            unharmed(walk)
            await walk.press("escape", "e")
            await walk.see(ONLY_THE_NAME)
            unharmed(walk)
            await walk.press("escape")
            await walk.gone(ONLY_THE_NAME)
        await walk.press("enter")
        await walk.see("Which region is the network in?")
        unharmed(walk)


async def refused_each(walk: Walk, server: Scripted, title: str, bodies: Sequence[dict[str, object]]) -> None:
    """Sign in once for each of these answers, and look at the screen that says it was refused."""
    told: dict[str, object] = {}

    async def answer(_: Asked) -> web.Response:
        return web.Response(text=json.dumps(told), status=403, content_type="application/json")

    server.answering = answer
    await walk.see("Enter signs in")
    for number, body in enumerate(bodies, 1):
        told = body
        await walk.press("enter")
        await walk.until(lambda n=number: len(server.asked) == n, "the call")  # type: ignore[misc]
        await walk.see(title, "press Enter to retry.")
        unharmed(walk)


async def test_errors_and_denials_with_hostile_words_are_shown() -> None:
    errors: list[dict[str, object]] = [
        {"Code": f"Evil{text}", "Message": f"GetCallerIdentity {text}", "RequestId": f"7B1C{text}"}
        for text in HOSTILE.values()
    ]
    says = ("AuthAction", "AuthPrincipalType", "AuthPrincipalDisplayName", "NoPermissionType")
    denials: list[dict[str, object]] = [
        {
            "Code": "Forbidden.RAM",
            "Message": text,
            "RequestId": "7B1C",
            "AccessDeniedDetail": dict.fromkeys(says, text),
        }
        for text in HOSTILE.values()
    ]
    for title, bodies in (("The cloud refused the request", errors), ("Permission denied", denials)):
        async with scripted_server() as server, walking(endpoint=server.url, options=AT_ONCE) as walk:
            await refused_each(walk, server, title, bodies)


async def test_hostile_text_can_be_pasted_into_every_field() -> None:
    async with walking(contents=ESTATE) as walk:
        await walk.see("Enter signs in")
        for text in HOSTILE.values():
            await walk.press("a")
            await walk.see("Add an account")
            for _ in range(4):
                await walk.paste(text)
                unharmed(walk)
                await walk.press("enter")
            unharmed(walk)
            await walk.press("escape", "slash")
            await walk.paste(text)
            unharmed(walk)
            await walk.press("end", "ctrl+u", "tab")
        await walk.to_region()
        for text in HOSTILE.values():
            await walk.paste(text)
            unharmed(walk)
            await walk.press("end", "ctrl+u")


async def test_hostile_text_pasted_as_a_target_or_as_digits_grants_nothing() -> None:
    network = next(vpc.id for vpc in ESTATE.vpcs if vpc.name == "prod-core")
    presets = Presets("prod-network", "cn-hangzhou", networks=(network,))
    async with walking(contents=ESTATE, presets=presets) as walk:
        await walk.see(TARGET_QUESTION, NO_RULES)
        for text in HOSTILE.values():
            await walk.paste(text)
            unharmed(walk)
            await walk.press("enter")
            unharmed(walk)
            await walk.press("end", "ctrl+u")
        await walk.see(TARGET_QUESTION)
    async with walking(
        contents=ESTATE, presets=replace(presets, cen_owner=CEN_OWNER, cen_id=BACKBONE)
    ) as walk:
        await walk.see("Type the last four digits")
        for text in HOSTILE.values():
            await walk.paste(text)
            unharmed(walk)
            await walk.press("enter")
            await walk.see("Nothing is granted")
            unharmed(walk)
            await walk.press("end", "ctrl+u")
        assert not walk.grants()


EVERY_SORT = "".join(
    HOSTILE[name] for name in ("closing", "escape", "bidi", "c1", "lines", "control", "format")
)


@pytest.mark.parametrize(
    ("presets", "says"),
    [
        (Presets(account=EVERY_SORT), "There is no account named"),
        (Presets("prod-network", region=f"x{EVERY_SORT}"), "is not in the list."),
        (Presets("prod-network", "cn-hangzhou", type=f"x{EVERY_SORT}"), "There is no network type"),
        (Presets("prod-network", "cn-hangzhou", networks=(f"vpc-{EVERY_SORT}",)), "Not found in cn-hangzhou"),
    ],
    ids=["account", "region", "type", "network"],
)
async def test_hostile_words_of_the_command_line_are_said_on_their_screens(
    presets: Presets, says: str
) -> None:
    async with walking(contents=ESTATE, presets=presets) as walk:
        await walk.see(says)
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
