"""Choosing one of the accounts saved here, to sign in to beside the wizard's own."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from cen_tui.text import grouped
from cen_tui.tui.screens.dialogs.dialog import Dialog
from cen_tui.tui.widgets.tables.rows import Column, Layout, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.vault.base import Account


class OtherAccount(Dialog[Account | None]):
    """Enter signs in to the account under the cursor; Esc to none."""

    heading = "Which account owns the CEN?"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
    ]

    def __init__(self, accounts: tuple[Account, ...]) -> None:
        super().__init__()
        self._accounts = {account.key: account for account in accounts}

    def compose_body(self) -> ComposeResult:
        """Lay out the accounts."""
        yield VirtualTable(Layout((Column("Name", most=None), Column("Account ID", most=22))))

    def on_mount(self) -> None:
        """Fill in the accounts."""
        rows = [
            Row(key, (one.name, grouped(one.uid) if one.uid else "not asked yet"))
            for key, one in self._accounts.items()
        ]
        table = self.query_one(VirtualTable)
        table.styles.height = min(len(rows), 10)
        table.layout_of_columns.see(rows)
        table.show(rows)
        table.focus()

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        message.stop()
        self.dismiss(self._accounts[message.row.key])

    def action_leave(self) -> None:
        """Close without signing in."""
        self.dismiss(None)
