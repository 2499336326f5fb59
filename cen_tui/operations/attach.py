"""The change with which the CEN's owner attaches a granted network."""

import asyncio
import time
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from cen_tui.cloud.cen.attachments import ATTACHED, ATTACHING, attached
from cen_tui.operations.attach_options import AttachOptions, send
from cen_tui.operations.change import Change, Words
from cen_tui.operations.outcome import OperationKind, Stage
from cen_tui.operations.polling import MAY_PASS, Observation, PollPolicy

_FIRST_PAUSE: Final = 3.0
"""Seconds between the first two looks at what says Attaching."""
_GROWTH: Final = 1.5
_MOST_GROWTH: Final = 10.0
"""How many times the first pause the longest one is: half a minute."""
_MINUTES: Final = MappingProxyType({"VPC": 42, "VPN": 17, "VBR": 10, "ECR": 5})
_MINUTES_OF_OTHERS: Final = 10


def minutes_to_attach(kind: str) -> int:
    """Return for how many minutes an attachment of a type of network may say Attaching.

    They are the timeouts of Terraform's provider.
    """
    return _MINUTES.get(kind, _MINUTES_OF_OTHERS)


def until_attached(kind: str) -> PollPolicy:
    """Return how long a type of network is polled until it says Attached.

    The tries count until the attachment is visible; once it says Attaching, only the time ends the polling.
    """
    return PollPolicy(longest=60.0 * minutes_to_attach(kind))


@dataclass(frozen=True, slots=True)
class Attach(Change):
    """Attaches a network to a CEN of the account that signs in.

    A grant that is not in force yet is retried as a conflict is. `options` are not used.
    """

    kind = OperationKind.ATTACH
    words = Words(
        accepted="Sent",
        not_shown="Its status is not Attached yet.",
        may_yet_show="The network is not visible as attached yet, but it may still be attached.",
        undone="the network is not attached to this CEN",
        how_to_check="Check the CEN's attachments in a minute, before attaching again.",
        what_is_read="The attachments",
    )
    reading = Stage.LOOKING
    verifying = Stage.ATTACHING

    attach_options: AttachOptions = field(default_factory=AttachOptions)

    @property
    def takes_token(self) -> bool:
        """Whether the call takes a ClientToken: a transit router's own does, the Basic edition's not."""
        return self.attach_options.through_router(self.network)

    @property
    def polling(self) -> PollPolicy:
        """As long as an attachment of this type may say Attaching."""
        return until_attached(self.network.type)

    async def send(self, token: str) -> str:
        """Ask for the attachment, once; return the request ID. Raises `CloudError`."""
        return await send(self.cloud, self.attach_options, self.network, self.target, token)

    async def look(self) -> Observation:
        """Return whether the network says Attached. Raises `CloudError` when that cannot be read."""
        states = await attached(self.cloud, self.target.cen_id, self.network)
        state = states.get(self.network.id, "")
        return Observation(done=state == ATTACHED, begun=state == ATTACHING)

    def contradicts(self, seen: Observation) -> bool:
        """Tell whether it is neither attached nor being attached."""
        return seen.error is None and not seen.begun

    async def read_back(self, policy: PollPolicy) -> Observation:
        """Look until it says Attached, for as long as the cloud is at work on it.

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
            looked = await self.try_look()
            passing = looked.error is not None and looked.error.kind in MAY_PASS
            if passing and time.monotonic() - known < self.cloud.options.retrying.total:
                continue
            seen, known = looked, time.monotonic()
        return seen
