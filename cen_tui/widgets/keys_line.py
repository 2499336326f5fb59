"""The line of keys at the foot of every screen, drawn anew only when it is to say something else."""

from textual.screen import Screen
from textual.widgets import Footer

_Shown = tuple[tuple[str, str, bool], ...]


class KeysLine(Footer):
    """Textual's footer, which is made anew with every change of focus, whether or not a key is another."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False, compact=True)
        self._shown: _Shown = ()

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Hear of a change of what the keys do."""
        shown = _shown(screen)
        if shown == self._shown:
            return
        if self.is_attached and screen is self.screen and screen.app.app_focus:
            self._shown = shown
        super().bindings_changed(screen)


def _shown(screen: Screen[object]) -> _Shown:
    return tuple(
        (key, one.binding.description, one.enabled)
        for key, one in screen.active_bindings.items()
        if one.binding.show
    )
