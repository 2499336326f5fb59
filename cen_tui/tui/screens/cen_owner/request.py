"""The request of a CEN's owner: its text, and what is known of the network."""

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Static

from cen_tui.cloud.cen.instances import Cen
from cen_tui.i18n import gettext as _
from cen_tui.tui.screens.dialogs.form import FormDialog, FormField
from cen_tui.tui.screens.dialogs.plain_text import TextViewer
from cen_tui.tui.widgets.problem import PLEASE_CHECK, Problem
from cen_tui.wizard.cen_owner.request import RequestDetails, request_details, request_text
from cen_tui.wizard.payer import PAYER_FLAGS


class RequestForm(FormDialog[RequestDetails | None]):
    """Closes with what is known of the network, or with None when nothing is to be changed."""

    HELP = _("""Optional: what is known of the network that is requested. The message then names it, and the
command in the message presets these steps; the owner of the network still confirms everything.

Network IDs  vpc-..., vbr-..., ccn-... or vco-..., separated by commas
Region       the region ID, such as cn-hangzhou
Payer        cen-owner or network-owner, for an Enterprise transit router""")
    FEEDBACK = (Problem,)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", _("Save"), tooltip=_("Write the message with these values"))
    ]
    heading = _("Network, region and payer")
    lead = _("All optional. Leave a field empty if you do not know the value.")

    def __init__(self, details: RequestDetails) -> None:
        super().__init__()
        self._details = details

    def fields(self) -> tuple[FormField, ...]:
        """Return the three fields."""
        payer = self._details.payer
        return (
            FormField(_("Network IDs"), "network", ", ".join(self._details.networks)),
            FormField(_("Region"), "region", self._details.region),
            FormField(_("Payer"), "payer", PAYER_FLAGS[payer] if payer else ""),
        )

    def hints(self) -> tuple[str, ...]:
        """Say what the payer can be."""
        return (_("Payer: cen-owner or network-owner, for an Enterprise transit router only."),)

    def submitted(self, typed: Mapping[str, str]) -> None:
        """Close with what was typed, or say what of it cannot be right."""
        try:
            self.dismiss(request_details(typed["network"], typed["region"], typed["payer"]))
        except ValueError as error:
            self.problem.say(PLEASE_CHECK, str(error))


class RequestViewer(TextViewer):
    """The text that asks another account for a network."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", _("Edit"), tooltip=_("Name network, region and payer in the message")),
    ]

    def __init__(self, cen: Cen) -> None:
        title = _("Ask another account for a network: send this to its owner")
        super().__init__(title, request_text(cen), file_name=f"cen-request-{cen.id}.txt")
        self._cen = cen
        self._details = RequestDetails()

    def action_edit(self) -> None:
        """Ask for what is known of the network."""
        self.open(RequestForm(self._details), self._edited)

    def _edited(self, details: RequestDetails | None) -> None:
        if details is not None:
            self._details = details
            self._text = request_text(self._cen, details)
            self.query_one("#text", Static).update(self._text)
