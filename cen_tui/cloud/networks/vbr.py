"""VBRs: virtual border routers, the cloud's end of a leased line, listed and granted through Vpc."""

from typing import Final

from cen_tui.cloud import converters
from cen_tui.cloud.networks.base import Fact, Network, NetworkType
from cen_tui.cloud.networks.fields import attachments, ends, facts, tags
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
        status = converters.text_of(row, "status")
        obstacle = _OBSTACLES.get(status.lower(), "")
        attached = attachments(getattr(row, "associated_cens", None))
        return Network(
            type=self.key,
            id=converters.text_of(row, "vbr_id"),
            name=converters.text_of(row, "name"),
            region=region,
            owner_uid=caller_uid,
            address=ends(row, "local_gateway_ip", "peer_gateway_ip"),
            status=status,
            grantable=not obstacle,
            obstacle=obstacle,
            attached=bool(attached),
            attachments=attached,
            tags=tags(getattr(row, "tags", None), "tags"),
            facts=_facts(row, caller_uid),
            created=converters.moment(getattr(row, "creation_time", None)),
        )


def _facts(row: object, caller_uid: str) -> tuple[Fact, ...]:
    bandwidth = converters.text_of(row, "bandwidth")
    circuit_owner = converters.account_of(row, "physical_connection_owner_uid")
    return facts(
        (_("Description"), converters.text_of(row, "description")),
        (_("Circuit"), converters.text_of(row, "physical_connection_id")),
        (_("Circuit code"), converters.text_of(row, "circuit_code")),
        (_("Circuit status"), _circuit_status(row)),
        (_("Circuit owner"), "" if circuit_owner == caller_uid else circuit_owner),
        ("VLAN", converters.text_of(row, "vlan_id")),
        (_("Cloud-side IP"), converters.text_of(row, "local_gateway_ip")),
        (_("Customer-side IP"), converters.text_of(row, "peer_gateway_ip")),
        (_("Subnet mask"), converters.text_of(row, "peering_subnet_mask")),
        (_("Access point"), converters.text_of(row, "access_point_id")),
        (_("Bandwidth"), f"{bandwidth} Mbit/s" if bandwidth else ""),
        ("ECR", converters.text_of(row, "ecr_id")),
        (_("Resource group"), converters.text_of(row, "resource_group_id")),
    )


def _circuit_status(row: object) -> str:
    parts = (
        converters.text_of(row, "physical_connection_status"),
        converters.text_of(row, "physical_connection_business_status"),
    )
    return listed(status_word(part) for part in parts if part)
