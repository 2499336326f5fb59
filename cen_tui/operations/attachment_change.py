"""What every change of an attachment has, which the CEN's owner makes: the attachment it is about."""

import asyncio
import time
from abc import abstractmethod
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from cen_tui.cloud.cen.attachments import ATTACHED, CenAttachment, attachment_of
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import GrantRule
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import gettext as _
from cen_tui.operations.change import Change
from cen_tui.operations.outcome import Stage
from cen_tui.operations.polling import MAY_PASS, Observation, PollPolicy

_FIRST_PAUSE: Final = 3.0
"""Seconds between the first two reads of what the cloud is at work on."""
_GROWTH: Final = 1.5
_MOST_GROWTH: Final = 10.0
"""How many times the first pause the longest one is: half a minute."""
_MINUTES: Final = MappingProxyType({"VPC": 42, "VPN": 17, "VBR": 10, "ECR": 5})
_MINUTES_OF_OTHERS: Final = 10


def minutes_to_attach(kind: str) -> int:
    """Return for how many minutes an attachment of a type of network may say Attaching, or Detaching.

    They are the timeouts of Terraform's provider.
    """
    return _MINUTES.get(kind, _MINUTES_OF_OTHERS)


def until_settled(kind: str) -> PollPolicy:
    """Return how long an attachment of a type of network is polled while the cloud is at work on it.

    The tries count until that is visible; from then on only the time ends the polling.
    """
    return PollPolicy(longest=60.0 * minutes_to_attach(kind))


@dataclass(slots=True)
class Seen:
    """What the reads have shown of an attachment."""

    attachment: CenAttachment | None = None


@dataclass(frozen=True, slots=True)
class AttachmentChange(Change):
    """A change of a network's attachment to a CEN of the account that signs in."""

    reading = Stage.LOOKING

    seen: Seen = field(default_factory=Seen, init=False, compare=False, repr=False)

    @property
    def polling(self) -> PollPolicy:
        """As long as an attachment of this type may be worked on."""
        return until_settled(self.network.type)

    async def find(self) -> CenAttachment | None:
        """Return the attachment as it is now, and keep it. Raises `CloudError`."""
        self.seen.attachment = await attachment_of(self.cloud, self.target.cen_id, self.network)
        return self.seen.attachment

    async def read_back(self, policy: PollPolicy) -> Observation:
        """Look until it is so, for as long as the cloud is at work on it.

        Looks that fail for a moment do not end that, while a call would be tried again for so long.
        """
        ends = time.monotonic() + policy.longest
        seen = await Change.read_back(self, policy)
        pause = min(_FIRST_PAUSE, max(policy.waits, default=0.0))
        longest = pause * _MOST_GROWTH
        known = time.monotonic()
        while seen.begun and (left := ends - time.monotonic()) > 0:
            await asyncio.sleep(min(pause, left))
            pause = min(pause * _GROWTH, longest)
            read = await self.try_observe()
            passing = read.error is not None and read.error.kind in MAY_PASS
            if passing and time.monotonic() - known < self.cloud.options.retrying.total:
                continue
            seen, known = read, time.monotonic()
            if seen.done and self.observations_in_a_row > 1:
                seen = await Change.read_back(self, policy)
        return seen

    def contradicts(self, seen: Observation) -> bool:
        """Tell whether it is not so, and the cloud is not at work on it."""
        return seen.error is None and not seen.done and not seen.begun


class RouterAttachmentChange(AttachmentChange):
    """A change of what stands attached to an Enterprise transit router; each carries a ClientToken."""

    @property
    def takes_token(self) -> bool:
        """True: every one of these calls carries a ClientToken."""
        return True

    @property
    def attachment(self) -> CenAttachment:
        """The attachment that the last read showed. Raises `CloudError` where there is none to be changed."""
        if obstacle := self.no_attachment():
            raise obstacle
        assert self.seen.attachment is not None  # noqa: S101 - there is no obstacle
        return self.seen.attachment

    def no_attachment(self) -> CloudError | None:
        """Return why there is nothing to be changed; None where there is."""
        found = self.seen.attachment
        if found is None:
            return not_attached()
        if not found.enterprise:
            return refused(
                _("A Basic transit router holds it"),
                _(
                    "Only the attachments of an Enterprise transit router have route tables and a payer. "
                    "Nothing was sent."
                ),
                _("There is nothing to be set: a Basic transit router exchanges the routes by itself."),
            )
        if found.state != ATTACHED:
            return refused(
                _("The attachment is being worked on"),
                _("Its status is {state}. Nothing was sent.").format(state=status_word(found.state)),
                _("Wait until it is Attached, then try again."),
            )
        return None

    def precondition_error(self, rule: GrantRule | None) -> CloudError | None:
        """Refuse where there is no such attachment."""
        return self.no_attachment() or self.obstacle(rule)

    @abstractmethod
    def obstacle(self, rule: GrantRule | None) -> CloudError | None:
        """Return why the attachment must not be changed so; None where it may be."""


def not_attached() -> CloudError:
    """Return the error of a change of what is not attached any more."""
    return refused(
        _("The network is not attached"),
        _("It is not attached to this CEN any more. Nothing was sent."),
        _("Go back and press r to reload the networks of the CEN."),
    )


def refused(title: str, detail: str, advice: str) -> CloudError:
    """Return the error of a change that was not sent."""
    return CloudError(title, kind=ErrorKind.REFUSED, detail=detail, advice=advice)
