"""What is shown before an operation is sent, whose account ID confirms it, and what is accepted as a yes."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, NamedTuple, Self

from cen_tui.cloud.auth.principal import in_words
from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.cen.received_grants import Granted, cen_region
from cen_tui.cloud.cen.route_tables import AttachmentRoutes
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantOptions, GrantRule, Network, Payer
from cen_tui.cloud.networks.grant_apis import grant_options, options_for
from cen_tui.cloud.networks.registry import network_type
from cen_tui.cloud.regions import region_label, region_words
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, ngettext, pgettext, sentences
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind
from cen_tui.text import grouped, plain_text
from cen_tui.vault.base import Account
from cen_tui.wizard.attached import AttachedState, attached_elsewhere, attached_state
from cen_tui.wizard.caution import (
    attach_caution,
    attachment_payer_caution,
    caution,
    change_caution,
    detach_caution,
    revoke_caution,
    revoke_several_caution,
    routes_caution,
)
from cen_tui.wizard.confirmation_texts import DIGITS_ALONE, SENTENCES, Sentences
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.payer import payer_name

STILL: Final = MappingProxyType(
    {
        AttachedState.HERE: _("still attached to this CEN"),
        AttachedState.UNKNOWN: _("may be attached to this CEN: that is not known"),
    }
)
"""What is said below a rule that is revoked with others."""
DIGITS: Final = 4
"""How many of the last digits of an account ID are asked for."""
_IN_ZONES: Final = _("in {zones}")
_SYSTEM_TABLE: Final = _("{table} (system)")
_ENTERPRISE: Final = _("{router} (Enterprise)")
_BASIC: Final = _("{router} (Basic)")
_A_BASIC: Final = _("a Basic transit router")
_NEW_ENTERPRISE: Final = _("a new Enterprise transit router")
_NEW_BASIC: Final = _("a new Basic transit router")
_NEW_ENTERPRISE_IN: Final = _("a new Enterprise transit router in {region}")
_NEW_BASIC_IN: Final = _("a new Basic transit router in {region}")
_NO_NAME: Final = _("no name")
_OWNER: Final = _("{uid} · {account}, {who}")
_WAYS: Final = MappingProxyType(
    {
        None: pgettext("confirmation", "no payer"),
        Payer.NETWORK_OWNER: pgettext("confirmation", "you pay"),
        Payer.CEN_OWNER: pgettext("confirmation", "CEN owner pays"),
    }
)
"""How one network of several is granted, in the fewest words."""
_PAYS: Final = MappingProxyType(
    {
        Payer.CEN_OWNER: _("the CEN's owner ({value})"),
        Payer.NETWORK_OWNER: _("this account ({value})"),
    }
)
_PAYS_FOR_SOME: Final = MappingProxyType(
    {
        Payer.CEN_OWNER: _("the CEN's owner, for {types} only ({value})"),
        Payer.NETWORK_OWNER: _("this account, for {types} only ({value})"),
    }
)
_PAYS_WHAT: Final = _("for connections, by the hour, and traffic")
_FROM_NOW_ON: Final = _("{now} now, {then} from then on")
_REVOKE_SEVERAL: Final = _("Revoke {count:,} grant rules")
ROUTE_KINDS: Final = (OperationKind.ASSOCIATE, OperationKind.PROPAGATE)
"""The two halves of an attachment's routes, in the order in which they are set."""


class Line(NamedTuple):
    """One labelled line of what is confirmed."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Confirmation:
    """An operation restated. Fixed when it is shown: what is confirmed is what was on the screen."""

    heading: str
    uid: str
    """The account ID whose last digits confirm it."""
    caution: str
    networks: tuple[Line, ...]
    """What it is about: there may be more than have room."""
    parties: tuple[Line, ...]
    """Of whose account, to which CEN of whose account, and what goes with it."""
    operations: tuple[Wanted, ...]
    """What follows a yes, in this order: of one kind, or both about an attachment's routes."""
    asks: Sentences | None = None
    """What is asked, where it is not what is asked of this kind as a rule."""
    cen: Cen | None = None
    """The CEN of the account that is signed in, where it is about an attachment to that."""

    @property
    def kind(self) -> OperationKind:
        """What is confirmed."""
        return self.operations[0].kind

    @property
    def sentences(self) -> Sentences:
        """What is asked, and what is said where it is not confirmed."""
        return self.asks or SENTENCES[self.kind]

    def accepts(self, typed: str) -> bool:
        """Tell whether what was typed confirms it: the last digits of the account ID, and nothing else."""
        return len(typed) == DIGITS and typed == self.uid[-DIGITS:]

    def refusal(self, typed: str) -> str:
        """Return in a sentence why what was typed does not confirm it."""
        if self.accepts("".join(plain_text(typed).split())):
            return sentences(self.sentences.not_done, DIGITS_ALONE)
        return self.sentences.mismatch if typed else self.sentences.no_digits

    def sent_to(self, endpoint: str) -> Self:
        """Return it with the endpoint named, where that is not the cloud's own."""
        named = (Line(pgettext("confirmation", "Sent to"), endpoint, strong=True),) if endpoint else ()
        return replace(self, parties=(*self.parties, *named))


