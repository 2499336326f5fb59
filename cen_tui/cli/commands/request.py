"""The command `cen-tui request`: the text that asks another account for a network, on standard output."""

from typing import Final

from cen_tui.cli.arguments import UsageError
from cen_tui.cli.output import write_out
from cen_tui.cli.parser import RequestFlags
from cen_tui.cli.signed_in import run_signed_in, warn
from cen_tui.cloud.cen.instances import Cen, cens
from cen_tui.i18n import gettext as _
from cen_tui.session import Session
from cen_tui.text import safe
from cen_tui.wizard.cen_owner.request import RequestDetails, request_details, request_text
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
    """Sign in with a saved account, read its CENs, and print the request for one of them.

    An error, and the CENs that there are to select from, are written to standard error; the exit code is
    then 1. Raises `UsageError` for an account that is not saved, and for a value that cannot be right.
    """
    details = _details(flags)
    found = run_signed_in(session, flags.account, lambda signed: cens(signed.cloud))
    if found is None:
        return _FAILED
    wanted = [cen for cen in found if plain_cen_id(flags.cen_id) in {"", cen.id}]
    if len(wanted) == 1:
        return write_out(request_text(wanted[0], details))
    warn(_to_select(flags, found))
    return _FAILED


def _details(flags: RequestFlags) -> RequestDetails:
    try:
        return request_details(flags.network, flags.region, flags.payer)
    except ValueError as error:
        raise UsageError(str(error)) from error


def _to_select(flags: RequestFlags, found: tuple[Cen, ...]) -> str:
    account = safe(flags.account)
    if not found:
        return _("The account {account} has no CEN.").format(account=account)
    if flags.cen_id:
        says = _("The account {account} has no CEN {cen}. It has:")
    else:
        says = _("The account {account} has several CENs; select one of:")
    lines = [f"  --cen-id {cen.id}  {cen.name}".rstrip() for cen in found]
    return "\n".join([says.format(account=account, cen=safe(flags.cen_id)), *lines])
