"""Grants and revokes against the embedded cloud: what each type calls, and what the cloud then holds."""

from typing import Final

from support.reach import network_id, target

from cen_tui.cloud.client import Cloud
from cen_tui.cloud.grant import Patience, grant
from cen_tui.cloud.networks import network_type
from cen_tui.cloud.networks.base import CenTarget, Network
from cen_tui.cloud.outcome import Act, ActResult, Stage
from cen_tui.cloud.retry import Retrying
from cen_tui.cloud.revoke import revoke
from cen_tui.demo.rules import Rule
from cen_tui.demo.server import DemoCloud

NETWORKS: Final = {"VPC": "prod-core", "VBR": "office-line-1", "CCN": "branches"}
REGIONS: Final = {"VPC": "cn-hangzhou", "VBR": "cn-hangzhou", "CCN": "cn-shanghai"}
READS: Final = {
    "VPC": "DescribeGrantRulesToCen",
    "VBR": "DescribeGrantRulesToCen",
    "CCN": "DescribeGrantRules",
}
GRANTS: Final = {"VPC": "GrantInstanceToCen", "VBR": "GrantInstanceToCen", "CCN": "GrantInstanceToCbn"}
REVOKES: Final = {
    "VPC": "RevokeInstanceFromCen",
    "VBR": "RevokeInstanceFromCen",
    "CCN": "RevokeInstanceFromCbn",
}
ACTIONS: Final = {Act.GRANT: GRANTS, Act.REVOKE: REVOKES}
ACTS: Final = {Act.GRANT: grant, Act.REVOKE: revoke}
HASTE: Final = Patience(waits=(0.0, 0.02), tries=4)
SOON: Final = Retrying(total=10, first=0.02, longest=0.05)


def network(demo: DemoCloud, key: str, name: str = "") -> Network:
    """Return a network of a type by its name in the estate."""
    return Network(key, network_id(demo, name or NETWORKS[key]), "", REGIONS[key])


def rules(demo: DemoCloud, key: str, to: CenTarget | None = None) -> list[Rule]:
    """Return the rules that the cloud holds for the network of a type and a target, hidden ones too."""
    wanted, held = to or target(demo), network(demo, key).id
    return [
        rule
        for rule in demo.world.rules.all()
        if rule.network.id == held and (rule.cen_id, rule.cen_owner) == (wanted.cen_id, wanted.owner_uid)
    ]


async def stand(demo: DemoCloud, cloud: Cloud, key: str) -> None:
    """Let the rule stand before the test begins, and forget that it was asked for."""
    await network_type(key).grant(cloud, network(demo, key), target(demo), "before the test")
    demo.received.clear()


async def carried_out(
    act: Act, cloud: Cloud, demo: DemoCloud, key: str, stages: list[Stage] | None = None
) -> ActResult:
    """Return what comes of an act on the network of a type."""
    told: list[Stage] = [] if stages is None else stages
    to, on = target(demo), network(demo, key)
    return await ACTS[act](cloud, network_type(key), on, to, progress=told.append, patience=HASTE)
