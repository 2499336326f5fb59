"""The settings: whether all that is set is taken."""

from cen_tui.doctor.finding import Finding, note, ok
from cen_tui.doctor.host import Host
from cen_tui.i18n import gettext as _
from cen_tui.i18n import ngettext, sentences
from cen_tui.storage.files import Damaged, FileProblem, read_json
from cen_tui.storage.settings import load_settings
from cen_tui.text import safe


def check_settings(host: Host) -> list[Finding]:
    """Read the settings as a start would; a damaged file is left where it is."""
    advice = _("Correct it; the page Settings of the documentation lists what may be set.")
    try:
        document = read_json(host.settings, operators=True)
    except FileProblem as error:
        return [note("settings", sentences(str(error), _("Defaults are used.")), error.advice)]
    if document is None:
        return [ok("settings", _("None are set: defaults are used."))]
    if isinstance(document, Damaged):
        says = _("{file} cannot be used: {damage}. Defaults are used.")
        says = says.format(file=safe(host.settings), damage=document.why)
        return [note("settings", says, advice)]
    if notices := load_settings(host.settings)[1]:
        return [note("settings", notice, advice) for notice in notices]
    says = ngettext("{count:,} setting from {file}.", "{count:,} settings from {file}.", len(document))
    return [ok("settings", says.format(count=len(document), file=safe(host.settings)))]
