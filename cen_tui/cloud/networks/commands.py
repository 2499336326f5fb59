"""The `aliyun` command lines that do by hand what cen-tui does."""

from collections.abc import Mapping
from itertools import chain
from typing import Final

from cen_tui.cloud.networks.base import CenTarget, Network
from cen_tui.cloud.regions import GLOBAL
from cen_tui.cloud.sdk import field_name

_OWNER_UNKNOWN: Final = "YOUR-ACCOUNT-ID"
VSWITCH: Final = ("--ZoneMappings.1.ZoneId", "ZONE-ID", "--ZoneMappings.1.VSwitchId", "VSWITCH-ID")
"""What a VPC takes; like all that only the CEN owner can say, in capitals."""
ZONE: Final = ("--Zone.1.ZoneId", "ZONE-ID")
"""What a single-tunnel VPN connection takes."""
ATTACHMENT: Final = "ATTACHMENT-ID"
ROUTER: Final = "TRANSIT-ROUTER-ID"
ROUTE_TABLE: Final = "ROUTE-TABLE-ID"
REGION: Final = "REGION-ID"


def command(product: str, action: str, fields: Mapping[str, object]) -> tuple[str, ...]:
    """Return the words of an action with the fields that a call of it has."""
    options = ((f"--{field_name(name)}", str(value)) for name, value in fields.items())
    return ("aliyun", product, action, *chain.from_iterable(options))


def attach(network: Network, target: CenTarget, *, region: str) -> tuple[str, ...]:
    """Return the words that attach the network to a Basic transit router; `region` as CEN calls it."""
    return (
        *("aliyun", "cbn", "AttachCenChildInstance"),
        *("--CenId", target.cen_id),
        *("--ChildInstanceId", network.id),
        *("--ChildInstanceType", network.type),
        *("--ChildInstanceRegionId", region),
        *("--ChildInstanceOwnerId", network.owner_uid or _OWNER_UNKNOWN),
    )


def router_attach(network: Network, target: CenTarget, more: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words with which the CEN owner attaches the network to an Enterprise transit router.

    `more` is what its type takes beside. A network that belongs to no region is attached to the transit
    router that its owner has associated with it.
    """
    name = network.type.title()
    router = ("--TransitRouterId", ROUTER, "--RegionId", REGION)
    place = ("--CenId", target.cen_id, "--RegionId", network.region)
    return (
        *("aliyun", "cbn", f"CreateTransitRouter{name}Attachment"),
        *(router if network.region == GLOBAL else place),
        *(f"--{name}Id", network.id),
        *(f"--{name}OwnerId", network.owner_uid or _OWNER_UNKNOWN),
        *more,
    )


def associate(network: Network, target: CenTarget) -> tuple[str, ...]:
    """Return the words with which its owner associates an ECR with a transit router of a CEN."""
    return (
        *("aliyun", "expressconnectrouter", "CreateExpressConnectRouterAssociation"),
        *("--EcrId", network.id),
        *("--AssociationRegionId", REGION),
        *("--CenId", target.cen_id),
        *("--TransitRouterId", ROUTER),
        *("--TransitRouterOwnerId", target.owner_uid),
        *("--CreateAttachment", "false"),
    )


def route_tables(router_id: str = "") -> tuple[str, ...]:
    """Return the words that list the route tables of an Enterprise transit router."""
    return ("aliyun", "cbn", "ListTransitRouterRouteTables", "--TransitRouterId", router_id or ROUTER)


def routes(attachment_id: str = "") -> tuple[tuple[str, ...], ...]:
    """Return the two commands that let a route table route for an attachment, and learn its routes.

    An attachment that is made through the API has neither; the console does both unless told otherwise.
    """
    what = (
        *("--TransitRouterAttachmentId", attachment_id or ATTACHMENT),
        *("--TransitRouterRouteTableId", ROUTE_TABLE),
    )
    return tuple(
        ("aliyun", "cbn", action, *what)
        for action in (
            "AssociateTransitRouterAttachmentWithRouteTable",
            "EnableTransitRouterRouteTablePropagation",
        )
    )