def confirm_grant(draft: Draft) -> Confirmation:
    """Restate the grant of a draft. Raises `ValueError` where its account or target is missing."""
    account, target = _account(draft), draft.target
    if target is None or not draft.networks:
        raise ValueError("a grant needs networks and a target")
    count = len(draft.networks)
    heading = ngettext(
        "Authorize another account's CEN to attach {count} network",
        "Authorize another account's CEN to attach {count} networks",
        count,
    )
    options = [grant_options(each, draft.payer) for each in draft.networks]
    return Confirmation(
        heading=heading.format(count=count),
        uid=target.owner_uid,
        caution=caution(count),
        networks=tuple(_granted(draft.networks, options, target.cen_id)),
        parties=(
            *_parties(account, target),
            *_payer_lines(draft.networks, options),
        ),
        operations=tuple(
            Wanted(OperationKind.GRANT, network, target, how)
            for network, how in zip(draft.networks, options, strict=True)
        ),
    )


def confirm_revoke(draft: Draft, network: Network, rule: GrantRule) -> Confirmation:
    """Restate the revoke of a rule, through every API that shows it: what one leaves lets it be attached."""
    return Confirmation(
        heading=_("Revoke one grant rule"),
        uid=rule.target.owner_uid,
        caution=revoke_caution(network, rule),
        networks=_in_full(network),
        parties=_parties(_account(draft), rule.target),
        operations=tuple(
            Wanted(OperationKind.REVOKE, network, rule.target, GrantOptions(api)) for api in rule.apis
        ),
    )


OF_THIS_ACCOUNT: Final = SENTENCES[OperationKind.REVOKE]._replace(
    question=_("Type the last four digits of the network owner's UID to revoke:")
)
"""What is asked before rules for CENs of several accounts are revoked: no one peer stands for all."""


def confirm_revokes(draft: Draft, rules: Sequence[tuple[Network, GrantRule]]) -> Confirmation:
    """Restate the revoke of several rules, each with its network, its CEN and the account of that.

    Raises:
        ValueError: there is none.
    """
    account, owners = _account(draft), {rule.target.owner_uid for _network, rule in rules}
    if not rules:
        raise ValueError("a revoke needs a rule")
    peer = next(iter(owners)) if len(owners) == 1 else ""
    return Confirmation(
        heading=_REVOKE_SEVERAL.format(count=len(rules)),
        uid=peer or account.uid,
        caution=revoke_several_caution(rules),
        networks=tuple(line for network, rule in rules for line in _revoked(network, rule, peer)),
        parties=(_owner(account), *((_peer_account(peer),) if peer else ())),
        operations=tuple(
            Wanted(OperationKind.REVOKE, network, rule.target, GrantOptions(api))
            for network, rule in rules
            for api in rule.apis
        ),
        asks=None if peer else OF_THIS_ACCOUNT,
    )


def _revoked(network: Network, rule: GrantRule, peer: str) -> Iterator[Line]:
    """Yield a rule of several, with the account of its CEN where that is not the same for all."""
    yield Line(network.type, f"{network.id} · {_name(network)} · {region_label(network.region)}", strong=True)
    yield _peer_cen(rule.target)
    if not peer:
        yield _peer_account(rule.target.owner_uid)
    if words := STILL.get(attached_state(network, rule.target.cen_id)):
        yield Line("", words, strong=True)


