"""Checks an operation that has no known result, by reading alone, and prepares it to be sent again."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.errors.base import ErrorKind
from cen_tui.cloud.networks.base import GrantRule
from cen_tui.i18n import gettext as _
from cen_tui.operations.executor import reconcile_journaled
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import JournalEntry
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome
from cen_tui.operations.polling import PollPolicy
from cen_tui.text import grouped
from cen_tui.vault.base import Account, VaultError
from cen_tui.wizard.draft import Draft

if TYPE_CHECKING:
    from cen_tui.session import Session, SignedIn

CHECKING: Final = _("Checking {network}: reading, nothing is changed…")
RECORDED: Final = _("The result is known now, and recorded. Esc goes back.")
NOT_APPLIED: Final = _("It was not applied. Press g to send it again; it is confirmed first.")
CHECK_LATER: Final = _("Still no known result. Wait a minute, then press Enter to check again.")
CHECK_AGAIN: Final = _("Still no known result. Press Enter to check again.")
CHECK_FAILED: Final = _("Not checked; nothing was changed. Press Enter to try again.")
_STARTED: Final = {
    OperationKind.GRANT: _(
        "{account} started to grant {network} in {region} to CEN {cen} of account {owner}."
    ),
    OperationKind.REVOKE: _(
        "{account} started to revoke the grant of {network} in {region} to CEN {cen} of account {owner}."
    ),
    OperationKind.CHANGE_PAYER: _(
        "{account} started to change who pays for {network} in {region} in CEN {cen} of account {owner}."
    ),
    OperationKind.ATTACH: _(
        "{account} started to attach {network} in {region} to CEN {cen} of account {owner}."
    ),
    OperationKind.DETACH: _(
        "{account} started to detach {network} in {region} from CEN {cen} of account {owner}."
    ),
    OperationKind.ASSOCIATE: _(
        "{account} started to associate {network} in {region} with a route table of CEN {cen} of account "
        "{owner}."
    ),
    OperationKind.PROPAGATE: _(
        "{account} started to propagate the routes of {network} in {region} in CEN {cen} of account {owner}."
    ),
    OperationKind.CHANGE_ATTACHMENT_PAYER: _(
        "{account} started to change who pays for the attachment of {network} in {region} to CEN {cen} of "
        "account {owner}."
    ),
}


@dataclass(frozen=True, slots=True)
class Check:
    """What checking one operation found, and with which account."""

    entry: JournalEntry
    signed: "SignedIn"
    result: OperationResult
    token: str
    """The ClientToken to send it again with; none where the cloud takes none, or may know it no more."""

    @property
    def may_repeat(self) -> bool:
        """Whether it may be sent again: what may still show only with the token that it was sent with.

        What the CEN's owner does is asked for from the list of granted networks, which shows how it is.
        """
        outcome, error = self.result.outcome, self.result.error
        not_visible = error is not None and error.kind is ErrorKind.NOT_FOUND
        repeatable = bool(self.token) or self.entry.intent.kind.of_cen_owner
        return outcome is Outcome.REFUSED or (outcome is Outcome.UNKNOWN and not_visible and repeatable)

    @property
    def next_step(self) -> str:
        """What to do now, in a sentence."""
        if self.result.outcome is Outcome.REFUSED:
            return NOT_APPLIED
        if self.result.outcome is not Outcome.UNKNOWN:
            return RECORDED
        readable = self.result.error is None or self.result.error.kind in {
            ErrorKind.NOT_FOUND,
            ErrorKind.CONFLICT,
        }
        return CHECK_LATER if readable else CHECK_AGAIN

    @property
    def rule(self) -> GrantRule:
        """The grant rule that the operation changes: as it stands, or as the operation names it."""
        intent = self.entry.intent
        return self.result.rule or GrantRule(intent.target, apis=(intent.options.api,))

    @property
    def draft(self) -> Draft:
        """The wizard's answers with which the confirmation opens: it sends the very same request."""
        intent = self.entry.intent
        draft = Draft(
            account=self.signed.account, region=intent.region, tokens=((intent.network_id, self.token),)
        )
        if intent.kind is not OperationKind.GRANT:
            return draft
        return draft.with_answers(
            networks=(intent.network,), target=intent.target, payer=intent.options.payer
        )


async def check(
    entry: JournalEntry, session: "Session", journal: Journal, polling: PollPolicy | None = None
) -> Check:
    """Sign in with the account that started an operation, and read whether it is in force.

    What is known then is recorded in the journal.

    Raises:
        VaultError: no saved account signs in to the account that started it.
        CloudError: signing in was refused.
        FileProblem: the result could not be recorded.
    """
    accounts = await session.directory.accounts()
    signed = await session.open(_account_of(entry, accounts))
    if signed.account.uid != entry.intent.uid:
        raise _no_account(entry)
    result = await reconcile_journaled(entry, journal=journal, cloud=signed.cloud, polling=polling)
    token = await asyncio.to_thread(journal.token_to_repeat, entry)
    return Check(entry, signed, result, token)


def started(entry: JournalEntry) -> str:
    """Return a sentence on what was started, when and by whom."""
    intent = entry.intent
    sentence = _STARTED[intent.kind].format(
        account=_("{account} ({uid})").format(account=intent.account, uid=grouped(intent.uid)),
        network=intent.network_id,
        region=intent.region,
        cen=intent.cen_id,
        owner=grouped(intent.cen_owner),
    )
    return _("{time} UTC: {sentence}").format(time=f"{intent.at:%Y-%m-%d %H:%M}", sentence=sentence)


def notice(entries: Sequence[JournalEntry]) -> tuple[str, str, str]:
    """Return what is said at the start of operations without a known result: what, which, what to do."""
    if len(entries) == 1:
        return (
            _("1 operation has no known result."),
            started(entries[0]),
            _("Press h to check it (read-only)."),
        )
    what = _("{count:,} operations have no known result. The last one:").format(count=len(entries))
    return what, started(entries[-1]), _("Press h to check them (read-only).")


def _account_of(entry: JournalEntry, accounts: Sequence[Account]) -> Account:
    """Return the account that started it, or another that signs in to the same account ID."""
    fitting = [account for account in accounts if account.uid == entry.intent.uid]
    named = [account for account in accounts if account.name == entry.intent.account]
    for account in (*(one for one in fitting if one in named), *fitting, *named):
        return account
    raise _no_account(entry)


def _no_account(entry: JournalEntry) -> VaultError:
    return VaultError(
        _("No saved account signs in to {uid}, which started this operation.").format(
            uid=grouped(entry.intent.uid)
        ),
        advice=_("Add that account (it was named {account}), then check again.").format(
            account=entry.intent.account
        ),
    )
