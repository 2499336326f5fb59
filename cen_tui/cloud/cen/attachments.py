"""What is attached to a CEN, whichever edition of transit router holds it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from cen_tui.cloud import converters
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.networks.base import Network

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

ATTACHED: Final = "Attached"
ATTACHING: Final = "Attaching"
_PAGE_SIZE: Final = 50
_PART_SIZE: Final = 100


@dataclass(frozen=True, slots=True)
class RouterAttachment:
    """An attachment to an Enterprise transit router, by the two IDs that its routes are set with."""

    id: str
    router_id: str


async def attached(cloud: "Cloud", cen_id: str, network: Network | None = None) -> dict[str, str]:
    """Return the state of every network attached to a CEN, by network ID: `Attaching`, `Attached` and more.

    `network` narrows it to one, of which nothing is returned when it is not attached to this CEN. A
    transit router's own list comes before the CEN's, which knows of an attachment a little later.
    Raises `CloudError`.
    """
    found: dict[str, str] = {}
    for kind in (network.type,) if network else _ROUTER_LISTS:
        if kind in _ROUTER_LISTS:
            found |= _states(await _ROUTER_LISTS[kind](cloud, cen_id, network), _id_field(kind))
    if network is None or network.id not in found:
        found = await _children(cloud, cen_id, network) | found
    return found if network is None else {key: state for key, state in found.items() if key == network.id}


async def router_attachment(cloud: "Cloud", cen_id: str, network: Network) -> RouterAttachment | None:
    """Return a network's attachment to an Enterprise transit router of a CEN, or None.

    Raises `CloudError`.
    """
    if network.type not in _ROUTER_LISTS:
        return None
    for row in await _ROUTER_LISTS[network.type](cloud, cen_id, network):
        if converters.text(getattr(row, _id_field(network.type), None)) == network.id:
            return RouterAttachment(
                converters.text(getattr(row, "transit_router_attachment_id", None)),
                converters.text(getattr(row, "transit_router_id", None)),
            )
    return None


async def _children(cloud: "Cloud", cen_id: str, network: Network | None) -> dict[str, str]:
    """Read DescribeCenAttachedChildInstances, all pages."""
    kind = network.type if network and network.type in {"VPC", "VBR", "CCN"} else None

    async def fetch(page: int) -> tuple[list[object], int]:
        body = await cloud.call(
            Product.CBN,
            "DescribeCenAttachedChildInstances",
            cen_id=cen_id,
            child_instance_type=kind,
            page_number=page,
            page_size=_PAGE_SIZE,
        )
        return converters.rows_of(body, "child_instances", "child_instance")

    return _states(await converters.all_pages(fetch), "child_instance_id")


async def _vpcs(cloud: "Cloud", cen_id: str, network: Network | None) -> list[object]:
    """Read ListTransitRouterVpcAttachments, all parts."""
    vpc_id = network.id if network else None
    return await _parts(cloud, "ListTransitRouterVpcAttachments", cen_id=cen_id, vpc_id=vpc_id)


async def _vbrs(cloud: "Cloud", cen_id: str, _network: Network | None) -> list[object]:
    """Read ListTransitRouterVbrAttachments, all parts; it cannot be asked for one VBR."""
    return await _parts(cloud, "ListTransitRouterVbrAttachments", cen_id=cen_id)


_Lists = Callable[["Cloud", str, Network | None], Awaitable[list[object]]]
_ROUTER_LISTS: Final[MappingProxyType[str, _Lists]] = MappingProxyType({"VPC": _vpcs, "VBR": _vbrs})


def _id_field(kind: str) -> str:
    return f"{kind.lower()}_id"


async def _parts(cloud: "Cloud", action: str, **fields: object) -> list[object]:
    async def fetch(token: str) -> tuple[list[object], int | None, str]:
        body = await cloud.call(
            Product.CBN, action, **fields, max_results=_PART_SIZE, next_token=token or None
        )
        return (
            converters.inner(body, "transit_router_attachments"),
            converters.number(getattr(body, "total_count", None)),
            converters.text(getattr(body, "next_token", None)),
        )

    return await converters.all_tokens(fetch)


def _states(rows: list[object], id_field: str) -> dict[str, str]:
    found = {
        converters.text(getattr(row, id_field, None)): converters.text(getattr(row, "status", None))
        for row in rows
    }
    found.pop("", None)
    return found
