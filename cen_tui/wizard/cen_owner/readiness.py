"""What stands in the way of attaching a network to an Enterprise transit router, looked for beforehand."""

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.cen.instances import Cen, cidr_blocks, service_active
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.regions import region_name
from cen_tui.i18n import gettext as _
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.wizard.cen_owner.inbox import Obstacle
from cen_tui.wizard.shell import command_line

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

NO_SERVICE: Final = _("The transit router service is not activated in this account.")
_ACTIVATE: Final = _("Activate it once, in the CEN console or with:\n{command}")
NO_ROUTER: Final = _("This CEN has no Enterprise transit router in {region}.")
_CREATE_ROUTER: Final = MappingProxyType(
    {
        "VPN": _(
            "An IPsec-VPN connection needs one beforehand. Create it, and a CIDR block for it, in the CEN "
            "console or with:\n{commands}"
        ),
        "ECR": _(
            "An Express Connect Router needs one beforehand: its owner associates it with the transit "
            "router, whose ID you send them. Create it in the CEN console or with:\n{commands}"
        ),
    }
)
_BASIC_ROUTER: Final = _(
    "Its transit router there is of the Basic edition, to which a network of this type cannot be attached. "
    "Use another CEN, to which the network's owner has to grant it."
)
NO_CIDR: Final = _("The transit router {router} has no CIDR block.")
_ADD_CIDR: Final = _(
    "An IPsec-VPN connection takes its gateway addresses from one. Add one that overlaps with no network of "
    "the CEN, in the CEN console or with:\n{command}"
)
_CIDR: Final = "CIDR-BLOCK"
_ROUTER: Final = "TRANSIT-ROUTER-ID"
"""What only the CEN owner can say is in capitals."""


async def attach_obstacle(
    cloud: "Cloud", cen: Cen, network: Network, options: AttachOptions
) -> Obstacle | None:
    """Return what has to be done before a network can be attached; None where nothing was found.

    What cannot be read is left to the cloud, which refuses what is not ready.
    """
    try:
        return await _router_obstacle(cloud, cen, network, options)
    except CloudError:
        return None


async def _router_obstacle(
    cloud: "Cloud", cen: Cen, network: Network, options: AttachOptions
) -> Obstacle | None:
    if not options.through_router(network):
        return None
    if not await service_active(cloud):
        return Obstacle(NO_SERVICE, _ACTIVATE.format(command=_command("OpenTransitRouterService")))
    if not options.needs_router(network):
        return None
    region, router = options.region_of(network), options.router
    if router is None or not router.enterprise:
        advice = _BASIC_ROUTER if router else _create_router(network.type, cen, region)
        return Obstacle(NO_ROUTER.format(region=region_name(region)), advice)
    if network.type != "VPN" or await cidr_blocks(cloud, router):
        return None
    add = _add_cidr(router.id, region)
    return Obstacle(NO_CIDR.format(router=router.id), _ADD_CIDR.format(command=add))


def _create_router(kind: str, cen: Cen, region: str) -> str:
    create = _command("CreateTransitRouter", "--CenId", cen.id, "--RegionId", region)
    cidr = [_add_cidr(_ROUTER, region)] if kind == "VPN" else []
    return _CREATE_ROUTER[kind].format(commands="\n".join([create, *cidr]))


def _add_cidr(router_id: str, region: str) -> str:
    where = ("--RegionId", region, "--TransitRouterId", router_id)
    return _command("CreateTransitRouterCidr", *where, "--Cidr", _CIDR)


def _command(action: str, *options: str) -> str:
    return command_line(("aliyun", "cbn", action, *options))
