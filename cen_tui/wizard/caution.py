"""The caution notice of each operation: what it opens or ends, said before it is confirmed."""

from collections.abc import Sequence
from typing import Final

from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.cen.received_grants import Granted
from cen_tui.cloud.cen.route_tables import AttachmentRoutes
from cen_tui.cloud.networks.base import GrantRule, Network, Payer
from cen_tui.cloud.regions import region_name
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.outcome import OperationKind
from cen_tui.text import grouped
from cen_tui.wizard.attached import AttachedState, attached_state
from cen_tui.wizard.payer import NOT_NAMED, payer_name

CAUTION: Final = _("""\
The other account will be able to attach this network to its CEN, and to access the resources in it.
Alibaba Cloud does not check that this CEN exists or belongs to this account. A wrong digit opens this \
network to a stranger: check both before you continue.
Revoking later does not detach a network that has already been attached.""")
CAUTION_OF_SEVERAL: Final = _("""\
The other account will be able to attach these {count} networks to its CEN, and to access their resources.
Alibaba Cloud does not check that this CEN exists or belongs to this account. A wrong digit opens these \
networks to a stranger: check both before you continue.
Revoking later does not detach a network that has already been attached.""")


def caution(networks: int) -> str:
    """Return the whole notice for granting, for one network or for several."""
    return CAUTION if networks == 1 else CAUTION_OF_SEVERAL.format(count=networks)


_REVOKE: Final = _("""\
After this, the CEN's owner can no longer attach this network.
{attached}
The CEN's owner is not told. To grant again you must repeat all the steps.""")
_DOES_NOT_DETACH: Final = _("""\
Revoking does not detach: what is attached stays attached, and reachable, until the CEN's owner detaches \
it in their account.""")
STILL_ATTACHED: Final = _("""\
Revoking does not detach: it is still attached to {cen} of {owner}. Ask its owner to detach it first: \
an attachment whose grant is revoked cannot be made again, and an Enterprise transit router refuses the \
revoke until then.""")
MAY_BE_ATTACHED: Final = sentences(
    _("Whether it is attached to this CEN could not be read."), _DOES_NOT_DETACH
)
ATTACHED_SOMEWHERE: Final = sentences(
    _("It is attached, and the cloud does not say to which CEN: if it is this one, have it detached first."),
    _DOES_NOT_DETACH,
)
"""Said of an IPsec-VPN connection, whose list names no more than a transit router."""
_NOTE: Final = _("""\
This rule {note}. While traffic uses it, the cloud refuses to revoke it: the CEN's owner has to turn that \
off first.""")
_REVOKE_SEVERAL: Final = _("""\
After this, the owners of these CENs can no longer attach these networks.
{attached}
The owners are not told. To grant again you must repeat all the steps.""")
STILL_ATTACHED_SEVERAL: Final = _("""\
Revoking does not detach: {count} of {total} are, or may be, still attached, as said above. Ask the owners \
of those CENs to detach first: what is revoked cannot be attached again.""")


def revoke_caution(network: Network, rule: GrantRule) -> str:
    """Return the whole notice for revoking a rule, with what is known of the attachment."""
    attached = {
        AttachedState.HERE: STILL_ATTACHED.format(
            cen=rule.target.cen_id, owner=grouped(rule.target.owner_uid)
        ),
        AttachedState.UNKNOWN: ATTACHED_SOMEWHERE if network.attached else MAY_BE_ATTACHED,
    }.get(attached_state(network, rule.target.cen_id), _DOES_NOT_DETACH)
    notice = _REVOKE.format(attached=attached)
    return f"{notice}\n{_NOTE.format(note=rule.note)}" if rule.note else notice


def revoke_several_caution(rules: Sequence[tuple[Network, GrantRule]]) -> str:
    """Return the whole notice for revoking several rules at once."""
    states = [attached_state(network, rule.target.cen_id) for network, rule in rules]
    count = sum(state in {AttachedState.HERE, AttachedState.UNKNOWN} for state in states)
    still = STILL_ATTACHED_SEVERAL.format(count=count, total=len(rules))
    return _REVOKE_SEVERAL.format(attached=still if count else _DOES_NOT_DETACH)


_CHANGE: Final = _("""\
The cloud refuses a change within an hour of connecting or of the last change.
While the network is attached, both accounts take a step: the CEN's owner changes the attachment's payer \
too. Until then the previous payer pays.""")
_NEW_PAYER: Final = {
    Payer.CEN_OWNER: _(
        "From then on the CEN's owner pays (PayByCenOwner) for the transit router's connection "
        "and its traffic."
    ),
    Payer.NETWORK_OWNER: _(
        "From then on this account pays (PayByResourceOwner) for the transit router's "
        "connection, by the hour, and its traffic."
    ),
}


def change_caution(payer: Payer) -> str:
    """Return the whole notice for changing the payer of a rule that stands."""
    return f"{_NEW_PAYER[payer]}\n{_CHANGE}"


