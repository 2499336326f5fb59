"""The Express Connect Routers of the estate: two that can be granted, and one in each other case."""

from typing import Final, Literal, TypedDict, Unpack

from cen_tui.demo.estate.accounts import NETWORK_OWNER
from cen_tui.demo.estate.idents import made_up, moment
from cen_tui.demo.estate.kinds import Ecr


class _More(TypedDict, total=False):
    asn: int
    status: str
    billing: Literal["Normal", "FinancialLocked"]
    description: str
    tags: tuple[tuple[str, str], ...]


def _ecr(name: str, created: str, *regions: str, **more: Unpack[_More]) -> Ecr:
    return Ecr(
        id=made_up("ecr-", 18, name),
        owner=NETWORK_OWNER,
        name=name,
        created=moment(created),
        regions=regions,
        **more,
    )


ECRS: Final = (
    _ecr(
        "leased-lines",
        "2025-02-11T02:00:00",
        "cn-hangzhou",
        "cn-shanghai",
        "ap-southeast-1",
        description="The leased lines of all sites",
        tags=(("env", "prod"), ("site", "all")),
    ),
    _ecr("专线路由器", "2025-09-30T06:00:00", "cn-hangzhou", asn=64520),
    _ecr("trading-lines", "2024-12-01T01:00:00", "cn-shanghai", "eu-central-1", asn=64521, status="UPDATING"),
    _ecr("old-lines", "2023-06-06T06:06:06", "cn-beijing", billing="FinancialLocked"),
)
"""Every ECR, in the order in which the account lists them."""
