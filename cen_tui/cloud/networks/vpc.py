"""VPCs: virtual private clouds, listed and granted through the Vpc product."""

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from cen_tui.cloud import converters
from cen_tui.cloud.networks import commands
from cen_tui.cloud.networks.base import Fact, Network, NetworkType
from cen_tui.cloud.networks.fields import attachments, facts, foreign_owner, tags
from cen_tui.cloud.networks.router_rules import RouterGrants
from cen_tui.cloud.networks.vpc_rules import VpcGrants
from cen_tui.i18n import english, listed, pgettext
from cen_tui.i18n import gettext as _

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud


_RESOURCES: Final = MappingProxyType(
    {
        english(word): word
        for word in (
            pgettext("resource", "VSwitch"),
            pgettext("resource", "VRouter"),
            pgettext("resource", "RouteTable"),
            pgettext("resource", "SecurityGroup"),
            pgettext("resource", "NatGateway"),
        )
    }
)
"""The console's words for types of resources; another type is shown as it came."""
_ROUTER: Final = RouterGrants("VPC", lambda _network: commands.VSWITCH)


class Vpc(NetworkType):
    """The network type VPC. Sources: DescribeVpcs, DescribeVpcAttribute, GrantInstanceToCen."""

    key = "VPC"
    prefix = "vpc-"
    title = _("Virtual private cloud (VPC)")
    address_heading = _("CIDR block")
    action = "DescribeVpcs"
    rows = ("vpcs", "vpc")
    id_field = "vpc_id"
    absent = ("InvalidVpc",)
    about = _("a virtual private cloud")
    apis = (VpcGrants(_ROUTER), _ROUTER)

    def read(self, row: object, region: str, caller_uid: str) -> Network:
        """Return the VPC of a row, or of the answer about it alone."""
        owner = converters.account_of(row, "owner_id")
        status = converters.text_of(row, "status")
        obstacle = _obstacle(status, owner, caller_uid)
        return Network(
            type=self.key,
            id=converters.text_of(row, "vpc_id"),
            name=converters.text_of(row, "vpc_name"),
            region=region,
            owner_uid=owner,
            address=", ".join(_cidr_blocks(row)),
            status=status,
            grantable=not obstacle,
            obstacle=obstacle,
            attached=converters.text_of(row, "cen_status").lower() == "attached",
            tags=tags(getattr(row, "tags", None), "tag"),
            facts=_facts(row),
            created=converters.moment(getattr(row, "creation_time", None)),
        )

    async def details(self, cloud: "Cloud", network: Network) -> Network:
        """Return the VPC with its attachments and what is in it (DescribeVpcAttribute)."""
        body = await cloud.call(
            self.product, "DescribeVpcAttribute", region_id=network.region, vpc_id=network.id
        )
        fresh = self.read(body, network.region, cloud.uid)
        if fresh.id != network.id:
            raise converters.unreadable(_("It is about another network."))
        attached = attachments(getattr(body, "associated_cens", None))
        return replace(
            fresh,
            owner_uid=fresh.owner_uid or network.owner_uid,
            attached=bool(attached) or network.attached,
            attachments=attached,
            facts=(*_merged(network.facts, fresh.facts), *_contents(body)),
        )


def _obstacle(status: str, owner_uid: str, caller_uid: str) -> str:
    if status.lower() == "pending":
        return _("This VPC is still being set up. Wait until it is Available, then reload.")
    return foreign_owner("VPC", owner_uid, caller_uid)


def _cidr_blocks(row: object) -> tuple[str, ...]:
    secondary = getattr(getattr(row, "secondary_cidr_blocks", None), "secondary_cidr_block", None)
    return (*converters.texts(getattr(row, "cidr_block", None)), *converters.texts(secondary))


def _facts(row: object) -> tuple[Fact, ...]:
    return facts(
        (_("Description"), converters.text_of(row, "description")),
        (_("Default VPC"), _("yes") if getattr(row, "is_default", None) is True else ""),
        (_("IPv6 CIDR block"), converters.text_of(row, "ipv_6cidr_block")),
        (_("vSwitches"), _count(row, "v_switch_ids", "v_switch_id")),
        (_("NAT gateways"), _count(row, "nat_gateway_ids", "nat_gateway_ids")),
        (_("Resource group"), converters.text_of(row, "resource_group_id")),
    )


def _count(row: object, wrapper: str, field: str) -> str:
    held = converters.inner(getattr(row, wrapper, None), field)
    return str(len(held)) if held else ""


def _merged(older: tuple[Fact, ...], newer: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return the newer facts, and the older ones of which the newer answer says nothing."""
    labels = {fact.label for fact in newer}
    return (*newer, *(fact for fact in older if fact.label not in labels))


def _contents(body: object) -> tuple[Fact, ...]:
    """Return what is in the VPC: `3 VSwitch, 1 VRouter`."""
    rows = converters.inner(getattr(body, "cloud_resources", None), "cloud_resource_set_type")
    parts = [
        _("{count:,} {resource}").format(count=amount, resource=_RESOURCES.get(kind, kind))
        for row in rows
        if (amount := converters.number(getattr(row, "resource_count", None)))
        and (kind := converters.text_of(row, "resource_type"))
    ]
    return facts((_("Contains"), listed(parts)))
