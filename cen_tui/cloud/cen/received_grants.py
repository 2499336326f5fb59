"""What other accounts granted to a CEN, as its owner sees it.

Reads with DescribeGrantRulesToCen of Cbn (2017-09-12). Vpc has an action of the same name: that is the
network owner's view.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from cen_tui.cloud import converters
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.http.retry import Backoff, call_with_retry, times_of_part
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.regions import GLOBAL

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

PRODUCT_TYPES: Final = ("VPC", "VBR", "CCN", "VPN", "ECR")
"""Each is asked for by itself: VPN is an IPsec-VPN connection, ECR an Express Connect Router."""
CCN_PREFIX: Final = "ccn-"
"""The prefix of a CCN's region in CEN's API."""
_PART_SIZE: Final = 100


@dataclass(frozen=True, slots=True)
class Granted:
    """A network that its owner granted to a CEN of ours."""

    network: Network
    """With its type, ID, region and owner: the API returns no more of another account's network."""
    created: datetime | None = None
    payer: str = ""
    """As requested: a `Payer`, or another value of the API; empty where it names none."""
    payer_in_force: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """The networks of one type that were granted to a CEN, as far as they could be read."""

    found: tuple[Granted, ...] = ()
    token: str = ""
    """Behind which the rest begins, where there is an error."""
    error: CloudError | None = None


def cen_region(network: Network) -> str:
    """Return a network's region as CEN writes it: a CCN's, which is an area, has a prefix."""
    return f"{CCN_PREFIX if network.type == 'CCN' else ''}{network.region}"


def child_instance(network: Network, cen_id: str) -> dict[str, object]:
    """Return the fields of AttachCenChildInstance and DetachCenChildInstance that name a network of a CEN."""
    return {
        "cen_id": cen_id,
        "child_instance_id": network.id,
        "child_instance_type": network.type,
        "child_instance_region_id": cen_region(network),
        "child_instance_owner_id": converters.number(network.owner_uid),
    }


async def received_grants(cloud: "Cloud", cen_id: str, network: Network) -> tuple[Granted, ...]:
    """Return the grants of one network to a CEN: its own product's, the one for a transit router, or both.

    Raises `CloudError`.
    """

    async def fetch(token: str) -> tuple[list[object], int | None, str]:
        return await _part(cloud, cen_id, network.type, token, child_instance_id=network.id)

    found = [_granted(row, network.type) for row in await converters.all_tokens(fetch)]
    return tuple(one for one in found if one.network.id == network.id)


async def received(
    cloud: "Cloud", cen_id: str, product_type: str, before: Received | None = None
) -> Received:
    """Return the networks of one of `PRODUCT_TYPES` that were granted to a CEN, behind those of `before`.

    One that was granted twice, by its own product and for a transit router, comes once. Raises nothing of
    the cloud's.
    """

    async def fetch(token: str) -> tuple[list[object], int | None, str]:
        pauses = Backoff(cloud.options.retrying, cloud.notify_retry, times=times_of_part)
        return await call_with_retry(partial(_part, cloud, cen_id, product_type, token), pauses)

    before = before or Received()
    parts = await converters.parts_from(fetch, before.token)
    new = (_granted(row, product_type) for row in parts.rows)
    found = {one.network.id: one for one in (*before.found, *new)}
    listed = tuple(one for network_id, one in found.items() if network_id)
    return Received(listed, parts.token, parts.error)


async def _part(
    cloud: "Cloud", cen_id: str, product_type: str, token: str, **fields: object
) -> tuple[list[object], int | None, str]:
    body = await cloud.call(
        Product.CBN,
        "DescribeGrantRulesToCen",
        cen_id=cen_id,
        product_type=product_type,
        **fields,
        max_results=_PART_SIZE,
        next_token=token or None,
    )
    following = converters.text_of(body, "next_token")
    rows, total = converters.rows_of(body, "grant_rules", "grant_rule", more=bool(following))
    return rows, total, following


def _region(row: object, product_type: str) -> str:
    """Return the region of a row's network. What the cloud names for an ECR is not documented."""
    if product_type == "ECR":
        return GLOBAL
    region = converters.text_of(row, "child_instance_region_id")
    return region.removeprefix(CCN_PREFIX) if product_type == "CCN" else region


def _granted(row: object, product_type: str) -> Granted:
    network = Network(
        type=product_type,
        id=converters.text_of(row, "child_instance_id"),
        name="",
        region=_region(row, product_type),
        owner_uid=converters.account_of(row, "child_instance_owner_id"),
    )
    return Granted(
        network,
        converters.moment(getattr(row, "create_time", None)),
        converters.text_of(row, "order_type"),
        converters.text_of(row, "effective_order_type"),
    )
