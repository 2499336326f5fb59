"""The line of keys at the foot of every screen: one widget, drawn anew when it is to say something else."""

from itertools import accumulate, pairwise
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

_GAP = " "


class _Key(NamedTuple):
    """A key that does something here."""

    key: str
    name: str
    does: str
    about: str
    enabled: bool

    @property
    def text(self) -> str:
        return f"{self.name} {self.does}"


class KeyFooter(Widget):
    """Says what the keys do here; a click on one presses it.

    Textual's own footer makes a widget of every key, and all of them anew with every change of focus.
    """

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._keys: tuple[_Key, ...] = ()

    def on_mount(self) -> None:
        """Hear of every change of what the keys do."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        if not self.is_attached or screen is not self.screen or not screen.app.app_focus:
            return
        shown: dict[str, _Key] = {}
        for one in screen.active_bindings.values():
            if one.binding.show:
                shown.setdefault(one.binding.action, self._key(one))
        keys = tuple(shown.values())
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _key(self, one: ActiveBinding) -> _Key:
        binding = one.binding
        name = self.app.get_key_display(binding)
        return _Key(binding.key, name, binding.description, one.tooltip or binding.description, one.enabled)

    def render(self) -> Content:
        """Write the keys, and what each does."""
        return Content(_GAP).join(_written(one) for one in self._keys)

    def _at(self, column: int) -> _Key | None:
        """Return the key that is written in a column."""
        ends = accumulate((cell_len(one.text + _GAP) for one in self._keys), initial=0)
        places = zip(self._keys, pairwise(ends), strict=True)
        return next((one for one, (start, end) in places if start <= column < end - len(_GAP)), None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Tell more of the key that the mouse is on."""
        one = self._at(event.x - self.gutter.left)
        self.tooltip = one.about if one else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key that was clicked."""
        one = self._at(event.x - self.gutter.left)
        if one is None:
            return
        if one.enabled:
            self.app.simulate_key(one.key)
        else:
            self.app.bell()


def _written(one: _Key) -> Content:
    line = Content.assemble((one.name, "$footer-key-foreground bold"), f" {one.does}")
    return line if one.enabled else line.stylize("dim")
