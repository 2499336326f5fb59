"""The cloud connect networks of the estate."""

from typing import Final, TypedDict, Unpack

from cen_tui.demo.estate.accounts import NETWORK_OWNER
from cen_tui.demo.estate.idents import made_up, moment
from cen_tui.demo.estate.kinds import Ccn


class _More(TypedDict, total=False):
    cidrs: tuple[str, ...]
    description: str
    devices: int
    devices_online: int
    tags: tuple[tuple[str, str], ...]


def _ccn(region: str, name: str, created: str, **more: Unpack[_More]) -> Ccn:
    return Ccn(
        id=made_up("ccn-", 18, region, name),
        region=region,
        owner=NETWORK_OWNER,
        name=name,
        created=moment(created),
        **more,
    )


CCNS: Final = (
    _ccn(
        "cn-shanghai",
        "branches",
        "2024-05-02T10:00:00",
        cidrs=("192.168.10.0/24", "192.168.11.0/24"),
        description="Branch offices of Mainland China",
        devices=3,
        devices_online=2,
        tags=(("env", "prod"),),
    ),
    _ccn(
        "cn-shanghai",
        "门店网络",
        "2023-12-12T04:00:00",
        cidrs=("192.168.64.0/18",),
        description="全国门店",
        devices=148,
        devices_online=141,
    ),
    _ccn("cn-shanghai", "None", "2025-01-31T09:00:00", cidrs=("192.168.12.0/24",), devices=1),
    _ccn("cn-shanghai", "warehouses", "2025-07-20T02:00:00", description="Nothing connected yet"),
    _ccn(
        "ap-southeast-1",
        "sea-stores",
        "2024-08-08T08:08:08",
        cidrs=("192.168.140.0/22",),
        devices=12,
        devices_online=12,
    ),
    _ccn(
        "eu-central-1",
        "eu-branches",
        "2024-11-05T13:00:00",
        cidrs=("192.168.150.0/24", "192.168.151.0/24"),
        devices=4,
        devices_online=3,
    ),
)
"""Every CCN, in the order in which its region lists it."""
