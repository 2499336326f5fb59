"""Step 2: the region of the network."""

import re
from contextlib import aclosing
from dataclasses import replace
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.counts import Counted, counts
from cen_tui.cloud.inventory.regions import live_regions
from cen_tui.cloud.regions import ALL, BUILT_IN, Region
from cen_tui.text import safe
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.widgets.tables.beat import Batcher
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.region_rows import COLUMNS, COLUMNS_WITHOUT_COUNTS, row_of, row_of_all
from cen_tui.tui.widgets.tables.rows import Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard.draft import Draft

COUNTING: Final = "counting"
_REGION_SHAPE: Final = re.compile(r"[a-z]{2,}(-[a-z0-9]+)+")


class RegionScreen(StepScreen):
    """The regions: the one that a CLI profile prefers, then the last used, then the others.

    The built-in list stands in until the live one arrives.
    """

    STEP = "region"
    HELP = """Choose the region that the network is in, or all regions: one table of every network.

VPC VBR CCN VPN   how many networks of each type the region holds; counted a few moments after the
                  list has come, each by one small call. "-" cannot be there; "?" could not be counted.

The list shown at first is built in; the account's own list replaces it as soon as the cloud answers.

Region     its name in the console
Region ID  what --region takes, and what the CEN's owner is told
Note       whether it was used before from here, and what is special about it

Type to filter by name or ID. A region that is not listed can be typed in full as its ID; Enter takes it.

A CCN of Mainland China is found in China (Shanghai), whichever city its branches are in."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "reload", "Reload", tooltip="Ask the cloud for the regions again"),
        *copy_keys("the row", show=False),
    ]

    class Arrived(Message):
        """The live list came, or why it did not."""

        def __init__(self, regions: tuple[Region, ...], error: CloudError | None = None) -> None:
            super().__init__()
            self.regions = regions
            self.error = error

    class WasCounted(Message):
        """What one region holds was counted."""

        def __init__(self, counted: Counted) -> None:
            super().__init__()
            self.counted = counted

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self.regions: tuple[Region, ...] = BUILT_IN
        self._live = False
        self._counted: dict[str, Counted] = {}
        self._beat: Batcher[Counted] = Batcher(self, self.cen_app.setup.beat, self._show_counts)

    def compose_body(self) -> ComposeResult:
        """Lay out the question and the list to type in."""
        yield Static("Which region is the network in?", classes="lead", markup=False)
        columns = COLUMNS if self.cen_app.setup.counts else COLUMNS_WITHOUT_COUNTS
        yield FilterTable(columns, id="regions", typing_first=True)

    def on_mount(self) -> None:
        """Show the built-in list at once, and fetch the live one."""
        table = self.query_one(FilterTable)
        self._fill()
        table.focus_first()
        self.action_reload()

    def action_reload(self) -> None:
        """Fetch the live list, and count what each region holds once more."""
        self._counted.clear()
        self.workers.cancel_group(self, COUNTING)
        self.status.waiting("Reading the account's regions…")
        self.fetch()

    @background()
    async def fetch(self) -> None:
        """Ask the cloud for its regions."""
        try:
            self.post_message(self.Arrived(await live_regions(self.cloud)))
        except CloudError as error:
            self.post_message(self.Arrived(BUILT_IN, error))

    @on(Arrived)
    def _arrived(self, message: Arrived) -> None:
        self.regions = message.regions
        self._live = message.error is None
        self._fill()
        if message.error is None:
            self.clear_problem()
            self.status.say(f"{len(self.regions)} regions. Type to filter, Enter chooses.")
        else:
            self.problem.show(message.error)
            self.status.say("The built-in list is shown instead; Ctrl+R asks again.")
        self._take_wish()
        self._count_the_rest()

    def on_screen_resume(self) -> None:
        """Go on counting after coming back."""
        self._count_the_rest()

    def _count_the_rest(self) -> None:
        rest = tuple(region.id for region in self.regions if region.id not in self._counted)
        if self.cen_app.setup.counts and self._live and rest and self.is_current:
            self.count(rest)

    @background(group=COUNTING)
    async def count(self, regions: tuple[str, ...]) -> None:
        """Ask each region how many networks it holds."""
        async with aclosing(counts(self.cloud, regions)) as counted:
            async for one in counted:
                self.post_message(self.WasCounted(one))

    @on(WasCounted)
    def _was_counted(self, message: WasCounted) -> None:
        self._beat.add(message.counted)

    def _show_counts(self, counted: list[Counted]) -> None:
        self._counted.update((one.region, one) for one in counted)
        self.query_one(FilterTable).change_rows(self._rows())

    def before_next(self) -> None:
        """Count no further what is being counted."""
        self.workers.cancel_group(self, COUNTING)

    def _fill(self) -> None:
        places = {region_id: place for place, region_id in enumerate((self._preferred, *self._recent()))}
        places[self._preferred] = 0
        beside = len(places)
        rows = self._rows()
        rows.sort(key=lambda row: places.get(row.key, beside if row.key == ALL else beside + 1))
        self.query_one(FilterTable).set_rows(rows)

    def _rows(self) -> list[Row]:
        recent, counting, known = set(self._recent()), self.cen_app.setup.counts, self._counted
        together = row_of_all(self.regions, known, recent=ALL in recent, counts=counting)
        each = (
            row_of(region, recent=region.id in recent, counts=counting, known=known.get(region.id))
            for region in map(self._noted, self.regions)
        )
        return [together, *each]

    def _noted(self, region: Region) -> Region:
        """Return the region, with a word about it where the account's CLI profile prefers it."""
        if region.id != self._preferred:
            return region
        return replace(region, note=" · ".join(word for word in ("preferred", region.note) if word))

    @property
    def _preferred(self) -> str:
        """The region that the account's CLI profile names, or nothing."""
        return self.draft.account.region if self.draft.account else ""

    def _recent(self) -> tuple[str, ...]:
        return self.cen_app.recents.regions(self._uid)

    @property
    def _uid(self) -> str:
        return self.draft.account.uid if self.draft.account else ""

    def _take_wish(self) -> None:
        wished = self.draft.presets.region.strip().lower()
        if not wished:
            return
        self.draft = self.draft.without_presets("region")
        if wished == ALL or any(region.id == wished for region in self.regions):
            self._choose_region(wished)
            return
        self.query_one(FilterTable).set_filter(wished)
        self.problem.say(
            f"The region {safe(wished, limit=60)} is not in the list.",
            "Choose one below, or press Enter to use what was given as it is."
            if _REGION_SHAPE.fullmatch(wished)
            else "A region ID looks like cn-hangzhou. Correct it above, or clear it with Esc.",
        )

    @on(FilterTable.Narrowed)
    def _offer_typed(self, message: FilterTable.Narrowed) -> None:
        typed = message.filter_table.filter.strip().lower()
        known = typed == ALL or any(region.id == typed for region in self.regions)
        if message.filter_table.shown or known or not _REGION_SHAPE.fullmatch(typed):
            self.status.say("" if message.filter_table.shown else "No region matches; Esc clears the filter.")
        else:
            self.status.say(f"{typed} is not listed. Enter uses it as typed.")

    @on(VirtualTable.Chosen)
    def _chosen(self, message: VirtualTable.Chosen) -> None:
        self._choose_region(message.row.key)

    @on(FilterTable.NothingToChoose)
    def _typed(self, message: FilterTable.NothingToChoose) -> None:
        typed = message.filter_table.filter.strip().lower()
        if _REGION_SHAPE.fullmatch(typed):
            self._choose_region(typed)

    def copyable(self) -> Copyable | None:
        """Offer the region under the cursor."""
        row = self.query_one(FilterTable).row
        line = "  ".join(filter(None, row.cells)) if row else ""
        return Copyable(row.key, line, "The row", f"{row.key}.txt") if row else None

    def _choose_region(self, region_id: str) -> None:
        self.clear_problem()
        if problem := self.cen_app.recents.region_used(self._uid, region_id):
            self.notify(problem, severity="warning", markup=False)
        self.go_on(self.draft.answered(region=region_id))
