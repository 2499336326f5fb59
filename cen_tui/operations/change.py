"""What every change of a grant rule or an attachment has: how it is sent, seen, and put into words."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import CenTarget, GrantOptions, GrantRule, Network, Payer
from cen_tui.i18n import gettext as _
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome, Refusal, Stage
from cen_tui.operations.polling import Observation, PollPolicy, poll

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_GONE: Final = (
    "InvalidInstanceId",
    "InvalidVbr",
    "InvalidVpc",
    "CcnNotExist",
    "ParameterCcnInstanceId",
    "OperationFailed.GrantCrossAccountNotExist",
)


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences on a change that is not known to be done."""

    unverified: str
    """The title where the cloud accepted it and it was not seen: "Granted, but not verified"."""
    accepted: str
    not_shown: str
    """The cloud accepted it, and it does not show."""
    may_yet_show: str
    """The answer was lost, and it does not show."""
    undone: str
    """What a later read shows where it was not done."""
    how_to_check: str
    in_progress: str
    not_visible: str
    not_applied: str
    earlier_unknown: str
    """Nothing was sent now, and what came of an earlier one is not known."""
    unreadable: str = _("The rules could not be read: {why}")
    no_rule: str = ""
    """Used where no rule is visible, by a change that needs one."""


def payer_of(options: GrantOptions) -> Payer:
    """Return the payer that a change of payer names. Raises `ValueError` where the options name none."""
    if options.payer is None:
        raise ValueError("a change of payer names the payer")
    return options.payer


@dataclass(frozen=True, slots=True)
class Change(ABC):
    """One change that is wanted of one network and one CEN."""

    kind: ClassVar[OperationKind]
    words: ClassVar[Words]
    reading: ClassVar[Stage] = Stage.READING
    verifying: ClassVar[Stage] = Stage.VERIFYING
    observations_in_a_row: ClassVar[int] = 1
    """How many reads in a row must agree that it is done."""

    cloud: "Cloud"
    network: Network
    target: CenTarget
    options: GrantOptions

    @property
    @abstractmethod
    def takes_token(self) -> bool:
        """Whether the call carries a ClientToken: sent again with the same, it cannot be done twice."""

    @property
    def polling(self) -> PollPolicy:
        """The default poll policy."""
        return PollPolicy()

    @abstractmethod
    async def send(self, token: str) -> str:
        """Ask the cloud for it, once; return the request ID. Raises `CloudError`."""

    @abstractmethod
    async def observe(self) -> Observation:
        """Return whether it is so. Raises `CloudError` when that cannot be read."""

    async def read_back(self, policy: PollPolicy) -> Observation:
        """Look until it is so, or the policy allows no more. Raises no `CloudError`."""
        return await poll(self.try_observe, policy, in_a_row=self.observations_in_a_row)

    async def try_observe(self) -> Observation:
        """Return whether it is so, with the error where that cannot be read."""
        try:
            return await self.observe()
        except CloudError as error:
            return Observation(error=error)

    def precondition_error(self, rule: GrantRule | None) -> CloudError | None:  # noqa: ARG002 - of those that have one
        """Return why it must not be sent, given the existing rule; None where it may be."""
        return None

    def means_done(self, error: CloudError) -> bool:
        """Tell whether an error of the call says that it is done already."""
        return error.kind is ErrorKind.DUPLICATE

    def contradicts(self, seen: Observation) -> bool:  # noqa: ARG002 - of those that can tell
        """Tell whether what was seen shows that it was not done, although the cloud called it done."""
        return False

    def result(
        self,
        outcome: Outcome,
        *,
        rule: GrantRule | None = None,
        error: CloudError | None = None,
        request_id: str = "",
        refusal: Refusal = Refusal.BY_CLOUD,
    ) -> OperationResult:
        """Return the result of an operation that makes this change."""
        return OperationResult(
            self.network, self.target, outcome, rule, error, request_id, self.kind, self.options, refusal
        )


def is_gone(error: CloudError) -> bool:
    """Tell whether the cloud says that this account has no such network, or no such rule of it."""
    return error.kind is ErrorKind.NOT_FOUND and error.code.startswith(_GONE)
