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
Alibaba Cloud does not check that this CEN exists or belongs to this account. If a single character is \
wrong, this network opens to a stranger: check both.
Revoking later does not detach a network that has already been attached.""")
CAUTION_OF_SEVERAL: Final = _("""\
The other account will be able to attach these {count} networks to its CEN, and to access their resources.
Alibaba Cloud does not check that this CEN exists or belongs to this account. If a single character is \
wrong, these networks open to a stranger: check both.
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
Your CEN and this network can then reach each other, as routes and security groups allow. Check that it is \
the network you asked for, and that no addresses overlap.
{charges}
{routes}""")
_ENTERPRISE: Final = _("""\
An Enterprise transit router bills it by the hour, and its traffic, until it is detached. Payer: {payer}.""")
_NEW: Final = _("There is no transit router in {region} yet: the cloud makes one.")
_BASIC: Final = _(
    "The Basic edition does not bill attachments by the hour; bandwidth between regions is billed."
)
_BASIC_ROUTES: Final = _(
    "Its routes are exchanged with the rest of the CEN at once: none are left to be set."
)
_CCN_ROUTES: Final = _(
    "To networks on an Enterprise transit router its routes flow only after an inter-region connection."
)
_OWNER_PAYS: Final = _("Its owner's transit router service has to be active too.")
_ECR_FIRST: Final = _(
    "Its owner associates it with this transit router first. Ask whether that is done: it is not seen here."
)
_NO_ROUTES: Final = _("This sets no routes: once it is attached, f sets them.")


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
{grant}""")
_GRANT_STAYS: Final = _(
    "The grant stays: the network can be attached again until its owner revokes the grant."
)
NO_GRANT_STANDS: Final = _(
    "No grant of it is listed any more: to attach it again, its owner has to grant it again first."
)
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


def detach_caution(attachment: CenAttachment, *, granted: bool = True) -> str:
    """Return the whole notice for detaching a network: what ends, and what stays."""
    of_router = _WITH_ECR if attachment.network.type == "ECR" else _WITH_ROUTER
    what_goes = of_router if attachment.enterprise else _WITH_BASIC
    return _DETACH.format(what_goes=what_goes, grant=_GRANT_STAYS if granted else NO_GRANT_STANDS)


_ASSOCIATE: Final = _(
    "Associated: the transit router forwards what comes from this network by the routes of its system route "
    "table."
)
_PROPAGATE: Final = _(
    "Propagated: the system route table learns this network's routes, so that every attachment associated "
    "with that table can send to it."
)
_ASSOCIATED: Final = _("It is associated with the system route table already.")
_PROPAGATED: Final = _("The system route table learns its routes already.")
OTHER_TABLE: Final = _(
    "Not associated: it uses another route table, {table}, until it is disassociated in the CEN console."
)
_NOT_ASSOCIATED: Final = _(
    "Not associated by this: nothing that comes from this network is forwarded until it is."
)
_NOT_PROPAGATED: Final = _(
    "Not propagated by this: the system route table has no route to this network until it is."
)
_NO_OVERLAP: Final = _(
    "Check that the addresses of this network do not overlap with those of the others on that table."
)
_ROUTES_OPEN: Final = _(
    "With both, this network and the others on that table can reach each other, as security groups allow. "
    "Check that its addresses do not overlap with theirs."
)


def routes_caution(kinds: Sequence[OperationKind], routes: AttachmentRoutes) -> str:
    """Return the whole notice for setting routes: what each half of them opens, or why it is not set."""
    associated = routes.associated or OperationKind.ASSOCIATE in kinds
    propagated = routes.propagated or OperationKind.PROPAGATE in kinds
    return "\n".join(
        [
            _association(kinds, routes),
            _propagation(kinds, routes),
            _ROUTES_OPEN if associated and propagated else _NO_OVERLAP,
        ]
    )


def _association(kinds: Sequence[OperationKind], routes: AttachmentRoutes) -> str:
    if OperationKind.ASSOCIATE in kinds:
        return _ASSOCIATE
    if routes.other_table:
        return OTHER_TABLE.format(table=routes.other_table)
    return _ASSOCIATED if routes.associated else _NOT_ASSOCIATED


def _propagation(kinds: Sequence[OperationKind], routes: AttachmentRoutes) -> str:
    if OperationKind.PROPAGATE in kinds:
        return _PROPAGATE
    return _PROPAGATED if routes.propagated else _NOT_PROPAGATED


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
