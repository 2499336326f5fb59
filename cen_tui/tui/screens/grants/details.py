"""All that is known of one network: enough to be sure it is the right one."""

from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import Fact, GrantRule, Network, NetworkType, Payer
from cen_tui.cloud.networks.grant_apis import rules_of
from cen_tui.i18n import gettext as _
from cen_tui.text import grouped
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.confirm import ConfirmScreen
from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.widgets.facts import facts_table
from cen_tui.tui.widgets.problem import Problem
from cen_tui.tui.widgets.rules_list import rule_line, rules_text
from cen_tui.tui.widgets.status_line import StatusLine
from cen_tui.tui.widgets.tables.rows import Column, Layout, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard.attached import attached_without_a_grant
from cen_tui.wizard.confirmation import confirm_payer, confirm_revoke
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.facts import facts_text, main_facts, more_facts
from cen_tui.wizard.payer import other_payer, payer_state

MOST_RULES: Final = 5
"""Rules that are seen at once; the others scroll."""
RULES: Final = _("Existing authorizations")
MORE: Final = _("More details")
NOT_READ: Final = _("Not read yet.")
READING: Final = _("Reading details and authorizations…")
UNREAD: Final = _("Not all of it could be read. Press r to try again.")
UNREAD_ROUTER: Final = _(
    "Authorizations for transit routers could not be read: {title}. Press r to try again."
)
WHAT_X_DOES: Final = _("x revokes it for {cen} of {owner}.")


