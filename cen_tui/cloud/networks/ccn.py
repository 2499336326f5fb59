"""CCNs: cloud connect networks of Smart Access Gateways, listed and granted through Smartag."""

from cen_tui.cloud import converters
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.networks.base import Attachment, Fact, Network, NetworkType
from cen_tui.cloud.networks.ccn_rules import CcnGrants
from cen_tui.cloud.networks.fields import facts, tags
from cen_tui.cloud.regions import CCN_REGIONS, ccn_region
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import gettext as _


class Ccn(NetworkType):
    """The network type CCN. Sources: DescribeCloudConnectNetworks, GrantInstanceToCbn."""

    key = "CCN"
    prefix = "ccn-"
    title = _("Cloud connect network (CCN)")
    address_heading = _("CIDR blocks")
    product = Product.SMARTAG
    action = "DescribeCloudConnectNetworks"
    rows = ("cloud_connect_networks", "cloud_connect_network")
    id_field = "ccn_id"
    absent = ("CcnNotExist", "ParameterCcnInstanceId")
    about = _("a network of Smart Access Gateways; those of Mainland China are in China (Shanghai)")
    apis = (CcnGrants(),)

    def regions(self) -> tuple[str, ...] | None:
        """Return the few regions that hold CCNs."""
        return CCN_REGIONS

    def home_region(self, region: str) -> str:
        """Return where the CCNs that serve a region are: all of Mainland China's are in cn-shanghai.

        A region that no CCN is known to serve is returned as it is, and is not among `regions()`.
        """
        return ccn_region(region)

    def read(self, row: object, region: str, caller_uid: str) -> Network:
        """Return the CCN of a row."""
        name = converters.text_of(row, "name")
        attached = _attachments(row)
        return Network(
            type=self.key,
            id=converters.text_of(row, "ccn_id"),
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
    cen_id = converters.text_of(row, "associated_cen_id")
    if not cen_id:
        return ()
    owner = converters.account_of(row, "associated_cen_owner_id")
    return (Attachment(cen_id, owner, converters.text_of(row, "associated_cen_status")),)


def _listed(value: object) -> str:
    """Return a comma-separated list with a space after each comma."""
    return ", ".join(part.strip() for part in converters.text(value).split(",") if part.strip())


def _facts(row: object) -> tuple[Fact, ...]:
    return facts(
        (_("Description"), converters.text_of(row, "description")),
        (_("SAG devices"), _devices(row)),
        (_("Interworking"), status_word(converters.text_of(row, "interworking_status"))),
        (_("CIDRs after SNAT"), _listed(getattr(row, "snat_cidr_block", None))),
        (_("Resource group"), converters.text_of(row, "resource_group_id")),
        (_("Problem of its CEN"), converters.text_of(row, "cen_status_error_message")),
    )


def _devices(row: object) -> str:
    bound = converters.number(getattr(row, "associated_cloud_box_count", None))
    available = converters.number(getattr(row, "available_cloud_box_count", None))
    if bound is None:
        return ""
    return (
        f"{bound}"
        if available is None
        else _("{bound}, of which available: {available}").format(bound=bound, available=available)
    )
