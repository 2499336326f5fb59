"""Add a role over an account, or change one: assumed once, and so proved, before it is kept."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static

from cen_tui.cloud.auth.sources import AssumedRole, CredentialSource
from cen_tui.cloud.defaults import USUAL_NAME
from cen_tui.cloud.errors.base import CloudError
from cen_tui.text import grouped, safe
from cen_tui.tui.background import background
from cen_tui.tui.screens.accounts.account_form import Signed
from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.widgets.field import when_typed
from cen_tui.tui.widgets.field_row import field_row
from cen_tui.tui.widgets.keys_line import KeyFooter
from cen_tui.tui.widgets.problem import Problem
from cen_tui.tui.widgets.status_line import StatusLine
from cen_tui.vault.base import Account, RoleOver, Source, VaultError
from cen_tui.vault.rules import role_problem

_NO_NAME: Final = "Give it a name by which you will know it, such as member-17."
_LAST: Final = "external-id"
_FIELDS: Final = ("name", "arn", "session", _LAST)


class RoleForm(Dialog[Signed | None]):
    """Name, the role's ARN, the session's name, and an external ID where the role wants one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Close without keeping it"),
        Binding("enter", "next_field", "Next field", priority=True),
        Binding("ctrl+s", "keep", "Prove and keep"),
    ]

    class Kept(Message):
        """The role was assumed, and is kept."""

        def __init__(self, signed: Signed) -> None:
            super().__init__()
            self.signed = signed

    class Failed(Message):
        """The cloud or the vault refused; nothing typed is lost."""

        def __init__(self, error: CloudError | VaultError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, over: Account, source: CredentialSource, role: Account | None = None) -> None:
        """`source` is how the account `over` signs in; `role` is the one to change."""
        super().__init__()
        self._over = over
        self._source = source
        self._account = role
        self._under_way = False
        self._keeping = False

    def compose(self) -> ComposeResult:
        """Lay out the four fields, and what went wrong."""
        account, role = self._account, self._account.role if self._account else None
        with Vertical(classes="dialog"):
            title = f"Change {account.name}" if account else f"Assume a role with {self._over.name}"
            yield Static(title, classes="title", markup=False)
            yield from field_row("Name", "name", account.name if account else "")
            yield from field_row("Role ARN", "arn", role.arn if role else "")
            yield from field_row("Session name", "session", role.session if role else USUAL_NAME)
            yield from field_row("External ID, if any", _LAST, role.external_id if role else "")
            yield Static(
                "A role's ARN looks like acs:ram::1250000000000001:role/netops. It must trust this account. "
                "Nothing here is secret: the key stays where it is. The session's name stands in the "
                "other account's audit trail.",
                classes="hint",
                markup=False,
            )
            yield Problem()
            yield StatusLine()
        yield KeyFooter()

    def action_next_field(self) -> None:
        """Go to the next field; from the last one, prove and keep."""
        if self.focused is not None and self.focused.id == _LAST:
            self.action_keep()
        else:
            self.focus_next()

    def action_keep(self) -> None:
        """Check what was typed, then assume the role and keep it."""
        when_typed(list(self.query(Input)), self._check)

    def _check(self, typed: Mapping[str, str]) -> None:
        if self._under_way:
            return
        name, arn, session, last = (safe(typed[field]).strip() for field in _FIELDS)
        session = session or USUAL_NAME
        wrong = role_problem(arn, session) if name else _NO_NAME
        problem = self.query_one(Problem)
        if wrong:
            problem.say("Not yet", wrong)
            return
        problem.clear()
        self.query_one(StatusLine).waiting("Assuming the role…")
        role = RoleOver(self._over.key, arn, session, last)
        account = self._account or Account(name, source=Source.ROLE)
        self._under_way = True
        self.prove_and_keep(replace(account, name=name, role=role))

    @background()
    async def prove_and_keep(self, account: Account) -> None:
        """Assume the role once; only then keep it."""
        role = account.role
        if role is None:
            return
        source, more = self._source, (role.session, role.seconds, role.external_id)
        way = AssumedRole(source, role.arn, *more, sts=source.sts)
        try:
            identity = await self.cen_app.session.prove(way)
            proved = replace(account, uid=identity.uid, who=identity.who)
            self._keeping = True
            kept = await self.cen_app.session.signins.keep_role(proved)
        except (CloudError, VaultError) as error:
            self.post_message(self.Failed(error))
        else:
            says = f"{kept.name} is kept: it signs in as {kept.who} of account {grouped(kept.uid)}."
            self.post_message(self.Kept(Signed(kept, says)))

    @on(Kept)
    def _kept(self, message: Kept) -> None:
        self.dismiss(message.signed)

    def broke(self, error: Exception) -> None:
        """Tell of it, and let it be tried again or left."""
        self._under_way = self._keeping = False
        super().broke(error)

    @on(Failed)
    def _failed(self, message: Failed) -> None:
        self._under_way = self._keeping = False
        self.query_one(StatusLine).say("Nothing was kept; what you typed is still here.")
        self.query_one(Problem).tell(message.error)

    def action_back(self) -> None:
        """Close, and keep nothing; what is being kept already is not left half done."""
        if self._keeping:
            self.query_one(StatusLine).waiting("It is proved, and is being kept… please wait")
        else:
            self.dismiss(None)
