"""Look-ups in a list of accounts: by key or name, the account below a role, what a removal affects."""

from __future__ import annotations

from collections.abc import Iterable

from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed
from cen_tui.vault.base import Account


def account_by_key(key: str, accounts: Iterable[Account]) -> Account | None:
    """Return the account with this key, if it is there."""
    return next((one for one in accounts if one.key == key), None)


def account_named(name: str, accounts: Iterable[Account]) -> Account | None:
    """Return the account of this name, in any case of letters: one saved here before a CLI profile."""
    meant = [one for one in accounts if one.name.casefold() == name.casefold()]
    return min(meant, key=lambda one: not one.changeable, default=None)


def base_account(account: Account, accounts: Iterable[Account]) -> Account:
    """Return the account at the bottom of a chain of roles; an account that is no role is its own."""
    known = {one.key: one for one in accounts}
    for _each in known:
        account = known.get(account.role.over, account) if account.role else account
    return account


def roles_over(account: Account, accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Return the roles that an account assumes."""
    return tuple(one for one in accounts if one.role and one.role.over == account.key)


def effects_of_removal(account: Account, accounts: Iterable[Account]) -> tuple[str, ...]:
    """Say what is removed with an account, what is not, and which roles can no longer be assumed."""
    goes = (
        _("The role itself is not changed; only its entry here is removed.")
        if account.role
        else _(
            "Its AccessKey is deleted from the {storage} of this machine. "
            "The key itself remains valid in Alibaba Cloud until it is deleted there."
        ).format(storage=account.source.words)
    )
    names = listed(one.name for one in roles_over(account, accounts))
    lost = _("The roles that it assumes can no longer be assumed: {names}.").format(names=names)
    return (goes, lost) if names else (goes,)


def free_name(name: str, accounts: Iterable[Account]) -> str:
    """Return the name, numbered where a saved account has it already."""
    taken = {one.name.casefold() for one in accounts if one.changeable}
    names = (name, *(f"{name} {number}" for number in range(2, len(taken) + 3)))
    return next(one for one in names if one.casefold() not in taken)
