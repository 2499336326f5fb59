"""The table of accounts, and the line below it about the one under the cursor."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from textual.content import Content
from textual.widgets import Static

from cen_tui.cloud.auth.principal import in_words
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, pgettext
from cen_tui.text import grouped
from cen_tui.tui.copying import Copyable
from cen_tui.tui.theme import tone_of
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.vault.account_list import account_by_key
from cen_tui.vault.base import STORAGE_NAMES, Account, Source

BROAD: Final = 70
"""Cells of a line from which on there is room for more than who an account is."""
COLUMNS: Final = (
    Column(_("Name"), max_width=None),
    Column(_("Account ID"), max_width=22),
    Column(_("Signs in as"), max_width=17),
    Column(_("Key"), max_width=10, room=BROAD),
    Column(_("Last used"), max_width=10, room=BROAD),
)
HELP: Final = _("""Select the account that owns the network. Enter signs in with it and continues.

Name         what it is called here
Account ID   the main account's ID (the console calls it UID), as the cloud named it
Signs in as  the main account itself, one of its RAM users, or a role; after ! it was refused
Key          the AccessKey ID, masked; or what there is instead:
environment  keys found in ALIBABA_CLOUD_ACCESS_KEY_ID and ..._SECRET; nothing of them is stored
aliyun CLI   a profile in ~/.aliyun/config.json, used as it is; i imports its key
role         a RAM role that another account assumes: R adds one
Last used    the day when it last signed in from here""")
"""What the columns are, for the screen that they stand on."""
NOTHING_FOUND: Final = _(
    "No account found: none is saved, ALIBABA_CLOUD_ACCESS_KEY_ID and ..._SECRET are not set, and the "
    "aliyun CLI has no profile."
)
_WHAT_TO_DO: Final = _(
    "Press a to add one: an AccessKey of a RAM user of the account that owns the network. It is "
    "verified, then stored in the system keyring; w offers other storage.\n\n"
    "Press r to search again, after aliyun configure in another window.\n\n"
    "To try it without an account, quit and run: cen-tui --demo"
)
EMPTY: Final = f"{NOTHING_FOUND}\n\n{_WHAT_TO_DO}"
"""What stands in the place of the table where there is no account."""
BY_ID: Final = _("Grouped by account ID.")
BY_LAST_USE: Final = _("The last used account first.")
UNKNOWN_UID: Final = _("not known yet")
_MOST_NAMED: Final = 3
PROFILE: Final = _("A profile of the aliyun CLI, mode {mode}: aliyun configure changes it.")
USABLE_PROFILE: Final = _(
    "A profile of the aliyun CLI, mode {mode}: aliyun configure changes it, i imports it."
)
FROM_ENVIRONMENT: Final = _("From the ALIBABA_CLOUD_ variables of the environment: nothing of it is stored.")
STORED_IN: Final = _("Stored in {place}.")
ROLE: Final = _("{arn}, assumed with {account}.")
ROLE_OF_NONE: Final = _("{arn}, assumed with an account that is gone.")
LAST_TRIED: Final = _("When last tried: {error}")
PREFERS: Final = _("Prefers {region}.")
SAME_UID: Final = _("The same account ID as {names}.")
SAME_UID_AND_MORE: Final = _("The same account ID as {names} and {count} more.")
_MODES: Final = {
    "AK": "AccessKey",
    "StsToken": _("temporary key"),
    "RamRoleArn": _("a role"),
    "RamRoleArnWithRoleName": _("a role"),
    "ChainableRamRoleArn": _("a role"),
    "EcsRamRole": _("role of this ECS"),
    "External": _("a command"),
    "CredentialsURI": _("an address"),
}
"""What stands in the list for a profile that has not signed in yet; for other modes, their name."""
_ELSEWHERE: Final = {Source.PROFILE: "aliyun CLI", Source.ROLE: pgettext("key", "role")}
"""What stands in the place of a key that is not this account's."""


