"""What is attached to a CEN, whichever edition of transit router holds it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from cen_tui.cloud import converters
from cen_tui.cloud.cen.received_grants import CCN_PREFIX
from cen_tui.cloud.concurrency import run_bounded
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.paginators import rows_by_page, rows_by_token
from cen_tui.cloud.regions import GLOBAL

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

ATTACHED: Final = "Attached"
ATTACHING: Final = "Attaching"
DETACHING: Final = "Detaching"
ROUTER_TYPES: Final = ("VPC", "VBR", "VPN", "ECR")
"""The types that an Enterprise transit router attaches, each with a list of its own."""
CHILDREN: Final = "children"
"""The CEN's own list, which alone has what a Basic transit router holds."""
_CHILD_TYPES: Final = frozenset({"VPC", "VBR", "CCN"})
"""The types that the CEN's own list has, through either edition of transit router."""
_REGION_FIELDS: Final = MappingProxyType({"ECR": "transit_router_region_id"})
_PART_SIZE: Final = 100


@dataclass(frozen=True, slots=True)
class CenAttachment:
    """A network that is attached to a CEN."""

    network: Network
    """With its type, ID and owner, and the region in which it is attached."""
    state: str
    """The API's value: `Attaching`, `Attached`, `Detaching`."""
    id: str = ""
    """Of the attachment to an Enterprise transit router; a Basic one's has none."""
    router_id: str = ""
    payer: str = ""
    """Who pays for it, as its list says: a `Payer`; empty where a Basic transit router holds it."""

    @property
    def enterprise(self) -> bool:
        """Whether an Enterprise transit router holds it."""
        return bool(self.id)


@dataclass(frozen=True)
class AttachmentLists:
    """What is attached to a CEN, as far as its lists could be read."""

    found: tuple[CenAttachment, ...] = ()
    errors: Mapping[str, CloudError] = field(default_factory=dict)
    """Why a list could not be read: by one of `ROUTER_TYPES`, or `CHILDREN` for the CEN's own list."""

    def of(self, network: Network) -> tuple[CenAttachment, ...]:
        """Return the attachments of a network: several of an Express Connect Router, one in each region."""
        return tuple(self._by_network.get(network.id, ()))

    @cached_property
    def _by_network(self) -> dict[str, list[CenAttachment]]:
        by_network: dict[str, list[CenAttachment]] = {}
        for one in self.found:
            by_network.setdefault(one.network.id, []).append(one)
        return by_network

    def unread(self, network: Network) -> CloudError | None:
        """Return why it is not known how a network is attached; None where it is.

        The CEN's own list does not make up for the one of its type: it lags behind, and names neither
        the attachment nor the transit router, so that a network would seem to be on a Basic one.
        """
        if error := self.errors.get(network.type):
            return error
        rests_on_children = network.type in _CHILD_TYPES and not self.of(network)
        return self.errors.get(CHILDREN) if rests_on_children else None


async def attachment_lists(cloud: "Cloud", cen_id: str) -> AttachmentLists:
    """Return what is attached to a CEN, from every list that can be read.

    Raises:
        CloudError: none of them could be read, and not for want of a permission.
    """
    found: dict[tuple[str, str], CenAttachment] = {}
    children: list[CenAttachment] = []
    errors: dict[str, CloudError] = {}

    async def read(kind: str) -> None:
        try:
            if kind == CHILDREN:
                children.extend(await _children(cloud, cen_id, None))
            else:
                found.update({_key(one): one for one in await _through_routers(cloud, cen_id, kind, None)})
        except CloudError as error:
            errors[kind] = error

    lists = (*ROUTER_TYPES, CHILDREN)
    await run_bounded(read, lists)
    denied = any(error.kind is ErrorKind.DENIED for error in errors.values())
    if len(errors) == len(lists) and not denied:
        raise next(iter(errors.values()))
    return AttachmentLists(tuple(({_key(one): one for one in children} | found).values()), errors)


