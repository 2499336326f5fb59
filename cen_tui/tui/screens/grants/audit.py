"""All that was ever granted out of an account: every rule of every type and region, to save or to revoke."""

from collections.abc import Sequence
from contextlib import aclosing
from datetime import UTC, datetime
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Static

from cen_tui.cloud.concurrency import run_bounded
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.audit import NetworkGrants, read_grants, read_network
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.networks.registry import network_type
from cen_tui.cloud.regions import region_label
from cen_tui.i18n import gettext as _
from cen_tui.i18n import ngettext
from cen_tui.operations.outcome import OperationKind, OperationResult
from cen_tui.session import SignedIn
from cen_tui.text import grouped
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.confirm import ConfirmScreen
from cen_tui.tui.screens.dialogs.save import open_save, save_list
from cen_tui.tui.screens.grants.details import DetailsScreen
from cen_tui.tui.screens.grants.revokes import ConfirmRevokesScreen
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.rows import Column, Row, search_text_of
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.tui.widgets.title_bar import TitleBar
from cen_tui.vault.base import Account, VaultError
from cen_tui.wizard.audit import EMPTY, Audit, GrantLine
from cen_tui.wizard.confirmation import confirm_revoke, confirm_revokes
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.handover import in_force
from cen_tui.wizard.payer import payer_name

COLUMNS: Final = (
    Column(_("Network"), max_width=None, keeps_end=True),
    Column(_("Peer CEN"), max_width=22),
    Column(_("Attached"), max_width=11),
    Column(_("Since"), max_width=10, room=72),
    Column(_("Peer account"), max_width=19, room=96),
    Column(_("Region"), max_width=16, room=112),
    Column(_("Payer"), max_width=14, room=134),
)
PLACE: Final = _("All grants of an account")
LEAD: Final = _("Granted out of {whose}")
SIGNING_IN: Final = _("Signing in as {account}…")
TRY_AGAIN: Final = _("Nothing was read. Press r to try again.")
NOTHING_CHANGED: Final = _("Nothing was changed. x tries again.")
DRAW_EVERY: Final = 0.2
"""Seconds between two drawings of what arrives: with thousands of networks it is the most of the work."""


