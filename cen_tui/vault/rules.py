"""Rules that every vault applies: the names of accounts, and the order in which they are listed."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from cen_tui.cloud.credentials import Credentials
from cen_tui.i18n import gettext as _
from cen_tui.text import safe
from cen_tui.vault.base import Account, Source, VaultError
from cen_tui.vault.environment import ENVIRONMENT_NAME
from cen_tui.vault.keys import SECRET_AS_NAME, key_hint, looks_like_secret

NAME_LIMIT: Final = 40
_ARN: Final = re.compile(r"acs:ram::\d+:role/[\w.-]{1,64}", re.ASCII)
_SESSION_NAME: Final = re.compile(r"[\w.@-]{2,64}", re.ASCII)


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
        return _("Give the account a name by which you will know it, such as prod-network.")
    if looks_like_secret(tidy):
        return SECRET_AS_NAME
    if len(tidy) > NAME_LIMIT:
        return _("The name is too long: at most {most} characters.").format(most=NAME_LIMIT)
    if tidy.casefold() == ENVIRONMENT_NAME:
        return _("The name {name} is reserved for the account of the environment variables.").format(
            name=ENVIRONMENT_NAME
        )
    if tidy.casefold() in {other.casefold() for other in taken}:
        return _("Another account is named {name} already.").format(name=tidy)
    return ""


def check_name(account: Account, others: Iterable[Account]) -> None:
    """Refuse a name that is not valid, or that another of these accounts has; raises `VaultError`."""
    taken = [other.name for other in others if other.id != account.id]
    if problem := name_problem(account.name, taken):
        raise VaultError(problem, advice=_("Choose another name."))


def role_problem(arn: str, session: str) -> str:
    """Say what is wrong with a role's ARN or its session's name; empty when nothing is.

    Their shapes are those of https://www.alibabacloud.com/help/en/ram/api-assumerole.
    """
    if not _ARN.fullmatch(arn):
        return _("A role's ARN looks like acs:ram::1250000000000001:role/netops.")
    if not _SESSION_NAME.fullmatch(session):
        return _("A session's name has 2 to 64 letters, digits and the signs . @ - _ only.")
    return ""


def validated(
    account: Account, credentials: Credentials, others: Iterable[Account], source: Source
) -> Account:
    """Return an account as a vault stores it.

    Raises:
        VaultError: its name is not valid, or it is an account that cannot be changed here.
    """
    if not account.changeable:
        raise unchangeable_error()
    check_name(account, others)
    return replace(
        account,
        name=tidy_name(account.name),
        uid=safe(account.uid),
        principal=safe(account.principal),
        key_hint=safe(key_hint(credentials.key_id)),
        source=source,
    )


def used_at(account: Account, now: datetime) -> Account:
    """Return an account as used now, its identity safe to show."""
    return replace(account, uid=safe(account.uid), principal=safe(account.principal), last_used=now)


def unchangeable_error() -> VaultError:
    """Return the error for changing an account of the environment or of the CLI."""
    return VaultError(
        _("An account of the environment or of the aliyun CLI cannot be changed or removed here."),
        advice=_("Change the ALIBABA_CLOUD_ variables and start cen-tui again, or use aliyun configure."),
    )


def by_last_use(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """Return accounts, last used first; those never used follow by name, those not saved here last."""
    return tuple(sorted(accounts, key=_rank))


def _rank(account: Account) -> tuple[float, bool, str]:
    used = account.last_used.timestamp() if account.last_used else 0.0
    return (-used, not account.changeable, account.name.casefold())
