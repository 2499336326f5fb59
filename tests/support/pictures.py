"""The pictures of the README: each scene is run in the demo and ends where its picture is taken."""

import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from support.cen_side import grant, to_attach, to_cens, to_inbox
from support.demo_networks import BACKBONE
from support.svg import Rows, plain, svg
from support.walk import Walk, walking
from textual._compositor import LayoutUpdate

from cen_tui.demo.estate.accounts import CEN_OWNER, SPARE, accounts
from cen_tui.demo.estate.profiles import configuration
from cen_tui.i18n import CHINESE, ENGLISH
from cen_tui.text import grouped
from cen_tui.tui.widgets.rules_list import NO_RULES
from cen_tui.vault.account_directory import AccountDirectory
from cen_tui.vault.base import Vault
from cen_tui.vault.memory import MemoryVault
from cen_tui.vault.profiles.profile_list import profiles_in
from cen_tui.wizard.paste import COMPARE

TESTS: Final = Path(__file__).parents[1]
FOLDER: Final = TESTS.parent / "screenshots"
TAKES: Final = TESTS / "support/pictures_of_a_language.py"
"""Run and not imported: it chooses the language of its process."""
RENEW: Final = "python tests/take_pictures.py"
SIZE: Final = (80, 24)
NOON: Final = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
MESSAGE: Final = f"Please grant to {BACKBONE} of {grouped(CEN_OWNER)}, thank you!"

