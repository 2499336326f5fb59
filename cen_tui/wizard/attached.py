"""Which CENs a network is attached to: before it is granted, and before a grant is revoked."""

import asyncio
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.concurrency import run_bounded
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import GrantRule, Network
from cen_tui.cloud.networks.registry import network_type
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, sentences
from cen_tui.text import grouped

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

ATTACHED_WORDS: Final = MappingProxyType({True: _("yes"), False: _("no"), None: "-"})
"""Whether a network is attached, in a column; None where its list does not tell."""
MOST_LINES: Final = 2
"""Lines about attached networks, where the fields below must stay in sight."""


PATIENCE: Final = 10.0
"""Seconds that reading attachments may take before a confirmation is shown without them."""


class AttachedState(StrEnum):
    """Whether a network is attached to one CEN, as far as its owner can read."""

    HERE = "yes"
    ELSEWHERE = "no, another"
    NOT_ATTACHED = "no"
    UNKNOWN = "?"

    @property
    def words(self) -> str:
        """As a column shows it."""
        return _STATE_WORDS[self]


_STATE_WORDS: Final = MappingProxyType(
    {
        AttachedState.HERE: _("yes"),
        AttachedState.ELSEWHERE: _("no, another"),
        AttachedState.NOT_ATTACHED: _("no"),
        AttachedState.UNKNOWN: "?",
    }
)
_OF: Final = _("{cen} of {owner}")
_MORE: Final = _("{count} more are attached to a CEN already.")
_TO_OTHERS: Final = _("Already attached to another CEN: {cens}.")
_TO_ONE: Final = _("Already attached to a CEN.")
_TO_NAMED: Final = _("Already attached to a CEN: {cens}.")
_ONLY_ONE: Final = _("A CCN can be attached to one CEN only.")
_LINE: Final = _("{network}: {attached}")
WITHOUT_A_GRANT: Final = _(
    "It is attached to {cen} of {owner} without a grant: ask the CEN's owner to detach it."
)


def attached_state(network: Network, cen_id: str) -> AttachedState:
    """Return whether a network is attached to a CEN."""
    if any(each.cen_id == cen_id for each in network.attachments):
        return AttachedState.HERE
    if network.attachments:
        return AttachedState.ELSEWHERE
    return AttachedState.NOT_ATTACHED if network.attached is False else AttachedState.UNKNOWN


def attached_elsewhere(network: Network, cen_id: str = "") -> str:
    """Return in a sentence that a network is attached to another CEN than this one; else nothing.

    Without `cen_id`, any CEN counts. Being attached is no obstacle to a grant: a VPC or VBR can be attached
    to several CENs, a CCN to one only.
    """
    others = [each for each in network.attachments if each.cen_id != cen_id]
    if not others and (network.attachments or not network.attached):
        return ""
    named = listed(
        _OF.format(cen=each.cen_id, owner=grouped(each.owner_uid)) if each.owner_uid else each.cen_id
        for each in others
    )
    known = _TO_OTHERS if cen_id else _TO_NAMED
    says = known.format(cens=named) if named else _TO_ONE
    return sentences(says, _ONLY_ONE if network.type == "CCN" else "")


def attached_lines(networks: Sequence[Network], cen_id: str = "") -> str:
    """Return `attached_elsewhere` for a selection, a line a network that it says something of."""
    found = [(network.id, attached_elsewhere(network, cen_id)) for network in networks]
    alone = len(networks) == 1
    lines = [
        sentence if alone else _LINE.format(network=known, attached=sentence)
        for known, sentence in found
        if sentence
    ]
    shown = lines[:MOST_LINES] if len(lines) <= MOST_LINES else lines[: MOST_LINES - 1]
    more = len(lines) - len(shown)
    if not more:
        return "\n".join(shown)
    return "\n".join([*shown, _MORE.format(count=more)])


def attached_without_a_grant(network: Network, rules: Sequence[GrantRule]) -> str:
    """Return to which CENs of other accounts a network is attached that no rule names, a line each.

    Those whose owner the API does not name are left out: they may be the account's own.
    """
    granted = {rule.target.cen_id for rule in rules}
    return "\n".join(
        WITHOUT_A_GRANT.format(cen=each.cen_id, owner=grouped(each.owner_uid))
        for each in network.attachments
        if each.cen_id not in granted and each.owner_uid not in {"", network.owner_uid}
    )


def attachments_unknown(networks: tuple[Network, ...], changed: Collection[str]) -> tuple[Network, ...]:
    """Return the networks, those whose IDs are among `changed` as if not known where they are attached."""
    return tuple(
        replace(each, attached=None, attachments=()) if each.id in changed else each for each in networks
    )


async def with_attachments(cloud: "Cloud", networks: tuple[Network, ...]) -> tuple[Network, ...]:
    """Return the networks, each with the CENs that it is attached to as far as the cloud tells.

    The list of VPCs says of one only that it is attached, and that of ECRs not even that; their details say
    where. What cannot be read is left as it is.
    """
    known = {network.id: network for network in networks}

    async def read(network: Network) -> None:
        try:
            found = await network_type(network.type).details(cloud, network)
        except CloudError:
            return
        known[network.id] = replace(
            network, attached=found.attached, attachments=found.attachments, facts=found.facts
        )

    await run_bounded(
        read, [each for each in networks if each.attached is not False and not each.attachments]
    )
    return tuple(known.values())


async def listed_anew(cloud: "Cloud", networks: Sequence[Network]) -> tuple[Network, ...]:
    """Return the networks as their list shows them now.

    Of one that cannot be read, it is not known any more whether it is attached.
    """
    fresh: list[Network] = []

    async def read(network: Network) -> None:
        try:
            found = await network_type(network.type).find(cloud, network.region, network.id)
        except CloudError:
            found = None
        fresh.append(found or replace(network, attached=None, attachments=()))

    await run_bounded(read, networks)
    return tuple(fresh)


async def attachments_now(cloud: "Cloud", network: Network, patience: float = PATIENCE) -> Network:
    """Return the network with what it is attached to now; unknown where that cannot be read in time."""
    with suppress(CloudError, TimeoutError):
        async with asyncio.timeout(patience):
            found = await network_type(network.type).details(cloud, network)
            return replace(network, attached=found.attached, attachments=found.attachments)
    return replace(network, attached=None, attachments=())
