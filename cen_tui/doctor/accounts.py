"""The saved accounts, from the index alone: no keyring is opened."""

from cen_tui.doctor.finding import Finding, note, ok, problem
from cen_tui.doctor.host import Host
from cen_tui.storage.files import FileProblem
from cen_tui.text import counted
from cen_tui.vault.base import Account
from cen_tui.vault.environment import read_environment
from cen_tui.vault.keyring.index import Index, in_force

_MOST_NAMED = 5


def check_accounts(host: Host) -> list[Finding]:
    """Tell which accounts are saved, and whether the environment's keys make one."""
    saved, environment = _saved(host), _of_environment(host)
    if environment or saved[0].level != "ok" or saved_accounts(host):
        return [*saved, *environment]
    return [note("accounts", "None is saved yet.", "Start cen-tui and press a, with an AccessKey at hand.")]


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
        return [
            problem("accounts", "The list of accounts was written by a newer cen-tui.", "Update this one.")
        ]
    names = [record.account.name for record in in_force(records)]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    known = (
        f"{counted(len(names), 'saved account')}{': ' if names else ''}{', '.join(names[:_MOST_NAMED])}{more}"
    )
    if damage:
        return [
            problem(
                "accounts",
                f"The list of accounts is damaged: {damage}. {known} can be read.",
                "Repair it; or change an account: what can be read is kept, and the file under another name.",
            )
        ]
    if left := len(records) - len(names):
        says = f"{counted(left, 'keyring entry', 'keyring entries')} with an interrupted change."
        return [
            ok("accounts", f"{known}."),
            note("accounts", says, "The next start recovers it, and reports it."),
        ]
    return [ok("accounts", f"{known}.")]


def _of_environment(host: Host) -> list[Finding]:
    found = read_environment(host.environ)
    if found.account:
        return [ok("environment", f"Its variables make an account ({found.account.key_hint}).")]
    if found.notice:
        return [note("environment", found.notice, "Correct the ALIBABA_CLOUD_ variables, or unset them.")]
    return []