Play = Callable[[Walk], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture's file name without its ending, what it shows in words, and how to get there."""

    name: str
    title: str
    play: Play
    counts: bool = False
    """Whether what the regions hold is counted meanwhile."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One screen, as text and as SVG."""

    text: str
    svg: str


async def account(walk: Walk) -> None:
    await walk.see("Enter signs in")


async def region(walk: Walk) -> None:
    await walk.to_region()
    await walk.see("2,532")


async def everywhere(walk: Walk) -> None:
    await walk.to_networks(region="all regions")
    await walk.see("2,532 VPCs in all regions.")


async def network(walk: Walk) -> None:
    await walk.to_networks()


async def target(walk: Walk) -> None:
    await walk.to_networks()
    await walk.press("enter")
    await walk.see(NO_RULES)
    await walk.paste(MESSAGE)
    await walk.see(COMPARE)


async def confirm(walk: Walk) -> None:
    await target(walk)
    await walk.press("enter")
    await walk.see("Type the last four digits")


async def handover(walk: Walk) -> None:
    await confirm(walk)
    await walk.grant()
    await walk.see("granted and verified")


async def network_details(walk: Walk) -> None:
    await walk.to_networks()
    await walk.go_to("partner-gateway")
    await walk.press("d")
    await walk.see("since 2025-01-11")


async def add_account(walk: Walk) -> None:
    await account(walk)
    await walk.press("a")
    await walk.type("operator")
    await walk.press("enter")
    await walk.paste(SPARE.id)
    await walk.press("enter")
    await walk.paste(str.__str__(SPARE.secret))


async def already_granted(walk: Walk) -> None:
    await walk.to_networks()
    await walk.to_target(walk.id_of("prod-data"))
    await walk.to_confirm()
    await walk.grant()
    await walk.see("already granted")


async def ram_denied(walk: Walk) -> None:
    await walk.to_networks("prod-viewer")
    await walk.to_target(walk.id_of("prod-core"))
    await walk.to_confirm()
    await walk.type(CEN_OWNER[-4:])
    await walk.press("enter")
    await walk.see("x refused", "request ID")


async def wrong_key(walk: Walk) -> None:
    await add_account(walk)
    await walk.type("x")
    await walk.press("ctrl+s")
    await walk.see("Nothing was stored")


async def command(walk: Walk) -> None:
    await confirm(walk)
    await walk.press("f2")
    await walk.see("aliyun")


async def commands(walk: Walk) -> None:
    await walk.to_networks()
    await walk.press("ctrl+p")
    await walk.see("What it does")


async def sheet_alone(walk: Walk) -> None:
    await handover(walk)
    await walk.press("v")
    await walk.see("Print")


async def revoke(walk: Walk) -> None:
    await network_details(walk)
    await walk.press("x")
    await walk.see("Revoke one grant rule")


async def ccn_elsewhere(walk: Walk) -> None:
    await walk.to_networks()
    await walk.press("3")
    await walk.see("No CCN can exist")


async def explained(walk: Walk) -> None:
    await walk.to_networks()
    await walk.press("question_mark")
    await walk.see("Find the network to grant.")


async def ask(walk: Walk) -> None:
    await to_cens(walk)
    await walk.see("3 CENs.")
    await walk.press("m")
    await walk.see("Ask another account for a network")


async def inbox(walk: Walk) -> None:
    await walk.see("Enter signs in")
    grant(walk, "prod-core")
    await to_inbox(walk)


async def attach(walk: Walk) -> None:
    await inbox(walk)
    await to_attach(walk, walk.id_of("prod-core"), "cn-hangzhou-b")


async def payers(walk: Walk) -> None:
    await target(walk)
    await walk.press("tab", "tab", "right")
    await walk.see("CEN owner pays")


async def role(walk: Walk) -> None:
    await account(walk)
    await walk.press("R")
    await walk.see("Role ARN")


SCENES: Final = (
    Scene("01-account", "Step 1: the saved accounts", account),
    Scene("02-region", "Step 2: the regions", region, counts=True),
    Scene("03-network", "Step 3: the VPCs of the region", network),
    Scene("04-target", "Step 4: a pasted message has filled the CEN ID and its owner's account ID", target),
    Scene("05-confirm", "Step 5: the grant restated, the caution, the field for four digits", confirm),
    Scene("06-handover", "Step 6: granted and verified, and the sheet for the CEN's owner", handover),
    Scene("07-network-details", "All that is known of one network", network_details),
    Scene("08-add-account", "An account is added", add_account),
    Scene("09-already-granted", "What is granted already is not sent again", already_granted),
    Scene("10-ram-denied", "A permission is missing, and named", ram_denied),
    Scene("11-wrong-key", "The secret is wrong; what was typed is kept", wrong_key),
    Scene("12-command", "The same grant as an aliyun command line", command),
    Scene("13-ccn-elsewhere", "No CCN can exist in this region; another is offered", ccn_elsewhere),
    Scene("14-help", "The keys of a screen explained", explained),
    Scene("15-all-regions", "Every network of the account in one table", everywhere),
    Scene("16-commands", "Every command of a screen, to be found by name", commands),
    Scene("17-sheet-alone", "The sheet alone, from edge to edge, to select with the mouse", sheet_alone),
    Scene("18-revoke", "A rule is taken back: restated, the caution, the field for four digits", revoke),
    Scene("19-ask", "The owner of a CEN asks another account for a network", ask),
    Scene("20-inbox", "What other accounts granted to a CEN, and what of it is attached", inbox),
    Scene("21-attach", "Attaching: restated, what it costs and who pays, the field for four digits", attach),
    Scene("22-payers", "The grant for a transit router, and who pays", payers),
    Scene("23-role", "A RAM role over an account that is saved", role),
)


IN_CHINESE: Final = tuple(
    replace(scene, name=f"{scene.name}.{CHINESE}", title=title)
    for scene, title in zip(
        SCENES[:6],
        (
            "第1步：已保存的账号",
            "第2步：地域",
            "第3步：该地域的VPC",
            "第4步：粘贴的消息已填好对方云企业网实例ID和对方账号UID",
            "第5步：复述授权内容、注意事项，以及输入四位数字的输入框",
            "第6步：已授权并核实，以及交给云企业网实例所属方的交接单",
        ),
        strict=True,
    )
)
"""The six steps."""
BY_LANGUAGE: Final = {ENGLISH: SCENES, CHINESE: IN_CHINESE}
"""What is taken in each language, in a process that speaks it from the start."""


def taken_in(language: str, folder: Path) -> None:
    """Take the pictures of a language into a folder, in a process of their own."""
    subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
        [sys.executable, str(TAKES), language, str(folder)],
        check=True,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
    )


async def take(scene: Scene) -> Picture:
    """Walk a scene to its end and take its picture."""
    vault = MemoryVault(accounts(), now=lambda: NOON)
    setting = walking(
        size=SIZE, vault=vault, clock=lambda: NOON, counts=scene.counts, directory=_with_profiles
    )
    async with setting as walk:
        await scene.play(walk)
        await walk.app.workers.wait_for_complete()
        await walk.until_input_is_taken()
        await walk.until(lambda: bool(walk.lines()[-1].strip()), "the keys on the last line")
        walk.app.screen.refresh()  # else what shines through from beneath is that of an earlier look
        await walk.settle()
        rows = _rows(walk)
    return Picture(plain(rows), svg(rows, SIZE[0], scene.title))


def _with_profiles(vault: Vault, _: str) -> AccountDirectory:
    return AccountDirectory(
        vault, profiles=lambda: profiles_in(configuration(), Path("demo")), now=lambda: NOON
    )


def _rows(walk: Walk) -> Rows:
    """Return what the terminal is sent for the whole screen, with what shines through from beneath."""
    beneath = walk.app._background_screens
    update = walk.app.screen._compositor.render_update(full=True, screen_stack=beneath)
    assert isinstance(update, LayoutUpdate)
    return tuple(tuple(segment for strip in row for segment in strip) for row in update.strips)
