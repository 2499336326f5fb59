"""What a screen offers to copy, and the keys that copy it."""

from typing import NamedTuple

from textual.binding import Binding


class Copyable(NamedTuple):
    """What a screen offers to copy just now: safe to show, and never a secret."""

    id: str
    text: str
    """The whole row or sheet, of one line or several."""
    title: str
    """What the text is called: `The sheet`."""
    file_name: str
    """What is proposed when it is saved."""


def copy_keys(whole: str, *, show: bool = True) -> tuple[Binding, ...]:
    """Return the keys that copy: `whole` is what `Y` takes, such as `the row`; `show` puts `y` at the foot.

    The screen that binds them says in `copyable` what is copied.
    """
    return (
        Binding("y", "copy('id')", "Copy ID", tooltip="Send the ID to your clipboard", show=show),
        Binding("Y", "copy('text')", "Copy all", tooltip=f"Send {whole} to your clipboard", show=False),
        Binding("v", "alone", "View", tooltip=f"Show {whole} alone, to select or to save", show=False),
    )
