"""Attaches one granted network to a CEN and proves that it happened; the CEN's owner does it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.cen.attachments import ATTACHED, ATTACHING, attached
from cen_tui.cloud.http.retry import Listener
from cen_tui.cloud.networks.base import CenTarget, GrantOptions, Network, NetworkType
from cen_tui.operations.attach_options import AttachOptions, send
from cen_tui.operations.outcome import OperationKind, OperationResult, Stage
from cen_tui.operations.polling import MAY_PASS, Observation, PollPolicy, RuleChange
from cen_tui.operations.runner import Announce, Earlier, Operation

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_FIRST_PAUSE: Final = 3.0
"""Seconds between the first two looks at what says Attaching."""
_GROWTH: Final = 1.5
_MOST_GROWTH: Final = 10.0
"""How many times the first pause the longest one is: half a minute."""
_MINUTES: Final = MappingProxyType({"VPC": 42, "VPN": 17, "VBR": 10, "ECR": 5})
_MINUTES_OF_OTHERS: Final = 10


def minutes_to_attach(kind: str) -> int:
    """Return for how many minutes an attachment of a type of network may say Attaching.

    They are the bounds after which Terraform's provider gives an attachment up.
    """
    return _MINUTES.get(kind, _MINUTES_OF_OTHERS)


def until_attached(kind: str) -> PollPolicy:
    """Return how patiently a type of network is looked at until it says Attached.

    The tries are for the attachment to show at all; once it says Attaching, only the time ends the wait.
    """
    return PollPolicy(longest=60.0 * minutes_to_attach(kind))


@dataclass(frozen=True, slots=True)
class AttachmentChange(RuleChange):
    """One network that is to be attached to one CEN."""

    way: AttachOptions = field(default_factory=AttachOptions)

    @property
    def takes_token(self) -> bool:
        """Whether the call takes a ClientToken: a transit router's own does, the Basic edition's not."""
        return self.way.through_router(self.network)

    async def send(self, token: str) -> str:
        """Ask for the attachment, once; return the request ID."""
        return await send(self.cloud, self.way, self.network, self.target, token)

    async def look(self) -> Observation:
        """Return whether the network says Attached. Raises `CloudError` when that cannot be read."""
        states = await attached(self.cloud, self.target.cen_id, self.network)
        state = states.get(self.network.id, "")
        return Observation(done=state == ATTACHED, begun=state == ATTACHING)

    async def read_back(self, patience: PollPolicy) -> Observation:
        """Look until it says Attached, for as long as the cloud is at work on it.

        Looks that fail for a moment do not end that, while a call would be tried again for so long.
        """
        ends = time.monotonic() + patience.longest
        seen = await RuleChange.read_back(self, patience)
        pause = min(_FIRST_PAUSE, max(patience.waits, default=0.0))
        longest = pause * _MOST_GROWTH
        known = time.monotonic()
        while seen.begun and (left := ends - time.monotonic()) > 0:
            await asyncio.sleep(min(pause, left))
            pause = min(pause * _GROWTH, longest)
            looked = await self._look_again()
            passing = looked.error is not None and looked.error.kind in MAY_PASS
            if passing and time.monotonic() - known < self.cloud.options.retrying.total:
                continue
            seen, known = looked, time.monotonic()
        return seen


async def attach(  # noqa: PLR0913 - what, to what and how, and how it is told
    cloud: "Cloud",
    kind: NetworkType,
    network: Network,
    target: CenTarget,
    *,
    way: AttachOptions | None = None,
    terms: GrantOptions | None = None,
    progress: Callable[[Stage], None],
    announce: Announce | None = None,
    on_wait: Listener | None = None,
    token: str = "",
    earlier: Earlier | None = None,
    patience: PollPolicy | None = None,
) -> OperationResult:
    """Attach a network to a CEN of the account that signs in, and look until it says Attached.

    A grant that is not in force yet is waited out as a conflict is. The other parameters are those of
    `grant`; `terms` count for nothing here.
    A refusal is a result, not an exception; cancellation passes through and stops only the waiting.
    """
    watch = AttachmentChange(
        cloud, kind, OperationKind.ATTACH, network, target, terms or GrantOptions(), way or AttachOptions()
    )
    patience = patience or until_attached(network.type)
    return await Operation(watch, progress, announce, token, patience, earlier).carry_out(on_wait)
