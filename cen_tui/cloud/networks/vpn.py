"""IPsec-VPN connections, listed through Vpc; only for a transit router can they be granted."""

from typing import Final

from cen_tui.cloud import converters
from cen_tui.cloud.networks import commands
from cen_tui.cloud.networks.base import Attachment, Fact, Network, NetworkType
from cen_tui.cloud.networks.fields import ends, facts, tags
from cen_tui.cloud.networks.router_rules import RouterGrants
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import gettext as _

# What it is bound to. A word that is not listed here is not held against it: the cloud then decides.
_OBSTACLES: Final = {
    "VPNGW": _(
        "This connection is bound to a VPN gateway: only one that is bound to nothing can be granted."
    ),
    "CEN": _("This connection is bound to a transit router. It can be granted once it is bound to nothing."),
}
_TUNNELS: Final = _("Tunnels")
_DUAL: Final = _("2 (dual-tunnel)")
_SINGLE: Final = _("1 (single-tunnel)")


class Vpn(NetworkType):
    """The network type VPN: an IPsec connection, not a VPN gateway. Source: DescribeVpnConnections."""

    key = "VPN"
    prefix = "vco-"
    title = _("IPsec-VPN connection (VPN)")
    address_heading = _("Subnets")
    action = "DescribeVpnConnections"
    rows = ("vpn_connections", "vpn_connection")
    id_field = "vpn_connection_id"
    absent = ("InvalidVpnConnection",)
    about = _("an IPsec-VPN connection that is bound to no VPN gateway; for a transit router only")
    apis = (RouterGrants("VPN", lambda network: commands.ZONE if is_single(network) else ()),)

    def read(self, row: object, region: str, caller_uid: str) -> Network:
        """Return the connection of a row."""
        bound_to = converters.text_of(row, "attach_type")
        obstacle = _OBSTACLES.get(bound_to, "")
        return Network(
            type=self.key,
            id=converters.text_of(row, "vpn_connection_id"),
            name=converters.text_of(row, "name"),
            region=region,
            owner_uid=caller_uid,
            address=ends(row, "local_subnet", "remote_subnet"),
            status=converters.text_of(row, "state"),
            grantable=not obstacle,
            obstacle=obstacle,
            attached=bound_to == "CEN",
            attachments=_attachments(row) if bound_to == "CEN" else (),
            tags=tags(getattr(row, "tag", None), "tag"),
            facts=_facts(row),
            created=converters.moment(getattr(row, "create_time", None)),
        )


def _attachments(row: object) -> tuple[Attachment, ...]:
    """Return the CEN of the transit router that a connection is bound to; its owner is not told."""
    cen_id = converters.text_of(row, "attach_instance_id")
    return (Attachment(cen_id, ""),) if cen_id else ()


def is_single(network: Network) -> bool | None:
    """Tell whether a connection is known to be single-tunnel; None where its owner's list was not read.

    A transit router attaches a single-tunnel connection in a zone, and refuses a zone for a dual-tunnel one.
    Connections made since 2024-11-26 are dual-tunnel unless asked for otherwise.
    """
    said = next((fact.value for fact in network.facts if fact.label == _TUNNELS), "")
    return {_SINGLE: True, _DUAL: False}.get(said)


def _tunnels(row: object) -> str:
    """Return how many tunnels there are, in words: only a dual-tunnel connection lists options of any."""
    options = getattr(row, "tunnel_options_specification", None)
    return _DUAL if converters.inner(options, "tunnel_options") else _SINGLE


def _facts(row: object) -> tuple[Fact, ...]:
    return facts(
        (_("Cloud subnets"), converters.text_of(row, "local_subnet")),
        (_("Customer subnets"), converters.text_of(row, "remote_subnet")),
        (_TUNNELS, _tunnels(row)),
        (_("Public address"), converters.text_of(row, "internet_ip")),
        (_("Customer gateway"), converters.text_of(row, "customer_gateway_id")),
        (_("VPN gateway"), converters.text_of(row, "vpn_gateway_id")),
        (_("Transit router"), converters.text_of(row, "transit_router_id")),
        (_("Negotiation"), status_word(converters.text_of(row, "status"))),
        (_("Resource group"), converters.text_of(row, "resource_group_id")),
    )
