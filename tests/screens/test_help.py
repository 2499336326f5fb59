"""`?`, or F1 where one types, explains each screen: what it is for, and the keys that work on it."""

from collections.abc import Awaitable, Callable

import pytest
from support.confirming import ASKS, confirming, network_ids
from support.walk import Walk, walking

from cen_tui.screens.base import StepScreen
from cen_tui.screens.help import HelpScreen
from cen_tui.wizard import Wishes

HANGZHOU = ("prod-network", "cn-hangzhou")
CORE = network_ids("prod-core")


async def at_account(walk: Walk) -> None:
    await walk.see("Enter signs in")


async def at_region(walk: Walk) -> None:
    await walk.see("regions. Type to filter")


async def at_network(walk: Walk) -> None:
    await walk.listed()


async def at_target(walk: Walk) -> None:
    await walk.see("Which CEN may attach it from now on?")


async def at_confirm(walk: Walk) -> None:
    await walk.see(ASKS)


async def at_handover(walk: Walk) -> None:
    await walk.see(ASKS)
    await walk.grant()


SCREENS = [
    pytest.param(
        Wishes(),
        at_account,
        "question_mark",
        "Choose the account that owns the network",
        ("a  Add an account", "e  Change the name or the key", "x  Forget the account", "↓ j  Down"),
        id="account",
    ),
    pytest.param(
        Wishes(*HANGZHOU[:1]),
        at_region,
        "f1",
        "Choose the region that the network is in.",
        ("^r  Reload", "esc  Go back one step"),
        id="region",
    ),
    pytest.param(
        Wishes(*HANGZHOU),
        at_network,
        "question_mark",
        "Find the network to grant.",
        ("space  Select several networks", "d  All that is known", "/  Narrow the list", "1  VPCs"),
        id="network",
    ),
    pytest.param(
        Wishes(*HANGZHOU, networks=CORE),
        at_target,
        "f1",
        "Say which CEN may attach the network.",
        ("⏎  Go on to the confirmation", "pgdn  More rules", "tab  Next field"),
        id="target",
    ),
    pytest.param(
        None,
        at_confirm,
        "f1",
        "The last look before the grant.",
        ("f2  The aliyun command line", "esc  Go back one step"),
        id="confirm",
    ),
    pytest.param(
        None,
        at_handover,
        "question_mark",
        "What came of the grant, per network:",
        (
            "y  Send the sheet",
            "s  Write the sheet",
            "r  Try again",
            "n  Back to the list",
            "t  Back to the CEN",
        ),
        id="handover",
    ),
]


@pytest.mark.parametrize(("wishes", "arrive", "key", "words", "keys"), SCREENS)
async def test_every_screen_explains_itself_and_its_keys(
    wishes: Wishes | None,
    arrive: Callable[[Walk], Awaitable[None]],
    key: str,
    words: str,
    keys: tuple[str, ...],
) -> None:
    async with walking(wishes=wishes, size=(80, 60)) if wishes else confirming(size=(80, 60)) as walk:
        await arrive(walk)
        explained = walk.app.screen
        await walk.press(key)
        await walk.see(words, *keys, "^q  Quit")
        assert isinstance(walk.app.screen, HelpScreen)
        for foreign in ("Scroll", "cursor", "Page Left", "Command palette"):
            assert not walk.shows(foreign), "a key that Textual gives to everything is no help"
        await walk.press("escape")
        await walk.gone(words)
        assert walk.app.screen is explained


@pytest.mark.parametrize("key", ["escape", "question_mark", "enter", "f1"])
async def test_it_closes_with_the_keys_that_come_to_mind(key: str) -> None:
    async with walking() as walk:
        await at_account(walk)
        await walk.press("question_mark")
        await walk.see("Choose the account that owns the network")
        await walk.press(key)
        await walk.gone("Choose the account that owns the network")
        assert isinstance(walk.app.screen, StepScreen)


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_all_of_it_can_be_scrolled_to_on_a_small_screen(size: tuple[int, int]) -> None:
    async with walking(wishes=Wishes(*HANGZHOU), size=size) as walk:
        await at_network(walk)
        await walk.press("question_mark")
        await walk.see("Find the network to grant.")
        await walk.press("end")
        await walk.see("^q  Quit")


async def test_a_question_mark_that_is_typed_stays_a_character() -> None:
    async with walking(wishes=Wishes(*HANGZHOU)) as walk:
        await at_network(walk)
        await walk.press("slash", "question_mark")
        await walk.see("0 of 13")
        assert not isinstance(walk.app.screen, HelpScreen)


async def test_there_is_no_palette_that_could_quit_past_the_warning() -> None:
    async with walking() as walk:
        await at_account(walk)
        await walk.press("ctrl+p")
        assert isinstance(walk.app.screen, StepScreen)