class DetailsScreen(Dialog[None]):
    """Fields, tags, the CENs it is attached to, and those that may attach it."""

    HELP = _("""All details of one network: enough to be sure that it is the right one.

Existing authorizations are the CENs that may attach it, the account that owns each, and since when (the
console: Cross-account Authorization). x revokes the selected one, after a confirmation; p changes who
pays for the connection to a transit router.

Attached   the CENs that have the network now. An authorization alone does not attach it, and revoking
           one does not detach it
Owner      the account ID that the network belongs to""")
    CONTAINER = VerticalScroll
    CONTAINER_CLASSES = "dialog tall"
    FEEDBACK = (StatusLine,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,d,q", "dismiss", _("Close")),
        *copy_keys(_("all of it")),
        Binding(
            "x", "revoke", _("Revoke"), tooltip=_("Revoke the selected authorization, after a confirmation")
        ),
        Binding("p", "payer", _("Payer"), tooltip=_("Change who pays under the selected authorization")),
        Binding("r", "reload", _("Reload"), tooltip=_("Reload details and authorizations")),
        # Priority, for in the rules these keys would find nothing to page through.
        Binding(
            "pagedown",
            "page(1)",
            _("More"),
            key_display="PgDn",
            tooltip=_("Scroll the details down"),
            priority=True,
        ),
        Binding("pageup", "page(-1)", _("Back up"), tooltip=_("Scroll up"), show=False, priority=True),
    ]

    def __init__(self, draft: Draft, kind: NetworkType, network: Network) -> None:
        super().__init__()
        self._draft = draft
        self._rules: dict[str, GrantRule] = {}
        self.heading = kind.title
        self._kind = kind
        self._listed = network
        self._stale = False
        self._network = network

    def compose_body(self) -> ComposeResult:
        """Lay out what the list knew already; the rest is added when it arrives."""
        yield Static(facts_table(main_facts(self._network)), id="main-facts", markup=False)
        yield Problem()
        yield Static(RULES, classes="caption", markup=False)
        yield Static(NOT_READ, id="standing-rules", markup=False)
        yield VirtualTable(Layout((Column(_("Rule"), max_width=None),)), id="rules-table")
        yield Static("", id="selected-rule", markup=False)
        yield Static(MORE, classes="caption", markup=False)
        yield Static(facts_table(more_facts(self._network)), id="more-facts", markup=False)

    def on_mount(self) -> None:
        """Ask for the rest."""
        self.query_one(VirtualTable).display = self.query_one("#selected-rule").display = False
        all_of_it = self.query_one(VerticalScroll)
        self.set_focus(all_of_it)
        for changes in ("virtual_size", "container_size"):  # whether there is more to scroll to
            self.watch(all_of_it, changes, self.refresh_bindings)
        self.action_reload()

    def action_reload(self) -> None:
        """Read the details and the rules."""
        self.status.waiting(READING)
        self.fetch()

    @background()
    async def fetch(self) -> None:
        """Ask the cloud for the details and for the rules that stand."""
        cloud = self.cen_app.session.cloud_of(self._draft.account)
        try:
            network = await self._kind.details(cloud, self._listed)
            rules, unread = await rules_of(cloud, self._listed)
        except CloudError as error:
            await self.apply(partial(self._fail, error))
        else:
            says = UNREAD_ROUTER.format(title=unread.title) if unread else ""
            await self.apply(partial(self._show, network, rules, says))

    def _show(self, network: Network, rules: tuple[GrantRule, ...], says: str) -> None:
        self._network = network
        self.problem.clear()
        self.query_one("#main-facts", Static).update(facts_table(main_facts(network)))
        self._show_rules(rules, "" if says else attached_without_a_grant(network, rules))
        self.query_one("#more-facts", Static).update(facts_table(more_facts(network)))
        self.status.say(says)

    def _show_rules(self, rules: tuple[GrantRule, ...], without: str) -> None:
        self._rules = {f"{rule.target.cen_id} {rule.target.owner_uid}": rule for rule in rules}
        beside = [*([] if rules else [rules_text(rules)]), *([Content(without)] if without else [])]
        self.query_one("#standing-rules", Static).update(Content("\n").join(beside))
        self.query_one("#standing-rules").display = bool(beside)
        table = self.query_one(VirtualTable)
        rows = [Row(key, (rule_line(rule),)) for key, rule in self._rules.items()]
        table.fill(rows, height_limit=MOST_RULES)
        table.display = bool(rows)
        self._describe()
        if rows:
            self.set_focus(table)

    def _fail(self, error: CloudError) -> None:
        self.problem.show(error)
        self.status.say(UNREAD)

    @property
    def _selected(self) -> GrantRule | None:
        """The rule under the cursor."""
        row = next((table.row for table in self.query(VirtualTable)), None)  # none any more as it closes
        return self._rules.get(row.key) if row else None

    @property
    def _other_payer(self) -> Payer | None:
        """Who could pay instead, where the rule under the cursor names who pays."""
        return other_payer(self._selected, self._kind)

    @on(VirtualTable.Moved)
    def _describe(self) -> None:
        """Say whole whom a revoke would cut off, and who pays: the rule's own line may have been cut."""
        rule = self._selected
        lines = []
        if rule is not None:
            revokes = WHAT_X_DOES.format(cen=rule.target.cen_id, owner=grouped(rule.target.owner_uid))
            lines = [revokes, payer_state(rule, self._kind)]
        about = self.query_one("#selected-rule", Static)
        about.update("\n".join(filter(None, lines)))
        about.display = rule is not None
        if self.query_one(VirtualTable).cursor:  # moved to, and perhaps below the edge of a small terminal
            self.call_after_refresh(about.scroll_visible, animate=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done to the rule under the cursor, and to scroll where there is more."""
        offered = True
        if action == "revoke":
            offered = self.is_mounted and self._selected is not None
        elif action == "payer":
            offered = self.is_mounted and self._other_payer is not None
        elif action == "page":
            offered = any(one.max_scroll_y > 0 for one in self.query(self.CONTAINER))
        return super().check_action(action, parameters) and offered

    def action_revoke(self) -> None:
        """Open the confirmation that revokes the rule under the cursor."""
        if (rule := self._selected) is not None:
            self._stale = True
            self.open(ConfirmScreen(self._draft, confirm_revoke(self._draft, self._network, rule)))

    def action_payer(self) -> None:
        """Open the confirmation that lets the other one pay."""
        if (rule := self._selected) is not None and (other := self._other_payer) is not None:
            self._stale = True
            self.open(ConfirmScreen(self._draft, confirm_payer(self._draft, self._network, rule, other)))

    def action_page(self, pages: int) -> None:
        """Scroll the details."""
        body = self.query_one(VerticalScroll)
        (body.scroll_page_down if pages > 0 else body.scroll_page_up)(animate=False)

    def on_screen_resume(self) -> None:
        """Read the rules anew after coming back from what may have changed them."""
        if self._stale:
            self._stale = False
            self.action_reload()

    def copyable(self) -> Copyable:
        """Offer the network and all that is known of it."""
        rules = (Fact(_("Authorized"), rule_line(rule)) for rule in self._rules.values())
        facts = facts_text((*main_facts(self._network), *more_facts(self._network), *rules))
        return Copyable(self._network.id, facts, _("The details"), f"{self._network.id}.txt")
