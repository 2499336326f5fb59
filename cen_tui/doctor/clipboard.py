"""How copied text reaches the operator's clipboard."""

import shutil

from cen_tui.doctor.finding import Finding, note, ok
from cen_tui.doctor.host import Host
from cen_tui.i18n import gettext as _


def check_clipboard(host: Host) -> list[Finding]:
    """Name the route. Nothing is copied: what is on the clipboard may still be needed."""
    if host.environ.get("TMUX"):
        if shutil.which("tmux", path=host.environ.get("PATH")) is None:
            return [
                note(
                    "clipboard",
                    _("The screens run inside tmux, and there is no tmux command to copy with."),
                    _("Select text with the mouse, or save it to a file."),
                )
            ]
        says = _(
            "Copies go to tmux (load-buffer): paste with its prefix and ]. tmux passes them on to the"
            " terminal where its set-clipboard is on or external, which is its default."
        )
        return [ok("clipboard", says)]
    if host.environ.get("STY"):
        return [
            note(
                "clipboard",
                _("Copies are sent to the terminal (OSC 52), and GNU screen lets few of them through."),
                _("Select text with the mouse, save it to a file, or use tmux."),
            )
        ]
    says = _(
        "Copies are sent to the terminal (OSC 52). Whether it takes them cannot be known from here:"
        " copy an ID with y and paste it."
    )
    return [ok("clipboard", says)]
