"""The `aliyun` command lines that do by hand what cen-tui does."""

from cen_tui.cloud.networks.base import CenTarget, Network

_OWNER_UNKNOWN = "YOUR-ACCOUNT-ID"


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
