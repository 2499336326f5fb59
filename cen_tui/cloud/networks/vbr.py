"""VBRs: virtual border routers, the cloud's end of a leased line, listed and granted through Vpc."""

from typing import Final

from cen_tui.cloud import converters
from cen_tui.cloud.networks.base import Fact, Network, NetworkType
from cen_tui.cloud.networks.fields import attachments, facts, tags
from cen_tui.cloud.networks.router_rules import RouterGrants
from cen_tui.cloud.networks.vpc_rules import VpcGrants
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed

# Only an active VBR can be attached, and the cloud refuses changes while one is in between. A status
# that is not listed here is not held against it: the cloud then decides.
_OBSTACLES: Final = {
    "unconfirmed": _(
        "This VBR is not confirmed yet. Confirm it in the Express Connect console, then reload."
    ),
    "recovering": _("This VBR is being recovered. Wait until it is active, then reload."),
    "terminating": _("This VBR is being terminated. Recover it first if it is still needed."),
    "terminated": _("This VBR is terminated. Recover it in the Express Connect console, then reload."),
    "deleting": _("This VBR is being deleted."),
}


_ROUTER: Final = RouterGrants("ExpressConnect")


class Vbr(NetworkType):
    """The network type VBR. Sources: DescribeVirtualBorderRouters, GrantInstanceToCen.

    Only the account's own VBRs are listed: those on its circuits that belong to others are left out,
    as only the owner can grant.
    """

    key = "VBR"
    prefix = "vbr-"
    title = _("Virtual border router (VBR)")
    address_heading = _("Gateways")
    action = "DescribeVirtualBorderRouters"
    rows = ("virtual_border_router_set", "virtual_border_router_type")
    absent = ("InvalidVbr",)
    about = _("the cloud's end of a leased line (Express Connect)")
    apis = (VpcGrants(_ROUTER), _ROUTER)

    def by_id(self, network_id: str) -> dict[str, object]:
        """Return the filter that asks for one VBR alone."""
        return {"filter": [{"key": "VbrId", "value": [network_id]}]}

    def read(self, row: object, region: str, caller_uid: str) -> Network:
        """Return the VBR of a row."""
        status = converters.text(getattr(row, "status", None))
        obstacle = _OBSTACLES.get(status.lower(), "")
        attached = attachments(getattr(row, "associated_cens", None))
        return Network(
            type=self.key,
            id=converters.text(getattr(row, "vbr_id", None)),
            name=converters.text(getattr(row, "name", None)),
            region=region,
            owner_uid=caller_uid,
            address=" - ".join(filter(None, _gateways(row))),
            status=status,
            grantable=not obstacle,
            obstacle=obstacle,
            attached=bool(attached),
            attachments=attached,
            tags=tags(getattr(row, "tags", None), "tags"),
            facts=_facts(row, caller_uid),
            created=converters.moment(getattr(row, "creation_time", None)),
        )


def _gateways(row: object) -> tuple[str, str]:
    """Return the addresses of the cloud's end and of the customer's end."""
    return (
        converters.text(getattr(row, "local_gateway_ip", None)),
        converters.text(getattr(row, "peer_gateway_ip", None)),
    )


def _facts(row: object, caller_uid: str) -> tuple[Fact, ...]:
    cloud_end, customer_end = _gateways(row)
    bandwidth = converters.text(getattr(row, "bandwidth", None))
    circuit_owner = converters.account_id(getattr(row, "physical_connection_owner_uid", None))
    return facts(
        (_("Description"), converters.text(getattr(row, "description", None))),
        (_("Circuit"), converters.text(getattr(row, "physical_connection_id", None))),
        (_("Circuit code"), converters.text(getattr(row, "circuit_code", None))),
        (_("Circuit status"), _circuit_status(row)),
        (_("Circuit owner"), "" if circuit_owner == caller_uid else circuit_owner),
        ("VLAN", converters.text(getattr(row, "vlan_id", None))),
        (_("Cloud-side IP"), cloud_end),
        (_("Customer-side IP"), customer_end),
        (_("Subnet mask"), converters.text(getattr(row, "peering_subnet_mask", None))),
        (_("Access point"), converters.text(getattr(row, "access_point_id", None))),
        (_("Bandwidth"), f"{bandwidth} Mbit/s" if bandwidth else ""),
        ("ECR", converters.text(getattr(row, "ecr_id", None))),
        (_("Resource group"), converters.text(getattr(row, "resource_group_id", None))),
    )


def _circuit_status(row: object) -> str:
    parts = (
        converters.text(getattr(row, "physical_connection_status", None)),
        converters.text(getattr(row, "physical_connection_business_status", None)),
    )
    return listed(status_word(part) for part in parts if part)
