"""The changes of a grant rule: Grant, Revoke, ChangePayer."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Final

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import GrantCalls, GrantRule
from cen_tui.cloud.networks.grant_apis import calls_of, changes_payer
from cen_tui.cloud.networks.registry import network_type
from cen_tui.cloud.networks.router_rules import change_payer
from cen_tui.i18n import gettext as _
from cen_tui.operations.change import Change, Words, is_gone, payer_of
from cen_tui.operations.outcome import OperationKind
from cen_tui.operations.polling import Observation
from cen_tui.text import safe

_CHANGE: Final = _("Press d on the network, then p, to change the payer of the existing rule.")
_REVOKE_FIRST: Final = _("Press d on the network, then x, to revoke the existing rule. Then grant again.")


class RuleChange(Change):
    """A change of one grant rule, read and written through the API that its options name."""

    @property
    def calls(self) -> GrantCalls:
        """The calls of that API."""
        return calls_of(network_type(self.network.type), self.options.api)

    @property
    def takes_token(self) -> bool:
        """Whether the call carries a ClientToken, as the API's grants and revokes do or do not."""
        return self.calls.takes_token

    async def observe(self) -> Observation:
        """Return whether the rule is as it should be. Raises `CloudError` when the rules cannot be read."""
        rules = await self.calls.rules(self.cloud, self.network)
        rule = next((rule for rule in rules if rule.target == self.target), None)
        return Observation(self.is_done(rule), rule)

    async def try_observe(self) -> Observation:
        """Return whether the rule is as it should be; those of a network that is gone are gone as well."""
        seen = await Change.try_observe(self)
        if seen.error is not None and is_gone(seen.error):
            return Observation(done=self.means_done(seen.error))
        return seen

    @abstractmethod
    def is_done(self, rule: GrantRule | None) -> bool:
        """Tell whether the target's rule is as it should be."""


class Grant(RuleChange):
    """Lets a CEN attach a network. A rule that names another payer is refused, not changed."""

    kind = OperationKind.GRANT
    words = Words(
        unverified=_("Granted, but not verified"),
        accepted=_("The cloud accepted the grant."),
        not_shown=_("The rule is not visible yet as requested."),
        may_yet_show=_("The rule is not visible yet, but it may still appear."),
        undone=_("As of the last check, the rule does not exist as requested."),
        how_to_check=_("Check the network's grant rules in a minute, before granting again."),
        in_progress=_("The grant is in progress"),
        not_visible=_("The grant is not visible yet"),
        not_applied=_("The grant was not applied"),
        earlier_unknown=_("Nothing was sent now. What came of the grant that was sent before is not known."),
    )

    async def send(self, token: str) -> str:
        """Grant. Raises `CloudError`."""
        payer = self.options.payer
        return await self.calls.grant(self.cloud, self.network, self.target, token=token, payer=payer)

    def is_done(self, rule: GrantRule | None) -> bool:
        """Tell whether a rule is visible, with the requested payer, if there is one."""
        return rule is not None and rule.payer in {"", self.options.payer or rule.payer}

    def precondition_error(self, rule: GrantRule | None) -> CloudError | None:
        """Refuse where the existing rule names another payer."""
        if rule is None:
            return None
        return CloudError(
            _("Granted already, with another payer"),
            kind=ErrorKind.DUPLICATE,
            detail=_("The rule for this CEN names {payer}. Nothing was sent.").format(payer=safe(rule.payer)),
            advice=_CHANGE if changes_payer(network_type(self.network.type)) else _REVOKE_FIRST,
        )


class Revoke(RuleChange):
    """Removes a CEN's permission. It detaches nothing, and its result has the rule that stood.

    That the rule is gone takes two reads in a row: one answer may come from where it is not known yet, or
    no longer.
    """

    kind = OperationKind.REVOKE
    words = Words(
        unverified=_("Revoked, but not verified"),
        accepted=_("The cloud accepted the revoke."),
        not_shown=_("The rule is still visible."),
        may_yet_show=_("The rule is still visible, but it may still disappear."),
        undone=_("As of the last check, the rule still exists."),
        how_to_check=_("Check the network's grant rules in a minute, before revoking again."),
        in_progress=_("The revoke is in progress"),
        not_visible=_("The revoke is not visible yet"),
        not_applied=_("The revoke was not applied"),
        earlier_unknown=_("Nothing was sent now. What came of the revoke that was sent before is not known."),
    )
    observations_in_a_row = 2

    async def send(self, token: str) -> str:
        """Revoke. Raises `CloudError`."""
        return await self.calls.revoke(self.cloud, self.network, self.target, token=token)

    def is_done(self, rule: GrantRule | None) -> bool:
        """Tell whether no rule shows."""
        return rule is None

    def means_done(self, error: CloudError) -> bool:
        """Tell whether an error of the call says that there is no such rule, or no such network."""
        return is_gone(error)

    def contradicts(self, seen: Observation) -> bool:
        """Tell whether the rule still shows."""
        return seen.rule is not None


@dataclass(frozen=True, slots=True)
class ChangePayer(RuleChange):
    """Lets the other account pay under a rule for a transit router.

    It takes force at once while nothing is attached, else once the CEN's owner has changed the attachment
    too; the cloud refuses it within an hour of connecting or of the last change.
    Source: ModifyGrantInstanceToTransitRouter.
    """

    kind = OperationKind.CHANGE_PAYER
    words = Words(
        unverified=_("Payer changed, but not verified"),
        accepted=_("The cloud accepted the change of payer."),
        not_shown=_("The rule still names the previous payer."),
        may_yet_show=_("The rule still names the previous payer, but that may still change."),
        undone=_("As of the last check, the rule does not name that payer."),
        how_to_check=_("Check the network's grant rules in a minute, before changing the payer again."),
        in_progress=_("The change of payer is in progress"),
        not_visible=_("The change of payer is not visible yet"),
        not_applied=_("The change of payer was not applied"),
        earlier_unknown=(
            _("Nothing was sent now. What came of the change of payer that was sent before is not known.")
        ),
        no_rule=_("No rule for a transit router of this CEN is visible any more."),
    )

    def __post_init__(self) -> None:
        """Refuse options that name no payer: raises `ValueError`."""
        payer_of(self.options)

    @property
    def takes_token(self) -> bool:
        """True: this call carries a ClientToken, unlike the grants of its API."""
        return True

    async def send(self, token: str) -> str:
        """Change the payer. Raises `CloudError`."""
        return await change_payer(
            self.cloud, self.network, self.target, token=token, payer=payer_of(self.options)
        )

    def is_done(self, rule: GrantRule | None) -> bool:
        """Tell whether the rule names this payer; one without a payer proves nothing."""
        return rule is not None and rule.payer == self.options.payer

    def precondition_error(self, rule: GrantRule | None) -> CloudError | None:
        """Refuse where there is no rule."""
        if rule is not None:
            return None
        return CloudError(
            _("There is no such grant rule"),
            kind=ErrorKind.NOT_FOUND,
            detail=_("No rule for a transit router of this CEN exists any more. Nothing was sent."),
            advice=_("Check the network's grant rules, then grant first."),
        )
