"""The profiles of the aliyun CLI: whether they can be read, and which of them cannot sign in."""

import shlex

from cen_tui.doctor.finding import Finding, note, ok
from cen_tui.doctor.host import Host
from cen_tui.storage.files import FileProblem
from cen_tui.text import counted, safe
from cen_tui.vault.profiles.profile import Profiles
from cen_tui.vault.profiles.reader import profiles_reader

_OTHERS = 0o077
_MOST_NAMED = 5


def check_profiles(host: Host) -> list[Finding]:
    """Read the CLI's file as a start does, and tell what was found: nothing secret of it."""
    reader = profiles_reader(host.aliyun, host.environ)
    if reader is Profiles:
        return [ok("profiles", "The environment says that those of the aliyun CLI are not used.")]
    try:
        found = reader()
    except FileProblem as error:
        return [note("profiles", str(error), error.advice)]
    if found.notice:
        return [note("profiles", found.notice, "Correct it, or set the profiles up with aliyun configure.")]
    if not found.profiles:
        return [ok("profiles", "The aliyun CLI has none here.")]
    return [_counted(host, found), *_taken(found), *_unusable(found), *_open(host)]


def _counted(host: Host, found: Profiles) -> Finding:
    names = [one.account.name for one in found.profiles]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    says = f"{counted(len(names), 'profile')} of the aliyun CLI in {safe(host.aliyun)}"
    return ok("profiles", f"{says}: {', '.join(names[:_MOST_NAMED])}{more}.")


def _taken(found: Profiles) -> list[Finding]:
    if found.first:
        return []
    by = "a variable" if found.by_name else "current in that file"
    says = f"There is no profile {found.taken}, which {by} names."
    return [note("profiles", says, "Choose one with aliyun configure switch, or unset the variable.")]


def _unusable(found: Profiles) -> list[Finding]:
    return [
        note(
            "profiles",
            f"{one.account.name}: {one.account.unusable}",
            f"aliyun configure --profile {shlex.quote(one.account.name)}",
        )
        for one in found.profiles
        if one.account.unusable
    ]


def _open(host: Host) -> list[Finding]:
    """Tell where others can read the keys in it; the CLI writes it for its user alone."""
    if host.platform == "win32" or not host.aliyun.stat().st_mode & _OTHERS:
        return []
    says = f"{safe(host.aliyun)} holds keys as plain text, and is open to others."
    return [note("profiles", says, f"chmod 600 {shlex.quote(safe(host.aliyun))}")]
