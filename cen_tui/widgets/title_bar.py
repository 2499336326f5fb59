"""The top line of every screen: what this is, whose network it acts on, and where."""

from rich.cells import cell_len
from textual.widgets import Static

from cen_tui.text import grouped
from cen_tui.wizard import Draft

GAP = 2


class TitleBar(Static):
    """One line: the program and its mode on the left, account, UID and region on the right."""

    def __init__(self, draft: Draft, *, demo: bool, read_only: bool) -> None:
        super().__init__(markup=False)
        modes = [word for word, on in (("DEMO", demo), ("READ-ONLY", read_only)) if on]
        self._left = " ".join(["cen-tui", *(f"[{mode}]" for mode in modes)])
        self._draft = draft

    def show(self, draft: Draft) -> None:
        """Name the account and region of this draft."""
        self._draft = draft
        self._draw()

    def on_mount(self) -> None:
        """Draw once the width is known."""
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """Fit the line to the new width."""
        self._draw()

    def _draw(self) -> None:
        width = max(1, self.size.width - 2)
        right = self._right(self._draft)
        if right and cell_len(self._left) + cell_len(right) + GAP > width:
            room = width - cell_len(self._left) - GAP
            right = right[: max(0, room - 1)] + "…"
        gap = max(GAP, width - cell_len(self._left) - cell_len(right))
        self.update(f"{self._left}{' ' * gap}{right}")

    @staticmethod
    def _right(draft: Draft) -> str:
        if draft.account is None:
            return "no account chosen yet"
        parts = [f"{draft.account.name} ({grouped(draft.account.uid)})"]
        return " · ".join([*parts, draft.region] if draft.region else parts)
