"""IPsec-VPN connections, listed through Vpc; only for a transit router can they be granted."""

from typing import Final

from cen_tui.cloud import converters
from cen_tui.cloud.networks import commands
from cen_tui.cloud.networks.base import Attachment, Fact, Network, NetworkType
from cen_tui.cloud.networks.fields import facts, tags
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
        bound_to = converters.text(getattr(row, "attach_type", None))
        obstacle = _OBSTACLES.get(bound_to, "")
        return Network(
            type=self.key,
            id=converters.text(getattr(row, "vpn_connection_id", None)),
            name=converters.text(getattr(row, "name", None)),
            region=region,
            owner_uid=caller_uid,
            address=" - ".join(filter(None, _subnets(row))),
            status=converters.text(getattr(row, "state", None)),
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
    cen_id = converters.text(getattr(row, "attach_instance_id", None))
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


def _subnets(row: object) -> tuple[str, str]:
    """Return the subnets of the cloud's end and of the customer's end."""
    return (
        converters.text(getattr(row, "local_subnet", None)),
        converters.text(getattr(row, "remote_subnet", None)),
    )


def _facts(row: object) -> tuple[Fact, ...]:
    local, remote = _subnets(row)
    return facts(
        (_("Cloud subnets"), local),
        (_("Customer subnets"), remote),
        (_TUNNELS, _tunnels(row)),
        (_("Public address"), converters.text(getattr(row, "internet_ip", None))),
        (_("Customer gateway"), converters.text(getattr(row, "customer_gateway_id", None))),
        (_("VPN gateway"), converters.text(getattr(row, "vpn_gateway_id", None))),
        (_("Transit router"), converters.text(getattr(row, "transit_router_id", None))),
        (_("Negotiation"), status_word(converters.text(getattr(row, "status", None)))),
        (_("Resource group"), converters.text(getattr(row, "resource_group_id", None))),
    )
