"""What is shown before an operation is sent, whose account ID confirms it, and what is accepted as a yes."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.cen.received_grants import Granted
from cen_tui.cloud.networks import network_type
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantRule, Network, Payer
from cen_tui.cloud.networks.grant_apis import has
from cen_tui.cloud.regions import region_name
from cen_tui.operations.attach_options import AttachOptions, cen_region
from cen_tui.text import grouped, spelled_out
from cen_tui.vault.base import Account
from cen_tui.wizard.caution import attach_caution, caution, revoke_caution
from cen_tui.wizard.payer import change_caution, payer_name

DIGITS: Final = 4
"""How many of the last digits of an account ID are asked for."""


class Line(NamedTuple):
    """One labelled line of what is confirmed."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One operation, restated. Fixed when it is shown: what is confirmed is what was on the screen."""

    heading: str
    verb: str
    """As in "Type the last four digits to revoke"."""
    undone: str
    """As in "Nothing is revoked"."""
    whose: str
    """Whose account ID confirms it, as in "the CEN owner's"."""
    uid: str
    """That account ID."""
    caution: str
    parties: tuple[Line, ...]
    """Of whose account, to which CEN of whose account, and what goes with it."""
    networks: tuple[Line, ...] = ()
    """The networks, where there may be more than have room."""

    @property
    def question(self) -> str:
        """What is asked."""
        return f"Type the last four digits of {self.whose} account ID to {self.verb}:"

    def accepts(self, typed: str) -> bool:
        """Tell whether what was typed confirms it: the last digits of the account ID, and nothing else."""
        return len(typed) == DIGITS and typed == self.uid[-DIGITS:]

    def refusal(self, typed: str) -> str:
        """Return in a sentence why what was typed does not confirm it."""
        if typed:
            return f"{self.undone}: these are not the last four digits of {self.whose} ID."
        return f"{self.undone}. Type the last four digits of {self.whose} account ID."


def confirm_grant(
    account: Account,
    networks: tuple[Network, ...],
    target: CenTarget,
    payer: Payer | None,
    endpoint: str = "",
) -> Confirmation:
    """Restate a grant of one or several networks; `endpoint` is named where it is not the cloud's own."""
    noun = "network" if len(networks) == 1 else "networks"
    paid = (Line("payer", _who_pays(networks, payer), strong=True),) if payer else ()
    return Confirmation(
        heading=f"Grant {spelled_out(len(networks))} {noun} to another CEN",
        verb="grant",
        undone="Nothing is granted",
        whose="the CEN owner's",
        uid=target.owner_uid,
        caution=caution(len(networks)),
        networks=tuple(line for network in networks for line in _network_in_full(network)),
        parties=(
            _of_account(account),
            Line("to CEN", target.cen_id, strong=True),
            Line("of account", grouped(target.owner_uid), strong=True),
            *paid,
            *_sent_to(endpoint),
        ),
    )


def confirm_revoke(account: Account, network: Network, rule: GrantRule, endpoint: str = "") -> Confirmation:
    """Restate the revoke of one rule."""
    return Confirmation(
        heading="Revoke one grant rule",
        verb="revoke",
        undone="Nothing is revoked",
        whose="the CEN owner's",
        uid=rule.target.owner_uid,
        caution=revoke_caution(network, rule),
        parties=_rule_parties(account, network, rule, "from CEN", *_sent_to(endpoint)),
    )


def confirm_payer(
    account: Account, network: Network, rule: GrantRule, payer: Payer, endpoint: str = ""
) -> Confirmation:
    """Restate a change of who pays under one rule."""
    before = f"from {payer_name(rule.payer)} " if rule.payer else ""
    change = Line("payer", f"{before}to {payer_name(payer)}")
    return Confirmation(
        heading="Change who pays for the transit router's connection",
        verb="change the payer",
        undone="Nothing is changed",
        whose="the CEN owner's",
        uid=rule.target.owner_uid,
        caution=change_caution(payer),
        parties=_rule_parties(account, network, rule, "for CEN", change, *_sent_to(endpoint)),
    )


def confirm_attach(granted: Granted, cen: Cen, options: AttachOptions, endpoint: str = "") -> Confirmation:
    """Restate the attachment of one granted network to a CEN."""
    network, zones = granted.network, ", ".join(each.zone for each in options.vswitches)
    name = f' · "{cen.name}"' if cen.name else ""
    return Confirmation(
        heading="Attach one network to your CEN",
        verb="attach",
        undone="Nothing is attached",
        whose="the network owner's",
        uid=network.owner_uid,
        caution=attach_caution(granted, options),
        parties=(
            Line(network.type, f"{network.id} · {_where(network)}", strong=True),
            Line("of account", grouped(network.owner_uid), strong=True),
            Line("to CEN", f"{cen.id}{name}", strong=True),
            Line("through", _router(network, options)),
            *((Line("", f"in {zones}"),) if zones else ()),
            *_sent_to(endpoint),
        ),
    )


def _rule_parties(
    account: Account, network: Network, rule: GrantRule, to_cen: str, *more: Line
) -> tuple[Line, ...]:
    return (
        Line(network.type, f"{network.id} · {_name(network)}", strong=True),
        Line("", _where(network)),
        _of_account(account),
        Line(to_cen, rule.target.cen_id, strong=True),
        Line("of account", grouped(rule.target.owner_uid), strong=True),
        *more,
    )


def _network_in_full(network: Network) -> tuple[Line, Line]:
    where = " · ".join(filter(None, (_where(network), network.address)))
    return Line(network.type, f"{network.id} · {_name(network)}", strong=True), Line("", where)


def _name(network: Network) -> str:
    return f'"{network.name}"' if network.name else "no name"


def _where(network: Network) -> str:
    return f"{region_name(network.region)}, {network.region}"


def _of_account(account: Account) -> Line:
    return Line("of account", f"{grouped(account.uid)} · {account.name}, {account.who}")


def _sent_to(endpoint: str) -> tuple[Line, ...]:
    return (Line("sent to", endpoint, strong=True),) if endpoint else ()


def _who_pays(networks: tuple[Network, ...], payer: Payer) -> str:
    """Return who pays, and which of the networks that does not concern."""
    kinds = {each.type: network_type(each.type) for each in networks}
    without = [key for key, kind in kinds.items() if not has(kind, GrantApi.ROUTER)]
    who = "you" if payer is Payer.NETWORK_OWNER else "the CEN's owner"
    only = f"; not for the {', '.join(without)}" if without else ""
    return f"{who}, on a transit router ({payer.value}){only}"


def _router(network: Network, options: AttachOptions) -> str:
    """Return through which transit router a network is attached, with its edition."""
    router = options.router
    edition = "Enterprise" if options.through_router(network) else "Basic"
    area = f" in {cen_region(network)}" if network.type == "CCN" else ""
    return f"{router.id} ({edition})" if router else f"a new {edition} transit router{area}"