class AuditScreen(StepScreen):
    """Signs in with one account when it opens, and reads its grant rules until Esc stops it."""

    STEP = "audit"
    HELP = _("""Every grant rule of this account's networks, of all types in all regions: who may attach what.

Network       the instance ID; below the list its name, its region and the rest
Peer CEN      the instance ID of the CEN that may attach it
Attached      yes: to this CEN; no; no, another: to another CEN; ?: could not be read
Since         the day on which it was granted
Peer account  the account that owns the CEN, where the screen has room for it
Region        the region of the network, likewise
Payer         who pays, as the rule names it, likewise

Space selects several, of any network and CEN; x revokes them, or the one under the cursor, after one
confirmation that lists each. d shows the network's details, s saves the list as it is filtered and sorted.
r reads again: what is missing, or all. What could not be read is said below the list.

The same as lines to pipe: cen-tui audit --json""")
    ENTER = _("Details")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", _("Select"), tooltip=_("Select several grant rules")),
        Binding("x", "revoke", _("Revoke"), tooltip=_("Revoke the selected rules, after a confirmation")),
        Binding("s", "save", _("Save"), tooltip=_("Save the list as CSV or JSON, as filtered")),
        Binding("u", "clear", _("Deselect all"), tooltip=_("Clear the selection"), show=False),
        Binding(
            "d", "details", _("Details"), tooltip=_("All details of the network under the cursor"), show=False
        ),
        Binding("r", "reload", _("Reload"), tooltip=_("Read again: what is missing, or all")),
        *copy_keys(_("the row")),
    ]

    def __init__(self, account: Account) -> None:
        super().__init__(Draft(account=account))
        self._account = account
        self._audit = Audit(account.uid)
        self._fresh: list[GrantLine] = []
        self._drawing = False
        self._is_reading = False

    def steps_bar(self) -> Widget:
        """Say where one is: the wizard's steps do not lead here."""
        return Static(PLACE, classes="place", markup=False)

    def compose_body(self) -> ComposeResult:
        """Lay out the rules above what is known of the one under the cursor."""
        lead = LEAD.format(whose=self._account.name)
        yield Static(lead, classes="lead", id="whose", markup=False)
        yield FilterTable(COLUMNS, id="grants")
        yield Static("", id="about-grant", markup=False)
        yield Static(EMPTY, classes="empty", markup=False)

    def on_mount(self) -> None:
        """Sign in and read."""
        self.query_one(".empty").display = False
        self._table.focus_first()
        self.action_reload()

    @property
    def _table(self) -> FilterTable:
        return self.query_one(FilterTable)

    # Reading

    def action_reload(self) -> None:
        """Read what is missing; where nothing is, all of it."""
        self.clear_problem()
        self._audit.begin(anew=self._audit.ended and not self._audit.gaps)
        self._is_reading = True
        self._show_all()
        self.status.waiting(SIGNING_IN.format(account=self._account.name))
        self.read_all()

    @background(group="audit")
    async def read_all(self) -> None:
        """Sign in, then take the networks and their rules as they arrive."""
        try:
            signed = await self.cen_app.session.open(self._account)
        except (VaultError, CloudError) as error:
            await self.apply(partial(self._fail, error))
            return
        await self.apply(partial(self._signed_in, signed))
        async with aclosing(read_grants(signed.cloud, known=self._audit.known)) as coming:
            async for update in coming:
                self._fresh += self._audit.take(update)
                self._draw_soon()
        await self.apply(self._ended)

    def _ended(self) -> None:
        self._audit.ended, self._is_reading = True, False
        self._show_all()

    def _signed_in(self, signed: SignedIn) -> None:
        self.draft = Draft(account=signed.account)
        self._audit.uid = signed.account.uid
        self.query_one(TitleBar).show(self.draft)
        self.query_one("#whose", Static).update(LEAD.format(whose=signed.whose))

    def _fail(self, error: CloudError | VaultError) -> None:
        self._is_reading = False
        self.status.say(TRY_AGAIN)
        self.problem.show(error)

    def broke(self, error: Exception) -> None:
        """Tell of an error that nothing expected; what was read stays, and r continues."""
        self._is_reading = False
        super().broke(error)

    def _draw_soon(self) -> None:
        if not self._drawing:
            self._drawing = True
            self.set_timer(DRAW_EVERY, self._draw)

    def _draw(self) -> None:
        """Show what came since the last drawing."""
        self._drawing = False
        if not self._is_reading:
            return
        fresh, self._fresh = self._fresh, []
        if not self._table.keys.isdisjoint(line.key for line in fresh):
            self._table.set_rows(self._rows(self._audit.lines))
        elif fresh:
            self._table.add_rows(self._rows(fresh))
        self.status.waiting(self._audit.progress(len(self._selected)))

    def _show_all(self) -> None:
        self._fresh = []
        table, lines = self._table, self._audit.lines
        table.set_rows(self._rows(lines))
        whole = self._audit.ended and not self._audit.gaps
        nothing = whole and not lines
        table.display = self.query_one("#about-grant").display = not nothing
        self.query_one(".empty").display = nothing
        if (error := self._audit.error) is not None and self._audit.ended:
            self.problem.show(error)
        self._describe()
        self._say()

    def _rows(self, lines: Sequence[GrantLine]) -> list[Row]:
        return [_row(line, self._audit.rank(line)) for line in lines]

    # What is known, and what is selected

    @property
    def _line(self) -> GrantLine | None:
        """The rule under the cursor."""
        row = self._table.row
        return self._audit.line(row.key) if row else None

    @property
    def _selected(self) -> tuple[GrantLine, ...]:
        marked = self._table.table.marked
        return tuple(line for line in self._audit.lines if line.key in marked)

    @on(VirtualTable.Moved)
    def _describe(self) -> None:
        line = self._line
        self.query_one("#about-grant", Static).update(line.about(datetime.now(UTC)) if line else "")

    @on(FilterTable.Narrowed)
    def _narrowed(self) -> None:
        self._describe()
        self._say()

    def _say(self) -> None:
        """Say what is selected, or how far reading has come."""
        if self._is_reading:
            self._draw_soon()
            return
        hidden = self._table.total and not self._table.shown  # the list itself says what to do
        count = len(self._selected)
        selected = _selected_text(count) if count else ""
        self.status.say("" if hidden else selected or self._audit.summary)

    def action_select(self) -> None:
        """Select the rule under the cursor, or take it out again."""
        self._table.table.toggle_mark()
        self._say()
        self.refresh_bindings()

    def action_clear(self) -> None:
        """Clear the selection."""
        self._table.table.unmark()
        self._say()
        self.refresh_bindings()

    def action_details(self) -> None:
        """Show all details of the network under the cursor."""
        if (line := self._line) is not None:
            self.open(DetailsScreen(self.draft, network_type(line.network.type), line.network))

    @on(VirtualTable.Chosen)
    def _choose(self) -> None:
        self.action_details()

    def copyable(self) -> Copyable | None:
        """Offer the rule under the cursor: its network, and all that is known of it."""
        if (line := self._line) is None:
            return None
        network_id = line.network.id
        return Copyable(network_id, line.about(datetime.now(UTC)), _("The row"), f"grant-{network_id}.txt")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the rule under the cursor, and to clear a selection that there is."""
        if action == "clear" and not (self.is_mounted and self._table.table.marked):
            return False
        needs_line = action in {"revoke", "select", "details", "save", "copy", "view"}
        if needs_line and not (self.is_mounted and self._line is not None):
            return False
        return super().check_action(action, parameters)

    def action_save(self) -> None:
        """Save the rules to a file, as they are filtered and sorted; the name says where some are missing."""
        lines = filter(None, (self._audit.line(row.key) for row in self._table.rows))
        if records := [line.record() for line in lines]:
            whole = self._audit.ended and not self._audit.gaps
            name = f"grants-{self._audit.uid}{'' if whole else '-incomplete'}"
            open_save(self, save_list(records, name))

    # Revoking

    def action_revoke(self) -> None:
        """Read the selected rules anew, or that under the cursor, and open the confirmation."""
        lines = self._selected or tuple(filter(None, (self._line,)))
        if lines:
            self.clear_problem()
            self._stop_reading()
            self.status.waiting(_reading_anew(len(lines)))
            self.confirm_revoke_of(lines)

    @background(group="revoke")
    async def confirm_revoke_of(self, lines: tuple[GrantLine, ...]) -> None:
        """Read what these rules are now, and what their networks are attached to; then have it confirmed."""
        found: dict[str, NetworkGrants] = {}

        async def read(network: Network) -> None:
            found[network.id] = await read_network(self.cloud, network)

        await run_bounded(read, {line.network.id: line.network for line in lines}.values())
        await self.apply(partial(self._confirm, lines, found))

    def _confirm(self, lines: tuple[GrantLine, ...], found: dict[str, NetworkGrants]) -> None:
        unread = [each for one in found.values() for each in one.unread if each.api is not None]
        if unread:  # what is left out would still stand
            self.status.say(NOTHING_CHANGED)
            self.problem.show(unread[0].error)
            return
        for one in found.values():
            self._audit.take(one)
        self._show_all()
        left = [now for line in lines if (now := self._audit.line(line.key)) is not None]
        rules = [(line.network, line.rule) for line in left]
        if not rules:
            self.status.say(_gone(len(lines)))
        elif len(rules) == 1:
            self.open_in_turn(ConfirmScreen(self.draft, confirm_revoke(self.draft, *rules[0])))
        else:
            self.open_in_turn(ConfirmRevokesScreen(self.draft, confirm_revokes(self.draft, rules)))

    def operation_ended(self, result: OperationResult) -> None:
        """Take a rule that was revoked from the list, or show who pays by now."""
        target = result.target
        changed = result.kind is OperationKind.CHANGE_PAYER and in_force(result) and result.rule
        if changed and self._audit.note_payer(result.network.id, changed):
            self._show_all()
        revoked = result.kind is OperationKind.REVOKE and in_force(result)
        if revoked and self._audit.drop(result.network.id, target.cen_id, target.owner_uid):
            self._table.table.unmark(frozenset({f"{result.network.id} {target.cen_id} {target.owner_uid}"}))
            self._show_all()

    # Leaving

    def _stop_reading(self) -> bool:
        if not self._is_reading:
            return False
        self._is_reading = False
        self.workers.cancel_group(self, "audit")
        self._show_all()
        self.status.say(self._audit.summary)
        return True

    def action_back(self) -> None:
        """Stop what is being read; else as everywhere."""
        preparing = any(not worker.is_finished for worker in self.workers if worker.group == "revoke")
        if preparing:
            self.workers.cancel_group(self, "revoke")
            self.status.say(NOTHING_CHANGED)
        elif not self._stop_reading():
            super().action_back()


def _selected_text(count: int) -> str:
    return ngettext(
        "{count:,} grant rule selected. x revokes, u clears the selection.",
        "{count:,} grant rules selected. x revokes, u clears the selection.",
        count,
    ).format(count=count)


def _reading_anew(count: int) -> str:
    return ngettext(
        "Reading {count:,} grant rule anew before the confirmation… Esc stops.",
        "Reading {count:,} grant rules anew before the confirmation… Esc stops.",
        count,
    ).format(count=count)


def _gone(count: int) -> str:
    return ngettext(
        "Nothing to revoke: {count:,} rule is not there any more.",
        "Nothing to revoke: {count:,} rules are not there any more.",
        count,
    ).format(count=count)


def _row(line: GrantLine, rank: int) -> Row:
    network, rule = line.network, line.rule
    owner = grouped(rule.target.owner_uid)
    cells = (
        network.id,
        rule.target.cen_id,
        line.attached.words,
        f"{rule.created:%Y-%m-%d}" if rule.created else "-",
        owner,
        region_label(network.region),
        payer_name(rule.payer) or "-",
    )
    more = (network.type, network.name, rule.target.owner_uid, rule.payer, line.apis)
    return Row(line.key, cells, rank=rank, search_text=search_text_of((*cells, *more)))
