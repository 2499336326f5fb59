"""Only the four digits and Enter grant; everything else says so and sends nothing."""

import pytest
from support.burst import burst
from support.confirming import ASKS, confirming, network_ids
from support.walk import BACKBONE, Walk
from textual.widgets import Input

from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.screens.confirm import ConfirmScreen
from cen_tui.screens.handover import HandoverScreen

DIGITS = CEN_OWNER[-4:]


async def nothing_is_granted(walk: Walk) -> None:
    """Hold that the walk still stands at the confirmation and that the cloud was asked for nothing."""
    await walk.see(ASKS)
    assert isinstance(walk.app.screen, ConfirmScreen)
    assert walk.grants() == []


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "4320",
        "432",
        "43",
        "43211",
        "04321",
        "1234",
        CEN_OWNER,
        CEN_OWNER[:4],
        "4 321",
        " 4321",
        "4321 ",
        "yes",
    ],
)
async def test_anything_but_the_four_digits_grants_nothing_and_says_so(typed: str) -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.type(typed)
        await walk.press("enter")
        await walk.see("Nothing is granted")
        await nothing_is_granted(walk)


@pytest.mark.parametrize(
    "keys",
    [
        ("enter", "enter", "enter"),
        ("y", "enter"),
        ("space", "enter"),
        ("ctrl+m",),
        ("ctrl+j",),
        ("ctrl+enter",),
        ("shift+enter",),
        ("ctrl+s", "ctrl+y", "ctrl+d"),
        ("tab", "enter"),
        ("shift+tab", "enter"),
        ("tab", "space"),
        ("pageup", "pagedown", "home", "end", "enter"),
        (*DIGITS, "ctrl+s"),
        (*DIGITS, "tab"),
        (*DIGITS, "space"),
        (*DIGITS, "y"),
        (*DIGITS, "f5", "f10", "ctrl+d"),
        (*DIGITS, "backspace", "enter"),
        (*DIGITS, "ctrl+u", "enter"),
    ],
)
async def test_no_other_key_grants(keys: tuple[str, ...]) -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.press(*keys)
        await nothing_is_granted(walk)


@pytest.mark.parametrize(
    "text",
    [
        CEN_OWNER,
        "1960 5210 7788 4321",
        f"{DIGITS}1",
        f"x{DIGITS}",
        f"{DIGITS} of {CEN_OWNER}",
        f"{BACKBONE} of {CEN_OWNER}",
        f"{CEN_OWNER}\n{DIGITS}\n",
        "４３２１",  # noqa: RUF001 - the wide digits are the test
    ],
)
async def test_no_paste_of_more_than_the_four_digits_grants(text: str) -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.paste(text)
        await nothing_is_granted(walk)
        await walk.press("enter")
        await walk.see("Nothing is granted")
        await nothing_is_granted(walk)


async def test_a_paste_alone_never_grants_not_even_with_a_line_end() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.paste(f"{DIGITS}\r\n")
        await nothing_is_granted(walk)


async def test_no_click_anywhere_grants() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.type(DIGITS)
        for row in range(23):  # the line beneath holds the keys
            for column in range(0, 80, 13):
                await walk.pilot.click(offset=(column, row))
        await nothing_is_granted(walk)


async def test_no_click_on_the_keys_grants() -> None:
    keys = ("esc Back", "f1 Help", "f2 Show command", "^q Quit")
    for key in keys:
        async with confirming() as walk:
            await walk.see(ASKS, key)
            await walk.type(DIGITS)
            await walk.pilot.click(offset=(walk.lines()[-1].index(key), 23))
            await walk.pilot.pause()
            assert walk.grants() == []


async def test_the_four_digits_and_enter_grant() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        assert walk.grants() == []
        await walk.grant()
        await walk.see("+ granted and verified")
        assert len(walk.grants()) == 1


async def test_a_wrong_attempt_can_be_corrected() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.type("4320")
        await walk.press("enter")
        await walk.see("Nothing is granted")
        await walk.press("backspace")
        await walk.gone("Nothing is granted")
        await walk.type("1")
        await walk.press("enter")
        await walk.see("+ granted and verified")


async def test_the_digits_and_enter_in_one_burst_land_right() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await burst(walk, *DIGITS, "enter")
        await walk.see("+ granted and verified")
        assert len(walk.grants()) == 1


async def test_a_second_enter_in_the_same_burst_does_not_grant_twice() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await burst(walk, *DIGITS, "enter", "enter", "enter")
        await walk.see("+ granted and verified")
        assert len(walk.grants()) == 1
        assert [type(screen) for screen in walk.app.screen_stack].count(HandoverScreen) == 1


@pytest.mark.parametrize(
    ("owner", "digits"), [("12345", "2345"), ("123456789012", "9012"), ("1" * 18, "1111")]
)
async def test_an_unusual_account_id_is_confirmed_by_its_last_four_digits_too(
    owner: str, digits: str
) -> None:
    async with confirming(owner=owner) as walk:
        await walk.see(ASKS)
        await walk.type(owner)
        await walk.press("enter")
        await walk.see("Nothing is granted")
        await walk.press("ctrl+u")
        await walk.type(digits)
        await walk.press("enter")
        await walk.until(lambda: len(walk.grants()) == 1, "one grant call")


async def test_f2_shows_the_command_and_no_secret_and_comes_back() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.press("f2")
        await walk.see("aliyun vpc GrantInstanceToCen", f"--CenId {BACKBONE}", f"--CenOwnerId {CEN_OWNER}")
        (network,) = network_ids("prod-core")
        assert walk.shows(f"--InstanceId {network}")
        for secret in ("Secret", "LTAI", "AccessKey"):
            assert secret not in walk.screen()
        await walk.press("y")
        await walk.see("The text was sent to your terminal's clipboard.")
        assert "aliyun vpc GrantInstanceToCen" in walk.app.clipboard
        await walk.press("escape")
        await nothing_is_granted(walk)


async def test_enter_on_the_shown_command_only_closes_it() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.type(DIGITS)
        await walk.press("f2", "enter")
        await nothing_is_granted(walk)


async def test_esc_goes_back_to_the_target_with_nothing_sent() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.type(DIGITS)
        await walk.press("escape")
        await walk.see("Which CEN may attach it from now on?")
        assert walk.app.screen.query_one("#owner", Input).value == CEN_OWNER
        assert walk.app.screen.query_one("#cen", Input).value == BACKBONE
        assert walk.grants() == []


async def test_read_only_is_said_before_anything_is_typed_and_refuses() -> None:
    async with confirming(read_only=True) as walk:
        await walk.see(ASKS, "Read-only: this grant will be refused")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("x refused")
        assert walk.grants() == []
