"""Step 4: the CEN that is authorized, and the account that owns it."""

from collections.abc import Sequence
from contextlib import aclosing
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.networks.grant_apis import RulesRead, read_rules
from cen_tui.cloud.regions import region_label
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed
from cen_tui.text import grouped, safe
from cen_tui.tui.background import background
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.screens.cen_owner.pick_cen import CenPicker
from cen_tui.tui.screens.payer_preset import PayerPreset
from cen_tui.tui.widgets.payer_choice import PayerChoice
from cen_tui.tui.widgets.rules_list import rules_text
from cen_tui.tui.widgets.tables.recent_targets import RecentTargets
from cen_tui.tui.widgets.target_field import TargetField
from cen_tui.wizard import amounts
from cen_tui.wizard.attached import attached_lines, attachments_unknown, with_attachments
from cen_tui.wizard.authorizations import Authorizations
from cen_tui.wizard.cen_owner.request import RequestDetails, mismatches, read_details
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.paste import Found, pasted, read_message
from cen_tui.wizard.payer import other_choice, payer_name, preset_payer
from cen_tui.wizard.payer_preset import Advice
from cen_tui.wizard.target import ALREADY_AUTHORIZED, NOT_CHECKED, TARGET_QUESTION, TypedTarget

RULES_CAPTION: Final = _("Existing authorizations")
ALL_RULES: Final = _("Existing authorizations (PgUp/PgDn: all)")
TO_CHECK: Final = _("Please check: {why}")
OWNER: Final = _("owner {owner}")
DIFFERS: Final = _("Please check: the message and the selection differ.")
RULES_UNREAD: Final = _("Existing authorizations could not be read. The grant reads them again.")
MOST_NAMED: Final = 4
"""Networks that are named above the rules, on two lines; each stands beside its rules again."""
MOST_OF_A_TEXT: Final = 60
"""Characters of a name or an address that are shown above the rules, so that the fields stay in sight."""


