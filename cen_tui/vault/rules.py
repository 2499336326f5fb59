"""What every vault holds to: how an account may be named, and in which order accounts are listed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from cen_tui.cloud.credentials import Credentials
from cen_tui.text import safe
from cen_tui.vault.base import Account, Source, VaultError
from cen_tui.vault.environment import ENVIRONMENT_NAME
from cen_tui.vault.keys import key_hint

NAME_LIMIT: Final = 40


def utc_now() -> datetime:
    """Return the time, aware."""
    return datetime.now(UTC)


def tidy_name(name: str) -> str:
    """Return a name as it is stored: one line, safe to show, no white space around it."""
    return safe(name.strip(), limit=NAME_LIMIT * 4)


def name_problem(name: str, taken: Iterable[str] = ()) -> str:
    """Say what is wrong with an account's name, given the names of the others; empty when nothing is."""
    tidy = tidy_name(name)
    if not tidy:
        return "An account needs a name."
    if len(tidy) > NAME_LIMIT:
        return f"A name has at most {NAME_LIMIT} characters; this one has {len(tidy)}."
    if tidy.casefold() == ENVIRONMENT_NAME:
        return f"The name {ENVIRONMENT_NAME} is kept for the account of the environment's variables."
    if tidy.casefold() in {other.casefold() for other in taken}:
        return f"There is an account named {tidy} already."
    return ""


def made_ready(account: Account, sign_in: Credentials, others: Iterable[Account], source: Source) -> Account:
    """Return an account as a vault stores it, or refuse it.

    Raises:
        VaultError: its name will not do, or it is the environment's, which is not ours to change.
    """
    if not account.changeable:
        raise not_ours()
    problem = name_problem(account.name, [other.name for other in others if other.id != account.id])
    if problem:
        raise VaultError(problem, advice="Choose another name.")
    return replace(
        account,
        name=tidy_name(account.name),
        uid=safe(account.uid),
        who=safe(account.who),
        key_hint=safe(key_hint(sign_in.key_id)),
        source=source,
    )


def not_ours() -> VaultError:
    """Return the error for changing an account of the environment or of the CLI."""
    return VaultError(
        "An account of the environment or of the aliyun CLI cannot be changed or removed here.",
        advice="Change the ALIBABA_CLOUD_ variables and start cen-tui again, or use aliyun configure.",
    )


def by_last_use(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Return accounts with the last used first; those never used follow by name, what others keep last."""
    return tuple(sorted(accounts, key=_rank))


def _rank(account: Account) -> tuple[float, bool, str]:
    used = account.last_used.timestamp() if account.last_used else 0.0
    return (-used, not account.changeable, account.name.casefold())
