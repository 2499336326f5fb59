"""`?`, or F1 where one types, explains each screen: what it is for, and the keys that work on it."""

from collections.abc import Sequence

import pytest
from support.arriving import ARRIVALS, Arrival

from cen_tui.cloud.networks.registry import NETWORK_TYPES
from cen_tui.tui.screens.account import AccountScreen
from cen_tui.tui.screens.accounts import account_table
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.cen_owner import cens, inbox
from cen_tui.tui.screens.cen_owner.cens import CensScreen
from cen_tui.tui.screens.cen_owner.inbox import InboxScreen
from cen_tui.tui.screens.dialogs.commands import HelpScreen, laid_out
from cen_tui.tui.screens.grants import audit, history
from cen_tui.tui.screens.grants.audit import AuditScreen
from cen_tui.tui.screens.grants.history import HistoryScreen
from cen_tui.tui.screens.network import NetworkScreen
from cen_tui.tui.screens.region import RegionScreen
from cen_tui.tui.widgets.tables import region_rows
from cen_tui.tui.widgets.tables.rows import Column

EXPLAINED = {
    "account": (
        *("question_mark", "Select the account that owns the network"),
        *("a  Add an account", "e  Edit the name or the key", "x  Remove the account", "↓ j  Down"),
    ),
    "region": (
        "f1",
        "Select the region that the network is in",
        "^r  Reload the regions",
        "esc  Go back one step",
    ),
    "network": (
        *("question_mark", "Find the network to grant."),
        *(
            "space  Select several networks",
            "d  All details of the network",
            "/  Narrow the list",
            "1  The VPCs of the region",
        ),
    ),
    "target": (
        *("f1", "Enter the CEN that may attach the network."),
        *("⏎  Continue to the confirmation", "pgdn  More rules", "tab  Next field"),
    ),
    "confirm": (
        *("f1", "Final check before granting."),
        *("f2  The aliyun command line", "esc  Go back one step"),
    ),
    "handover": (
        *("question_mark", "Result for each network:"),
        *(
            "y  Send the sheet",
            "v  Show the sheet alone",
            "s  Write the sheet",
            "n  Back to the list",
        ),
        "t  Back to the CEN",
    ),
}
"""By screen: the key that asks, the first words of the answer, and some of the keys that it lists."""
ARRIVAL = {arrival.name: arrival for arrival in ARRIVALS}


@pytest.mark.parametrize("arrival", ARRIVALS, ids=lambda arrival: arrival.name)
async def test_every_screen_explains_itself_and_its_keys(arrival: Arrival) -> None:
    key, words, *keys = EXPLAINED[arrival.name]
    async with arrival.walk((80, 60)) as walk:
        explained = walk.app.screen
        await walk.press(key)
        await walk.see(words, *keys, "^q  Quit")
        assert isinstance(walk.app.screen, HelpScreen)
        for foreign in ("Scroll", "Move cursor", "Page Left", "Command palette"):
            assert not walk.shows(foreign), "a key that Textual gives to everything is no help"
        await walk.press("escape")
        await walk.gone(words)
        assert walk.app.screen is explained


async def test_it_closes_with_the_keys_that_come_to_mind() -> None:
    async with ARRIVAL["account"].walk() as walk:
        for key in ("escape", "question_mark", "enter", "f1", "q"):
            await walk.press("question_mark")
            await walk.see("Select the account that owns the network")
            await walk.press(key)
            await walk.gone("Select the account that owns the network")
            assert isinstance(walk.app.screen, StepScreen)


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_all_of_it_can_be_scrolled_to_on_a_small_screen(size: tuple[int, int]) -> None:
    async with ARRIVAL["network"].walk(size) as walk:
        await walk.press("question_mark")
        await walk.see("Find the network to grant.")
        await walk.press("end")
        await walk.see("^q  Quit")


async def test_a_question_mark_that_is_typed_stays_a_character() -> None:
    async with ARRIVAL["network"].walk() as walk:
        await walk.press("slash")
        await walk.type("?")
        await walk.see("0 of 13")
        assert not isinstance(walk.app.screen, HelpScreen)


@pytest.mark.parametrize(
    ("screen", "columns"),
    [
        (AccountScreen, account_table.COLUMNS),
        (RegionScreen, region_rows.COLUMNS),
        (HistoryScreen, history.COLUMNS),
        (AuditScreen, audit.COLUMNS),
        (CensScreen, cens.COLUMNS),
        (InboxScreen, inbox.COLUMNS),
        (NetworkScreen, [Column(kind.address_heading) for kind in NETWORK_TYPES]),
        (NetworkScreen, [Column(name) for name in ("ID", "Name", "Status", "Attached", "Granted")]),
    ],
)
def test_every_column_is_explained(screen: type[StepScreen], columns: Sequence[Column]) -> None:
    for column in columns:
        for word in column.heading.partition(" (")[0].split():
            assert word in screen.HELP


def test_a_list_in_chinese_stands_in_columns_and_breaks_between_characters() -> None:
    said = laid_out("名称  在这里使用的名称\nAccessKey ID  由云端返回，部分隐藏", 26)
    assert said.split("\n") == [
        "名称          在这里使用的",
        "              名称",
        "AccessKey ID  由云端返回，",
        "              部分隐藏",
    ]


def test_sentences_in_chinese_stand_without_a_space_between_them() -> None:
    assert laid_out("未发送请求。\n按Esc返回；\n密钥不变。", 60) == "未发送请求。按Esc返回；密钥不变。"
