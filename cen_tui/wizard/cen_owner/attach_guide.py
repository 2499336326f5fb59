"""What the CEN owner does to attach networks that were granted: in the console, or with the aliyun CLI."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.cen.received_grants import cen_region
from cen_tui.cloud.networks import commands
from cen_tui.cloud.networks.base import CenTarget, GrantApi, Network
from cen_tui.cloud.networks.grant_apis import calls_of
from cen_tui.cloud.networks.registry import network_type
from cen_tui.cloud.networks.vpn import is_single
from cen_tui.i18n import gettext as _
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.outcome import OperationResult
from cen_tui.wizard.cen_owner.association import association_guide, owner_commands
from cen_tui.wizard.shell import NARROW, command_line, wrapped

_TO_ATTACH: Final = _("To attach")
_OR_WITH_CLI: Final = _("Or with the aliyun command line, as the CEN owner:")
_CONSOLE: Final = _("""\
In the CEN console of account {cen_owner}:
1. {open_router}
2. Choose Create Connection, and the network type.
3. For the resource owner choose Different Account, and enter {owner}.
4. Choose the network ID, leave the options about routes ticked, and confirm. A network that is not offered \
there means that the CEN ID or an account ID is not the one the grant names.""")
_OPEN: Final = _("Open the CEN {cen_id} and its transit router in the region of the network.")
_OPEN_ASSOCIATED: Final = _(
    "Open the CEN {cen_id} and its transit router in the region of the network; for an Express Connect "
    "Router, the transit router that it is associated with."
)
_BASIC: Final = _("Where the CEN has a Basic transit router in the region, instead:")
_TO_REPLACE: Final = _("""\
Replace the values in capitals with your own: a zone of the region, and for a VPC a vSwitch in it. The \
options come again, with .2., for each further zone.""")
_CCN: Final = _("""\
A CCN is attached through a Basic transit router, which the cloud makes in its area. To networks on an \
Enterprise transit router its routes flow only after an inter-region connection of the two.""")
_VPN: Final = _("""\
The region of a VPN connection needs an Enterprise transit router beforehand, with a CIDR block (see \
ListTransitRouterCidr) that has addresses left.""")
_VPN_ZONES: Final = {
    False: _("{id} is dual-tunnel: it takes no zone."),
    True: _("{id} is single-tunnel: it takes one zone (ListTransitRouterAvailableResource lists them)."),
    None: _(
        "{id}: a dual-tunnel connection, the default since 2024-11-26, takes no zone. If its owner says "
        "that it is single-tunnel, add {zone}."
    ),
}
"""By whether the connection is known to be single-tunnel."""
_ROUTES: Final = _("""\
Routes: the commands above set none (the console does, as long as its options are ticked). Once the network \
says Attached on an Enterprise transit router:""")
_ROLE: Final = _("""\
If attaching fails because of AliyunServiceRoleForCEN, that service-linked role is missing. An administrator \
of your account allows ram:CreateServiceLinkedRole, with the condition that ram:ServiceName is \
cen.aliyuncs.com. The network's owner may have to create the role in their account too.""")


def attach_guide(
    results: Sequence[OperationResult], target: CenTarget, owner_uid: str, width: int = 72
) -> list[str]:
    """Return the paragraphs about attaching: the console's steps, commands, and what comes after them.

    No line of them is wider than `width`.
    """
    networks = [result.network for result in results]
    filled, shown = partial(wrapped, width=width), partial(command_line, width=min(width, NARROW))
    lines = [shown(_command(result)) for result in results]
    open_router = (_OPEN_ASSOCIATED if owner_commands(results) else _OPEN).format(cen_id=target.cen_id)
    console = _CONSOLE.format(cen_owner=target.owner_uid, open_router=open_router, owner=owner_uid)
    paragraphs = [
        filled(f"{_TO_ATTACH}\n{console}"),
        "\n".join([_OR_WITH_CLI, *lines]),
    ]
    if basic := [shown(_through_basic(result)) for result in results if _may_be_basic(result)]:
        paragraphs.append("\n".join([filled(_BASIC), *basic]))
    if any("ZONE-ID" in line for line in lines):
        paragraphs.append(filled(_TO_REPLACE))
    if vpns := [_zone_of(network) for network in networks if network.type == "VPN"]:
        paragraphs.append(filled("\n".join([_VPN, *vpns])))
    paragraphs += association_guide(results, owner_uid, width)
    if any(network.type == "CCN" for network in networks):
        paragraphs.append(filled(_CCN))
    if any(network.type != "CCN" for network in networks):
        paragraphs.append("\n".join([filled(_ROUTES), *map(shown, _route_commands())]))
    return [*paragraphs, filled(_ROLE)]


_NO_ROUTES_YET: Final = _(
    "Routes: attaching has set none. f sets those of the system route table; for another table, or without "
    "cen-tui, use the CEN console or:"
)
_CCN_ROUTES: Final = _(
    "Routes: exchanged with networks on Basic transit routers. To those on an Enterprise one they flow only "
    "after an inter-region connection from {region}, made in the CEN console."
)
_BASIC_ROUTES: Final = _("Routes: exchanged with the rest of the CEN by themselves.")


def after_attaching(network: Network, attach_options: AttachOptions, attachment: CenAttachment | None) -> str:
    """Return what the CEN owner has still to do about routes, now that a network is attached."""
    if attach_options.through_router(network):
        router_id = attach_options.router.id if attach_options.router else ""
        known = (attachment.id, attachment.router_id) if attachment else ("", router_id)
        return "\n".join([_NO_ROUTES_YET, *route_commands(*known)])
    return _CCN_ROUTES.format(region=cen_region(network)) if network.type == "CCN" else _BASIC_ROUTES


def route_commands(attachment_id: str = "", router_id: str = "") -> tuple[str, ...]:
    """Return the command lines that tie an attachment to a route table; what is not known is in capitals."""
    return tuple(map(command_line, _route_commands(attachment_id, router_id)))


def _route_commands(attachment_id: str = "", router_id: str = "") -> tuple[tuple[str, ...], ...]:
    return (commands.route_tables(router_id), *commands.routes(attachment_id))


def _command(result: OperationResult) -> tuple[str, ...]:
    calls = calls_of(network_type(result.network.type), result.options.api)
    return calls.attach_command(result.network, result.target)


def _may_be_basic(result: OperationResult) -> bool:
    """Tell whether a Basic transit router may attach it too: a grant that names no payer serves both."""
    return result.network.type in {"VPC", "VBR"} and result.options.api is GrantApi.CEN


def _through_basic(result: OperationResult) -> tuple[str, ...]:
    return commands.attach(result.network, result.target, region=result.network.region)


def _zone_of(network: Network) -> str:
    return _VPN_ZONES[is_single(network)].format(id=network.id, zone=" ".join(commands.ZONE))
