"""What the screens show when the cloud fails to answer as it should: in words, with what to do next."""

from datetime import UTC, datetime, timedelta

import pytest
from support.demo_networks import BACKBONE
from support.screen_calls import ACCOUNT, CONFIRMED, FORM, GRANT, SCREEN_CALLS, VPCS, ScreenCall
from support.walk import Walk, walking

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.demo.estate.accounts import CEN_OWNER, PROD_NETWORK, accounts, credentials_of
from cen_tui.vault.base import Account
from cen_tui.vault.memory import MemoryVault
from cen_tui.wizard.draft import Presets

AT_ONCE = CloudOptions(retrying=RetryPolicy(total=0))
UNREADABLE = "The answer could not be read"
FAULTS = (
    ("throttle", "Too many requests", "code Throttling.User"),
    ("retry-after=100", "Too many requests", "code Throttling"),
    ("server-error", "The cloud had an internal error", "code InternalError"),
    ("server-error-after", "The cloud had an internal error", "code InternalError"),
    ("hidden-error", "The cloud had an internal error", "code InternalError"),
    ("unavailable", "The service is not available right now", "code ServiceUnavailable"),
    ("bad-gateway", "The server has a problem", "HTTP status 502"),
    ("gateway-timeout", "The server has a problem", "HTTP status 504"),
    ("drop-before", "The connection was lost", "closed the connection without answering"),
    ("drop-after", "The connection was lost", "closed the connection without answering"),
    ("html", UNREADABLE, "sent a web page"),
    ("truncated", UNREADABLE, "broke off"),
    ("nonsense", UNREADABLE, "bytes that are not text"),
    ("null", UNREADABLE, "something other than an API's answer"),
    ("list", UNREADABLE, "something other than an API's answer"),
)


def name(call: ScreenCall) -> str:
    return call.name


@pytest.mark.parametrize("call", SCREEN_CALLS, ids=name)
async def test_html_instead_of_an_answer_is_said_on_every_screen_and_one_can_go_on(call: ScreenCall) -> None:
    async with walking(presets=call.presets, options=AT_ONCE, faults=f"html@{call.action}") as walk:
        await call.ask(walk)
        await walk.see(UNREADABLE, "sent a web page (HTTP status 200).", "What to do:")
        walk.cloud.set_faults("")
        await call.retry(walk)


async def told(walk: Walk, fault: str, *texts: str) -> None:
    await walk.until(lambda: all(map(walk.shows, texts)), f"{texts} of the fault {fault}")


@pytest.mark.parametrize(("call", "back"), [(ACCOUNT, ["escape"]), (VPCS, [])])
async def test_every_fault_of_the_demo_has_its_words_and_passes(call: ScreenCall, back: list[str]) -> None:
    async with walking(presets=call.presets, options=AT_ONCE) as walk:
        await walk.see("Enter signs in" if call is ACCOUNT else call.well)
        for fault, title, more in FAULTS:
            kind, _, value = fault.partition("=")
            walk.cloud.set_faults(f"{kind}@{call.action}" + (f"={value}" if value else ""))
            await walk.press(*call.again)
            await told(walk, fault, title, more, "What to do:")
            walk.cloud.set_faults("")
            await call.retry(walk)
            await walk.gone(title)
            await walk.press(*back)
            await walk.gone("What to do:")


@pytest.mark.parametrize("call", [ACCOUNT, VPCS, GRANT], ids=name)
async def test_a_pause_before_another_try_is_reported_and_the_try_succeeds(call: ScreenCall) -> None:
    async with walking(presets=call.presets, faults=f"retry-after@{call.action}=1500:1") as walk:
        await call.ask(walk)
        await walk.see("Throttled by the cloud: trying again in 2 s (try 2)")
        await walk.see(call.well)


async def test_the_cloud_goes_away_and_comes_back() -> None:
    async with walking(options=AT_ONCE) as walk:
        await walk.see("Enter signs in")
        port = int(walk.cloud.url.rpartition(":")[2])
        await walk.cloud.stop()
        await walk.press("enter")
        await walk.see(
            "The connection was refused",
            f"127.0.0.1:{port} does not take connections.",
            "What to do: Check the endpoint and the proxy, then try again.",
        )
        await walk.cloud.start(port=port)
        await ACCOUNT.retry(walk)


async def test_the_cloud_goes_away_in_the_middle_of_the_wizard_and_nothing_is_lost() -> None:
    async with walking(presets=CONFIRMED, options=AT_ONCE) as walk:
        await walk.see("Type the last four digits")
        port = int(walk.cloud.url.rpartition(":")[2])
        await walk.cloud.stop()
        await walk.grant()
        await walk.see("x not sent", "Nothing was sent.", "What to do:")
        await walk.cloud.start(port=port)
        await GRANT.retry(walk)
        assert len(walk.grants()) == 1


async def test_a_wrong_clock_is_said_and_a_right_one_goes_on() -> None:
    off = [timedelta()]
    async with walking(now=lambda: datetime.now(UTC) + off[0]) as walk:
        for hours in (2, -2):
            off[0] = timedelta(hours=hours)
            await ACCOUNT.ask(walk)
            await told(
                walk,
                f"a clock {hours} hours off",
                "This machine's clock is wrong",
                "right to within 15 minutes",
                "What to do: Set this machine's clock",
                "code InvalidTimeStamp.Expired",
            )
            await walk.see(f"request ID {walk.calls(ACCOUNT.action)[-1].request_id}")
            off[0] = timedelta()
            await ACCOUNT.retry(walk)
            await walk.press("escape")
            await walk.gone("What to do:")