_ATTACH: Final = _("""\
The resources on your CEN and in this network can then reach each other, as routes and security groups \
allow. Check that it is the network you asked for, and that its addresses do not overlap with yours.
{charges}
{routes}""")
_ENTERPRISE: Final = _("""\
An Enterprise transit router bills the attachment by the hour, and its traffic, until it is detached. \
Payer: {payer}.""")
_NEW: Final = _("There is no transit router in {region} yet: the cloud makes one.")
_BASIC: Final = _(
    "The Basic edition does not bill attachments by the hour; bandwidth between regions is billed."
)
_BASIC_ROUTES: Final = _("Its routes are exchanged with the rest of the CEN at once.")
_CCN_ROUTES: Final = _(
    "To networks on an Enterprise transit router its routes flow only after an inter-region connection."
)
_OWNER_PAYS: Final = _(
    "The network's owner pays: the transit router service has to be active in their account as well."
)
_ECR_FIRST: Final = _(
    "The owner of the Express Connect Router associates it with this transit router first: ask whether they "
    "have done so, as that cannot be seen from here."
)
_NO_ROUTES: Final = _("This sets no routes: the result says how to set them.")


def attach_caution(granted: Granted, options: AttachOptions) -> str:
    """Return the whole notice for attaching a network: what it opens, what it costs, what it leaves to do."""
    network = granted.network
    if not options.through_router(network):
        routes = _CCN_ROUTES if network.type == "CCN" else _BASIC_ROUTES
        return _ATTACH.format(charges=_BASIC, routes=routes)
    payer = payer_name(granted.payer_in_force or granted.payer) or NOT_NAMED
    new = "" if options.router else _NEW.format(region=region_name(options.region_of(network)))
    charges = sentences(_ENTERPRISE.format(payer=payer), new)
    if granted.payer == Payer.NETWORK_OWNER:
        charges = f"{charges}\n{_OWNER_PAYS}"
    if network.type == "ECR":
        charges = f"{charges}\n{_ECR_FIRST}"
    return _ATTACH.format(charges=charges, routes=_NO_ROUTES)


_DETACH: Final = _("""\
After this, the resources on your CEN and in this network no longer reach each other through this CEN. What \
uses the connection now breaks off.
{what_goes}
The grant stays: the network can be attached again until its owner revokes the grant.""")
_WITH_ROUTER: Final = _(
    "Its association with a route table, its propagated routes, and whatever else in the transit router "
    "depends on the attachment are deleted with it. The attachment is no longer billed."
)
_WITH_ECR: Final = _(
    "Its association with a route table, its propagated routes, and the association of the Express Connect "
    "Router with the transit router are deleted with it: to attach it again, its owner has to make that "
    "association again. The attachment is no longer billed."
)
_WITH_BASIC: Final = _("Its routes are withdrawn from the rest of the CEN at once.")


def detach_caution(attachment: CenAttachment) -> str:
    """Return the whole notice for detaching a network: what ends, and what stays."""
    if not attachment.enterprise:
        return _DETACH.format(what_goes=_WITH_BASIC)
    return _DETACH.format(what_goes=_WITH_ECR if attachment.network.type == "ECR" else _WITH_ROUTER)


_ASSOCIATE: Final = _(
    "Associated: the transit router forwards what comes from this network by the routes of its system route "
    "table."
)
_PROPAGATE: Final = _(
    "Propagated: the system route table learns this network's routes, so that every attachment associated "
    "with that table can send to it."
)
_OTHER_TABLE: Final = _(
    "The attachment is associated with another route table, {table}: that is left as it is."
)
_ROUTES_OPEN: Final = _(
    "With both, this network and the others on that table can reach each other, as security groups allow. "
    "Check that its addresses do not overlap with theirs."
)


def routes_caution(kinds: Sequence[OperationKind], routes: AttachmentRoutes) -> str:
    """Return the whole notice for setting routes of an attachment: what each step opens."""
    lines = [
        _ASSOCIATE if OperationKind.ASSOCIATE in kinds else "",
        _PROPAGATE if OperationKind.PROPAGATE in kinds else "",
        _OTHER_TABLE.format(table=routes.other_table) if routes.other_table else "",
        _ROUTES_OPEN,
    ]
    return "\n".join(filter(None, lines))


_ATTACHMENT_PAYER: Final = {
    Payer.CEN_OWNER: _(
        "From then on this account pays (PayByCenOwner) for the attachment, by the hour, and its traffic."
    ),
    Payer.NETWORK_OWNER: _(
        "From then on the network's owner pays (PayByResourceOwner) for the attachment, by "
        "the hour, and its traffic."
    ),
}
_SECOND_HALF: Final = _("""\
The grant rule names this payer already; with this step it takes force. The cloud refuses a change within an \
hour of connecting or of the last change.""")


def attachment_payer_caution(payer: Payer) -> str:
    """Return the whole notice for changing the payer of an attachment."""
    return f"{_ATTACHMENT_PAYER[payer]}\n{_SECOND_HALF}"
