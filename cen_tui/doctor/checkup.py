"""Runs all checks concurrently, each within a time limit."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Final

from cen_tui.crash import type_and_place
from cen_tui.doctor.accounts import check_accounts
from cen_tui.doctor.clipboard import check_clipboard
from cen_tui.doctor.connection import check_connection
from cen_tui.doctor.files import check_files
from cen_tui.doctor.finding import Finding, problem
from cen_tui.doctor.host import Host
from cen_tui.doctor.journal import check_journal
from cen_tui.doctor.keyring import check_keyring
from cen_tui.doctor.online import check_online
from cen_tui.doctor.profiles import check_profiles
from cen_tui.doctor.program import check_program
from cen_tui.doctor.settings import check_settings
from cen_tui.doctor.terminal import check_terminal
from cen_tui.i18n import gettext as _
from cen_tui.vault.keyring.timed_thread import NoAnswerError, TimedThread

Check = Callable[[Host], list[Finding]]

_LIMIT: Final = 10.0
_ONLINE_LIMIT: Final = 15.0
_CHECKS: Final[tuple[tuple[str, Check], ...]] = (
    ("program", check_program),
    ("terminal", check_terminal),
    ("clipboard", check_clipboard),
    ("keyring", check_keyring),
    ("accounts", check_accounts),
    ("profiles", check_profiles),
    ("files", check_files),
    ("journal", check_journal),
    ("settings", check_settings),
    ("endpoint", check_connection),
)


def check_up(host: Host, *, online: bool = False, limit: float = _LIMIT) -> tuple[Finding, ...]:
    """Return what all checks find, in the order of the report. `limit` in seconds is each check's own."""
    return asyncio.run(_all(host, online=online, limit=limit))


async def _all(host: Host, *, online: bool, limit: float) -> tuple[Finding, ...]:
    asked = [_within(limit, name, partial(check, host)) for name, check in _CHECKS]
    if online:
        asked.append(_within(_ONLINE_LIMIT, "online", partial(check_online, host)))
    return tuple(finding for found in await asyncio.gather(*asked) for finding in found)


async def _within(limit: float, name: str, check: Callable[[], list[Finding]]) -> list[Finding]:
    """Run a check on a thread of its own, which is abandoned when it is stuck."""
    try:
        return await TimedThread(limit, name=f"doctor {name}").run(check)
    except NoAnswerError:
        says = _("There was no answer within {limit:g} seconds.").format(limit=limit)
        return [problem(name, says, _("What it depends on (a disk, a service) is stuck: fix that first."))]
    except Exception as error:  # noqa: BLE001 - the other checks are worth having
        says = _("This check itself broke: {error}.").format(error=type_and_place(error))
        return [problem(name, says, _("Report that line. The other checks are not affected."))]
