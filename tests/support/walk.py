"""The real app on a screen of 80x24, driven by keys and read by eye, against the embedded cloud."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from support.changes import GRANT_ACTIONS
from support.demo import running_cloud
from support.demo_networks import BACKBONE, TABS
from support.pseudo import plain
from support.reach import PATIENT
from support.settled import PATIENCE, click_events, key_event, resize, send, settle, still_at
from support.spoken import speaks, squeezed
from textual import events
from textual.pilot import Pilot
from textual.strip import Strip

from cen_tui.cloud.clients import warm_up
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.demo.estate.accounts import CEN_OWNER, SPARE, accounts
from cen_tui.demo.estate.estate import Estate
from cen_tui.demo.http.request import Received
from cen_tui.demo.server import DemoCloud, utc_now
from cen_tui.i18n import gettext
from cen_tui.operations.journal import Journal
from cen_tui.operations.polling import PollPolicy
from cen_tui.session import Session
from cen_tui.terminal.display import Display
from cen_tui.tui.app import CenTuiApp
from cen_tui.tui.drawn_once import SinglePaintScreen
from cen_tui.tui.input_guard import InputGuard
from cen_tui.tui.launch_options import LaunchOptions
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.vault.account_directory import AccountDirectory
from cen_tui.vault.base import Vault
from cen_tui.vault.memory import MemoryVault
from cen_tui.vault.store_manager import StoreManager
from cen_tui.wizard.draft import Draft, Presets
from cen_tui.wizard.execution.grant_run import DONE, NONE, OTHER_PAYER, UNKNOWN
from cen_tui.wizard.recents import Recents
from cen_tui.wizard.target import TARGET_QUESTION

QUIET: Final = 0.05
"""Seconds without input after which a confirmation takes any."""
QUICKLY: Final = PollPolicy(waits=(0.0, 0.02, 0.05), tries=6)
"""For outcomes that a cloud in this process shows at once, or never."""
RETRIES_SOON: Final = replace(PATIENT, retrying=RetryPolicy(first=0.05, longest=0.2))
"""With pauses between tries that suit a cloud in this process."""
POLL: Final = 0.05
"""Seconds between two looks: drawing the screen for each is what costs most in these tests."""
HINT: Final = gettext("A key of the demo to try it with:\n  ID      {id}\n  secret  {secret}").format(
    id=SPARE.id, secret=SPARE.secret.reveal()
)
DARK: Final = Display(theme="dark")
_NOTICE: Final = "▌"
"""The left edge of a notice, which may lie over other text."""
_FRAMES: Final = str.maketrans(dict.fromkeys("│▐█▎▊╭╮╰╯─┃━▁▔", " "))


class NotSeenError(AssertionError):
    """What was waited for did not come; carries the whole screen."""


@dataclass(slots=True)
class Walk:
    """One running app and the cloud it speaks to."""

    app: CenTuiApp
    pilot: Pilot[None]
    cloud: DemoCloud

    async def press(self, *keys: str) -> None:
        """Press keys, by Textual's names for them, and wait until the app has taken them in."""
        for key in keys:
            await self.until_input_is_taken()
            await self._send(key_event(key))

    async def press_offered(self, key: str) -> None:
        """Press a key as soon as it does something: what it is about may still be under way."""
        await self.until(lambda: key in self.app.screen.active_bindings, f"{key} to be offered")
        await self.press(key)

    async def until_input_is_taken(self) -> None:
        """Wait, as who reads it does, until a confirmation takes input."""
        await self.until(self._input_is_taken, "input to be taken")

    def _input_is_taken(self) -> bool:
        guard = self._guard()
        return guard is None or guard.takes_input

    def _guard(self) -> InputGuard | None:
        screen = self.app.screen if self.app.screen_stack else None
        return screen.input_guard if isinstance(screen, SinglePaintScreen) else None

    async def type(self, text: str) -> None:
        """Type a text: key by key where a confirmation guards its input, elsewhere in one burst."""
        await self.until_input_is_taken()
        if self._guard() is not None:
            await self.press(*text)
        else:
            await self._send(*map(key_event, text))

    async def paste(self, text: str) -> None:
        """Paste a text as a terminal does: as a whole."""
        await self._send(events.Paste(text))

    async def click(self, column: int, row: int) -> None:
        """Click on a cell of the screen, as a terminal tells of it."""
        await self.until_input_is_taken()
        for event in click_events(column, row):
            await self._send(event)

    async def point(self, column: int, row: int) -> None:
        """Move the pointer to a cell of the screen."""
        await self._send(click_events(column, row)[0])

    async def _send(self, *sent: events.Event) -> None:
        await send(self.app, *sent)

    async def settle(self) -> None:
        """Wait until all on the screen is as what was sent leaves it."""
        await settle(self.app)

    async def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size, and wait until all on the screen has it."""
        await resize(self.app, columns, lines)

    def drawn(self) -> str:
        """Return what the screen shows, a line of text a line, in the letters of the language it speaks."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    def screen(self) -> str:
        """Return what the screen shows: one line of text a line."""
        return plain(self.drawn())

    def lines(self) -> list[str]:
        """Return what the screen shows, line by line."""
        return self.screen().splitlines()

    def words(self, screen: str | None = None) -> str:
        """Return what the screen shows as running text, frames and line ends left out, notices last."""
        shown = self.screen() if screen is None else screen
        parted = [line.partition(_NOTICE) for line in shown.splitlines()]
        text = "\n".join([*(before for before, _, _ in parted), *(notice for _, _, notice in parted)])
        return " ".join(text.translate(_FRAMES).split())

    def dialogs(self, drawn: Sequence[Strip] = ()) -> str:
        """Return what the dialogs in front show, without what still shows beside them."""
        regions = [dialog.region for dialog in self.app.screen.query(".dialog, .alone")]
        strips = (drawn or self.app.screen._compositor.render_strips()) if regions else ()
        lines = (
            strip.crop(region.x, region.right).text
            for region in regions
            for strip in strips[region.y : region.bottom]
        )
        return plain("\n".join(lines))

    def shows(self, text: str) -> bool:
        """Tell whether a text is on the screen, on one line or wrapped over several."""
        strips = self.app.screen._compositor.render_strips()
        screen, text = plain("\n".join(strip.text for strip in strips)), plain(text)
        wrapped = " ".join(text.split())
        shown = (self.words(screen), self.words(self.dialogs(strips)))
        return text in screen or any(wrapped in one or speaks(squeezed(one), text) for one in shown)

    def line_with(self, text: str) -> str:
        """Return the first line of the screen that holds a text."""
        for line in self.lines():
            if text in line:
                return line
        raise NotSeenError(f"{text!r} is not on the screen:\n{self.screen()}")

    async def see(self, *texts: str, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109 - a bound, not a scope
        """Wait until all these texts are on the screen at once."""
        wanted = " and ".join(repr(text) for text in texts)
        await self.until(lambda: all(map(self.shows, texts)), f"{wanted} on the screen", timeout)

    async def see_any(self, *texts: str, timeout: float = PATIENCE) -> str:  # noqa: ASYNC109
        """Wait until one of these texts is on the screen, and return it."""
        wanted = " or ".join(repr(text) for text in texts)
        await self.until(lambda: any(map(self.shows, texts)), f"{wanted} on the screen", timeout)
        return next((text for text in texts if self.shows(text)), "")

    async def gone(self, text: str, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109
        """Wait until a text is no longer on the screen."""
        await self.until(lambda: not self.shows(text), f"{text!r} gone from the screen", timeout)

    async def until(
        self,
        condition: Callable[[], bool],
        wanted: str = "the condition",
        timeout: float = PATIENCE,  # noqa: ASYNC109
    ) -> None:
        """Wait until a condition holds, and the screen is as what brought it leaves it.

        Raises `NotSeenError`, with the whole screen, when it does not come to that.
        """
        end = asyncio.get_running_loop().time() + timeout
        while not condition():
            if asyncio.get_running_loop().time() > end:
                at = still_at(self.app) or "rest"
                says = f"Not within {timeout:g} s: {wanted}. The app is at {at}. The screen:"
                raise NotSeenError(f"{says}\n{self.screen()}")
            await asyncio.sleep(POLL)
        await self.settle()

    def calls(self, *actions: str) -> list[Received]:
        """Return the calls of these actions that the cloud received, in order."""
        return [each for each in self.cloud.received if each.action in actions]

    def grants(self) -> list[Received]:
        """Return the grant calls of every product that the cloud received."""
        return self.calls(*GRANT_ACTIONS)

    def id_of(self, name: str) -> str:
        """Return the ID of a network of the estate by its name."""
        return self.cloud.estate.network(name).id

    def table(self) -> VirtualTable:
        """Return the table in front."""
        return next(each for each in self.app.screen.query(VirtualTable) if each.is_on_screen)

    async def go_to(self, cell: str) -> None:
        """Move down from the top of the table in front until the cursor stands on the row with this cell."""
        table = next(each for each in self.app.screen.query(FilterTable) if each.is_on_screen)
        await self.press("home")
        for _ in range(table.shown):
            if table.row is not None and cell in table.row.cells:
                return
            await self.press("down")
        raise NotSeenError(f"No row with {cell!r}:\n{self.screen()}")

    async def to_region(self, account: str = "prod-network") -> None:
        """Sign in with a saved account."""
        await self.see("Enter signs in")
        await self.go_to(account)
        await self.press("enter")
        await self.see("Which region is the network in?", "regions. Type to filter")

    async def to_networks(self, account: str = "prod-network", region: str = "cn-hangzhou") -> None:
        """Sign in, choose a region, and wait until its VPCs are listed."""
        await self.choose_region(region, account)
        await self.listed()

    async def choose_region(self, region: str, account: str = "prod-network") -> None:
        """Sign in, and choose a region."""
        await self.to_region(account)
        await self.type(region)
        await self.press("enter")

    def vpc_lines(self) -> list[str]:
        """Return the lines of the VPCs that a list shows."""
        return [line for line in self.lines()[5:] if " vpc-" in line]

    async def listed(self, kind: str = "VPC") -> None:
        """Wait until the list of the networks of a type, whose tab is in front, has come to its end."""
        counted = re.compile(rf"{TABS[kind]} {kind} \([\d,]+\)")
        ends = (f"No {kind} can exist in", "r retries", "r reloads it")
        await self.until(
            lambda: bool(counted.search(self.screen())) or any(map(self.shows, ends)), f"all the {kind}s"
        )

    async def to_tab(self, key: str) -> None:
        """Bring a network type to the front and wait until it is listed."""
        await self.press(TABS[key])
        await self.listed(key)

    async def to_target(self, network_id: str, kind: str = "VPC") -> None:
        """Choose a network of the region in front."""
        await self.to_tab(kind)
        await self.press("slash")
        await self.type(network_id)
        await self.see("1 of")
        await self.press("enter")
        await self.see(TARGET_QUESTION)

    async def to_confirm(self, owner: str = CEN_OWNER, cen: str = BACKBONE) -> None:
        """Enter a target and go on to the confirmation."""
        await self.type(owner)
        await self.press("tab")
        await self.type(cen)
        await self.press("enter")
        await self.see("Type the last four digits")

    async def look_through(self) -> None:
        """Have every network of a confirmation in sight once: before, nothing is confirmed."""
        networks = self.app.screen.query_one("#what")
        while networks.scroll_offset.y < networks.max_scroll_y:
            await self.press("pagedown")
            await self.settle()

    async def grant(self, digits: str = CEN_OWNER[-4:]) -> None:
        """Look through all networks, type the digits that grant, and wait for every outcome."""
        await self.look_through()
        await self.type(digits)
        await self.press("enter")
        await self.see_any(DONE, NONE, UNKNOWN, OTHER_PAYER, "r retries the others.")


@asynccontextmanager
async def walking(  # noqa: PLR0913 - each has its default, and all are given by name
    *,
    presets: Presets | None = None,
    size: tuple[int, int] = (80, 24),
    faults: str = "",
    vault: Vault | None = None,
    read_only: bool = False,
    recents: Recents | None = None,
    journal: Journal | None = None,
    contents: Estate | None = None,
    endpoint: str = "",
    sent_to: str = "",
    options: CloudOptions | None = None,
    notices: Sequence[str] = (),
    store_manager: StoreManager | None = None,
    clock: Callable[[], datetime] = utc_now,
    now: Callable[[], datetime] = utc_now,
    counts: bool = False,
    presets_payer: bool = False,
    low_bandwidth: bool = False,
    directory: Callable[[Vault, str], AccountDirectory] | None = None,
    display: Display = DARK,
    polling: PollPolicy | None = QUICKLY,
) -> AsyncIterator[Walk]:
    """Run the app against an embedded cloud of its own, in this event loop, for the length of a block.

    `endpoint` sends the app's calls elsewhere than to that cloud; `clock` and `now` are the cloud's;
    `sent_to` is what the screens say of the endpoint;
    `directory` makes all accounts of the vault and the cloud's URL.
    """
    await asyncio.to_thread(warm_up)  # once a process; then no key waits for an import
    async with running_cloud(faults=faults, contents=contents, clock=clock, now=now) as cloud:
        chosen = replace(
            options or RETRIES_SOON, endpoint=parse_endpoint(endpoint or cloud.url), read_only=read_only
        )
        held = vault or MemoryVault(accounts())
        launched = LaunchOptions(
            Session(
                lambda: (
                    directory(held, cloud.url)
                    if directory
                    else AccountDirectory(held, store_manager=store_manager)
                ),
                lambda: chosen,
            ),
            lambda: recents or Recents(None),
            lambda: journal or Journal(None),
            Draft(presets=presets or Presets()),
            demo=True,
            endpoint=sent_to,
            read_only=read_only,
            notices=tuple(notices),
            demo_hint=HINT,
            counts=counts,
            presets_payer=presets_payer,
            low_bandwidth=low_bandwidth,
            display=display,
            quiet_seconds=QUIET,
            polling=polling,
        )
        app = CenTuiApp(launched)
        async with app.run_test(size=size, notifications=True) as pilot:
            yield Walk(app, pilot, cloud)