def confirm_payer(draft: Draft, network: Network, rule: GrantRule, payer: Payer) -> Confirmation:
    """Restate a change of who pays under one rule."""
    options = GrantOptions(GrantApi.ROUTER, payer)
    return Confirmation(
        heading=_("Change who pays for the transit router's connection"),
        uid=rule.target.owner_uid,
        caution=change_caution(payer),
        networks=_in_full(network),
        parties=(
            *_parties(_account(draft), rule.target),
            _payer_change(rule.payer, payer),
        ),
        operations=(Wanted(OperationKind.CHANGE_PAYER, network, rule.target, options),),
    )


def confirm_attach(granted: Granted, cen: Cen, options: AttachOptions) -> Confirmation:
    """Restate the attachment of one granted network to a CEN, in the region that the options name."""
    network = replace(granted.network, region=options.region_of(granted.network))
    zones = listed(each.zone for each in options.vswitches) or options.zone
    how = options_for(network_type(network.type))
    return Confirmation(
        heading=_("Attach one network to your CEN"),
        uid=network.owner_uid,
        caution=attach_caution(granted, options),
        networks=_attached(network),
        parties=(
            _network_owner(network),
            _your_cen(cen),
            Line(pgettext("confirmation", "Through"), _router(network, options)),
            *((Line("", _IN_ZONES.format(zones=zones)),) if zones else ()),
        ),
        operations=(Wanted(OperationKind.ATTACH, network, cen.target, how, options),),
        cen=cen,
    )


def confirm_detach(attachment: CenAttachment, cen: Cen, *, granted: bool = True) -> Confirmation:
    """Restate the detachment of one network from a CEN; `granted` tells whether its grant stands."""
    return Confirmation(
        heading=_("Detach one network from your CEN"),
        uid=attachment.network.owner_uid,
        caution=detach_caution(attachment, granted=granted),
        networks=_attached(attachment.network),
        parties=_attachment_parties(attachment, cen),
        operations=(_wanted(OperationKind.DETACH, attachment, cen),),
        cen=cen,
    )


def routes_to_set(routes: AttachmentRoutes) -> tuple[OperationKind, ...]:
    """Return which halves of an attachment's routes can be set: it can be associated with one table only."""
    left = {
        OperationKind.ASSOCIATE: not (routes.associated or routes.other_table),
        OperationKind.PROPAGATE: not routes.propagated,
    }
    return tuple(kind for kind in ROUTE_KINDS if routes.table_id and left[kind])


def confirm_routes(
    attachment: CenAttachment,
    cen: Cen,
    routes: AttachmentRoutes,
    chosen: Collection[OperationKind] = ROUTE_KINDS,
) -> Confirmation:
    """Restate what is set of an attachment's routes: what was chosen and can be set.

    Raises:
        ValueError: there is nothing of that.
    """
    kinds = [kind for kind in routes_to_set(routes) if kind in chosen]
    if not kinds:
        raise ValueError("no route is left to be set")
    return Confirmation(
        heading=_("Set the routes of one attachment"),
        uid=attachment.network.owner_uid,
        caution=routes_caution(kinds, routes),
        networks=_attached(attachment.network),
        parties=(
            *_attachment_parties(attachment, cen),
            Line(pgettext("confirmation", "Route table"), _SYSTEM_TABLE.format(table=routes.table_id)),
        ),
        operations=tuple(replace(_wanted(kind, attachment, cen), table_id=routes.table_id) for kind in kinds),
        cen=cen,
    )


def confirm_attachment_payer(attachment: CenAttachment, cen: Cen, payer: Payer) -> Confirmation:
    """Restate a change of who pays for one attachment, to the payer that its grant rule names."""
    wanted = _wanted(OperationKind.CHANGE_ATTACHMENT_PAYER, attachment, cen)
    return Confirmation(
        heading=_("Change who pays for one attachment"),
        uid=attachment.network.owner_uid,
        caution=attachment_payer_caution(payer),
        networks=_attached(attachment.network),
        parties=(
            *_attachment_parties(attachment, cen),
            _payer_change(attachment.payer, payer),
        ),
        operations=(replace(wanted, options=GrantOptions(GrantApi.ROUTER, payer)),),
        cen=cen,
    )


