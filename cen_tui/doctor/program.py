"""The program itself, and what runs it."""

import locale
import platform

from cen_tui import __version__
from cen_tui.doctor.finding import Finding, ok
from cen_tui.doctor.host import Host
from cen_tui.i18n import CHINESE, ENGLISH, language
from cen_tui.i18n import gettext as _
from cen_tui.storage.language import preferred_language


def check_program(host: Host) -> list[Finding]:
    """Return the versions, which an error report begins with."""
    python = {
        "version": platform.python_version(),
        "system": host.platform,
        "machine": platform.machine(),
        "encoding": locale.getpreferredencoding(do_setlocale=False),
    }
    return [
        ok("version", f"cen-tui {__version__}"),
        ok("Python", _("{version} on {system} ({machine}), {encoding}").format(**python)),
        _language(host),
    ]


def _language(host: Host) -> Finding:
    """Tell which language is used, and what chooses it where no flag does."""
    names = {ENGLISH: _("English"), CHINESE: _("Simplified Chinese")}
    chosen = preferred_language(host.environ, lambda: host.settings, lambda: host.aliyun)
    if chosen.language == language() and chosen.source:
        says = _("{language}, as {source} says.").format(language=names[language()], source=chosen.source)
        return ok("language", says)
    return ok("language", _("{language}.").format(language=names[language()]))
