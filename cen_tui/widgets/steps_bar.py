"""Where one is in the walk."""

from textual.content import Content
from textual.widgets import Static

from cen_tui.wizard import STEPS


class StepsBar(Static):
    """The steps on one line: those done, the one at hand, those to come."""

    COMPONENT_CLASSES = {"steps--done", "steps--here", "steps--ahead"}  # noqa: RUF012 - Textual's own type

    def __init__(self, here: str) -> None:
        super().__init__(markup=False)
        self._here = here

    def on_mount(self) -> None:
        """Draw the line; it never changes on one screen."""
        self._draw()

    def on_resize(self) -> None:
        """Name all the steps only where they fit."""
        self._draw()

    def _draw(self) -> None:
        place = next(index for index, step in enumerate(STEPS) if step.key == self._here)
        full = " ─ ".join(f"{number} {step.title}" for number, step in enumerate(STEPS, 1))
        narrow = 0 < self.size.width - 2 < len(full)
        pieces: list[Content] = []
        for index, step in enumerate(STEPS):
            state = "here" if index == place else "done" if index < place else "ahead"
            title = f"{index + 1} {step.title}" if not narrow or index == place else f"{index + 1}"
            style = self.get_visual_style(f"steps--{state}")
            pieces.append(Content.styled(title, style))
        self.update(Content(" ─ ").join(pieces))
