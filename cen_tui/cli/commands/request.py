"""The command `cen-tui request`: the text that asks another account for a network, on standard output."""

import asyncio
import sys
from typing import Final

from cen_tui.cli.errors import UsageError
from cen_tui.cli.output import write_out
from cen_tui.cli.parser import RequestFlags
from cen_tui.cloud.cen.instances import Cen, cens
from cen_tui.cloud.errors.base import CloudError
from cen_tui.session import ConsentNeededError, Session
from cen_tui.text import safe
from cen_tui.vault.account_list import account_named
from cen_tui.vault.base import Account, VaultError
from cen_tui.wizard.request import RequestDetails, request_details, request_text
from cen_tui.wizard.target import check_cen_id, check_owner, plain_cen_id, plain_uid

_FAILED: Final = 1


def print_typed(flags: RequestFlags) -> int:
    """Print the request for a CEN that the flags name in full; no cloud is asked.

    Raises:
        UsageError: a value that cannot be right.
    """
    details = _details(flags)
    for check in (check_owner(flags.cen_owner, ""), check_cen_id(flags.cen_id)):
        if check.blocks:
            raise UsageError(check.says)
    cen = Cen(plain_cen_id(flags.cen_id), safe(flags.cen_name), plain_uid(flags.cen_owner))
    return write_out(request_text(cen, details))


def print_asked(flags: RequestFlags, session: Session) -> int:
    """Sign in with a saved account, ask for its CENs, and print the request for one of them.

    What went wrong, and which CENs there are to choose from, is said on standard error; the exit code is
    then 1. Raises `UsageError` for an account that is not saved, and for a value that cannot be right.
    """
    details = _details(flags)
    try:
        found = asyncio.run(_cens(flags.account, session))
    except (VaultError, CloudError) as error:
        detail = f"{error.title}. {error.detail}" if isinstance(error, CloudError) else str(error)
        sys.stderr.write(f"cen-tui: {detail} {error.advice}\n")
        return _FAILED
    wanted = [cen for cen in found if plain_cen_id(flags.cen_id) in {"", cen.id}]
    if len(wanted) == 1:
        return write_out(request_text(wanted[0], details))
    sys.stderr.write(_to_choose(flags, found))
    return _FAILED


def _details(flags: RequestFlags) -> RequestDetails:
    try:
        return request_details(flags.network, flags.region, flags.payer)
    except ValueError as error:
        raise UsageError(str(error)) from error


async def _cens(name: str, session: Session) -> tuple[Cen, ...]:
    session.tell, session.on_wait = _warn, lambda waiting: _warn(f"{waiting}.")
    account = _named(name, await session.directory.accounts())
    try:
        signed = await session.open(account)
        return await cens(signed.cloud)
    except ConsentNeededError as error:
        raise VaultError(
            f"Signing in as {account.name} is asked about first, which this command cannot.",
            advice="Start cen-tui, press c on the account, then q on the CEN.",
        ) from error
    finally:
        await session.disconnect()


def _warn(sentence: str) -> None:
    sys.stderr.write(f"cen-tui: {sentence}\n")


def _named(name: str, accounts: tuple[Account, ...]) -> Account:
    if (account := account_named(name, accounts)) is not None:
        return account
    known = ", ".join(account.name for account in accounts) or "none yet"
    raise UsageError(f"there is no account named {safe(name)}; saved here: {known}.")


def _to_choose(flags: RequestFlags, found: tuple[Cen, ...]) -> str:
    if not found:
        return f"cen-tui: The account {safe(flags.account)} has no CEN.\n"
    says = f"has no CEN {safe(flags.cen_id)}. It has" if flags.cen_id else "has several CENs; choose one of"
    lines = [f"  --cen-id {cen.id}  {cen.name}".rstrip() for cen in found]
    return "\n".join([f"cen-tui: The account {safe(flags.account)} {says}:", *lines, ""])
