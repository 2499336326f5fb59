"""Only the four digits and Enter grant; everything else says so and sends nothing."""

import pytest
from support.burst import burst
from support.confirming import ASKS, confirming, network_ids
from support.demo_networks import BACKBONE
from support.sight import MANY
from support.walk import Walk
from textual.widgets import Input

from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.tui.screens.confirm import MORE, READ_ONLY, ConfirmScreen
from cen_tui.tui.screens.handover import HandoverScreen
from cen_tui.tui.widgets.confirmation import DRY_RUN
from cen_tui.tui.widgets.in_sight import NOTICE, ReadThrough
from cen_tui.wizard.target import TARGET_QUESTION

DIGITS = CEN_OWNER[-4:]
KEYS_ROW = 23
"""The line beneath all else, which holds the keys."""


async def nothing_is_granted(walk: Walk, after: object = "what was done") -> None:
    """Hold that the walk still stands at the confirmation and that the cloud was asked for nothing."""
    assert isinstance(walk.app.screen, ConfirmScreen), f"another screen after {after!r}"
    assert walk.grants() == [], f"granted after {after!r}"
    await walk.until(lambda: walk.shows(ASKS), f"the question after {after!r}")


async def refused(walk: Walk, after: object) -> None:
    """Hold that it was said, too, that nothing is granted."""
    await walk.until(lambda: walk.shows("Nothing is granted"), f"the refusal after {after!r}")
    await nothing_is_granted(walk, after)


async def afresh(walk: Walk) -> None:
    """Empty the field, as it was at first, with nothing said and the cursor in it."""
    field = walk.app.screen.query_one("#digits", Input)
    field.focus()
    await walk.press("end", "ctrl+u")
    await walk.gone("Nothing is granted")
    assert (field.value, field.has_focus) == ("", True)


async def test_anything_but_the_four_digits_grants_nothing_and_says_so() -> None:
    wrong = ("4320", "432", "43", "43211", "04321", "1234", CEN_OWNER, CEN_OWNER[:4])
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.press("enter")
        await refused(walk, "an empty field")
        await walk.press("x")
        await afresh(walk)
        for typed in (*wrong, "4 321", " 4321", "4321 ", "yes"):
            await walk.type(typed)
            await nothing_is_granted(walk, typed)
            await walk.press("enter")
            await refused(walk, typed)
            await afresh(walk)


NO_GRANTS = (
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
)
"""Keys of which none grants, in any order, the four digits in the field or not."""


async def test_no_other_key_grants_and_the_four_digits_and_enter_do() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        for keys in NO_GRANTS:
            await walk.press(*keys)
            await nothing_is_granted(walk, keys)
            await walk.press("x")
            await afresh(walk)
        await walk.grant()
        await walk.see("+ granted and verified")
        assert len(walk.grants()) == 1


async def test_no_paste_is_an_answer() -> None:
    texts = (
        DIGITS,
        CEN_OWNER,
        "1960 5210 7788 4321",
        f"{DIGITS}1",
        f"x{DIGITS}",
        f"{DIGITS} of {CEN_OWNER}",
        f"{BACKBONE} of {CEN_OWNER}",
        f"{CEN_OWNER}\n{DIGITS}\n",
        "４３２１",  # noqa: RUF001 - the wide digits are the test
    )
    async with confirming() as walk:
        await walk.see(ASKS)
        for text in (*texts, f"{DIGITS}\r\n"):
            await walk.until_input_is_taken()
            await walk.paste(text)
            await walk.see("What was pasted was dropped")
            assert walk.app.screen.query_one("#digits", Input).value == ""
            await walk.press("enter")
            await refused(walk, text)
        await walk.grant()
        await walk.see("+ granted and verified")


async def test_no_click_anywhere_grants() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.type(DIGITS)
        parts = {widget.region.center for widget in walk.app.screen.query("*") if widget.region}
        spots = {(int(column), int(row)) for column, row in parts if row < KEYS_ROW}
        margins = {(column, row) for column in (0, 79) for row in (0, 11, KEYS_ROW - 1)}
        for column, row in sorted(spots | margins):
            await walk.click(column, row)
            await nothing_is_granted(walk, (column, row))


async def test_no_click_on_the_keys_grants() -> None:
    async with confirming() as walk:
        for key, opens, back in (
            ("f1 Help", "Final check before granting.", ["escape"]),
            ("f2 Show command", "aliyun vpc GrantInstanceToCen", ["escape"]),
            ("esc Back", TARGET_QUESTION, ["enter"]),
            ("^q Quit", "", []),
        ):
            await walk.see(ASKS, key)
            await walk.press(*DIGITS)
            await walk.click(walk.lines()[KEYS_ROW].index(key), KEYS_ROW)
            if opens:
                await walk.see(opens)
            assert walk.grants() == [], key
            await walk.press(*back)


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


