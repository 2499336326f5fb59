"""The IPsec-VPN connections of the estate: one bound to nothing, and one in each other case."""

from typing import Final, Literal, TypedDict, Unpack

from cen_tui.demo.estate.accounts import NETWORK_OWNER
from cen_tui.demo.estate.idents import made_up, moment
from cen_tui.demo.estate.kinds import VpnConnection
from cen_tui.demo.estate.regions import LETTERS


class _More(TypedDict, total=False):
    subnets: tuple[str, str]
    attach_type: Literal["CEN", "VPNGW", "NO_ASSOCIATED"]
    state: str
    tunnels: Literal[1, 2]
    internet_ip: str
    tags: tuple[tuple[str, str], ...]


def _vpn(region: str, name: str, created: str, **more: Unpack[_More]) -> VpnConnection:
    identifier = made_up("vco-", 21, region, name, letters=LETTERS[region])
    return VpnConnection(
        id=identifier, region=region, owner=NETWORK_OWNER, name=name, created=moment(created), **more
    )


VPNS: Final = (
    _vpn(
        "cn-hangzhou",
        "warehouse-vpn",
        "2025-03-10T02:00:00",
        subnets=("10.20.0.0/16", "192.168.200.0/24"),
        internet_ip="203.0.113.21",
        tags=(("site", "warehouse"),),
    ),
    _vpn("cn-hangzhou", "工厂专线", "2025-08-01T06:00:00", internet_ip="203.0.113.22"),
    _vpn("cn-hangzhou", "office-vpn", "2023-05-05T03:00:00", attach_type="VPNGW", state="init", tunnels=1),
    _vpn("cn-hangzhou", "backbone-vpn", "2024-10-10T03:00:00", attach_type="CEN", state="attached"),
    _vpn("eu-central-1", "fra-branch-vpn", "2024-04-20T09:00:00", tunnels=1, internet_ip="203.0.113.40"),
)
"""Every IPsec-VPN connection, in the order in which its region lists it."""
