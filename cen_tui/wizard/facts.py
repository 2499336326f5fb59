"""What is known of a network, or of an operation, as labelled facts and as text to be copied."""

from collections.abc import Iterable
from typing import Final

from cen_tui.cloud.cen.attachments import ATTACHED
from cen_tui.cloud.networks.base import Attachment, Fact, Network
from cen_tui.cloud.regions import region_label
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import gettext as _
from cen_tui.i18n import pgettext
from cen_tui.terminal.cells import padded
from cen_tui.text import grouped

LABEL_WIDTH: Final = 18
"""Cells that the labels of a network's facts take."""
NO_CEN: Final = _("to no CEN")


def facts_text(facts: Iterable[Fact], label_width: int = LABEL_WIDTH) -> str:
    """Return the facts that have a value as lines, to be copied."""
    return "\n".join(f"{padded(fact.label, label_width)} {fact.value}" for fact in facts if fact.value)


def main_facts(network: Network) -> tuple[Fact, ...]:
    """Return what tells this network from every other, and whether it can be granted."""
    return (
        Fact("ID", network.id),
        Fact(pgettext("fact", "Name"), network.name or _("(none)")),
        Fact(pgettext("fact", "Region"), region_label(network.region)),
        Fact(pgettext("fact", "Address"), network.address),
        Fact(pgettext("fact", "Status"), status_word(network.status)),
        Fact(pgettext("fact", "Owner"), grouped(network.owner_uid)),
        *_attached(network),
        Fact(pgettext("fact", "Cannot be granted"), network.obstacle),
    )


def more_facts(network: Network) -> tuple[Fact, ...]:
    """Return the other fields and the tags."""
    return (
        *network.facts,
        Fact(pgettext("fact", "Created"), f"{network.created:%Y-%m-%d %H:%M} UTC" if network.created else ""),
        *(Fact(pgettext("fact", "Tag"), f"{tag.key} = {tag.value}") for tag in network.tags),
    )


def in_a_line(network: Network) -> str:
    """Return what one tells a colleague of a network, to be pasted into a message."""
    owner = _("of account {uid}").format(uid=network.owner_uid) if network.owner_uid else ""
    own = (network.type, network.id, network.name, network.address)
    pieces = (*own, status_word(network.status), region_label(network.region), owner)
    return "  ".join(piece for piece in pieces if piece)


def _attached(network: Network) -> tuple[Fact, ...]:
    if not network.attachments:
        return (
            Fact(pgettext("fact", "Attached"), {True: _("yes"), False: NO_CEN, None: ""}[network.attached]),
        )
    return tuple(Fact(pgettext("fact", "Attached to"), _attachment(each)) for each in network.attachments)


def _attachment(one: Attachment) -> str:
    words = _("{cen} of {owner}") if one.status in {"", ATTACHED} else _("{cen} of {owner} ({state})")
    return words.format(cen=one.cen_id, owner=grouped(one.owner_uid), state=status_word(one.status))
