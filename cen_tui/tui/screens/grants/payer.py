"""Change who pays under a transit router's grant rule that stands."""

from collections.abc import Sequence

from textual.content import Content

from cen_tui.cloud.networks.base import GrantApi, GrantOptions, GrantRule, Network, Payer
from cen_tui.operations.outcome import OperationKind, OperationResult
from cen_tui.tui.screens.grants.rule_act import RuleChangeScreen
from cen_tui.vault.base import Account
from cen_tui.wizard.confirmation import Confirmation, confirm_payer
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.handover import stands
from cen_tui.wizard.payer import payer_name


class PayerScreen(RuleChangeScreen):
    """Lets one of the two pay instead of the other."""

    ACT = OperationKind.CHANGE_PAYER
    DOING = "Changing the payer"
    HELP = """Change who pays for the connection of this network to the transit router.

The cloud refuses a change within an hour of connecting or of the last one. While the network is attached,
the CEN's owner takes a step too, after this one: the payer of the attachment, in the CEN console or with
UpdateTransitRouterVpcAttachmentAttribute (Vbr, Vpn) and its OrderType. Until then the payer of before is in
force.
Type the last four digits of the CEN owner's account ID and press Enter to change it. Nothing else does."""

    def __init__(self, draft: Draft, network: Network, rule: GrantRule, payer: Payer) -> None:
        """Only one family's rules name a payer."""
        ways = (GrantOptions(GrantApi.ROUTER, payer),)

        def confirm(account: Account, network: Network, rule: GrantRule, endpoint: str) -> Confirmation:
            return confirm_payer(account, network, rule, payer, endpoint)

        super().__init__(draft, network, rule, confirm=confirm, ways=ways)
        self._payer = payer

    def told(self, results: Sequence[OperationResult]) -> Content:
        """Return what came of it, and who pays until the CEN's owner has done the rest."""
        rule = results[-1].rule
        lines = super().told(results)
        if rule is None or not stands(results[-1]) or rule.payer_in_force == rule.payer:
            return lines
        until = (
            f"The {payer_name(rule.payer_in_force)} pays until the CEN's owner, in their account, has "
            f"changed the payer of the attachment to {self._payer.value} too."
        )
        return Content("\n").join([lines, Content(until)])
