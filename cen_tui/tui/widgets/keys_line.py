"""The footer of every screen: one widget that names the keys, repainted only when they change."""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding, Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from cen_tui.i18n import gettext as _

_GAP = " "
QUIT: Final = Binding("ctrl+q", "leave", _("Quit"), tooltip=_("End the program"), priority=True)
"""The application's, which also works where a dialog hides the application's other keys."""
HELP_KEYS: Final = ("question_mark", "f1")
ALWAYS: Final = frozenset({"enter", "escape", *HELP_KEYS, QUIT.key})
"""The keys that the line names whatever its width."""


class Key(NamedTuple):
    """A key as the footer names it."""

    key: str
    name: str
    does: str
    about: str
    enabled: bool

    @property
    def text(self) -> str:
        """Its name, and what it does."""
        return f"{self.name} {self.does}"


class KeyFooter(Widget):
    """Names the keys and what they do; a click on one presses it.

    Textual's own footer makes a widget of every key, and recomposes all with every change of focus.
    """

    ALLOW_SELECT = False

    def __init__(self, *, enter: Callable[[], str] = str) -> None:
        """`enter` returns what Enter does on this screen's list or field; empty where it does nothing."""
        super().__init__()
        self._enter = enter
        self._keys: tuple[Key, ...] = ()

    def on_mount(self) -> None:
        """Follow the changes of the active bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        if not self.is_attached or screen is not self.screen or not screen.app.app_focus:
            return
        keys = self._in_order(screen.active_bindings)
        if keys != self._keys:
            self._keys = keys
            self.refresh()

    def _in_order(self, active: Mapping[str, ActiveBinding]) -> tuple[Key, ...]:
        """Return the keys: Enter and Esc first, help and quitting last, each action once."""
        shown: dict[str, Key] = {}
        for one in sorted(active.values(), key=_rank):
            binding = one.binding
            if binding.key == "enter" and not binding.show:
                if does := self._enter():
                    shown[binding.action] = self._key(one, does)
            elif binding.show and binding.key != QUIT.key:
                before = shown.get(binding.action)
                if before is None:
                    shown[binding.action] = self._key(one, binding.description)
                elif before.key == "enter" and binding.key == "escape":
                    shown[binding.action] = before._replace(name=f"{before.name}/{self._shown_key(binding)}")
        quitting = Key(QUIT.key, self._shown_key(QUIT), QUIT.description, QUIT.tooltip, enabled=True)
        return (*shown.values(), quitting)

    def _shown_key(self, binding: Binding) -> str:
        return self.app.get_key_display(binding)

    def _key(self, one: ActiveBinding, does: str) -> Key:
        return Key(one.binding.key, self._shown_key(one.binding), does, one.tooltip or does, one.enabled)

    def _fitting(self) -> list[Key]:
        """Return the keys that there is room for: those of every screen, and of the others the first."""
        always = [one for one in self._keys if one.key in ALWAYS]
        others = [one for one in self._keys if one.key not in ALWAYS]
        while others and cell_len(_line((*always, *others))) > self.size.width - self.gutter.width:
            others.pop()
        return [one for one in self._keys if one in always or one in others]

    def render(self) -> Content:
        """Write the keys, and what each does."""
        return Content(_GAP).join(_written(one) for one in self._fitting())

    def _at(self, column: int) -> Key | None:
        """Return the key that is written in a column."""
        keys = self._fitting()
        ends = accumulate((cell_len(one.text + _GAP) for one in keys), initial=0)
        places = zip(keys, pairwise(ends), strict=True)
        return next((one for one, (start, end) in places if start <= column < end - len(_GAP)), None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show the tooltip of the key under the mouse."""
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


def _rank(one: ActiveBinding) -> int:
    """Return the place of a key: Enter, Esc, the filter and the screen's, those of its widgets, help."""
    place = 2 if isinstance(one.node, Screen) or one.binding.key == "slash" else 3
    return {"enter": 0, "escape": 1, **dict.fromkeys(HELP_KEYS, 4)}.get(one.binding.key, place)


def _line(keys: Sequence[Key]) -> str:
    return _GAP.join(one.text for one in keys)


def _written(one: Key) -> Content:
    line = Content.assemble((one.name, "$footer-key-foreground bold"), f" {one.does}")
    return line if one.enabled else line.stylize("dim")
