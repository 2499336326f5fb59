"""ECRs: Express Connect Routers, which belong to no region and can be granted for a transit router only."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cen_tui.cloud import converters
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks import commands
from cen_tui.cloud.networks.base import Attachment, CenTarget, Network, NetworkType, Page
from cen_tui.cloud.networks.fields import facts, foreign_owner, tags
from cen_tui.cloud.networks.router_rules import RouterGrants
from cen_tui.cloud.regions import GLOBAL
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_PART_SIZE: Final = 100
_ACTIVE: Final = "ACTIVE"
_ONE_SIDED: Final = "INACTIVE"
"""The state of an association that was made for the ECR, and not yet for the transit router."""
_FINANCE: Final = "FinancialLocked"
_LOCKED: Final = _("This ECR is locked for an overdue payment. Pay it in the console, then reload.")
_CHANGING: Final = _("This ECR is {status}. Wait until it is ACTIVE, then reload.")
_GOING: Final = _("This ECR is {status}: it is being removed.")
_NOT_YET: Final = _("{status} (not attached yet)")
_PASSING: Final = frozenset(
    {"UPDATING", "ASSOCIATING", "DISSOCIATING", "LOCKED_ATTACHING", "LOCKED_DETACHING"}
)
_REMOVED: Final = frozenset({"RECLAIMING", "DELETING"})
_REGIONS: Final = _("Regions")
_ASSOCIATED: Final = _("Associated with")
_UNREAD_REGIONS: Final = _("Regions not read")
_UNREAD_ASSOCIATIONS: Final = _("Associations not read")


class Ecr(NetworkType):
    """The network type ECR. Sources: DescribeExpressConnectRouter, …Association, …Region.

    One list has all of the account's; it names neither their regions nor their transit routers.
    """

    key = "ECR"
    prefix = "ecr-"
    title = _("Express Connect Router (ECR)")
    address_heading = _("AS number")
    product = Product.ECR
    action = "DescribeExpressConnectRouter"
    id_field = "ecr_id"
    absent = ("ResourceNotFound.EcrId",)
    about = _("joins leased lines of all regions to transit routers; listed with every region")
    # ModifyGrantInstanceToTransitRouter names other types only.
    apis = (RouterGrants("ECR", changes_payer=False),)
    page_size = 2**31 - 1
    """All in one: no second page is asked for."""

    def regions(self) -> tuple[str, ...] | None:
        """Return the one place where they are listed."""
        return (GLOBAL,)

    def home_region(self, region: str) -> str:  # noqa: ARG002 - the same for every region
        """Return the one place where they are listed."""
        return GLOBAL

    def read(self, row: object, region: str, caller_uid: str) -> Network:  # noqa: ARG002 - it belongs to none
        """Return the ECR of a row."""
        status = converters.text_of(row, "status")
        owner = converters.account_of(row, "owner_id")
        number = converters.text_of(row, "alibaba_side_asn")
        obstacle = _obstacle(row, status) or foreign_owner("ECR", owner, caller_uid)
        return Network(
            type=self.key,
            id=converters.text_of(row, "ecr_id"),
            name=converters.text_of(row, "name"),
            region=GLOBAL,
            owner_uid=owner or caller_uid,
            address=f"AS{number}" if number else "",
            status=status,
            grantable=not obstacle,
            obstacle=obstacle,
            attached=None,
            tags=tags(row, "tags", prefix="tag_"),
            facts=facts(
                (_("Description"), converters.text_of(row, "description")),
                (_("Billing status"), status_word(converters.text_of(row, "biz_status"))),
                (_("Resource group"), converters.text_of(row, "resource_group_id")),
            ),
            created=converters.moment(getattr(row, "gmt_create", None)),
        )

    def owner_command(self, network: Network, target: CenTarget) -> tuple[str, ...]:
        """Return the command line that associates the ECR with the transit router that was named."""
        return commands.associate(network, target)

    async def page(self, cloud: "Cloud", region: str, number: int, size: int | None = None) -> Page:  # noqa: ARG002 - there is one page
        """Return the account's ECRs, all as one page, or so many of them.

        They are listed by token, which leads from part to part and to no page by its number.
        """
        if size is not None:
            found, total = await self._ask(cloud, region, max_results=size)
            return Page(tuple(found), total)

        async def fetch(token: str) -> tuple[list[Network], int | None, str]:
            return await self._part(cloud, max_results=_PART_SIZE, next_token=token or None)

        networks = await converters.all_tokens(fetch, key=lambda network: network.id)
        return Page(tuple(network for network in networks if network.id), len(networks))

    async def details(self, cloud: "Cloud", network: Network) -> Network:
        """Return the ECR with its regions and associations, or with why these could not be read."""
        fresh = await super().details(cloud, network)
        return await _with_associations(cloud, await _with_regions(cloud, fresh))

    async def _ask(self, cloud: "Cloud", region: str, **fields: object) -> tuple[list[Network], int]:  # noqa: ARG002 - the request names no region
        found, total, _following = await self._part(cloud, **fields)
        return found, total

    async def _part(self, cloud: "Cloud", **fields: object) -> tuple[list[Network], int, str]:
        body = await cloud.call(self.product, self.action, **fields)
        rows, total = converters.bare_rows_of(body, "ecr_list")
        token = converters.text_of(body, "next_token")
        return [self.read(row, GLOBAL, cloud.uid) for row in rows], total, token


def regions_of(network: Network) -> str:
    """Return the regions that an ECR is in, as its details tell; empty where they were not read."""
    return "; ".join(fact.value for fact in network.facts if fact.label == _REGIONS)


def associations_of(network: Network) -> str:
    """Return what an ECR is associated with, as its details tell; empty where nothing is known."""
    return "; ".join(fact.value for fact in network.facts if fact.label == _ASSOCIATED)


async def _with_regions(cloud: "Cloud", ecr: Network) -> Network:
    try:
        body = await cloud.call(Product.ECR, "DescribeExpressConnectRouterRegion", ecr_id=ecr.id)
    except CloudError as error:
        return _with_facts(ecr, (_UNREAD_REGIONS, error.title))
    return _with_facts(ecr, (_REGIONS, ", ".join(converters.texts(getattr(body, "region_id_list", None)))))


async def _with_associations(cloud: "Cloud", ecr: Network) -> Network:
    async def fetch(token: str) -> tuple[list[object], int | None, str]:
        body = await cloud.call(
            Product.ECR,
            "DescribeExpressConnectRouterAssociation",
            ecr_id=ecr.id,
            max_results=_PART_SIZE,
            next_token=token or None,
        )
        rows, total = converters.bare_rows_of(body, "association_list")
        return rows, total, converters.text_of(body, "next_token")

    try:
        rows = await converters.all_tokens(fetch)
    except CloudError as error:
        return _with_facts(ecr, (_UNREAD_ASSOCIATIONS, error.title))
    attached = tuple(dict.fromkeys(found for row in rows if (found := _attachment(row))))
    told = _with_facts(ecr, *((_ASSOCIATED, _association(row)) for row in rows))
    return replace(told, attached=bool(attached), attachments=attached)


def _with_facts(ecr: Network, *more: tuple[str, str]) -> Network:
    return replace(ecr, facts=(*ecr.facts, *facts(*more)))


def _attachment(row: object) -> Attachment | None:
    """Return the CEN of an association that its transit router has taken up as well; else None."""
    cen_id = converters.text_of(row, "cen_id")
    status = converters.text_of(row, "status")
    if not cen_id or status == _ONE_SIDED:
        return None
    owner = converters.account_of(row, "transit_router_owner_id")
    return Attachment(cen_id, owner, "" if status == _ACTIVE else status)


def _association(row: object) -> str:
    """Return what an ECR is associated with, where, and the state: of a transit router, or of a VPC."""
    status = converters.text_of(row, "status")
    word = status_word(status)
    parts = (
        converters.text(getattr(row, "transit_router_id", None) or getattr(row, "vpc_id", None)),
        converters.text_of(row, "region_id"),
        _NOT_YET.format(status=word) if status == _ONE_SIDED else word,
    )
    return listed(filter(None, parts))


def _obstacle(row: object, status: str) -> str:
    """Return why an ECR cannot be granted. A status that is not known is not held against it."""
    if converters.text_of(row, "biz_status") == _FINANCE:
        return _LOCKED
    if status in _REMOVED:
        return _GOING.format(status=status_word(status))
    return _CHANGING.format(status=status_word(status)) if status in _PASSING else ""
