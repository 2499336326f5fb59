"""Take a grant rule back, through every family that it was written with."""

from cen_tui.cloud.networks.base import GrantOptions, GrantRule, Network
from cen_tui.operations.outcome import OperationKind
from cen_tui.tui.screens.grants.rule_act import RuleChangeScreen
from cen_tui.wizard.confirmation import confirm_revoke
from cen_tui.wizard.draft import Draft


class RevokeScreen(RuleChangeScreen):
    """Revokes one rule."""

    ACT = OperationKind.REVOKE
    DOING = "Revoking"
    HELP = """Take back the permission of one CEN to attach this network.

Revoking does not detach: a network that is attached stays attached until the CEN's owner detaches it.
Type the last four digits of the CEN owner's account ID and press Enter to revoke. Nothing else does."""

    def __init__(self, draft: Draft, network: Network, rule: GrantRule) -> None:
        """Every family that shows the rule: what one of them leaves still lets the network be attached."""
        ways = tuple(GrantOptions(family) for family in rule.families)
        super().__init__(draft, network, rule, confirm=confirm_revoke, ways=ways)
