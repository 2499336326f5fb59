"""The kinds of operation, their outcomes, and the stages of one that is running."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import CenTarget, GrantOptions, GrantRule, Network
from cen_tui.i18n import gettext as _
from cen_tui.i18n import pgettext


class OperationKind(StrEnum):
    """What is done: to a grant rule by the network's owner, or with it by the CEN's owner."""

    GRANT = "grant"
    REVOKE = "revoke"
    CHANGE_PAYER = "change-payer"
    ATTACH = "attach"
    DETACH = "detach"
    ASSOCIATE = "associate"
    """The attachment with the system route table of its transit router."""
    PROPAGATE = "propagate"
    """The attachment's routes into that table."""
    CHANGE_ATTACHMENT_PAYER = "change-attachment-payer"

    @property
    def noun(self) -> str:
        """As a list of operations names it."""
        return _NOUNS[self]

    @property
    def of_cen_owner(self) -> bool:
        """Whether the CEN's owner does it, with an attachment."""
        return self not in {OperationKind.GRANT, OperationKind.REVOKE, OperationKind.CHANGE_PAYER}


_NOUNS: Final = {
    OperationKind.GRANT: pgettext("operation", "grant"),
    OperationKind.REVOKE: pgettext("operation", "revoke"),
    OperationKind.CHANGE_PAYER: pgettext("operation", "change of payer"),
    OperationKind.ATTACH: pgettext("operation", "attachment"),
    OperationKind.DETACH: pgettext("operation", "detachment"),
    OperationKind.ASSOCIATE: pgettext("operation", "association"),
    OperationKind.PROPAGATE: pgettext("operation", "propagation"),
    OperationKind.CHANGE_ATTACHMENT_PAYER: pgettext("operation", "change of attachment payer"),
}


class Outcome(StrEnum):
    """The outcome of an operation."""

    VERIFIED = "verified"
    """Done, and seen to be done: the rule shows, or shows no more, or the network is attached or not."""
    ALREADY = "already"
    """It was so before: nothing was changed."""
    REFUSED = "refused"
    """Nothing was changed: the cloud refused, or reading shows that it is not in force."""
    UNKNOWN = "unknown"
    """It may have been done or not: the answer was lost, and reading did not show it."""


class Refusal(StrEnum):
    """How it is known that nothing was changed, in words for the screen; for REFUSED."""

    BY_CLOUD = ""
    """The cloud refused, or a precondition was not met."""
    NOT_SENT = "not sent"
    """The cloud was not reached, or did not answer what has to be read first: no request for it went out."""
    NOT_DONE = "not done"
    """A later check shows that it is not in force."""


class Stage(StrEnum):
    """What is in progress, in words for the screen."""

    CONTINUING = _("continuing an earlier request whose outcome is not known")
    TOO_OLD = _("looking for an earlier request that is too old to be continued")
    READING = _("reading the existing rules")
    LOOKING = _("reading the attachments")
    SENDING = _("sending")
    VERIFYING = _("verifying")
    ATTACHING = _("waiting for the status Attached")
    DETACHING = _("waiting until it is detached")
    SETTING_ROUTES = _("waiting for the status Active")


@dataclass(frozen=True, slots=True)
class OperationResult:
    """The result of one operation on one network and one CEN target."""

    network: Network
    target: CenTarget
    outcome: Outcome
    rule: GrantRule | None = None
    """The rule as the cloud listed it last; None when it was not seen."""
    error: CloudError | None = None
    """Why it was refused, or why its outcome is not known."""
    request_id: str = ""
    """Of the request that changes something, where one was sent and answered."""
    kind: OperationKind = OperationKind.GRANT
    options: GrantOptions = field(default_factory=GrantOptions)
    refusal: Refusal = Refusal.BY_CLOUD