async def test_enter_grants_once_however_often_it_comes_in_one_burst() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.type(DIGITS)
        await burst(walk, "enter", "enter", "enter")
        await walk.see("+ granted and verified")
        assert len(walk.grants()) == 1
        assert [type(screen) for screen in walk.app.screen_stack].count(HandoverScreen) == 1


async def test_an_unusual_account_id_is_confirmed_by_its_last_four_digits_too() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.press("escape")
        for granted, owner in enumerate(("12345", "123456789012", "1" * 18)):
            await walk.see(TARGET_QUESTION)
            for name in ("cen", "owner"):
                field = walk.app.screen.query_one(f"#{name}", Input)
                field.value = ""
                field.focus()
            await walk.to_confirm(owner)
            await walk.type(owner)
            await walk.press("enter")
            await walk.see("Nothing is granted")
            assert len(walk.grants()) == granted, owner
            await afresh(walk)
            await walk.grant(owner[-4:])
            await walk.see("+ granted and verified")
            assert len(walk.grants()) == granted + 1, owner
            await walk.press("t")


async def test_f2_shows_the_command_and_no_secret_and_esc_or_enter_only_closes_it() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.type(DIGITS)
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
        await nothing_is_granted(walk, "esc on the command")
        await walk.press("f2", "enter")
        await nothing_is_granted(walk, "Enter on the command")


async def test_esc_goes_back_to_the_target_with_nothing_sent() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.type(DIGITS)
        await walk.press("escape")
        await walk.see(TARGET_QUESTION)
        assert walk.app.screen.query_one("#owner", Input).value == CEN_OWNER
        assert walk.app.screen.query_one("#cen", Input).value == BACKBONE
        assert walk.grants() == []


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_a_dry_run_shows_what_would_be_sent_and_has_nothing_to_confirm_with(
    size: tuple[int, int],
) -> None:
    async with confirming(read_only=True, size=size) as walk:
        await walk.see(DRY_RUN, READ_ONLY, "aliyun vpc GrantInstanceToCen", f"--CenId {BACKBONE}")
        assert not walk.app.screen.query("#digits")
        await walk.type(DIGITS)
        await walk.press("enter", "enter", "end")
        await walk.see("detach a network that has already been attached")
        assert isinstance(walk.app.screen, ConfirmScreen)
        assert walk.grants() == []


async def test_keys_all_at_once_are_no_answer_and_typed_one_by_one_they_are() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        await walk.until_input_is_taken()
        await burst(walk, *DIGITS, "enter")
        await walk.see("Keys all at once count as a paste", "Nothing is granted.")
        await nothing_is_granted(walk, "a burst")
        await walk.grant()
        assert len(walk.grants()) == 1


async def test_what_was_copied_on_the_screen_is_no_answer() -> None:
    async with confirming() as walk:
        await walk.see(ASKS)
        walk.app.copy_to_clipboard(DIGITS)
        await walk.press("ctrl+v")
        await walk.see("What was pasted was dropped: only typing answers here. Nothing is granted.")
        await walk.press("enter")
        await nothing_is_granted(walk, "ctrl+v")


async def test_nothing_is_granted_while_a_notice_leaves_no_room_for_what_must_be_read() -> None:
    async with confirming(size=(60, 18)) as walk:
        await walk.see("Type the last four digits")
        await walk.type(DIGITS)
        walk.app.warn(f"Something that must be told, {'in so many words ' * 20}")
        await walk.see("Something that must be told")
        await walk.press("enter")
        await walk.see(NOTICE)
        assert walk.grants() == []
        walk.app.clear_notifications()
        await walk.gone("Something that must be told")
        await walk.press("enter")
        await walk.see("granted and verified")


async def look(walk: Walk, line: int) -> None:
    """Look at another page of the networks, which begins with a line."""
    networks = walk.app.screen.query_one("#what", ReadThrough)
    await walk.press("pagedown" if line > networks.scroll_offset.y else "pageup")
    await walk.until(lambda: networks.scroll_offset.y == line, f"the page from line {line}")


async def test_of_many_networks_all_must_have_been_in_sight() -> None:
    async with confirming(MANY) as walk:
        await walk.see("Authorize another account's CEN to attach 12 networks", MORE)
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("Nothing is granted. Scroll to the end first: press PgDn.")
        await look(walk, 6)
        await walk.press("enter")
        await walk.see("Scroll to the end first")
        assert walk.grants() == []
        await walk.look_through()
        await walk.press("pageup")
        await walk.press("enter")
        await walk.see("11 of 12 granted.")
