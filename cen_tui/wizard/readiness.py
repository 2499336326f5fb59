"""What the CEN owner has to know or do before a network is attached: each with what to do about it."""

from typing import TYPE_CHECKING, Final, NamedTuple

from cen_tui.cloud.cen.instances import Cen, Router
from cen_tui.cloud.cen.readiness import cidr_blocks, service_active
from cen_tui.cloud.cen.received_grants import Granted
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import Network, Payer
from cen_tui.cloud.networks.commands import REGION
from cen_tui.cloud.regions import GLOBAL, region_name
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.wizard.shell import command_line

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud


class Finding(NamedTuple):
    """One thing that is so before attaching, and what to do about it."""

    says: str
    advice: str
    prevents: bool = False
    """Whether attaching cannot work until it is done."""
    command: str = ""
    """The command line that does it, where there is one."""


INACTIVE: Final = "The transit router service is not active in this account."
ACTIVATE: Final = (
    "Activate it in the CEN console, where its price is shown, or with the command. Then try again."
)
OWNER_PAYS: Final = "The network's owner is the payer that the grant names."
OWNER_ACTIVATES: Final = (
    "The transit router service has to be active in their account too, which cannot be seen from here. If "
    "attaching fails for it, ask them to activate it."
)
FULL: Final = "This CEN is of protection level FULL: it has no Enterprise transit routers."
FULL_ADVICE: Final = (
    "Use another CEN, of protection level REDUCED, to which the network's owner has to grant it."
)
NO_ROUTER: Final = "This CEN has no transit router in {region} yet."
NO_ENTERPRISE: Final = "This CEN has no Enterprise transit router in any region."
MAKES_ENTERPRISE: Final = (
    "Attaching makes an Enterprise one there. The attachment is billed by the hour, and its traffic, until "
    "it is detached."
)
MAKES_BASIC: Final = (
    "Attaching makes a Basic one in the CCN's area. It does not bill attachments by the hour; bandwidth "
    "between regions is billed."
)
ROUTER_FIRST: Final = (
    "The cloud makes none for a network of this type. Create an Enterprise one in the CEN console, or with "
    "the command, then press r."
)
BASIC_ROUTER: Final = "The transit router of this CEN in {region} is of the Basic edition."
BASIC_ADVICE: Final = (
    "Only an Enterprise transit router attaches a network of this type. Choose another region or CEN, or "
    "upgrade the transit router in the CEN console."
)
NO_CIDR: Final = (
    "The transit router {router} has no CIDR block, from which the connection takes its addresses."
)
ADD_CIDR: Final = "Add one in the CEN console, or with the command, then try again."
ASSOCIATION: Final = (
    "The owner of the Express Connect Router has to associate it with the transit router {router} first."
)
ASSOCIATION_ADVICE: Final = (
    "That cannot be seen from here. Tell them the ID of the transit router and your account ID, and wait for "
    "their word."
)
UNREAD: Final = "Not checked: {title}"
UNREAD_SERVICE: Final = "Whether the transit router service is active could not be read."
UNREAD_CIDR: Final = "Whether the transit router has a CIDR block could not be read."


async def attach_findings(
    cloud: "Cloud", cen: Cen, granted: Granted, options: AttachOptions
) -> tuple[Finding, ...]:
    """Return what is to be known or done before a network is attached so; what prevents it comes first.

    What cannot be read is a finding that prevents nothing: the cloud then decides. Raises no `CloudError`.
    """
    found = [*_routers(cen, granted.network, options)]
    if not options.through_router(granted.network):
        return tuple(found)
    if not any(one.prevents for one in found):
        found += await _service(cloud)
        if granted.network.type == "VPN" and options.router is not None:
            found += await _cidr(cloud, options.router)
    if granted.payer == Payer.NETWORK_OWNER:
        found.append(Finding(OWNER_PAYS, OWNER_ACTIVATES))
    if granted.network.type == "ECR" and options.router is not None:
        found.append(Finding(ASSOCIATION.format(router=options.router.id), ASSOCIATION_ADVICE))
    return tuple(sorted(found, key=lambda one: not one.prevents))


def _routers(cen: Cen, network: Network, options: AttachOptions) -> tuple[Finding, ...]:
    """Return what there is to be said of the transit router."""
    region, router = options.region_of(network), options.router
    if router is not None:
        too_small = options.needs_router(network) and not router.enterprise
        basic = Finding(BASIC_ROUTER.format(region=region_name(region)), BASIC_ADVICE, prevents=True)
        return (basic,) if too_small else ()
    if options.through_router(network) and not cen.takes_enterprise_routers:
        return (Finding(FULL, FULL_ADVICE, prevents=True),)
    if options.needs_router(network):
        return (_router_first(cen, region),)
    makes = MAKES_ENTERPRISE if options.through_router(network) else MAKES_BASIC
    return (Finding(NO_ROUTER.format(region=region_name(region)), makes),)


def _router_first(cen: Cen, region: str) -> Finding:
    says = NO_ENTERPRISE if region == GLOBAL else NO_ROUTER.format(region=region_name(region))
    place = REGION if region == GLOBAL else region
    words = ("aliyun", "cbn", "CreateTransitRouter", "--CenId", cen.id, "--RegionId", place)
    return Finding(says, ROUTER_FIRST, prevents=True, command=command_line(words))


async def _service(cloud: "Cloud") -> tuple[Finding, ...]:
    try:
        if await service_active(cloud):
            return ()
    except CloudError as error:
        return (Finding(UNREAD_SERVICE, UNREAD.format(title=error.title)),)
    words = ("aliyun", "cbn", "OpenTransitRouterService")
    return (Finding(INACTIVE, ACTIVATE, prevents=True, command=command_line(words)),)


async def _cidr(cloud: "Cloud", router: Router) -> tuple[Finding, ...]:
    try:
        if await cidr_blocks(cloud, router):
            return ()
    except CloudError as error:
        return (Finding(UNREAD_CIDR, UNREAD.format(title=error.title)),)
    words = (
        *("aliyun", "cbn", "CreateTransitRouterCidr"),
        *("--RegionId", router.region),
        *("--TransitRouterId", router.id),
        *("--Cidr", "CIDR-BLOCK"),
    )
    says = NO_CIDR.format(router=router.id)
    return (Finding(says, ADD_CIDR, prevents=True, command=command_line(words)),)
