"""The caution notice: what a grant opens, said before it is made."""

from typing import Final

from cen_tui.cloud.cen.received_grants import Granted
from cen_tui.cloud.networks.base import GrantRule, Network
from cen_tui.cloud.regions import region_name
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.wizard.payer import NOT_NAMED, payer_name

CAUTION: Final = """\
The other account will be able to attach {these} to its CEN, and to reach what is in {them}.
Nothing here checks that the CEN, or the account, is the one you mean. A wrong digit opens {these} \
to a stranger: be certain of both before you go on.
Revoking the grant later does not detach what was attached meanwhile."""


def caution(networks: int) -> str:
    """Return the whole notice, for one network or for several."""
    if networks == 1:
        return CAUTION.format(these="this network", them="it")
    return CAUTION.format(these=f"these {networks} networks", them="them")


_REVOKE: Final = """\
This CEN can no longer be given this network. Revoking does not detach: what is attached stays attached, and \
reachable, until the CEN's owner detaches it in their account.
{attached}The CEN's owner is not told. Granting again takes this whole walk again."""
_ATTACHED: Final = """\
The network is attached to this CEN now. Have its owner detach it first: an attachment whose grant is gone \
cannot be made again, and an Enterprise transit router refuses the revoke until then.
"""


def revoke_caution(network: Network, rule: GrantRule) -> str:
    """Return the whole notice for taking a rule back, with what is known of the attachment."""
    attached = any(one.cen_id == rule.target.cen_id for one in network.attachments)
    notice = _REVOKE.format(attached=_ATTACHED if attached else "")
    if rule.note:
        notice += (
            f"\nThis rule {rule.note}. While traffic uses it, the cloud refuses to revoke it: "
            "the CEN's owner has to turn that off first."
        )
    return notice


_ATTACH: Final = """\
What is on your CEN and what is in this network can then reach each other, as routes and security groups \
allow. Be certain that it is the network you asked for, and that its addresses do not overlap with yours.
{charges}
{routes}"""
_ENTERPRISE: Final = """\
An Enterprise transit router bills the attachment by the hour, and its traffic, until it is detached. \
Who pays: {payer}.{new}"""
_NEW: Final = " There is no transit router in {region} yet: the cloud makes one."
_BASIC: Final = (
    "The Basic edition does not bill attachments by the hour; bandwidth between regions is billed."
)
_BASIC_ROUTES: Final = "Its routes are exchanged with the rest of the CEN at once."
_CCN_ROUTES: Final = (
    "To networks on an Enterprise transit router its routes flow only after an inter-region connection."
)
_NO_ROUTES: Final = "This sets no routes: the result says how to set them."


def attach_caution(granted: Granted, way: AttachOptions) -> str:
    """Return the whole notice for attaching a network: what it opens, what it costs, what it leaves to do."""
    network = granted.network
    if not way.through_router(network):
        routes = _CCN_ROUTES if network.type == "CCN" else _BASIC_ROUTES
        return _ATTACH.format(charges=_BASIC, routes=routes)
    payer = payer_name(granted.payer_in_force or granted.payer) or NOT_NAMED
    new = "" if way.router else _NEW.format(region=region_name(network.region))
    charges = _ENTERPRISE.format(payer=payer, new=new)
    return _ATTACH.format(charges=charges, routes=_NO_ROUTES)
