"""The `aliyun` command lines that do by hand what cen-tui does."""

from typing import Final

from cen_tui.cloud.networks.base import CenTarget, Network
from cen_tui.cloud.networks.terms import Payer

_OWNER_UNKNOWN: Final = "YOUR-ACCOUNT-ID"
_TO_CHOOSE: Final = {
    "VPC": ("--ZoneMappings.1.ZoneId", "ZONE-ID", "--ZoneMappings.1.VSwitchId", "VSWITCH-ID"),
    "VPN": ("--Zone.1.ZoneId", "ZONE-ID"),
}
"""What only the CEN owner can say, in capitals."""


def vpc_product_grant(network: Network, target: CenTarget) -> tuple[str, ...]:
    """Return the words that grant a VPC or a VBR."""
    return (
        *("aliyun", "vpc", "GrantInstanceToCen"),
        *("--RegionId", network.region),
        *("--InstanceId", network.id),
        *("--InstanceType", network.type),
        *("--CenId", target.cen_id),
        *("--CenOwnerId", target.owner_uid),
    )


def smartag_grant(network: Network, target: CenTarget) -> tuple[str, ...]:
    """Return the words that grant a CCN: the CLI knows no Smartag calls and has to be told all."""
    return (
        *("aliyun", "smartag", "GrantInstanceToCbn"),
        *("--RegionId", network.region),
        *("--CcnInstanceId", network.id),
        *("--CenInstanceId", target.cen_id),
        *("--CenUid", target.owner_uid),
        *("--version", "2018-03-13"),
        *("--endpoint", f"smartag.{network.region}.aliyuncs.com"),
        "--force",
    )


def attach(network: Network, target: CenTarget, *, region: str) -> tuple[str, ...]:
    """Return the words with which the CEN owner attaches the network; `region` as CEN calls it."""
    return (
        *("aliyun", "cbn", "AttachCenChildInstance"),
        *("--CenId", target.cen_id),
        *("--ChildInstanceId", network.id),
        *("--ChildInstanceType", network.type),
        *("--ChildInstanceRegionId", region),
        *("--ChildInstanceOwnerId", network.owner_uid or _OWNER_UNKNOWN),
    )


def router_grant(network: Network, target: CenTarget, word: str, payer: Payer | None) -> tuple[str, ...]:
    """Return the words that grant a network for a transit router; `word` is its type as Cbn calls it."""
    return (
        *("aliyun", "cbn", "GrantInstanceToTransitRouter"),
        *("--RegionId", network.region),
        *("--InstanceId", network.id),
        *("--InstanceType", word),
        *("--CenId", target.cen_id),
        *("--CenOwnerId", target.owner_uid),
        *(("--OrderType", payer.value) if payer else ()),
    )


def router_attach(network: Network, target: CenTarget) -> tuple[str, ...]:
    """Return the words with which the CEN owner attaches the network to an Enterprise transit router."""
    name = network.type.title()
    return (
        *("aliyun", "cbn", f"CreateTransitRouter{name}Attachment"),
        *("--CenId", target.cen_id),
        *("--RegionId", network.region),
        *(f"--{name}Id", network.id),
        *(f"--{name}OwnerId", network.owner_uid or _OWNER_UNKNOWN),
        *_TO_CHOOSE.get(network.type, ()),
    )
