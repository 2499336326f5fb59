"""The steps of the wizard: the current one, and what was selected in those before."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from cen_tui.tui.widgets.tables.rows import fitted
from cen_tui.wizard.draft import STEPS, Draft

BETWEEN = " ─ "
DONE, HERE, AHEAD = "$success", "$primary bold underline", "$foreground 60%"
SHORTEST = 6
"""Cells that a chosen value keeps; where there is no room for that, the step is only a number."""


class StepsBar(Static):
    """The steps on one line: those done with what was selected, the current one, those to come."""

    def __init__(self, here: str, draft: Draft | None = None) -> None:
        super().__init__(markup=False)
        self._here = next(index for index, step in enumerate(STEPS) if step.key == here)
        self._draft = draft or Draft()

    def on_mount(self) -> None:
        """Draw the line; it never changes on one screen."""
        self._draw()

    def on_resize(self) -> None:
        """Say as much of each step as fits."""
        self._draw()

    def _draw(self) -> None:
        names = names_of_steps(self._here, self._draft, self.size.width - 2)
        here = self._here
        styles = [HERE if i == here else DONE if i < here else AHEAD for i in range(len(names))]
        pieces = (Content.styled(name, style) for name, style in zip(names, styles, strict=True))
        self.update(Content(BETWEEN).join(pieces))


def names_of_steps(here: int, draft: Draft, room: int) -> list[str]:
    """Return what the line says of each step in `room` cells, the most that fits.

    First the titles of the steps to come give way, then the longest of the chosen values are cut.
    """
    titles = [step.title for step in STEPS]
    values = [step.chosen(draft) or step.title for step in STEPS[:here]]
    for said in ([*values, *titles[here:]], [*values, titles[here]]):
        if _length(said) <= room:
            return _numbered(said)
    rest = room - _length([*("" for _ in values), titles[here]]) - len(values)
    return _numbered([*_shared(values, rest), titles[here]])


def _numbered(said: Sequence[str]) -> list[str]:
    padded = [*said, *("" for _ in STEPS[len(said) :])]
    return [f"{number} {name}".rstrip() for number, name in enumerate(padded, 1)]


def _length(said: Sequence[str]) -> int:
    return cell_len(BETWEEN.join(_numbered(said)))


def _shared(values: Sequence[str], room: int) -> Iterator[str]:
    """Yield the values cut to share `room` cells: short ones whole, long ones alike, or none at all."""
    widths = sorted(cell_len(value) for value in values)
    most = max(
        (limit for limit in range(SHORTEST, room + 1) if sum(min(w, limit) for w in widths) <= room),
        default=0,
    )
    for value in values:
        yield value if cell_len(value) <= most else fitted(value, most).rstrip()
