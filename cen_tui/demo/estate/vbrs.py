"""The virtual border routers of the estate: ready ones, and one in each state that is not."""

from typing import Final, TypedDict, Unpack

from cen_tui.demo.estate.accounts import NETWORK_OWNER, OTHER_OWNER
from cen_tui.demo.estate.idents import made_up, moment
from cen_tui.demo.estate.kinds import Vbr
from cen_tui.demo.estate.regions import LETTERS


class _More(TypedDict, total=False):
    status: str
    description: str
    circuit: str
    bandwidth: int
    gateways: tuple[str, str]
    cross_account: bool
    visible_to: tuple[str, ...]
    tags: tuple[tuple[str, str], ...]


def _vbr(
    region: str, name: str, vlan: int, created: str, *, owner: str = NETWORK_OWNER, **more: Unpack[_More]
) -> Vbr:
    identifier = made_up("vbr-", 21, region, name, str(vlan), letters=LETTERS[region])
    return Vbr(
        id=identifier, region=region, owner=owner, name=name, created=moment(created), vlan=vlan, **more
    )


VBRS: Final = (
    _vbr(
        "cn-hangzhou",
        "office-line-1",
        1010,
        "2024-05-02T10:00:00",
        description="Head office, first line",
        circuit="longtel001",
        gateways=("192.168.100.1", "192.168.100.2"),
        tags=(("site", "office"),),
    ),
    _vbr(
        "cn-hangzhou",
        "office-line-2",
        1011,
        "2024-05-02T10:30:00",
        description="Head office, second line",
        circuit="longtel002",
        gateways=("192.168.100.5", "192.168.100.6"),
        tags=(("site", "office"),),
    ),
    _vbr(
        "cn-hangzhou",
        "机房专线",
        1200,
        "2023-08-17T03:00:00",
        description="滨江机房",
        bandwidth=1000,
        gateways=("10.255.0.1", "10.255.0.2"),
    ),
    _vbr(
        "cn-hangzhou",
        "partner-line",
        1300,
        "2024-09-30T08:00:00",
        description="Granting across accounts is not enabled",
        gateways=("10.255.1.1", "10.255.1.2"),
        cross_account=False,
    ),
    _vbr("cn-hangzhou", "", 1301, "2026-01-01T09:00:00", status="unconfirmed"),
    _vbr("cn-hangzhou", "old-dc", 900, "2021-10-10T10:00:00", status="terminated"),
    _vbr("cn-hangzhou", "old-dc-backup", 901, "2021-10-10T10:05:00", status="deleting"),
    _vbr("cn-hangzhou", "lab-line", 1400, "2024-02-29T12:00:00", status="recovering"),
    _vbr("cn-hangzhou", "trial-line", 1401, "2025-05-05T05:00:00", status="terminating"),
    _vbr(
        "cn-hangzhou",
        "neighbour-line",
        2000,
        "2024-03-03T03:00:00",
        owner=OTHER_OWNER,
        visible_to=(NETWORK_OWNER,),
    ),
    _vbr(
        "cn-shanghai",
        "idc-shanghai-1",
        1020,
        "2024-04-01T01:00:00",
        circuit="sh-fibre-17",
        bandwidth=500,
        gateways=("192.168.110.1", "192.168.110.2"),
    ),
    _vbr(
        "ap-southeast-1",
        "sg-colo",
        310,
        "2024-01-22T06:00:00",
        circuit="sgx-4402",
        gateways=("192.168.120.1", "192.168.120.2"),
    ),
    _vbr("eu-central-1", "fra-colo", 77, "2025-04-16T09:00:00", gateways=("192.168.130.1", "192.168.130.2")),
)
"""Every VBR, in the order in which its region lists it."""
