"""A one-line text field that is quiet on a slow link."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.binding import BindingsMap
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from cen_tui.i18n import gettext as _
from cen_tui.text import visible
from cen_tui.tui.drawn_once import SinglePaintScreen

_EDITS: Final = {
    key: bindings[0].action
    for key, bindings in BindingsMap(Input.BINDINGS).key_to_bindings.items()
    if key != "enter"
}
"""The actions of the keys that edit a field, or move the cursor in it."""


class _VisibleText(Highlighter):
    """Replaces each character that a terminal would obey by one that can be seen."""

    def __call__(self, text: str | Text) -> Text:
        """Return the text as it may be drawn."""
        return Text(visible(str(text)), no_wrap=True, overflow="ignore", end="")

    def highlight(self, text: Text) -> None:
        """Colour nothing."""


class Field(Input):
    """An `Input` without a blinking cursor: a blink costs two kilobytes a second over SSH.

    What was pasted is kept as it is and drawn so that the terminal obeys none of it.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)
    """Redeclared with layout=False: a letter more must not trigger a layout of the screen."""

    def on_mount(self) -> None:
        """Keep the cursor steady, and draw nothing that a terminal would obey."""
        self.cursor_blink = False
        self.highlighter = _VisibleText()

    async def on_key(self, event: events.Key) -> None:
        """Submit at once on Enter: what is typed behind it in one burst is no part of what was entered."""
        if self.drops(event) or await self.edits(event):
            return
        if event.key == "enter":
            event.prevent_default().stop()
            await self.action_submit()

    async def edits(self, event: events.Key) -> bool:
        """Let an editing key do its work before the letters that were typed behind it in one burst."""
        action = _EDITS.get(event.key)
        if action is None or not await self.app.run_action(action, self):
            return False
        event.prevent_default().stop()
        return True

    def drops(self, event: events.Key) -> bool:
        """Drop a key that was typed behind one that opened another screen, whose guard is told of it."""
        front = self.app.screen
        if front is self.screen:
            return False
        event.prevent_default().stop()
        if isinstance(front, SinglePaintScreen) and front.input_guard is not None:
            front.input_guard.drops(event)
        return True

    async def handled(self) -> None:
        """Return once this field has handled all that was sent to it so far, or has ended."""
        done = asyncio.Event()
        if not self.is_running or not self.call_later(done.set):
            return
        waiting = asyncio.ensure_future(done.wait())
        await asyncio.wait({waiting, self.task}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()

    def action_copy(self) -> None:
        """Copy the selection, unless it is of a secret."""
        if self.password:
            self.app.notify(_("What is hidden here is not copied."), timeout=4, markup=False)
        else:
            super().action_copy()

    def action_cut(self) -> None:
        """Cut the selection; of a secret, it is removed and not copied."""
        if self.password:
            self.delete_selection()
        else:
            super().action_cut()


def when_typed(fields: Sequence[Input], then: Callable[[Mapping[str, str]], object]) -> None:
    """Call `then` with what each field holds, by its ID, once it has handled all keys typed before this call.

    A key that goes to the screen, such as Enter with priority, overtakes the letters queued for a field.
    """
    held: dict[str, str] = {}

    def handled(field: Input) -> None:
        held[field.id or ""] = field.value
        if len(held) == len(fields):
            then(held)

    for field in fields:
        field.call_later(partial(handled, field))
