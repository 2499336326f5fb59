"""Add a role over an account, or edit one: assumed once, and so verified, before it is saved."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from cen_tui.cloud.auth.principal import in_words
from cen_tui.cloud.auth.sources import AssumedRole, CredentialSource
from cen_tui.cloud.defaults import USUAL_NAME
from cen_tui.cloud.errors.base import CloudError
from cen_tui.i18n import gettext as _
from cen_tui.text import grouped, safe
from cen_tui.tui.background import background
from cen_tui.tui.screens.accounts.account_form import Saved, VerifiedForm
from cen_tui.tui.screens.dialogs.form import FormField
from cen_tui.tui.widgets.problem import PLEASE_CHECK
from cen_tui.vault.base import Account, RoleOver, Source, VaultError
from cen_tui.vault.rules import role_problem

SAVED: Final = _("{name} is saved: it signs in as {who} of account {uid}.")
_NO_NAME: Final = _("Give it a name by which you will know it, such as member-17.")
_FIELDS: Final = ("name", "arn", "session", "external-id")
_HINT: Final = _(
    "A role's ARN looks like acs:ram::1250000000000001:role/netops. It must trust this account. "
    "Nothing here is secret: the key stays where it is. The session name appears in the other "
    "account's ActionTrail."
)


class RoleForm(VerifiedForm):
    """Name, the role's ARN, the session's name, and an external ID where the role wants one."""

    HELP = _("""Adds a RAM role that the account under the cursor assumes (STS AssumeRole), such as a role in
a member account.

Name          by which you will know it here
Role ARN      acs:ram::<account ID>:role/<name>, shown by RAM on the role's page
Session name  appears in the other account's ActionTrail
External ID   only where the role's trust policy asks for one

To verify, the role is assumed once. Nothing is saved before that succeeds.""")

    def __init__(self, over: Account, source: CredentialSource, role: Account | None = None) -> None:
        """`source` is how the account `over` signs in; `role` is the one to edit."""
        super().__init__()
        adds = _("Assume a role with {name}").format(name=over.name)
        self.heading = _("Edit {name}").format(name=role.name) if role else adds
        self._over = over
        self._source = source
        self._account = role

    def fields(self) -> tuple[FormField, ...]:
        """Return the four fields."""
        account, role = self._account, self._account.role if self._account else None
        return (
            FormField(_("Name"), "name", account.name if account else ""),
            FormField(_("Role ARN"), "arn", role.arn if role else ""),
            FormField(_("Session name"), "session", role.session if role else USUAL_NAME),
            FormField(_("External ID, if any"), "external-id", role.external_id if role else ""),
        )

    def hints(self) -> tuple[str, ...]:
        """Say what an ARN looks like, and who will see the names."""
        return (_HINT,)

    def submitted(self, typed: Mapping[str, str]) -> None:
        """Check what was typed, and begin to verify it."""
        name, arn, session, external_id = (safe(typed[field]).strip() for field in _FIELDS)
        session = session or USUAL_NAME
        if wrong := role_problem(arn, session) if name else _NO_NAME:
            self.problem.say(PLEASE_CHECK, wrong)
            return
        self.problem.clear()
        self.status.waiting(_("Assuming the role…"))
        self.busy = True
        role = RoleOver(self._over.key, arn, session, external_id)
        account = self._account or Account(name, source=Source.ROLE)
        self.verify_and_save(replace(account, name=name, role=role), role)

    @background()
    async def verify_and_save(self, account: Account, role: RoleOver) -> None:
        """Assume the role once; only then save it."""
        source, session = self._source, self.cen_app.session
        assumed = AssumedRole(source, role.arn, role.session, role.seconds, role.external_id, sts=source.sts)
        try:
            identity = await session.prove(assumed)
            self.saving = True
            saved = await session.directory.save_role(
                replace(account, uid=identity.uid, principal=identity.principal)
            )
        except (CloudError, VaultError) as error:
            await self.apply(partial(self.show_refusal, error))
        else:
            says = SAVED.format(name=saved.name, who=in_words(saved.principal), uid=grouped(saved.uid))
            self.dismiss(Saved(saved, says))
