"""All that is known of one network: enough to be sure it is the right one."""

from contextlib import aclosing
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import Static

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import GrantRule, Network, NetworkType, Payer
from cen_tui.cloud.networks.grant_apis import merged, read_rules
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.dialogs.commands import HelpScreen
from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.screens.grants.payer import PayerScreen
from cen_tui.tui.screens.grants.revoke import RevokeScreen
from cen_tui.tui.widgets.facts import known_facts, main_facts, more_facts
from cen_tui.tui.widgets.problem import Problem
from cen_tui.tui.widgets.rules_list import rule_line, rules_text
from cen_tui.tui.widgets.status_line import StatusLine
from cen_tui.tui.widgets.tables.rows import Column, Layout, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.payer import payer_state

MOST_RULES = 5
"""Rules that are seen at once; the others scroll."""


class DetailsScreen(Dialog[None]):
    """Fields, tags, the CENs it is attached to, and who may already attach it."""

    HELP = """All that the cloud tells of one network: enough to be sure that it is the right one.

Rule       a CEN that may attach it, the account that owns that CEN, and since when (the console: CEN
           Cross Account Authorization). x takes the rule under the cursor back;
           p changes who pays for a connection to a transit router
Attached   the CEN that has the network now. A rule alone does not attach, and revoking does not detach
Owner      the account ID that the network belongs to"""
    CONTAINER = VerticalScroll
    CONTAINER_CLASSES = "dialog tall"
    FEEDBACK = (StatusLine,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,d,q", "dismiss", "Close"),
        *copy_keys("all of it"),
        Binding("x", "revoke", "Revoke", tooltip="Take back the rule under the cursor"),
        Binding("p", "payer", "Payer", tooltip="Change who pays under the rule under the cursor"),
        Binding("r", "reload", "Reload", tooltip="Read details and rules again"),
    ]

    class Known(Message):
        """The cloud told the rest."""

        def __init__(self, network: Network, rules: tuple[GrantRule, ...], unread: str) -> None:
            super().__init__()
            self.network = network
            self.rules = rules
            self.unread = unread

    class Failed(Message):
        """The rest could not be read."""

        def __init__(self, error: CloudError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, draft: Draft, kind: NetworkType, network: Network) -> None:
        super().__init__()
        self._draft = draft
        self._rules: dict[str, GrantRule] = {}
        self.heading = kind.title
        self._kind = kind
        self._listed = network
        self._known = False
        self._stale = False
        self._network = network

    def compose_body(self) -> ComposeResult:
        """Lay out what the list knew already; the rest is added when it arrives."""
        yield Static(main_facts(self._network), id="main-facts", markup=False)
        yield Problem()
        yield Static("Who may already attach this", classes="caption", markup=False)
        yield Static("", id="standing-rules", markup=False)
        yield VirtualTable(Layout((Column("Rule", most=None),)), id="rules-table")
        yield Static("", id="rule-payer", markup=False)
        yield Static("More about it", classes="caption", markup=False)
        yield Static(more_facts(self._network), id="more-facts", markup=False)

    def on_mount(self) -> None:
        """Ask for the rest."""
        self.set_focus(self.query_one(VerticalScroll))
        self.action_reload()

    def action_reload(self) -> None:
        """Read the details and the rules."""
        self.status.waiting("Reading details and rules…")
        self.fetch()

    @background()
    async def fetch(self) -> None:
        """Ask the cloud for the details and for the rules that stand."""
        cloud = self.cen_app.session.cloud_of(self._draft.account)
        try:
            network = await self._kind.details(cloud, self._listed)
            rules, unread = await _all_rules(cloud, self._listed)
        except CloudError as error:
            self.post_message(self.Failed(error))
        else:
            self.post_message(self.Known(network, rules, unread))

    @on(Known)
    def _show(self, message: Known) -> None:
        self._known = True
        self._network = message.network
        self.problem.clear()
        self.query_one("#main-facts", Static).update(main_facts(message.network))
        self._show_rules(message.rules)
        self.query_one("#more-facts", Static).update(more_facts(message.network))
        self.status.say(message.unread)

    def _show_rules(self, rules: tuple[GrantRule, ...]) -> None:
        self._rules = {f"{rule.target.cen_id} {rule.target.owner_uid}": rule for rule in rules}
        self.query_one("#standing-rules", Static).update("" if rules else rules_text(rules))
        self.query_one("#standing-rules").display = not rules
        table = self.query_one(VirtualTable)
        rows = [Row(key, (rule_line(rule),)) for key, rule in self._rules.items()]
        table.layout_of_columns.see(rows)
        table.show(rows)
        table.display = bool(rows)
        table.styles.height = min(len(rows), MOST_RULES)
        self.query_one("#rule-payer").display = False
        if rows:
            self.set_focus(table)

    def action_revoke(self) -> None:
        """Open the confirmation that takes back the rule under the cursor."""
        row = self.query_one(VirtualTable).row
        rule = self._rules.get(row.key) if row else None
        if not self._known:
            self.status.say("The rules have not been read yet: r reads them.")
        elif rule is None:
            self.status.say("No grant rule stands: there is nothing to revoke.")
        else:
            self._stale = True
            self.open(RevokeScreen(self._draft, self._network, rule))

    @property
    def _payer_rule(self) -> GrantRule | None:
        """The rule under the cursor, when its payer can be changed."""
        row = self.query_one(VirtualTable).row if self._known else None
        rule = self._rules.get(row.key) if row else None
        return rule if rule and rule.payer in set(Payer) else None

    @on(VirtualTable.Moved)
    def _moved(self, message: VirtualTable.Moved) -> None:
        """Say whole who pays under the rule under the cursor: its line may have been cut."""
        rule = self._rules.get(message.row.key)
        says = payer_state(rule) if rule else ""
        self.query_one("#rule-payer", Static).update(says)
        self.query_one("#rule-payer").display = bool(says)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to change the payer only where the rule names one."""
        return super().check_action(action, parameters) and (
            action != "payer" or (self.is_mounted and self._payer_rule is not None)
        )

    def action_payer(self) -> None:
        """Open the confirmation that lets the other one pay."""
        if (rule := self._payer_rule) is not None:
            self._stale = True
            other = Payer(rule.payer).other
            self.open(PayerScreen(self._draft, self._network, rule, other))

    def on_screen_resume(self) -> None:
        """Read the rules anew after coming back from what may have changed them."""
        if self._stale:
            self._stale = False
            self.action_reload()

    @on(Failed)
    def _fail(self, message: Failed) -> None:
        self.problem.show(message.error)
        self.status.say("r tries again.")

    def copyable(self) -> Copyable:
        """Offer the network and all that is known of it."""
        rules = (f"May attach it  {rule_line(rule)}" for rule in self._rules.values())
        text = "\n".join([known_facts(self._network).plain, *rules])
        return Copyable(self._network.id, text, "What is known", f"{self._network.id}.txt")

    def action_help(self) -> None:
        """Explain this screen."""
        self.open(HelpScreen(self))


async def _all_rules(cloud: Cloud, network: Network) -> tuple[tuple[GrantRule, ...], str]:
    """Return the rules of all families, and what is to be said of one that could not be read.

    Raises `CloudError` when those of the type's own family could not be.
    """
    found: list[GrantRule] = []
    unread = ""
    async with aclosing(read_rules(cloud, (network,))) as coming:
        async for reading in coming:
            found += reading.rules
            if reading.error is not None and reading.is_first:
                raise reading.error
            if reading.error is not None:
                unread = f"Rules for transit routers could not be read: {reading.error.title}."
    return merged(found), unread
