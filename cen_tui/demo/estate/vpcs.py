"""The VPCs of the estate, their vSwitches, and the zones in which a transit router can use these."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final, TypedDict, Unpack

from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER, OTHER_OWNER
from cen_tui.demo.estate.idents import made_up, moment
from cen_tui.demo.estate.kinds import Vpc
from cen_tui.demo.estate.regions import LETTERS

BIG_REGION: Final = "us-west-1"
BIG_REGION_VPCS: Final = 2500
_TEAMS: Final = ("ads", "billing", "catalog", "checkout", "data", "edge", "games", "iot", "media", "search")
_STAGES: Final = ("prod", "stage", "dev", "test", "perf")

_VSWITCHES: Final = {"b": "transit-b", "g": "transit-g", "a": "old-a"}
_ROUTER_ZONES: Final = ("b", "g")


@dataclass(frozen=True, slots=True)
class VSwitch:
    """A subnet of a VPC in one zone."""

    id: str
    zone: str
    name: str


class _More(TypedDict, total=False):
    status: str
    is_default: bool
    description: str
    secondary_cidrs: tuple[str, ...]
    ipv6_cidr: str
    tags: tuple[tuple[str, str], ...]
    shared_with: tuple[str, ...]


def _vpc(
    region: str, name: str, cidr: str, created: str, *, owner: str = NETWORK_OWNER, **more: Unpack[_More]
) -> Vpc:
    identifier = made_up("vpc-", 21, region, owner, name, cidr, letters=LETTERS[region])
    return Vpc(
        id=identifier, region=region, owner=owner, name=name, created=moment(created), cidr=cidr, **more
    )


def _default(region: str, created: str) -> Vpc:
    return _vpc(region, "", "172.16.0.0/12", created, is_default=True)


_PROD: Final = ("env", "prod")
_MAINLAND: Final = (
    _vpc(
        "cn-hangzhou",
        "prod-core",
        "10.20.0.0/16",
        "2024-03-05T08:12:44",
        description="Core services of production",
        secondary_cidrs=("10.21.0.0/16",),
        tags=(_PROD, ("team", "network"), ("cost-centre", "4711")),
    ),
    _vpc("cn-hangzhou", "prod-data", "10.22.0.0/16", "2024-03-05T08:31:02", tags=(_PROD, ("team", "data"))),
    _vpc(
        "cn-hangzhou",
        "生产-核心",
        "10.24.0.0/16",
        "2023-11-20T02:45:10",
        description="华东生产环境核心网络",
        tags=(("环境", "生产"), ("负责人", "网络组")),
    ),
    _vpc("cn-hangzhou", "生产-数据库", "10.25.0.0/16", "2023-11-20T02:58:37", tags=(("环境", "生产"),)),
    _vpc("cn-hangzhou", "staging", "10.60.0.0/16", "2024-05-14T06:00:19", tags=(("env", "staging"),)),
    _vpc("cn-hangzhou", "partner-gateway", "10.70.0.0/20", "2024-08-01T09:15:00", description="To partners"),
    _vpc("cn-hangzhou", "partner-exchange", "10.70.16.0/20", "2024-08-01T09:20:00"),
    _vpc(
        "cn-hangzhou",
        "edge-v6",
        "10.80.0.0/16",
        "2025-01-09T11:30:51",
        ipv6_cidr="2408:4005:3c5:ab00::/56",
        tags=(_PROD, ("team", "edge")),
    ),
    _vpc(
        "cn-hangzhou",
        "erp",
        "192.168.0.0/20",
        "2022-06-30T01:02:03",
        secondary_cidrs=("192.168.16.0/20", "192.168.32.0/20", "192.168.48.0/20"),
    ),
    _vpc("cn-hangzhou", "", "10.99.0.0/24", "2025-10-02T07:07:07"),
    _vpc("cn-hangzhou", "migration-2026", "10.120.0.0/16", "2026-01-02T03:00:00", status="Pending"),
    _vpc(
        "cn-hangzhou",
        "shared-services",
        "10.200.0.0/16",
        "2023-02-17T05:43:21",
        owner=OTHER_OWNER,
        shared_with=(NETWORK_OWNER,),
    ),
    _default("cn-hangzhou", "2021-04-01T00:00:00"),
    _vpc("cn-hangzhou", "backbone-egress", "10.250.0.0/22", "2024-01-15T04:00:00", owner=CEN_OWNER),
    _vpc("cn-shanghai", "prod-sh", "10.30.0.0/16", "2024-03-11T03:20:00", tags=(_PROD,)),
    _vpc("cn-shanghai", "办公网", "10.31.0.0/20", "2024-04-22T08:00:00", description="上海办公室"),
    _vpc("cn-shanghai", "ci-runners", "10.32.0.0/18", "2025-03-03T10:10:10"),
    _default("cn-shanghai", "2021-04-01T00:00:04"),
    _vpc("cn-beijing", "prod-bj", "10.40.0.0/16", "2024-03-18T02:00:00", tags=(_PROD,)),
    _vpc("cn-beijing", "灾备", "10.41.0.0/16", "2024-07-07T07:00:00", description="Standby of prod-core"),
    _vpc("cn-shenzhen", "prod-sz", "10.45.0.0/16", "2024-09-09T09:09:09", tags=(_PROD,)),
    _default("cn-shenzhen", "2021-06-11T00:00:00"),
    _default("cn-chengdu", "2022-02-22T02:22:22"),
)
_OVERSEAS: Final = (
    _vpc("cn-hongkong", "hk-transit", "10.50.0.0/18", "2024-02-02T02:00:00"),
    _vpc("ap-southeast-1", "sg-prod", "10.51.0.0/16", "2023-09-01T00:30:00", tags=(_PROD,)),
    _vpc("ap-southeast-1", "sg-analytics", "10.52.0.0/16", "2024-10-21T12:00:00"),
    _vpc("ap-southeast-1", "", "10.53.0.0/16", "2025-06-06T06:06:06"),
    _default("ap-southeast-1", "2021-04-02T00:00:00"),
    _vpc("ap-southeast-5", "jkt-stores", "10.54.0.0/16", "2025-02-13T05:00:00"),
    _vpc("ap-northeast-1", "tokyo-prod", "10.55.0.0/16", "2024-11-29T01:00:00", tags=(_PROD,)),
    _vpc("eu-central-1", "fra-prod", "10.56.0.0/16", "2024-06-18T14:00:00", tags=(_PROD, ("gdpr", "yes"))),
    _vpc("eu-central-1", "fra-office", "10.57.0.0/20", "2024-06-18T14:20:00"),
    _vpc("us-east-1", "iad-prod", "10.58.0.0/16", "2024-12-12T16:00:00", tags=(_PROD,)),
)


def _of_the_big_region(number: int) -> Vpc:
    team, stage = _TEAMS[number % 10], _STAGES[number // 10 % 5]
    name = "" if number % 97 == 96 else f"{team}-{stage}-{number // 50 + 1:02d}"  # noqa: PLR2004 - now and then
    created = datetime(2022, 1, 3, 8, 0, 0, tzinfo=UTC) + timedelta(hours=11, minutes=7) * number
    return Vpc(
        id=made_up("vpc-", 21, BIG_REGION, str(number), letters=LETTERS[BIG_REGION]),
        region=BIG_REGION,
        owner=NETWORK_OWNER,
        name=name,
        cidr=f"10.{number // 16}.{number % 16 * 16}.0/20",
        created=created,
        tags=(("team", team), ("env", stage)),
    )


@cache
def vpcs() -> tuple[Vpc, ...]:
    """Return every VPC, in the order in which its region lists it."""
    big = tuple(_of_the_big_region(number) for number in range(BIG_REGION_VPCS))
    return _MAINLAND + _OVERSEAS + big


def vswitches(vpc: Vpc) -> tuple[VSwitch, ...]:
    """Return the vSwitches of a VPC: two in zones of the transit router, one in a zone without it."""
    return tuple(
        VSwitch(made_up("vsw-", 21, vpc.id, zone, letters=vpc.id[4:7]), f"{vpc.region}-{zone}", name)
        for zone, name in _VSWITCHES.items()
    )


def router_zones(region: str) -> list[str]:
    """Return the zones of a region that Enterprise transit routers support."""
    return [f"{region}-{zone}" for zone in _ROUTER_ZONES]
