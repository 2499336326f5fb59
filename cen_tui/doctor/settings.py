"""The settings: whether all that is set is taken."""

from cen_tui.doctor.finding import Finding, note, ok
from cen_tui.doctor.host import Host
from cen_tui.storage.files import Damaged, FileProblem, read_json
from cen_tui.storage.settings import load_settings
from cen_tui.text import counted, safe


def check_settings(host: Host) -> list[Finding]:
    """Read the settings as a start would; a damaged file is left where it is."""
    try:
        document = read_json(host.settings, operators=True)
    except FileProblem as error:
        return [note("settings", f"{error} Defaults are used.", error.advice)]
    if document is None:
        return [ok("settings", "None are set: defaults are used.")]
    if isinstance(document, Damaged):
        says = f"{safe(host.settings)} cannot be used: {document.why}. Defaults are used."
        return [note("settings", says, "Correct it; the README lists what may be set.")]
    _, notices = load_settings(host.settings)
    if notices:
        return [
            note("settings", notice, "Correct it; the README lists what may be set.") for notice in notices
        ]
    return [ok("settings", f"{counted(len(document), 'setting')} from {safe(host.settings)}.")]
