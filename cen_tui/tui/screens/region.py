"""Step 2: the region of the network."""

from contextlib import aclosing
from dataclasses import replace
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.counts import Counted, countable, counts
from cen_tui.cloud.inventory.regions import live_regions
from cen_tui.cloud.regions import ALL, BUILT_IN, Region
from cen_tui.i18n import gettext as _
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.widgets.tables.batcher import Batcher
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.region_rows import (
    COLUMNS,
    COLUMNS_WITHOUT_COUNTS,
    COUNTED_TYPES,
    row_of,
    row_of_all,
)
from cen_tui.tui.widgets.tables.rows import Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.region import (
    NO_MATCH,
    REGION_QUESTION,
    is_listed,
    not_listed,
    place_of,
    preset_region,
    unlisted,
)

LISTED: Final = _("{count} regions. Type to filter, Enter continues.")
COUNTING: Final = "counting"


class RegionScreen(StepScreen):
    """The regions of the account; a built-in list until they are read."""

    STEP = "region"
    FROM_REQUEST = ("region", "networks", "cen_owner", "cen_id", "payer")
    HELP = _("""Select the region that the network is in, or all regions: all networks in one table.

Region     its name in the console
Region ID  what --region takes, and what the hand-over sheet names
{types}  the number of networks of each type in the region. Counts load shortly after the list,
                 with one small request each. "-" cannot exist there; "?" could not be counted.
Note       whether it was recently used, and what is special about it

The list shown at first is built in; the account's own list replaces it as soon as the cloud answers.

Type to filter by name or ID, and press Enter to continue with the selected region. A region that is not
listed can be typed in full as its ID.

A CCN of Mainland China is found in China (Shanghai), whichever city its branches are in. An Express Connect
Router (ECR) is in no region: all of them are listed with each.""").format(types=COUNTED_TYPES)
    ENTER = _("Continue")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "reload", _("Reload"), tooltip=_("Reload the regions, and count again")),
        *copy_keys(_("the row"), show=False),
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        account = draft.account
        self._uid, self._preferred = (account.uid, account.region) if account else ("", "")
        self.regions: tuple[Region, ...] = BUILT_IN
        self._live = False
        self._counted: dict[str, Counted] = {}
        self._beat: Batcher[Counted] = Batcher(self, self.cen_app.options.refresh_seconds, self._show_counts)

    def compose_body(self) -> ComposeResult:
        """Lay out the question and the list to type in."""
        yield Static(REGION_QUESTION, classes="lead", markup=False)
        columns = COLUMNS if self.cen_app.options.counts else COLUMNS_WITHOUT_COUNTS
        yield FilterTable(columns, id="regions", typing_first=True)

    def on_mount(self) -> None:
        """Show the built-in list at once, and fetch the account's own."""
        table = self.query_one(FilterTable)
        self._fill()
        table.focus_first()
        self.action_reload()

    def action_reload(self) -> None:
        """Fetch the account's list, and count the networks of each region again."""
        self._counted.clear()
        self.workers.cancel_group(self, COUNTING)
        self.status.waiting(_("Reading the account's regions…"))
        self.fetch()

    @background()
    async def fetch(self) -> None:
        """Fetch the account's regions."""
        try:
            regions, error = await live_regions(self.cloud), None
        except CloudError as refused:
            regions, error = BUILT_IN, refused
        await self.apply(partial(self._arrived, regions, error))

    def _arrived(self, regions: tuple[Region, ...], error: CloudError | None) -> None:
        self.regions = regions
        self._live = error is None
        self._fill()
        if error is None:
            self.clear_problem()
            self.status.say(LISTED.format(count=len(self.regions)))
        else:
            self.problem.show(error)
            self.status.say(_("The built-in list is shown instead. Ctrl+R reloads."))
        self.presets_changed()
        self._count_the_rest()

    def on_screen_resume(self) -> None:
        """Continue counting after coming back."""
        self._count_the_rest()

    def _count_the_rest(self) -> None:
        rest = tuple(place for place in countable(self.regions) if place not in self._counted)
        if self.cen_app.options.counts and self._live and rest and self.is_current:
            self.count(rest)

    @background(group=COUNTING)
    async def count(self, regions: tuple[str, ...]) -> None:
        """Count the networks of each region."""
        async with aclosing(counts(self.cloud, regions)) as counted:
            async for one in counted:
                self._beat.add(one)

    def _show_counts(self, counted: list[Counted]) -> None:
        self._counted.update((one.region, one) for one in counted)
        self.query_one(FilterTable).change_rows(self._rows())

    def before_next(self) -> None:
        """Stop counting."""
        self.workers.cancel_group(self, COUNTING)

    def _fill(self) -> None:
        recent = self._recent()
        rows = sorted(self._rows(), key=lambda row: place_of(row.key, self._preferred, recent))
        self.query_one(FilterTable).set_rows(rows)

    def _rows(self) -> list[Row]:
        recent, counting, known = self._recent(), self.cen_app.options.counts, self._counted
        together = row_of_all(self.regions, known, recent=ALL in recent, counts=counting)
        each = (
            row_of(region, recent=region.id in recent, counts=counting, known=known.get(region.id))
            for region in map(self._with_note, self.regions)
        )
        return [together, *each]

    def _with_note(self, region: Region) -> Region:
        """Return the region, with a note where the account's CLI profile prefers it."""
        if region.id != self._preferred:
            return region
        return replace(region, note=" · ".join(word for word in (_("preferred"), region.note) if word))

    def _recent(self) -> tuple[str, ...]:
        return self.cen_app.recents.regions(self._uid)

    def presets_changed(self) -> None:
        """Continue with the region that the command line or a pasted request names, if it is listed."""
        preset = preset_region(self.draft.presets)
        self.draft = self.draft.without_presets("region")
        if preset and is_listed(preset, self.regions):
            self._select(preset)
        elif preset:
            self.query_one(FilterTable).set_filter(preset)
            self.problem.say(*not_listed(preset))

    @property
    def _as_typed(self) -> str:
        """The region that Enter uses as it is typed, as no listed one matches; or nothing."""
        table = self.query_one(FilterTable)
        return "" if table.shown else unlisted(table.filter, self.regions)

    @on(FilterTable.Narrowed)
    def _say_what_matches(self, message: FilterTable.Narrowed) -> None:
        message.filter_table.takes_typed_text(bool(self._as_typed))
        if message.filter_table.shown:
            self.status.say()
        elif typed := self._as_typed:
            self.status.say(_("{region} is not listed. Enter uses it as typed.").format(region=typed))
        else:
            self.status.say(NO_MATCH)

    @on(VirtualTable.Chosen)
    def _chosen(self, message: VirtualTable.Chosen) -> None:
        self._select(message.row.key)

    @on(FilterTable.NothingToChoose)
    def _use_as_typed(self) -> None:
        if typed := self._as_typed:
            self._select(typed)

    def copyable(self) -> Copyable | None:
        """Return the selected region."""
        row = self.query_one(FilterTable).row
        line = "  ".join(filter(None, row.cells)) if row else ""
        return Copyable(row.key, line, _("The row"), f"{row.key}.txt") if row else None

    def _select(self, region_id: str) -> None:
        self.clear_problem()
        if problem := self.cen_app.recents.region_used(self._uid, region_id):
            self.notify(problem, severity="warning", markup=False)
        self.advance(self.draft.with_answers(region=region_id))