def _wanted(kind: OperationKind, attachment: CenAttachment, cen: Cen) -> Wanted:
    options = options_for(network_type(attachment.network.type))
    return Wanted(kind, attachment.network, cen.target, options, attachment=attachment)


def _attached(network: Network) -> tuple[Line, ...]:
    return (Line(network.type, f"{network.id} · {region_words(network.region)}", strong=True),)


def _attachment_parties(attachment: CenAttachment, cen: Cen) -> tuple[Line, ...]:
    through = _ENTERPRISE.format(router=attachment.router_id) if attachment.enterprise else _A_BASIC
    return (
        _network_owner(attachment.network),
        _your_cen(cen),
        Line(pgettext("confirmation", "Through"), through),
    )


def _network_owner(network: Network) -> Line:
    return Line(pgettext("confirmation", "Network owner"), grouped(network.owner_uid), strong=True)


def _your_cen(cen: Cen) -> Line:
    return Line(
        pgettext("confirmation", "Your CEN"), f'{cen.id} · "{cen.name}"' if cen.name else cen.id, strong=True
    )


def _account(draft: Draft) -> Account:
    if draft.account is None:
        raise ValueError("an operation needs an account")
    return draft.account


def _granted(networks: tuple[Network, ...], options: list[GrantOptions], cen_id: str) -> Iterator[Line]:
    """Yield one network in full; of several a line each, with who pays where that differs among them."""
    if len(networks) == 1:
        yield from _in_full(networks[0])
    mixed = len(set(options)) > 1
    for network, how in zip(networks, options, strict=True):
        if len(networks) > 1:
            own_grant = _WAYS[how.payer] if mixed else ""
            yield Line(
                network.type,
                " · ".join(
                    filter(None, (network.id, own_grant, _name(network), region_label(network.region)))
                ),
                strong=True,
            )
        if attached := attached_elsewhere(network, cen_id):
            yield Line("", attached, strong=True)


def _parties(account: Account, target: CenTarget) -> tuple[Line, ...]:
    return _owner(account), _peer_cen(target), _peer_account(target.owner_uid)


def _peer_cen(target: CenTarget) -> Line:
    return Line(pgettext("confirmation", "Peer CEN"), target.cen_id, strong=True)


def _peer_account(uid: str) -> Line:
    return Line(pgettext("confirmation", "Peer account"), grouped(uid), strong=True)


def _in_full(network: Network) -> tuple[Line, ...]:
    where = " · ".join(filter(None, (region_words(network.region), network.address)))
    return Line(network.type, f"{network.id} · {_name(network)}", strong=True), Line("", where)


def _name(network: Network) -> str:
    return f'"{network.name}"' if network.name else _NO_NAME


def _owner(account: Account) -> Line:
    owner = _OWNER.format(uid=grouped(account.uid), account=account.name, who=in_words(account.principal))
    return Line(pgettext("confirmation", "Network owner"), owner)


def _payer_lines(networks: tuple[Network, ...], options: list[GrantOptions]) -> Iterator[Line]:
    """Yield who pays, for which of the networks, and what for where it is this account."""
    payer = next((how.payer for how in options if how.payer), None)
    if payer is None:
        return
    paid = dict.fromkeys(each.type for each, how in zip(networks, options, strict=True) if how.payer)
    pays = (_PAYS_FOR_SOME if None in {how.payer for how in options} else _PAYS)[payer]
    words = pays.format(types=listed(paid), value=payer.value)
    yield Line(pgettext("confirmation", "Payer"), words, strong=True)
    if payer is Payer.NETWORK_OWNER:
        yield Line("", _PAYS_WHAT, strong=True)


def _payer_change(before: str, payer: Payer) -> Line:
    now, then = payer_name(before), payer_name(payer)
    words = _FROM_NOW_ON.format(now=now, then=then) if now else then
    return Line(pgettext("confirmation", "Payer"), words)


def _router(network: Network, options: AttachOptions) -> str:
    """Return through which transit router a network is attached, with its edition."""
    enterprise = options.through_router(network)
    if router := options.router:
        return (_ENTERPRISE if enterprise else _BASIC).format(router=router.id)
    if network.type == "CCN":
        return (_NEW_ENTERPRISE_IN if enterprise else _NEW_BASIC_IN).format(region=cen_region(network))
    return _NEW_ENTERPRISE if enterprise else _NEW_BASIC
