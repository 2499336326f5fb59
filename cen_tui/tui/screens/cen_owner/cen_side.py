"""What the screens of the CEN owner's side have in common: they are no steps of the wizard."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from cen_tui.cloud.errors.base import CloudError
from cen_tui.i18n import gettext as _
from cen_tui.session import SignedIn
from cen_tui.tui.screens.base import StepScreen
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.rows import Row
from cen_tui.vault.base import VaultError
from cen_tui.wizard.draft import Draft

TRY_AGAIN = _("Press r to try again.")


class CenOwnerScreen(StepScreen):
    """A screen of the account that owns the CEN, which the title line names."""

    PLACE: ClassVar[str]
    """What the line says on which the wizard shows its steps."""
    reading: str
    """What is said while the list is read."""

    def steps_bar(self) -> Widget:
        """Say where one is: the wizard's steps do not lead here."""
        return Static(
            _("The CEN owner's side ─ {place}").format(place=self.PLACE), classes="place", markup=False
        )

    def action_reload(self) -> None:
        """Read what is listed."""
        self.clear_problem()
        self.status.waiting(self.reading)
        self.read()

    @abstractmethod
    def read(self) -> None:
        """Begin to read it, in the background."""

    @abstractmethod
    def summary(self) -> str:
        """Return what the status line says of the list, once it was read."""

    def say_summary(self) -> None:
        """Say it; where the filter lets nothing through, the list itself says what to do."""
        hidden = any(table.total and not table.shown for table in self.query(FilterTable))
        self.status.say("" if hidden else self.summary())

    @on(FilterTable.Narrowed)
    def _narrowed(self) -> None:
        if all(worker.is_finished for worker in self.workers if worker.node is self):
            self.say_summary()

    def fail(self, error: CloudError | VaultError) -> None:
        """Tell that the vault or the cloud refused."""
        self.status.say(TRY_AGAIN)
        self.problem.show(error)


class CenOwnerList(CenOwnerScreen):
    """Reads one list when it opens. Where it is empty, a text may stand in its place."""

    def on_mount(self) -> None:
        """Begin in the list, and read it."""
        self.query(".empty").set(display=False)
        self.query_one(FilterTable).focus_first()
        self.action_reload()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show what was read."""
        table = self.query_one(FilterTable)
        table.set_rows(rows)
        table.display = bool(rows)
        self.query(".empty").set(display=not rows)
        self.say_summary()


def title_draft(signed: SignedIn) -> Draft:
    """Return the draft by which the title line names the CEN owner's account."""
    return Draft(account=signed.account)
