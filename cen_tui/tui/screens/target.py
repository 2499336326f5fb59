"""Step 4: the CEN that may attach the network, and the account that owns that CEN."""

from contextlib import aclosing
from itertools import chain
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.networks import network_type
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantRule, Network
from cen_tui.cloud.networks.grant_apis import RulesRead, choices, merged, options_for, read_rules
from cen_tui.text import counted, grouped, safe
from cen_tui.tui.background import background
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.cen_owner.pick_cen import CenPicker
from cen_tui.tui.widgets.payer_choice import PayerChoice
from cen_tui.tui.widgets.rules_list import rules_text
from cen_tui.tui.widgets.tables.recent_targets import RecentTargets
from cen_tui.tui.widgets.target_field import TargetField
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.paste import Found, read_message, taken
from cen_tui.wizard.payer import read_payer
from cen_tui.wizard.target import Check, check_cen_id, check_owner, plain_cen_id, plain_uid

RULES_CAPTION = "Who may already attach it"
MOST_NAMED = 4
"""Networks that are named above the rules, on two lines; each stands beside its rules again."""
MOST_OF_A_TEXT = 60
"""Characters of a name or an address that are shown above the rules, so that the fields stay in sight."""


class TargetScreen(StepScreen):
    """Two fields, with the rules that stand already in sight above them."""

    STEP = "target"
    HELP = """Say which CEN may attach the network. Both values come from the CEN's owner.

CEN owner's account ID   the main account's ID, digits only (the console: Peer Account UID)
CEN ID                   the CEN instance, cen-... (the console: Peer CEN Instance ID)
Grant to                 the CEN; or an Enterprise transit router of it, and who pays (the console: Payer)

Paste a whole message into either field: an account ID and a CEN ID in it fill both. F3 takes the CEN
from its owner's account, where that is saved here too.

The cloud does not check that this CEN exists or belongs to that account. Compare both, digit by digit."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f3", "pick", "Pick a CEN", tooltip="Pick from the CENs of another account saved here"),
        Binding("enter", "enter", "Go on"),
    ]

    class Read(Message):
        """One family's rules for one of the networks were read, or could not be; None when all are."""

        def __init__(self, reading: RulesRead | None = None) -> None:
            super().__init__()
            self.reading = reading

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._picker = CenPicker(self, self._fill_in)
        self._rules: dict[tuple[str, GrantApi], tuple[GrantRule, ...]] = {}
        self._unread = ""
        self._stale = True

    def compose_body(self) -> ComposeResult:
        """Lay out the networks, their rules, the two fields, and recent targets."""
        yield Static(_networks_text(self.draft.networks), classes="lead", id="networks", markup=False)
        yield Static(RULES_CAPTION, classes="caption", id="rules-caption", markup=False)
        with VerticalScroll(id="rules", can_focus=False):
            yield Static("", id="rules-text", markup=False)
        yield Static("Which CEN may attach it from now on?", classes="caption", markup=False)
        with Horizontal(classes="row"):
            yield Static("CEN owner's ID", classes="label", markup=False)
            yield TargetField(self.action_enter, self._take_message, id="owner", placeholder="16 digits")
        yield Static("", classes="hint", id="owner-says", markup=False)
        with Horizontal(classes="row"):
            yield Static("CEN ID", classes="label", markup=False)
            yield TargetField(self.action_enter, self._take_message, id="cen", placeholder="cen-...")
        yield Static("", classes="hint", id="cen-says", markup=False)
        yield PayerChoice(choices(self.draft.networks))
        yield RecentTargets(self.cen_app.recents.targets())

    def on_mount(self) -> None:
        """Take what the command line gave, and read the rules."""
        self._picker.find_others()
        presets = self.draft.presets
        self.draft = self.draft.without_presets("cen_owner", "cen_id", "payer")
        no_payer = self._wish_payer(presets.payer)
        self._fields(presets.cen_owner, presets.cen_id)
        self._judge()
        self.query_one("#owner").focus()
        self.watch(self.query_one("#rules"), "show_vertical_scrollbar", self._caption)
        wrong = [(field, check.says) for field, check in self._checks().items() if check.blocks]
        if no_payer:
            self.problem.say(*no_payer)
        elif presets.cen_owner and presets.cen_id and wrong:
            self.problem.say(f"Not yet: {wrong[0][1]}")
            self.query_one(f"#{wrong[0][0]}").focus()
        elif presets.cen_owner and presets.cen_id:
            self.call_after_refresh(self.action_enter)
        elif presets.cen_owner:
            self.query_one("#cen").focus()

    def _wish_payer(self, wished: str) -> tuple[str, ...]:
        """Choose the payer that the command line named; return why it cannot be, in sentences."""
        payer = read_payer(wished)
        if wished and payer is None:
            return f"There is no payer {safe(wished, limit=40)}.", "--payer takes cen-owner or network-owner."
        if payer and not self.query_one(PayerChoice).choose(payer):
            return "These networks are granted without a payer.", "Go on without one."
        return ()

    def _caption(self, more: bool) -> None:  # noqa: FBT001 - as a watcher is called
        """Say how to see the rules that are not in sight."""
        self.query_one("#rules-caption", Static).update(RULES_CAPTION + (" (PgUp/PgDn: all)" if more else ""))

    def action_look(self, pages: int) -> None:
        """Scroll through the rules without leaving the field."""
        rules = self.query_one("#rules", VerticalScroll)
        (rules.scroll_page_down if pages > 0 else rules.scroll_page_up)(animate=False)

    def on_screen_resume(self) -> None:
        """Read the rules, anew after coming back from a later step: a grant may have changed them."""
        if not self._stale:
            return
        self._stale = False
        self._unread = ""
        self.status.waiting("Reading the rules that stand…")
        self.read_rules()

    def before_next(self) -> None:
        """Let the rules be read anew when one comes back."""
        self._stale = True

    @background()
    async def read_rules(self) -> None:
        """Ask for the rules of every chosen network, of every family."""
        async with aclosing(read_rules(self.cloud, self.draft.networks)) as coming:
            async for reading in coming:
                self.post_message(self.Read(reading))
                if reading.error is not None and reading.is_first:
                    return
        self.post_message(self.Read())

    @on(Read)
    def _show_rules(self, message: Read) -> None:
        reading = message.reading
        if reading is None:
            self.status.say(self._unread) if self._unread else self.status.no_longer()
        elif reading.error is None:
            self._rules[reading.network.id, reading.family] = reading.rules
            self._judge()
        elif reading.is_first:
            self.problem.show(reading.error)
            self.status.say("The rules could not be read; granting reads them again first.")
        else:
            self._unread = f"Rules for transit routers could not be read: {reading.error.title}."

    def _draw_rules(self) -> None:
        pieces: list[Content] = []
        for network in self.draft.networks:
            held = [rules for (read, _), rules in self._rules.items() if read == network.id]
            if held:
                heading = [Content.styled(network.id, "bold")] if len(self.draft.networks) > 1 else []
                pieces += [*heading, rules_text(merged(chain.from_iterable(held)), self._target())]
        self.query_one("#rules-text", Static).update(Content("\n").join(pieces))

    @on(PayerChoice.Changed)
    def _payer_changed(self) -> None:
        self._judge()

    def _take_message(self, text: str) -> bool:
        """Fill the fields from a pasted message; nothing stays in one that was not sent with the other."""
        found = read_message(text, self._own_uid)
        if not found.anything:
            return False
        owner, cen = (self.query_one(selector, Input) for selector in ("#owner", "#cen"))
        held = Found(owner.value, cen.value)
        if found.owner_uid or found.owner_uids or found.is_message:
            owner.value = found.owner_uid
        if found.cen_id or found.cen_ids or found.is_message:
            cen.value = found.cen_id
        self.status.say(taken(found, held))
        (cen if owner.value and not cen.value else owner).focus()
        return True

    def _fields(self, owner_uid: str, cen_id: str) -> None:
        if owner_uid:
            self.query_one("#owner", Input).value = owner_uid
        if cen_id:
            self.query_one("#cen", Input).value = cen_id

    def _fill_in(self, cen: Cen) -> None:
        self._fields(cen.owner_uid, cen.id)
        self.query_one("#owner").focus()

    @on(RecentTargets.Picked)
    def _picked(self, message: RecentTargets.Picked) -> None:
        self._fields(message.target.owner_uid, message.target.cen_id)
        self.query_one("#owner").focus()

    @on(Input.Changed)
    def _judge(self) -> None:
        for field, check in self._checks().items():
            line = self.query_one(f"#{field}-says", Static)
            line.update(check.says)
            typed = bool(self.query_one(f"#{field}", Input).value)
            line.set_class(check.blocks and typed, "wrong")
        self._draw_rules()
        if self._stands_already():
            self.query_one("#cen-says", Static).update("Granted already: going on would send nothing.")

    def _checks(self) -> dict[str, Check]:
        owner = self.query_one("#owner", Input).value
        cen = self.query_one("#cen", Input).value
        return {"owner": check_owner(owner, self._own_uid), "cen": check_cen_id(cen)}

    @property
    def _own_uid(self) -> str:
        return self.draft.account.uid if self.draft.account else ""

    def _target(self) -> CenTarget:
        owner = self.query_one("#owner", Input).value
        return CenTarget(plain_cen_id(self.query_one("#cen", Input).value), plain_uid(owner))

    def _stands_already(self) -> bool:
        return all(map(self._is_granted, self.draft.networks))

    def _is_granted(self, network: Network) -> bool:
        terms = options_for(network_type(network.type), self.query_one(PayerChoice).payer)
        rules = self._rules.get((network.id, terms.family), ())
        wanted = {"", terms.payer}
        return any(rule.target == self._target() and rule.payer in wanted for rule in rules)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to pick a CEN only where another account is saved here."""
        return super().check_action(action, parameters) and (action != "pick" or bool(self._picker.others))

    def action_pick(self) -> None:
        """Take the CEN from another account."""
        self._picker.pick()

    def action_enter(self) -> None:
        """Go on when both values can be right; else go to the first that cannot."""
        for field, check in self._checks().items():
            if check.blocks:
                self.query_one(f"#{field}").focus()
                self.status.say(f"Not yet: {check.says}")
                return
        self.status.say()
        self.clear_problem()
        payer = self.query_one(PayerChoice).payer
        self.go_on(self.draft.answered(target=self._target(), payer=payer))


def _networks_text(networks: tuple[Network, ...]) -> Content:
    if len(networks) > 1:
        ids = [network.id for network in networks[:MOST_NAMED]]
        more = [f"and {len(networks) - MOST_NAMED} more"] if len(networks) > MOST_NAMED else []
        return Content.assemble((counted(len(networks), "network"), "bold"), f": {', '.join([*ids, *more])}")
    network = networks[0]
    name, address = (safe(text, limit=MOST_OF_A_TEXT) for text in (network.name, network.address))
    attached = f"attached to {network.attachments[0].cen_id}" if network.attachments else ""
    own = [piece for piece in (network.id, name, address, network.status, network.region, attached) if piece]
    owner = f" · owner {grouped(network.owner_uid)}" if network.owner_uid else ""
    return Content.assemble((f"{network.type} ", "bold"), " · ".join(own) + owner)
