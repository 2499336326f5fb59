"""Recent CEN targets, to select from instead of typing."""

from collections.abc import Sequence
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from cen_tui.cloud.networks.base import CenTarget
from cen_tui.i18n import gettext as _
from cen_tui.text import grouped
from cen_tui.tui.widgets.tables.rows import Column, Layout, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable

RECENT_TARGETS: Final = _("Recent targets")


class RecentTargets(Vertical):
    """Shown only when there are any. Enter fills both fields and leaves it at that."""

    class Picked(Message):
        """A recent target was selected."""

        def __init__(self, target: CenTarget) -> None:
            super().__init__()
            self.target = target

    def __init__(self, targets: Sequence[CenTarget]) -> None:
        super().__init__()
        self._targets = {f"{target.cen_id} {target.owner_uid}": target for target in targets}
        if not targets:
            self.display = False  # and else as the style sheet says: a small screen has no room

    def compose(self) -> ComposeResult:
        """Lay out a caption and the targets."""
        yield Static(RECENT_TARGETS, classes="caption", markup=False)
        yield VirtualTable(Layout((Column("CEN ID"), Column(_("Owner")))))

    def on_mount(self) -> None:
        """Fill in the targets."""
        of = _("of {owner}")
        rows = [
            Row(key, (t.cen_id, of.format(owner=grouped(t.owner_uid)))) for key, t in self._targets.items()
        ]
        table = self.query_one(VirtualTable)
        table.column_layout.fit_to(rows)
        table.set_rows(rows)

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        message.stop()
        self.post_message(self.Picked(self._targets[message.row.key]))
