"""Add a role over an account, or change one: assumed once, and so proved, before it is kept."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from cen_tui.cloud.auth.sources import AssumedRole, CredentialSource
from cen_tui.cloud.defaults import USUAL_NAME
from cen_tui.cloud.errors.base import CloudError
from cen_tui.text import grouped, safe
from cen_tui.tui.background import background
from cen_tui.tui.screens.accounts.account_form import Signed
from cen_tui.tui.screens.dialogs.form import FormDialog, FormField
from cen_tui.vault.base import Account, RoleOver, Source, VaultError
from cen_tui.vault.rules import role_problem

_NO_NAME: Final = "Give it a name by which you will know it, such as member-17."
_LAST: Final = "external-id"
_FIELDS: Final = ("name", "arn", "session", _LAST)


class RoleForm(FormDialog[Signed | None]):
    """Name, the role's ARN, the session's name, and an external ID where the role wants one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Close without keeping it"),
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
        self.heading = f"Change {role.name}" if role else f"Assume a role with {over.name}"
        self._over = over
        self._source = source
        self._account = role
        self._under_way = False
        self._keeping = False

    def fields(self) -> tuple[FormField, ...]:
        """Return the four fields."""
        account, role = self._account, self._account.role if self._account else None
        return (
            FormField("Name", "name", account.name if account else ""),
            FormField("Role ARN", "arn", role.arn if role else ""),
            FormField("Session name", "session", role.session if role else USUAL_NAME),
            FormField("External ID, if any", _LAST, role.external_id if role else ""),
        )

    def hints(self) -> tuple[str, ...]:
        """Say what an ARN looks like, and who will see the names."""
        return (
            (
                "A role's ARN looks like acs:ram::1250000000000001:role/netops. It must trust this account. "
                "Nothing here is secret: the key stays where it is. The session's name stands in the "
                "other account's audit trail."
            ),
        )

    def action_keep(self) -> None:
        """Check what was typed, then assume the role and keep it."""
        self.submit()

    def submitted(self, typed: Mapping[str, str]) -> None:
        """Check what was typed, and begin to prove it."""
        if self._under_way:
            return
        name, arn, session, last = (safe(typed[field]).strip() for field in _FIELDS)
        session = session or USUAL_NAME
        wrong = role_problem(arn, session) if name else _NO_NAME
        problem = self.problem
        if wrong:
            problem.say("Not yet", wrong)
            return
        problem.clear()
        self.status.waiting("Assuming the role…")
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
            kept = await self.cen_app.session.directory.save_role(proved)
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
        self.status.say("Nothing was kept; what you typed is still here.")
        self.problem.tell(message.error)

    def action_back(self) -> None:
        """Close, and keep nothing; what is being kept already is not left half done."""
        if self._keeping:
            self.status.waiting("It is proved, and is being kept… please wait")
        else:
            self.dismiss(None)