def vault_with(sign_in_of_first: Credentials) -> MemoryVault:
    return MemoryVault([(Account("wrong-key"), sign_in_of_first), *accounts()])


@pytest.mark.parametrize(
    ("wrong", "title", "code"),
    [
        (
            Credentials(PROD_NETWORK.id, Secret("NotItsSecretNotItsSecretNot001")),
            "The AccessKey secret is wrong",
            "code SignatureDoesNotMatch",
        ),
        (
            Credentials("LTAI5tNobodysKey00000001", PROD_NETWORK.secret),
            "The AccessKey ID is not known",
            "code InvalidAccessKeyId.NotFound",
        ),
        (
            Credentials(PROD_NETWORK.id, PROD_NETWORK.secret, Secret("CAISnotOfThisKey0000000000")),
            "The security token does not fit the key",
            "code InvalidSecurityToken.MismatchWithAccessKey",
        ),
    ],
)
async def test_a_wrong_key_is_said_and_can_be_corrected(wrong: Credentials, title: str, code: str) -> None:
    async with walking(vault=vault_with(wrong)) as walk:
        await walk.see("Enter signs in")
        await walk.go_to("wrong-key")
        await walk.press("enter")
        await walk.see(title, code, "What to do:", "edit this one with e")
        await walk.see(f"request ID {walk.cloud.received[-1].request_id}")
        await walk.press("e")
        await walk.see("Edit wrong-key")
        right = credentials_of(PROD_NETWORK)
        for text in ("", right.key_id, str.__str__(right.secret)):
            await walk.type(text)
            await walk.press("enter")
        await walk.press("enter")
        await walk.see("wrong-key is stored")
        await walk.press("enter")
        await walk.see("Which region is the network in?", "wrong-key (1250 4400 1234 5678)")


async def test_an_unknown_region_is_said_and_another_can_be_chosen() -> None:
    async with walking(presets=Presets("prod-network")) as walk:
        await walk.see("13 regions.")
        await walk.type("cn-atlantis")
        await walk.press("enter")
        await walk.see(
            "The region is not known",
            "The cloud knows no region cn-atlantis, or this account may not use it.",
            "What to do: Check the spelling of the region, or choose one from the list.",
            "code InvalidRegionId.NotFound",
        )
        await walk.see(f"request ID {walk.cloud.received[-1].request_id}")
        await walk.press("escape", "escape")
        await walk.type("cn-hangzhou")
        await walk.press("enter")
        await walk.see("13 VPCs in cn-hangzhou")


async def as_viewer(walk: Walk, kind: str, region: str, network: str) -> None:
    await walk.to_networks("prod-viewer", region)
    await walk.to_target(walk.id_of(network), kind)
    await walk.to_confirm()
    await walk.grant()


async def denied(walk: Walk, network: str, action: str) -> None:
    """Hold that the denial of this grant is said with the permission to ask for; go on to other networks."""
    await told(
        walk,
        f"a denial for {network}",
        f"x refused  {walk.id_of(network)}",
        "Permission denied",
        f"may not do {action}: no policy allows it.",
        f"What to do: Ask the account's administrator to allow {action} for this identity",
        f"code Forbidden.RAM · action {action}",
    )
    await walk.see(f"request ID {walk.grants()[-1].request_id}")
    await walk.press("n")


async def test_a_ram_denial_names_the_permission_and_the_main_account_can_grant_the_same() -> None:
    async with walking() as walk:
        await as_viewer(walk, "VBR", "cn-hangzhou", "office-line-1")
        await denied(walk, "office-line-1", "vpc:GrantInstanceToCen")
        await walk.listed("VBR")
        await walk.press("escape")
        await walk.gone("1 of 9")
        await walk.to_target(walk.id_of("prod-core"))
        await walk.to_confirm()
        await walk.grant()
        await denied(walk, "prod-core", "vpc:GrantInstanceToCen")
        await walk.listed()
        await walk.press("escape", "escape", "escape", "escape")
        await walk.see("Which account owns the network?")
        await walk.to_networks("prod-network")
        await walk.to_target(walk.id_of("prod-core"))
        await walk.to_confirm(CEN_OWNER, BACKBONE)
        await walk.grant()
        await walk.see("+ granted and verified")


async def test_a_ram_denial_for_a_ccn_names_its_own_permission() -> None:
    async with walking() as walk:
        await as_viewer(walk, "CCN", "cn-shanghai", "branches")
        await denied(walk, "branches", "smartag:GrantInstanceToCbn")
        await walk.listed("CCN")


async def test_a_form_that_was_refused_keeps_what_was_typed_in_sight() -> None:
    async with walking(options=AT_ONCE, faults="throttle@GetCallerIdentity") as walk:
        await FORM.ask(walk)
        await walk.see(
            "Too many requests", "Nothing was stored; what you typed is still here.", "night-shift"
        )
