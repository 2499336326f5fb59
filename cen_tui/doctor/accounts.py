"""The saved accounts, from the index alone: no keyring is opened."""

from collections.abc import Sequence

from cen_tui.doctor.finding import Finding, note, ok, problem
from cen_tui.doctor.host import Host
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, ngettext, pgettext
from cen_tui.storage.files import FileProblem
from cen_tui.vault.base import Account
from cen_tui.vault.environment import read_environment
from cen_tui.vault.keyring.index import Index, in_force

_MOST_NAMED = 5


def check_accounts(host: Host) -> list[Finding]:
    """Tell which accounts are saved, and whether the environment's keys make one."""
    saved, environment = _saved(host), _of_environment(host)
    if environment or saved[0].level != "ok" or saved_accounts(host):
        return [*saved, *environment]
    return [
        note(
            "accounts",
            pgettext("accounts", "None is saved yet."),
            _("Start cen-tui and press a, with an AccessKey at hand."),
        )
    ]


def saved_accounts(host: Host) -> tuple[Account, ...]:
    """Return the saved accounts; none where they cannot be read."""
    try:
        return tuple(record.account for record in in_force(Index(host.accounts).contents().value))
    except FileProblem:
        return ()


def _saved(host: Host) -> list[Finding]:
    try:
        found = Index(host.accounts).contents()
    except FileProblem as error:
        return [problem("accounts", str(error), error.advice)]
    records, damage = found.value, found.damage
    if found.newer:
        says = _("The list of accounts was written by a newer cen-tui.")
        return [problem("accounts", says, _("Update this one."))]
    names = [record.account.name for record in in_force(records)]
    known = _named(names)
    if damage:
        says = _("The list of accounts is damaged: {damage}. What can be read of it: {known}")
        advice = _(
            "Repair it; or change an account: what can be read is kept, and the file under another name."
        )
        return [problem("accounts", says.format(damage=damage, known=known), advice)]
    if left := len(records) - len(names):
        says = ngettext(
            "{count:,} keyring entry with an interrupted change.",
            "{count:,} keyring entries with an interrupted change.",
            left,
        )
        advice = _("The next start recovers it, and reports it.")
        return [ok("accounts", known), note("accounts", says.format(count=left), advice)]
    return [ok("accounts", known)]


def _named(names: Sequence[str]) -> str:
    """Return how many accounts are saved, and what the first of them are called."""
    count, shown = len(names), listed(names[:_MOST_NAMED])
    if not names:
        return _("0 saved accounts.")
    if count <= _MOST_NAMED:
        says = ngettext("{count:,} saved account: {names}.", "{count:,} saved accounts: {names}.", count)
        return says.format(count=count, names=shown)
    says = _("{count:,} saved accounts: {names} and {more:,} more.")
    return says.format(count=count, names=shown, more=count - _MOST_NAMED)


def _of_environment(host: Host) -> list[Finding]:
    found = read_environment(host.environ)
    if found.account:
        says = _("Its variables make an account ({key}).")
        return [ok("environment", says.format(key=found.account.key_hint))]
    if found.notice:
        return [note("environment", found.notice, _("Correct the ALIBABA_CLOUD_ variables, or unset them."))]
    return []
