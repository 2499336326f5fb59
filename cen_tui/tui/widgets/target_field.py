"""A field of a CEN target: a pasted message fills both fields, and the rules above can be scrolled."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from cen_tui.i18n import gettext as _
from cen_tui.tui.widgets.field import Field


class TargetField(Field):
    """A field of the target: a pasted message fills both fields."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", _("Continue"), tooltip=_("Continue to the confirmation; nothing is sent")),
        # No ID holds a question mark, so that it explains the screen from here too.
        Binding("question_mark", "screen.help", _("Help"), show=False, priority=True),
        Binding("pagedown", "screen.page(1)", _("More rules"), show=False),
        Binding("pageup", "screen.page(-1)", _("Rules before"), show=False),
    ]

    def __init__(
        self,
        entered: Callable[[], None],
        pasted: Callable[[str], bool],
        *,
        id: str,  # noqa: A002 - Textual's name
        placeholder: str,
    ) -> None:
        """`entered` is called at Enter, while both fields hold what they held then.

        `pasted` is called with what is pasted, and tells whether it was a message about a target.
        """
        super().__init__(id=id, placeholder=placeholder)
        self._entered = entered
        self._pasted = pasted

    async def action_submit(self) -> None:
        """Continue with the values as they are now."""
        self._entered()

    def on_paste(self, event: events.Paste) -> None:
        """Have a message about a target fill both fields."""
        if self._pasted(event.text):
            event.prevent_default().stop()