async def attachments(cloud: "Cloud", cen_id: str, network: Network) -> tuple[CenAttachment, ...]:
    """Return the attachments of one network to a CEN.

    There may be several of an Express Connect Router, one in each region: those of the network's region
    count, or all where it is none of a transit router. A transit router's own list comes before the CEN's,
    which knows of an attachment a little later. Raises `CloudError`.
    """
    found: list[CenAttachment] = []
    if network.type in ROUTER_TYPES:
        found = _of(network, await _through_routers(cloud, cen_id, network.type, network))
    if network.type in _CHILD_TYPES and not found:
        found = _of(network, await _children(cloud, cen_id, network))
    return tuple(found)


async def attachment_of(cloud: "Cloud", cen_id: str, network: Network) -> CenAttachment | None:
    """Return a network's attachment to a CEN, or None. Raises `CloudError`."""
    return next(iter(await attachments(cloud, cen_id, network)), None)


def _key(one: CenAttachment) -> tuple[str, str]:
    return one.network.id, one.network.region if one.network.type == "ECR" else ""


def _of(network: Network, found: Iterable[CenAttachment]) -> list[CenAttachment]:
    everywhere = network.type != "ECR" or network.region in {"", GLOBAL}
    of_network = (one for one in found if one.network.id == network.id)
    return [one for one in of_network if everywhere or one.network.region == network.region]


async def _children(cloud: "Cloud", cen_id: str, network: Network | None) -> list[CenAttachment]:
    """Read DescribeCenAttachedChildInstances, all pages."""
    rows = await rows_by_page(
        cloud,
        Product.CBN,
        "DescribeCenAttachedChildInstances",
        "child_instances",
        "child_instance",
        key=_child_id,
        cen_id=cen_id,
        child_instance_type=network.type if network else None,
    )
    return [one for one in map(_child, rows) if one.network.id]


def _child_id(row: object) -> str:
    return converters.text_of(row, "child_instance_id")


def _child(row: object) -> CenAttachment:
    kind = converters.text_of(row, "child_instance_type")
    region = converters.text_of(row, "child_instance_region_id")
    network = Network(
        type=kind,
        id=_child_id(row),
        name="",
        region=region.removeprefix(CCN_PREFIX) if kind == "CCN" else region,
        owner_uid=converters.account_of(row, "child_instance_owner_id"),
    )
    return CenAttachment(network, converters.text_of(row, "status"))


async def _through_routers(
    cloud: "Cloud", cen_id: str, kind: str, network: Network | None
) -> list[CenAttachment]:
    """Read ListTransitRouter{Vpc,Vbr,Vpn,Ecr}Attachments, all parts; only a VPC can be asked for alone."""
    alone = {"vpc_id": network.id} if network and kind == "VPC" else {}
    rows = await rows_by_token(
        cloud,
        Product.CBN,
        f"ListTransitRouter{kind.title()}Attachments",
        "transit_router_attachments",
        key=_attachment_id,
        cen_id=cen_id,
        max_results=_PART_SIZE,
        **alone,
    )
    found = [_router_attachment(row, kind) for row in rows]
    return [one for one in found if one.network.id]


def _attachment_id(row: object) -> str:
    return converters.text_of(row, "transit_router_attachment_id")


def _router_attachment(row: object, kind: str) -> CenAttachment:
    word = kind.lower()
    network = Network(
        type=kind,
        id=converters.text(getattr(row, f"{word}_id", None)),
        name="",
        region=converters.text(getattr(row, _REGION_FIELDS.get(kind, f"{word}_region_id"), None)),
        owner_uid=converters.account_id(getattr(row, f"{word}_owner_id", None)),
    )
    return CenAttachment(
        network,
        converters.text_of(row, "status"),
        id=_attachment_id(row),
        router_id=converters.text_of(row, "transit_router_id"),
        payer=converters.text_of(row, "order_type"),
    )