class AccountTable(FilterTable):
    """Accounts in the given order, or grouped by account ID."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(COLUMNS, id=id)
        self.accounts: tuple[Account, ...] = ()
        self.by_uid = False
        """Whether accounts of one account ID stand together."""

    @property
    def selected(self) -> Account | None:
        """The account under the cursor."""
        return account_by_key(self.row.key, self.accounts) if self.row else None

    @property
    def in_memory(self) -> tuple[str, ...]:
        """The names of the accounts whose credentials end with the program."""
        return tuple(account.name for account in self.accounts if account.source is Source.MEMORY)

    def list_accounts(self, accounts: tuple[Account, ...]) -> None:
        """List these accounts; without any, the table is hidden."""
        self.accounts = accounts
        self.set_rows(rows_of(accounts, by_uid=self.by_uid))
        first = bool(accounts) and not self.display
        self.display = bool(accounts)
        if first:  # what lost the focus when it was hidden does not get it back by itself
            self.focus_first()

    def toggle_grouping(self) -> str:
        """Group the accounts by account ID, or not; return the sentence that says so."""
        self.by_uid = not self.by_uid
        self.list_accounts(self.accounts)
        return BY_ID if self.by_uid else BY_LAST_USE

    def mark_refused(self, account: Account, last_error: str) -> None:
        """Show on its row that an account was refused."""
        self.list_accounts(
            tuple(
                replace(one, last_error=last_error) if one.key == account.key else one
                for one in self.accounts
            )
        )

    def copyable(self) -> Copyable | None:
        """Return the account under the cursor: its ID, and how it signs in; never its key."""
        account = self.selected
        if account is None or not account.uid:
            return None
        line = "  ".join(filter(None, (account.name, account.uid, in_words(account.principal))))
        return Copyable(account.uid, line, _("The row"), f"account-{account.uid}.txt")


class AboutAccount(Static):
    """Describes the account under the cursor, or says what to do where there is none."""

    def describe(self, table: AccountTable, *, usual: Source) -> None:
        """Describe the selected account, or hide; `usual` is where new credentials are stored."""
        account = table.selected
        said = about(account, table.accounts, usual=usual) if account else ""
        self.set_class(not table.accounts, "empty")
        self.update(said if table.accounts else EMPTY)
        self.display = bool(said) or not table.accounts


def rows_of(accounts: Sequence[Account], *, by_uid: bool) -> list[Row]:
    """Return a row for each account: in their order, or with those of one account ID together."""
    if not by_uid:
        return [_row(account) for account in accounts]
    groups: dict[str, list[Account]] = {}
    for account in accounts:
        groups.setdefault(account.uid or account.key, []).append(account)
    return [
        _row(account, inner=place > 0) for group in groups.values() for place, account in enumerate(group)
    ]


def _row(account: Account, *, inner: bool = False) -> Row:
    used = account.last_used.strftime("%Y-%m-%d") if account.last_used else pgettext("last used", "never")
    uid = grouped(account.uid) if account.uid else UNKNOWN_UID
    name = f"{'  ' if inner else ''}{account.name}{f' {account.label}' if account.label else ''}"
    key = _ELSEWHERE.get(account.source, account.key_hint)
    cells = (name, uid, _who(account), key, used)
    return Row(account.key, cells, dim=bool(account.unusable), style=tone_of(account.label))


def _who(account: Account) -> str:
    if account.unusable:
        return _("! cannot sign in")
    if account.last_error:
        return f"! {_last_error(account)}"
    return in_words(account.principal) or _MODES.get(account.mode, account.mode)


def _last_error(account: Account) -> str:
    from cen_tui.i18n.stored_texts import translate_stored

    return translate_stored(account.last_error)


def about(account: Account, accounts: Sequence[Account], *, usual: Source) -> Content:
    """Return what is known of an account beside what stands in its row.

    `usual` is where credentials are stored unless it is said.
    """
    said = [
        account.note,
        account.unusable,
        LAST_TRIED.format(error=_last_error(account)) if account.last_error else "",
        _place(account, accounts, usual),
        PREFERS.format(region=account.region) if account.region else "",
        _of_same_uid(account, accounts),
    ]
    label = [Content.styled(account.label, f"bold ${tone_of(account.label)}")] if account.label else []
    return Content("  ").join([*label, *(Content(one) for one in said if one)])


def _place(account: Account, others: Iterable[Account], usual: Source) -> str:
    if account.source is Source.PROFILE:
        return (PROFILE if account.unusable else USABLE_PROFILE).format(mode=account.mode)
    if account.source is Source.ENVIRONMENT:
        return FROM_ENVIRONMENT
    if account.role is None:
        kept_apart = account.source in STORAGE_NAMES and account.source is not usual
        return STORED_IN.format(place=STORAGE_NAMES[account.source]) if kept_apart else ""
    over = account_by_key(account.role.over, others)
    return (ROLE if over else ROLE_OF_NONE).format(arn=account.role.arn, account=over.name if over else "")


def _of_same_uid(account: Account, others: Iterable[Account]) -> str:
    """Name the other accounts that sign in to the same account ID."""
    if not account.uid:
        return ""
    twins = [one.name for one in others if one.uid == account.uid and one.key != account.key]
    named, more = listed(twins[:_MOST_NAMED]), len(twins) - _MOST_NAMED
    return (SAME_UID_AND_MORE if more > 0 else SAME_UID).format(names=named, count=more) if twins else ""
