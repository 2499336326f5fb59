"""The CENs of an account: where its owner asks for networks, sees what was granted, and attaches."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from cen_tui.cloud.cen.instances import Cen, cens
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import gettext as _
from cen_tui.i18n import ngettext, pgettext, sentences
from cen_tui.session import SignedIn
from cen_tui.tui.background import background
from cen_tui.tui.copying import Copyable, copy_keys
from cen_tui.tui.screens.cen_owner.cen_side import CenOwnerList, title_draft
from cen_tui.tui.screens.cen_owner.inbox import InboxScreen
from cen_tui.tui.screens.cen_owner.request import RequestViewer
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.tui.widgets.tables.rows import Column, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.tui.widgets.title_bar import TitleBar
from cen_tui.vault.base import Account, VaultError
from cen_tui.wizard.draft import Draft

COLUMNS = (
    Column(_("Name"), max_width=None),
    Column(_("CEN ID"), max_width=22),
    Column(_("Status"), max_width=8),
    Column(pgettext("CEN", "Since"), max_width=10),
)
READING = _("Signing in as {name}, and reading its CENs…")
CENS_OF = _("CENs of {account}")
EMPTY = _(
    "This account has no CEN.\n\n"
    "Create one in the CEN console, then press r. To authorize another account's CEN to attach a network of "
    "this account, go back with Esc and press Enter on the account."
)


class CensScreen(CenOwnerList):
    """Signs in with one account when it opens, and lists its CENs."""

    STEP = "cens"
    PLACE = _("its CENs")
    HELP = _("""The CENs of the account that the title line names. This is the side of the CEN's owner.

Name     the CEN's name, where it has one (the console: Instance ID/Name)
CEN ID   the instance ID of the CEN, to which networks are granted
Status   Active, or what is in progress: Creating, Deleting
Since    the day when it was created

Enter  the networks granted to the selected CEN, which of them are attached, and attaching the others
m      a message that asks the owner of a network to grant it to the selected CEN""")
    ENTER = _("Open")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "m",
            "ask",
            _("Ask for a network"),
            tooltip=_("Make a message that asks another account for a network"),
        ),
        *copy_keys(_("the row")),
        Binding("r", "reload", _("Reload"), tooltip=_("Reload the CENs"), show=False),
    ]

    def __init__(self, account: Account) -> None:
        super().__init__(Draft(account=account))
        self.reading = READING.format(name=account.name)
        self._account = account
        self._cens: dict[str, Cen] = {}
        self._signed: SignedIn | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the CENs, or what stands in for them."""
        yield Static(CENS_OF.format(account=self._account.name), classes="lead", id="whose", markup=False)
        yield FilterTable(COLUMNS, id="cens")
        yield Static(EMPTY, classes="empty", markup=False)

    @background()
    async def read(self) -> None:
        """Read the caller's identity, then the CENs."""
        try:
            signed = await self.cen_app.session.open(self._account)
            found = await self.wanted(signed)
        except (VaultError, CloudError) as error:
            await self.apply(partial(self.fail, error))
        else:
            await self.apply(partial(self._show, signed, found))

    async def wanted(self, signed: SignedIn) -> tuple[Cen, ...]:
        """Return the CENs to list: all of the account's."""
        return await cens(signed.cloud)

    def _show(self, signed: SignedIn, found: tuple[Cen, ...]) -> None:
        self._signed = signed
        self._cens = {cen.id: cen for cen in found}
        self.query_one(TitleBar).show(title_draft(signed))
        self.query_one("#whose", Static).update(self.lead(signed))
        self.show_rows([_row(cen) for cen in found])
        self.refresh_bindings()

    def summary(self) -> str:
        """Say how many there are, and what to do."""
        if not self._cens:
            return ""
        count = len(self._cens)
        said = ngettext("{count:,} CEN.", "{count:,} CENs.", count).format(count=count)
        return sentences(said, self.ADVICE)

    ADVICE: ClassVar[str] = _("Enter opens one, m asks for a network.")

    def lead(self, signed: SignedIn) -> str:
        """Return the line that says whose CENs these are."""
        return CENS_OF.format(account=signed.whose)

    def _under_cursor(self) -> tuple[SignedIn, Cen] | None:
        row = self.query_one(FilterTable).row
        cen = self._cens.get(row.key) if row else None
        return (self._signed, cen) if self._signed and cen else None

    @on(VirtualTable.Chosen)
    def _choose(self, message: VirtualTable.Chosen) -> None:
        cen = self._cens.get(message.row.key)
        if self._signed is not None and cen is not None:
            self.choose(self._signed, cen)

    def choose(self, signed: SignedIn, cen: Cen) -> None:
        """Show what was granted to a CEN."""
        self.open(InboxScreen(signed, cen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is done with a CEN only where there is one."""
        needs_cen = action in {"ask", "copy", "view"}
        offered = not needs_cen or (self.is_mounted and self._under_cursor() is not None)
        return super().check_action(action, parameters) and offered

    def action_ask(self) -> None:
        """Show the text that asks for a network."""
        if found := self._under_cursor():
            self.open(RequestViewer(found[1]))

    def copyable(self) -> Copyable | None:
        """Offer the CEN under the cursor: its ID, and its row with the account that owns it."""
        if (found := self._under_cursor()) is None:
            return None
        cen = found[1]
        line = "  ".join(filter(None, (cen.name, cen.id, cen.owner_uid)))
        return Copyable(cen.id, line, _("The row"), f"{cen.id}.txt")


def _row(cen: Cen) -> Row:
    since = f"{cen.created:%Y-%m-%d}" if cen.created else ""
    return Row(cen.id, (cen.name, cen.id, status_word(cen.status), since))
