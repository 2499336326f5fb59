"""What a screen offers to copy, and the keys that copy it."""

from typing import NamedTuple

from textual.binding import Binding

from cen_tui.i18n import gettext as _


class Copyable(NamedTuple):
    """What a screen offers to copy at present: safe to show, and never a secret."""

    id: str
    text: str
    """The whole row or sheet, of one line or several."""
    title: str
    """What the text is called: `The sheet`."""
    file_name: str
    """What is proposed when it is saved."""


def copy_keys(whole: str, *, show: bool = True) -> tuple[Binding, ...]:
    """Return the bindings that copy what `copyable` of the screen returns.

    `whole` names what `Y` copies, such as `the row`; `show` puts `y` into the footer.
    """
    return (
        Binding("y", "copy('id')", _("Copy ID"), tooltip=_("Send the ID to your clipboard"), show=show),
        Binding(
            "Y",
            "copy('text')",
            _("Copy all"),
            tooltip=_("Send {text} to your clipboard").format(text=whole),
            show=False,
        ),
        Binding(
            "v",
            "view",
            _("View"),
            tooltip=_("Show {text} alone, to select or to save").format(text=whole),
            show=False,
        ),
    )
