"""What is known of a network, as labelled lines."""

from textual.content import Content

from cen_tui.cloud.networks.base import Fact, Network
from cen_tui.text import grouped

LABEL_WIDTH = 20


def main_facts(network: Network) -> Content:
    """Return what tells this network from every other, and whether it can be granted."""
    return _lines(
        [
            Fact("ID", network.id),
            Fact("Name", network.name or "(none)"),
            Fact("Region", network.region),
            Fact("Address", network.address),
            Fact("Status", network.status),
            Fact("Owner", grouped(network.owner_uid)),
            *_attached(network),
            Fact("Cannot be granted", network.obstacle),
        ]
    )


def more_facts(network: Network) -> Content:
    """Return the other fields and the tags."""
    return _lines(
        [
            *network.facts,
            Fact("Created", f"{network.created:%Y-%m-%d %H:%M} UTC" if network.created else ""),
            *(Fact("Tag", f"{tag.key} = {tag.value}") for tag in network.tags),
        ]
    )


def known_facts(network: Network) -> Content:
    """Return all of it."""
    return Content("\n").join(part for part in (main_facts(network), more_facts(network)) if part.plain)


def in_a_line(network: Network) -> str:
    """Return what one tells a colleague of a network, to be pasted into a message."""
    owner = f"of account {network.owner_uid}" if network.owner_uid else ""
    pieces = (network.type, network.id, network.name, network.address, network.status, network.region, owner)
    return "  ".join(piece for piece in pieces if piece)


def _lines(facts: list[Fact]) -> Content:
    return Content("\n").join(
        Content.assemble((f"{fact.label:<{LABEL_WIDTH}}", "dim"), fact.value) for fact in facts if fact.value
    )


def _attached(network: Network) -> list[Fact]:
    if not network.attachments:
        return [Fact("Attached", "yes" if network.attached else "to no CEN")]
    return [
        Fact("Attached to", " ".join(filter(None, (a.cen_id, f"of {grouped(a.owner_uid)}", a.status))))
        for a in network.attachments
    ]
