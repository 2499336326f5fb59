"""Changes of grant rules against the embedded cloud: what each API calls, and what the cloud then holds.

The key of an API is its network type: `VPC` for the type's own, `VPC router` for the transit router's.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from support import demo_networks
from support.reach import target

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.http.retry import Listener, RetryPolicy
from cen_tui.cloud.networks.base import (
    CenTarget,
    GrantApi,
    GrantCalls,
    GrantOptions,
    Network,
    NetworkType,
    Payer,
)
from cen_tui.cloud.networks.grant_apis import calls_of
from cen_tui.cloud.networks.registry import network_type
from cen_tui.demo.http.request import Received
from cen_tui.demo.rules import Family as Writer
from cen_tui.demo.rules import Rule
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.executor import change_for
from cen_tui.operations.outcome import OperationKind, OperationResult, Stage
from cen_tui.operations.polling import PollPolicy
from cen_tui.operations.runner import Announce, Earlier, Operation

NEVER: Final = 3_600_000
"""Milliseconds that no test lasts."""
ROUTER: Final = "VPC router"
ECR: Final = "ECR router"
READS: Final = {
    "VPC": "DescribeGrantRulesToCen",
    "VBR": "DescribeGrantRulesToCen",
    "CCN": "DescribeGrantRules",
    ROUTER: "DescribeGrantRulesToResource",
    ECR: "DescribeGrantRulesToResource",
}
GRANTS: Final = {
    "VPC": "GrantInstanceToCen",
    "VBR": "GrantInstanceToCen",
    "CCN": "GrantInstanceToCbn",
    ROUTER: "GrantInstanceToTransitRouter",
    ECR: "GrantInstanceToTransitRouter",
}
REVOKES: Final = {
    "VPC": "RevokeInstanceFromCen",
    "VBR": "RevokeInstanceFromCen",
    "CCN": "RevokeInstanceFromCbn",
    ROUTER: "RevokeInstanceFromTransitRouter",
    ECR: "RevokeInstanceFromTransitRouter",
}
PAYERS: Final = {ROUTER: "ModifyGrantInstanceToTransitRouter"}
GRANT_ACTIONS: Final = frozenset(GRANTS.values())
ACTIONS: Final = {
    OperationKind.GRANT: GRANTS,
    OperationKind.REVOKE: REVOKES,
    OperationKind.CHANGE_PAYER: PAYERS,
}


async def change_rule(  # noqa: PLR0913 - as an operation is made
    kind: OperationKind,
    cloud: Cloud,
    network: Network,
    to: CenTarget,
    *,
    options: GrantOptions | None = None,
    progress: Callable[[Stage], None] = lambda _: None,
    announce: Announce | None = None,
    on_wait: Listener | None = None,
    token: str = "",
    earlier: Earlier | None = None,
    polling: PollPolicy | None = None,
) -> OperationResult:
    """Make a change without a journal."""
    change = change_for(kind, cloud, network, to, options)
    return await Operation(change, progress, announce, token, polling, earlier).run(on_wait)


grant = partial(change_rule, OperationKind.GRANT)
revoke = partial(change_rule, OperationKind.REVOKE)
change_payer = partial(change_rule, OperationKind.CHANGE_PAYER)
RUN: Final = {
    OperationKind.GRANT: grant,
    OperationKind.REVOKE: revoke,
    OperationKind.CHANGE_PAYER: change_payer,
}
BOTH: Final = (OperationKind.GRANT, OperationKind.REVOKE)
"""The operations that every API has."""
HASTE: Final = PollPolicy(waits=(0.0, 0.02), tries=4)
SOON: Final = RetryPolicy(total=10, first=0.02, longest=0.05)


def kind_of(key: str) -> NetworkType:
    """Return the network type of a key."""
    return network_type(key.split(maxsplit=1)[0])


def options(
    key: str, kind: OperationKind = OperationKind.GRANT, payer: Payer = Payer.CEN_OWNER
) -> GrantOptions:
    """Return how a rule is written, changed or removed; a change lets the other one pay."""
    if not key.endswith("router"):
        return GrantOptions(kind_of(key).apis[0].api)
    named = {OperationKind.GRANT: payer, OperationKind.REVOKE: None, OperationKind.CHANGE_PAYER: payer.other}
    return GrantOptions(GrantApi.ROUTER, named[kind])


def grant_calls(key: str) -> GrantCalls:
    """Return the calls of an API by its key."""
    return calls_of(kind_of(key), options(key).api)


def network(demo: DemoCloud, key: str, name: str = "") -> Network:
    """Return a network of a key's type, by its name in the estate."""
    return demo_networks.network(kind_of(key).key, name, demo.estate)


def rules(demo: DemoCloud, key: str, to: CenTarget | None = None) -> list[Rule]:
    """Return the rules that the cloud holds for the network of a key and a target, hidden ones too."""
    wanted, held = to or target(demo), network(demo, key).id
    return [
        rule
        for rule in demo.world.rules.all()
        if rule.network.id == held
        and (rule.cen_id, rule.cen_owner) == (wanted.cen_id, wanted.owner_uid)
        and (rule.family is Writer.CBN) is key.endswith("router")
    ]


def show_rules_once(demo: DemoCloud, comes: Callable[[Received], bool]) -> None:
    """Let rules that are written from now on show in reads once such a call was answered, and not before."""

    def show(call: Received) -> None:
        for rule in demo.world.rules.all() if comes(call) else ():
            rule.shows_from = 0.0

    demo.set_faults(f"lag={NEVER}")
    demo.on_received = show


async def stand(demo: DemoCloud, cloud: Cloud, key: str, to: CenTarget | None = None) -> None:
    """Let the rule stand before the test begins, and forget that it was asked for."""
    to = to or target(demo)
    await grant_calls(key).grant(
        cloud, network(demo, key), to, token=f"before, {to.cen_id}", payer=options(key).payer
    )
    demo.received.clear()


async def carried_out(  # noqa: PLR0913 - the last two have their defaults
    kind: OperationKind,
    cloud: Cloud,
    demo: DemoCloud,
    key: str,
    *,
    stages: list[Stage] | None = None,
    polling: PollPolicy = HASTE,
) -> OperationResult:
    """Return the result of an operation on the network of a key."""
    told: list[Stage] = [] if stages is None else stages
    return await RUN[kind](
        cloud,
        network(demo, key),
        target(demo),
        options=options(key, kind),
        progress=told.append,
        polling=polling,
    )
