"""The command `cen-tui audit`: all that was ever granted out of an account, on standard output."""

from collections.abc import Mapping
from contextlib import aclosing
from typing import Final

from cen_tui.cli.commands.listing import Failures, kinds_of
from cen_tui.cli.commands.listing_flags import ListingFlags
from cen_tui.cli.output import write_out
from cen_tui.cli.signed_in import read_only_session, run_signed_in
from cen_tui.cloud.inventory.audit import read_grants
from cen_tui.i18n import gettext as _
from cen_tui.session import SignedIn
from cen_tui.wizard.audit import Audit, lines_table
from cen_tui.wizard.listing import csv_text, json_lines

_FAILED: Final = 1
NOTHING_GRANTED: Final = _("Nothing is granted out of this account: no network has a grant rule.\n")


def print_audit(flags: ListingFlags, environ: Mapping[str, str]) -> int:
    """Print every grant rule of an account, and return the exit code: 1 where something could not be read.

    Raises:
        UsageError: a type that is none or cannot be in a region, or no account that is meant.
    """
    kinds = kinds_of(flags)

    async def read(signed: SignedIn) -> Audit:
        audit = Audit(signed.account.uid)
        async with aclosing(read_grants(signed.cloud, kinds, flags.regions)) as coming:
            async for update in coming:
                audit.take(update)
        return audit

    with read_only_session(demo=flags.demo, endpoint=flags.endpoint, environ=environ) as session:
        audit = run_signed_in(session, flags.account, read)
    if audit is None:
        return _FAILED
    failures = Failures()
    for gap in audit.gaps:
        failures.add(gap.what, gap.error)
    code = failures.report()
    lines = sorted(audit.lines, key=audit.rank)
    records = [line.record() for line in lines]
    if flags.json or flags.csv:
        return write_out((csv_text if flags.csv else json_lines)(records)) or code
    if not lines and code:
        return code
    return write_out(lines_table(lines) if lines else NOTHING_GRANTED) or code
