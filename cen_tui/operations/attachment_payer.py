"""The change with which the CEN's owner lets the other account pay for an attachment."""

from dataclasses import dataclass

from cen_tui.cloud.cen.attachment_changes import change_attachment_payer
from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.cen.received_grants import received_grants
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import GrantApi, GrantRule, Payer
from cen_tui.i18n import gettext as _
from cen_tui.operations.attachment_change import RouterAttachmentChange, refused
from cen_tui.operations.change import Words, payer_of
from cen_tui.operations.outcome import OperationKind
from cen_tui.operations.polling import Observation, PollPolicy
from cen_tui.text import safe


@dataclass(frozen=True, slots=True)
class ChangeAttachmentPayer(RouterAttachmentChange):
    """Lets the account that the grant rule names pay for the attachment.

    It is the second half of a change of payer: the network's owner changes the grant rule first.
    Source: UpdateTransitRouter{Vpc,Vbr,Vpn,Ecr}AttachmentAttribute.
    """

    kind = OperationKind.CHANGE_ATTACHMENT_PAYER
    words = Words(
        unverified=_("Payer changed, but not verified"),
        accepted=_("The cloud accepted the change of the attachment's payer."),
        not_shown=_("The attachment still names the previous payer."),
        may_yet_show=_("The attachment still names the previous payer, but that may still change."),
        undone=_("As of the last check, that payer is not in force for the attachment."),
        how_to_check=_("Check the attachment's payer in a minute, before changing it again."),
        in_progress=_("The change of the attachment's payer is in progress"),
        not_visible=_("The change of the attachment's payer is not visible yet"),
        not_applied=_("The payer of the attachment was not changed"),
        earlier_unknown=(
            _("Nothing was sent now. What came of the change of payer that was sent before is not known.")
        ),
        unreadable=_("The payer could not be read: {why}"),
    )

    def __post_init__(self) -> None:
        """Refuse options that name no payer: raises `ValueError`."""
        payer_of(self.options)

    @property
    def payer(self) -> Payer:
        """Who is to pay."""
        return payer_of(self.options)

    @property
    def polling(self) -> PollPolicy:
        """The default poll policy: there is no status in between."""
        return PollPolicy()

    async def send(self, token: str) -> str:
        """Change the payer, once; return the request ID. Raises `CloudError`."""
        return await change_attachment_payer(self.cloud, self.attachment, self.payer, token=token)

    async def observe(self) -> Observation:
        """Return whether grant rule and attachment both name the payer. Raises `CloudError`."""
        found = await self.find()
        rule = await self._rule()
        return Observation(self._is_done(found, rule), rule)

    async def _rule(self) -> GrantRule | None:
        """Read the grant rule, the one that names the payer where there are two of them."""
        grants = await received_grants(self.cloud, self.target.cen_id, self.network)
        one = min(grants, key=lambda one: one.payer != self.payer, default=None)
        if one is None:
            return None
        return GrantRule(self.target, one.created, "", (GrantApi.ROUTER,), one.payer, one.payer_in_force)

    def _is_done(self, found: CenAttachment | None, rule: GrantRule | None) -> bool:
        if found is None or rule is None:
            return False
        return found.payer == rule.payer == self.payer and rule.payer_in_force in {"", self.payer}

    def obstacle(self, rule: GrantRule | None) -> CloudError | None:
        """Refuse while the grant rule names another payer, or there is none."""
        if rule is None:
            return refused(
                _("There is no grant rule"),
                _("No grant of this network to this CEN is visible. Nothing was sent."),
                _("Ask the network's owner to grant it again, with that payer."),
            )
        if rule.payer == self.payer:
            return None
        if not rule.payer:
            return refused(
                _("The grant rule names no payer"),
                _("Only a grant for a transit router names one. Nothing was sent."),
                _("Ask the network's owner to grant it for a transit router, with that payer."),
            )
        return refused(
            _("The grant rule names another payer"),
            _("The grant rule names {payer}: its owner changes that first. Nothing was sent.").format(
                payer=safe(rule.payer)
            ),
            _("Ask the network's owner to change the payer of the grant rule, then try again."),
        )
