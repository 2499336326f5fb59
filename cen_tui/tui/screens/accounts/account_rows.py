"""How accounts stand in their list, what is said of the one under the cursor, and of none at all."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Final

from textual.content import Content

from cen_tui.text import grouped
from cen_tui.tui.widgets.labels import tone_of
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.vault.base import KEPT_IN, Account, Source

COLUMNS: Final = (
    Column("Name", most=None),
    Column("Account ID", most=22),
    Column("Signs in as", most=17),
    Column("Key", most=10),
    Column("Last used", most=10),
)
EMPTY: Final = """No account is saved here yet.

An account is an AccessKey of the Alibaba Cloud account that owns the network. Use a RAM user's key
with just the permissions named in the README, not the main account's.

Press a to add one. Its secret goes into this system's keyring, and nowhere else;
p shows what else there is where no keyring works."""
_MOST_NAMED: Final = 3
_MODES: Final = MappingProxyType(
    {
        "AK": "AccessKey",
        "StsToken": "temporary key",
        "RamRoleArn": "a role",
        "RamRoleArnWithRoleName": "a role",
        "ChainableRamRoleArn": "a role",
        "EcsRamRole": "role of this ECS",
        "External": "a command",
        "CredentialsURI": "an address",
    }
)
"""What stands in the list for a profile that has not signed in yet; for other modes, their name."""


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
    used = account.last_used.strftime("%Y-%m-%d") if account.last_used else "never"
    uid = grouped(account.uid) if account.uid else "not asked yet"
    name = f"{'  ' if inner else ''}{account.name}{f' {account.label}' if account.label else ''}"
    cells = (name, uid, _who(account), _key(account), used)
    return Row(account.key, cells, dim=bool(account.unusable), tone=tone_of(account.label))


def _who(account: Account) -> str:
    if account.unusable:
        return "! cannot sign in"
    if account.trouble:
        return f"! {account.trouble}"
    return account.who or _MODES.get(account.mode, account.mode)


def _key(account: Account) -> str:
    kept_elsewhere = account.source in {Source.PROFILE, Source.ROLE}
    return account.source.value if kept_elsewhere else account.key_hint


def about(account: Account, accounts: Iterable[Account], *, usual: Source) -> Content:
    """Return what is worth saying of the account under the cursor; nothing where all stands in its row.

    `usual` is where sign-ins are kept unless something is said.
    """
    others = list(accounts)
    said = [
        account.note,
        account.unusable,
        f"When last tried: {account.trouble}" if account.trouble else "",
        _place(account, others, usual),
        f"Prefers {account.region}." if account.region else "",
        _twins(account, others),
    ]
    label = [Content.styled(account.label, f"bold ${tone_of(account.label)}")] if account.label else []
    return Content("  ").join([*label, *(Content(one) for one in said if one)])


def _place(account: Account, others: Iterable[Account], usual: Source) -> str:
    if account.source is Source.PROFILE:
        return (
            f"A profile of the aliyun CLI, mode {account.mode}; i imports it." if not account.unusable else ""
        )
    if account.role is None:
        kept_apart = account.source in KEPT_IN and account.source is not usual
        return f"Kept in {KEPT_IN[account.source]}." if kept_apart else ""
    over = next((one.name for one in others if one.key == account.role.over), "an account that is gone")
    return f"{account.role.arn}, assumed with {over}."


def _twins(account: Account, others: Iterable[Account]) -> str:
    """Name the other accounts that sign in to the same account ID."""
    if not account.uid:
        return ""
    twins = [one.name for one in others if one.uid == account.uid and one.key != account.key]
    if not twins:
        return ""
    named = ", ".join(twins[:_MOST_NAMED])
    more = f" and {len(twins) - _MOST_NAMED} more" if len(twins) > _MOST_NAMED else ""
    return f"The same account ID as {named}{more}."