class TargetScreen(StepScreen):
    """Two fields, with the existing authorizations in sight above them."""

    STEP = "target"
    HELP = _("""Enter the CEN that may attach the network. Both values come from the CEN's owner.

Existing authorizations  the CENs that may attach the network already
Peer account UID         the ID of the main account that owns the CEN, digits only
Peer CEN instance ID     the ID of the CEN, cen-...
Payer                    none, or who pays for the connection to an Enterprise transit router. It follows the
                         CEN's transit routers where the account of its owner is saved here too.

Paste a whole message into either field: an account UID and a CEN ID in it fill both, and a payer is
selected. F3 takes the CEN from its owner's account, where that is saved here too.

Alibaba Cloud does not check that this CEN exists or belongs to this account: compare both values with the
message, character by character. Enter continues to the confirmation; no request is sent before that.""")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f3", "pick", _("Select a CEN"), tooltip=_("Select from the CENs of another account saved here")
        ),
        Binding("enter", "enter", _("Continue")),
    ]

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft)
        self._picker = CenPicker(self, self._fill_in)
        self._preset = PayerPreset(self, self._advise)
        self._advice: Advice | None = None
        self._authorizations = Authorizations()
        self._unread = ""
        self._stale = True
        self._changes_seen = len(self.cen_app.session.changed_networks)
        self._payer_was_pasted = False
        self._to_check: TypedTarget | None = None
        """The values that cannot be right, as was said."""

    def compose_body(self) -> ComposeResult:
        """Lay out the networks, their rules, the two fields, the payer, and recent targets."""
        yield Static(_networks_text(self.draft.networks), classes="lead", id="networks", markup=False)
        yield Static("", classes="hint", id="attached", markup=False)
        yield Static(RULES_CAPTION, classes="caption", id="rules-caption", markup=False)
        with VerticalScroll(id="rules", can_focus=False):
            yield Static("", id="rules-text", markup=False)
        yield Static(TARGET_QUESTION, classes="caption", markup=False)
        with Horizontal(classes="row"):
            yield Static(_("Peer account UID"), classes="label", markup=False)
            yield TargetField(self.action_enter, self._take_message, id="owner", placeholder=_("16 digits"))
        yield Static("", classes="hint", id="owner-says", markup=False)
        with Horizontal(classes="row"):
            yield Static(_("Peer CEN instance ID"), classes="label", markup=False)
            yield TargetField(self.action_enter, self._take_message, id="cen", placeholder="cen-...")
        yield Static("", classes="hint", id="cen-says", markup=False)
        yield Static(NOT_CHECKED, id="not-checked", markup=False)
        yield PayerChoice(self.draft.networks)
        yield Static("", classes="hint", id="payer-why", markup=False)
        yield RecentTargets(self.cen_app.recents.targets())

    def on_mount(self) -> None:
        """Take what was preset, and read the rules."""
        self.set_class(bool(self.cen_app.recents.targets()), "-recents", update=False)
        self._show_attached()
        self._say_why()
        self._picker.find_others()
        self.set_focus(self.query_one("#owner"))
        self.watch(self.query_one("#rules"), "show_vertical_scrollbar", self._say_how_to_scroll)
        self._take_presets()

    def _take_presets(self) -> None:
        presets = self.draft.presets
        self.draft = self.draft.without_presets("cen_owner", "cen_id", "payer")
        payer, no_payer = preset_payer(presets.payer, self.draft.networks)
        if payer is not None:
            self.query_one(PayerChoice).choose(payer)
        self._fill(presets.cen_owner, presets.cen_id)
        self._judge()
        wrong = self._typed.wrong
        if no_payer:
            self.problem.say(*no_payer)
        elif not (presets.cen_owner and presets.cen_id):
            self.set_focus(self.query_one("#cen" if presets.cen_owner else "#owner"))
        elif wrong:
            self._to_check = self._typed
            self.problem.say(TO_CHECK.format(why=wrong[1]))
            self.set_focus(self.query_one(f"#{wrong[0]}"))
        else:
            self.call_after_refresh(self.action_enter)

    def _say_how_to_scroll(self, more: bool) -> None:  # noqa: FBT001 - as a watcher is called
        """Say how to see the rules that are not in sight."""
        self.query_one("#rules-caption", Static).update(ALL_RULES if more else RULES_CAPTION)

    def action_page(self, pages: int) -> None:
        """Scroll through the rules without leaving the field."""
        rules = self.query_one("#rules", VerticalScroll)
        (rules.scroll_page_down if pages > 0 else rules.scroll_page_up)(animate=False)

    def on_screen_resume(self) -> None:
        """Read the rules, anew after coming back from a later step: a grant may have changed them."""
        if not self._stale:
            return
        self._stale = False
        self._unread = ""
        self.status.waiting(_("Reading the existing authorizations…"))
        self.read_rules()
        self.read_attachments()

    def before_next(self) -> None:
        """Let the rules be read anew when one comes back."""
        self._stale = True

    @background()
    async def read_rules(self) -> None:
        """Read the rules of every selected network through every API that writes them."""
        async with aclosing(read_rules(self.cloud, self.draft.networks)) as coming:
            async for read in coming:
                await self.apply(partial(self._show_rules, read))
                if read.error is not None and read.is_first:
                    return
        await self.apply(self._all_read)

    @background(group="attachments")
    async def read_attachments(self) -> None:
        """Read where the networks are attached of which that is not known, or was changed since."""
        changes = self.cen_app.session.changed_networks
        changed, self._changes_seen = changes[self._changes_seen :], len(changes)
        known = attachments_unknown(self.draft.networks, changed)
        networks = await with_attachments(self.cloud, known)
        if networks != self.draft.networks:
            self.draft = self.draft.with_answers(networks=networks)
            await self.apply(self._show_attached)

    def _all_read(self) -> None:
        self.status.say(self._unread) if self._unread else self.status.end_wait()

    def _show_rules(self, read: RulesRead) -> None:
        if read.error is None:
            self.remove_class("-unread")
            self._authorizations.add(read)
            self._judge()
        elif read.is_first:
            self.add_class("-unread")
            self.problem.show(read.error)
            self.status.say(RULES_UNREAD)
        else:
            self._unread = _(
                "Authorizations for Enterprise transit routers could not be read: {title}."
            ).format(title=read.error.title)

    def _draw_rules(self) -> None:
        several, target = len(self.draft.networks) > 1, self._typed.target
        pieces: list[Content] = []
        for network in self.draft.networks:
            rules = self._authorizations.of(network)
            if rules is not None:
                heading = [Content.styled(network.id, "bold")] if several else []
                pieces += [*heading, rules_text(rules, target)]
        self.query_one("#rules-text", Static).update(Content("\n").join(pieces))

    def _show_attached(self) -> None:
        says = attached_lines(self.draft.networks, self._typed.target.cen_id)
        line = self.query_one("#attached", Static)
        line.update(says)
        line.display = bool(says)

    @on(PayerChoice.Changed)
    def _payer_changed(self) -> None:
        self._say_why()
        self._judge()

    def _advise(self, advice: Advice | None) -> None:
        """Preset the payer that suits the CEN, and the first one for a CEN of which nothing is known."""
        self._advice = advice
        choice = self.query_one(PayerChoice)
        if advice is not None:
            choice.preset(advice.payer)
        elif not choice.chosen:
            choice.choose_first()
        self._say_why()

    def _say_why(self) -> None:
        """Say in a line why the payer is what it is, or what the other option is for."""
        payer, advice = self.query_one(PayerChoice).payer, self._advice
        if advice is not None:
            says = advice.why if payer is advice.payer else advice.why_not_preset
        else:
            says = other_choice(self.draft.networks, payer)
        line = self.query_one("#payer-why", Static)
        line.update(says)
        line.set_class(not says, "-empty")
        line.set_class(advice is None, "-general")
        line.set_class(advice is not None and advice.warns, "wrong")

    def _take_message(self, text: str) -> bool:
        """Fill the fields from a pasted message; nothing stays in one that was not sent with the other."""
        found = read_message(text, self._typed.own_uid)
        if not found.anything:
            return False
        owner, cen = (self.query_one(selector, Input) for selector in ("#owner", "#cen"))
        held = Found(owner.value, cen.value)
        self._to_check = None
        if found.owner_uid or found.owner_uids or found.is_message:
            owner.value = found.owner_uid
        if found.cen_id or found.cen_ids or found.is_message:
            cen.value = found.cen_id
        self._take_details(read_details(text), found, held)
        self.set_focus(cen if owner.value and not cen.value else owner)
        return True

    def _take_details(self, details: RequestDetails, found: Found, held: Found) -> None:
        """Select the payer that a pasted message names, and say in what it differs from the selection."""
        payer, no_payer = preset_payer(details.payer or "", self.draft.networks)
        if payer is not None:
            self.query_one(PayerChoice).choose(payer)
        elif self._payer_was_pasted and found.is_message:
            self.query_one(PayerChoice).choose_first()
        self._payer_was_pasted = payer is not None or (self._payer_was_pasted and not found.is_message)
        self.status.say(pasted(found, held, payer_name(payer) if payer else ""))
        self._show_differences((*details.refused, *mismatches(details, self.draft.networks), *no_payer))

    def _show_differences(self, differences: Sequence[str]) -> None:
        if differences:
            self.problem.say(DIFFERS, *differences)
        elif not self.has_class("-unread"):
            self.clear_problem()

    def _fill(self, owner_uid: str, cen_id: str) -> None:
        """Enter these values into the fields; an empty one leaves its field as it is."""
        for selector, value in (("#owner", owner_uid), ("#cen", cen_id)):
            if value:
                self.query_one(selector, Input).value = value

    def _fill_in(self, cen: Cen) -> None:
        self._fill(cen.owner_uid, cen.id)
        self.set_focus(self.query_one("#owner"))

    @on(RecentTargets.Picked)
    def _picked(self, message: RecentTargets.Picked) -> None:
        self._fill(message.target.owner_uid, message.target.cen_id)
        self.set_focus(self.query_one("#owner"))

    def take_request(self, text: str) -> bool:
        """Take a message that is pasted beside the fields, as on the payer."""
        return self._take_message(text)

    @on(Input.Changed)
    def _changed(self) -> None:
        if self._to_check not in {None, self._typed}:
            self._forget_check()
        self._judge()

    def _forget_check(self) -> None:
        """Take back what was said of values that are not in the fields any more."""
        self._to_check = None
        self.status.say()
        if not self.has_class("-unread"):
            self.clear_problem()

    def _judge(self) -> None:
        typed = self._typed
        for field, check in typed.checks.items():
            line = self.query_one(f"#{field}-says", Static)
            line.update(check.says)
            line.set_class(check.blocks and bool(self.query_one(f"#{field}", Input).value), "wrong")
        self._preset.target_typed(None if typed.wrong else typed.target)
        self._draw_rules()
        self._show_attached()
        if self._authorizations.include(self.draft.networks, typed.target, self.query_one(PayerChoice).payer):
            self.query_one("#cen-says", Static).update(ALREADY_AUTHORIZED)

    @property
    def _typed(self) -> TypedTarget:
        owner, cen = (self.query_one(selector, Input).value for selector in ("#owner", "#cen"))
        return TypedTarget(owner, cen, self.draft.uid)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to pick a CEN only where another account is saved here."""
        return super().check_action(action, parameters) and (action != "pick" or bool(self._picker.others))

    def action_pick(self) -> None:
        """Take the CEN from another account."""
        self._picker.pick()

    def action_enter(self) -> None:
        """Continue when both values can be right; else go to the first that cannot."""
        typed = self._typed
        if typed.wrong:
            field, why = typed.wrong
            self.set_focus(self.query_one(f"#{field}"))
            self._to_check = typed
            self.status.say(TO_CHECK.format(why=why))
            return
        self.status.say()
        self.clear_problem()
        payer = self.query_one(PayerChoice).payer
        self.advance(self.draft.with_answers(target=typed.target, payer=payer))


def _networks_text(networks: tuple[Network, ...]) -> Content:
    if len(networks) > 1:
        named = [network.id for network in networks[:MOST_NAMED]]
        if more := len(networks) - len(named):
            named.append(_("and {count:,} more").format(count=more))
        count = amounts.networks(len(networks))
        text = _("{networks}: {ids}").format(networks=count, ids=listed(named))
        return Content(text).stylize("bold", 0, len(count))
    network = networks[0]
    name, address = (safe(text, limit=MOST_OF_A_TEXT) for text in (network.name, network.address))
    status = status_word(network.status)
    own = [piece for piece in (network.id, name, address, status, region_label(network.region)) if piece]
    owner = OWNER.format(owner=grouped(network.owner_uid)) if network.owner_uid else ""
    return Content.assemble((f"{network.type} ", "bold"), " · ".join(filter(None, [*own, owner])))
