"""CCNs: cloud connect networks of Smart Access Gateways, listed and granted through Smartag."""

from typing import TYPE_CHECKING

from cen_tui.cloud import converters, sdk
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import Attachment, Fact, GrantCalls, Network, Page
from cen_tui.cloud.networks.ccn_rules import CcnGrants
from cen_tui.cloud.networks.fields import facts, tags, with_ids
from cen_tui.cloud.regions import CCN_REGIONS, ccn_region

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_ABSENT = frozenset({"CcnNotExist", "ParameterCcnInstanceId"})


class Ccn:
    """The network type CCN. Sources: DescribeCloudConnectNetworks, GrantInstanceToCbn."""

    key: str = "CCN"
    prefix: str = "ccn-"
    title: str = "Cloud connect network (CCN)"
    address_heading: str = "CIDR blocks"
    page_size: int = 50
    about: str = "a network of Smart Access Gateways; those of Mainland China are in China (Shanghai)"
    families: tuple[GrantCalls, ...] = (CcnGrants(),)

    def regions(self) -> tuple[str, ...] | None:
        """Return the few regions that hold CCNs."""
        return CCN_REGIONS

    def home_region(self, region: str) -> str:
        """Return where the CCNs that serve a region are: all of Mainland China's are in cn-shanghai.

        A region that no CCN is known to serve is returned as it is, and is not among `regions()`.
        """
        return ccn_region(region)

    async def page(self, cloud: "Cloud", region: str, number: int, size: int | None = None) -> Page:
        """Return one page of the region's CCNs (DescribeCloudConnectNetworks)."""
        client = await cloud.smartag(region)
        request = sdk.smartag_models().DescribeCloudConnectNetworksRequest(
            region_id=region, page_number=number, page_size=size or self.page_size
        )
        rows, total = _rows(await client.describe_cloud_connect_networks_async(request))
        return Page(with_ids(_network(row, region, cloud.uid) for row in rows), total)

    async def find(self, cloud: "Cloud", region: str, network_id: str) -> Network | None:
        """Return one CCN by its ID (DescribeCloudConnectNetworks), or None."""
        client = await cloud.smartag(region)
        request = sdk.smartag_models().DescribeCloudConnectNetworksRequest(
            region_id=region, ccn_id=network_id
        )
        try:
            response = await client.describe_cloud_connect_networks_async(request)
        except CloudError as error:
            if error.code in _ABSENT:
                return None
            raise
        networks = (_network(row, region, cloud.uid) for row in _rows(response)[0])
        return next((network for network in networks if network.id == network_id), None)

    async def details(self, cloud: "Cloud", network: Network) -> Network:
        """Return the CCN anew: its list answer holds everything, the attachment included."""
        fresh = await self.find(cloud, network.region, network.id)
        return fresh or network


def _rows(response: object) -> tuple[list[object], int]:
    body = converters.body_of(response)
    return converters.rows_of(body, "cloud_connect_networks", "cloud_connect_network")


def _network(row: object, region: str, caller_uid: str) -> Network:
    name = converters.text(getattr(row, "name", None))
    attached = _attachments(row)
    return Network(
        type="CCN",
        id=converters.text(getattr(row, "ccn_id", None)),
        # The cloud gives a CCN without a name the word None.
        name="" if name == "None" else name,
        region=region,
        owner_uid=caller_uid,
        address=_listed(getattr(row, "cidr_block", None)),
        attached=bool(attached),
        attachments=attached,
        tags=tags(getattr(row, "tags", None), "tag"),
        facts=_facts(row),
        created=converters.moment(getattr(row, "create_time", None)),
    )


def _attachments(row: object) -> tuple[Attachment, ...]:
    cen_id = converters.text(getattr(row, "associated_cen_id", None))
    if not cen_id:
        return ()
    owner = converters.account_id(getattr(row, "associated_cen_owner_id", None))
    return (Attachment(cen_id, owner, converters.text(getattr(row, "associated_cen_status", None))),)


def _listed(value: object) -> str:
    """Return a comma-separated list with a space after each comma."""
    return ", ".join(part.strip() for part in converters.text(value).split(",") if part.strip())


def _facts(row: object) -> tuple[Fact, ...]:
    return facts(
        ("Description", converters.text(getattr(row, "description", None))),
        ("SAG devices", _devices(row)),
        ("Interworking", converters.text(getattr(row, "interworking_status", None))),
        ("Private CIDR blocks after SNAT", _listed(getattr(row, "snat_cidr_block", None))),
        ("Resource group", converters.text(getattr(row, "resource_group_id", None))),
        ("Trouble with its CEN", converters.text(getattr(row, "cen_status_error_message", None))),
    )


def _devices(row: object) -> str:
    bound = converters.number(getattr(row, "associated_cloud_box_count", None))
    available = converters.number(getattr(row, "available_cloud_box_count", None))
    if bound is None:
        return ""
    return f"{bound}" if available is None else f"{bound}, of which available: {available}"
