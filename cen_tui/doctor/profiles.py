"""The profiles of the aliyun CLI: whether they can be read, and which of them cannot sign in."""

import shlex

from cen_tui.doctor.finding import Finding, note, ok
from cen_tui.doctor.host import Host
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, ngettext
from cen_tui.storage.files import FileProblem
from cen_tui.text import safe
from cen_tui.vault.profiles.profile import Profiles
from cen_tui.vault.profiles.reader import profiles_reader

_OTHERS = 0o077
_MOST_NAMED = 5


def check_profiles(host: Host) -> list[Finding]:
    """Read the CLI's file as a start does, and tell what was found: nothing secret of it."""
    reader = profiles_reader(host.aliyun, host.environ)
    if reader is Profiles:
        return [ok("profiles", _("The environment says that those of the aliyun CLI are not used."))]
    try:
        found = reader()
    except FileProblem as error:
        return [note("profiles", str(error), error.advice)]
    if found.notice:
        return [
            note("profiles", found.notice, _("Correct it, or set the profiles up with aliyun configure."))
        ]
    if not found.profiles:
        return [ok("profiles", _("The aliyun CLI has none here."))]
    return [_counted(host, found), *_taken(found), *_unusable(found), *_open(host)]


def _counted(host: Host, found: Profiles) -> Finding:
    names = [one.account.name for one in found.profiles]
    count, more = len(names), len(names) - _MOST_NAMED
    if more > 0:
        says = _("{count:,} profiles of the aliyun CLI in {file}: {names} and {more:,} more.")
    else:
        says = ngettext(
            "{count:,} profile of the aliyun CLI in {file}: {names}.",
            "{count:,} profiles of the aliyun CLI in {file}: {names}.",
            count,
        )
    shown = listed(names[:_MOST_NAMED])
    return ok("profiles", says.format(count=count, file=safe(host.aliyun), names=shown, more=more))


def _taken(found: Profiles) -> list[Finding]:
    if found.first:
        return []
    if found.by_name:
        says = _("There is no profile {profile}, which a variable names.")
    else:
        says = _("There is no profile {profile}, which current in that file names.")
    advice = _("Choose one with aliyun configure switch, or unset the variable.")
    return [note("profiles", says.format(profile=found.taken), advice)]


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
    says = _("{file} holds keys as plain text, and is open to others.").format(file=safe(host.aliyun))
    return [note("profiles", says, f"chmod 600 {shlex.quote(safe(host.aliyun))}")]
