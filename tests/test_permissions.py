"""The documented policies hold every permission that calls and printed commands take, and no other."""

import json
import re
from pathlib import Path
from typing import Any

from support.changes import GRANTS, PAYERS, READS, REVOKES

from cen_tui.cloud.endpoints import Endpoint, Product
from cen_tui.cloud.http.response import Request
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantOptions, Network, Payer
from cen_tui.demo.actions.table import ACTIONS
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome
from cen_tui.tui.screens.operation_texts import OPERATION_TEXTS
from cen_tui.wizard.cen_owner.attach_guide import attach_guide, route_commands

PAGE = Path(__file__).parent.parent / ".github/docs/permissions.md"
ROLE = "ram:CreateServiceLinkedRole"
PRINTED = tuple(line.split()[2] for line in route_commands())
"""What the sheet tells the CEN's owner to run."""
KINDS = ("Vpc", "Vbr", "Vpn", "Ecr")
ATTACHING = {
    *("AttachCenChildInstance", "DetachCenChildInstance"),
    *(f"CreateTransitRouter{kind}Attachment" for kind in KINDS),
    *(f"DeleteTransitRouter{kind}Attachment" for kind in KINDS),
    *(f"UpdateTransitRouter{kind}AttachmentAttribute" for kind in KINDS),
    *("AssociateTransitRouterAttachmentWithRouteTable", "EnableTransitRouterRouteTablePropagation"),
}
"""What the CEN's owner changes."""
ASSOCIATING = "CreateExpressConnectRouterAssociation"
"""What the sheet tells the owner of an ECR to run."""
TARGET = CenTarget("cen-1", "2")
VPN = OperationResult(
    Network("VPN", "vco-1", "", "cn-hangzhou"),
    TARGET,
    Outcome.VERIFIED,
    options=GrantOptions(GrantApi.ROUTER, Payer.CEN_OWNER),
)

NEVER_CALLED = {
    "cen:DescribeChildInstanceRegions",
    "expressconnectrouter:ListExpressConnectRouterSupportedRegion",
    "smartag:DescribeRegions",
}
"""Reads that `--read-only` lets pass, and that nothing here asks for."""


def policies() -> list[list[dict[str, Any]]]:
    """Return the statements of the network owner's policy, and of the CEN owner's."""
    blocks = re.findall(r"```json\n(\{\n  \"Version\".*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [json.loads(block)["Statement"] for block in blocks]


def actions(statements: list[dict[str, Any]]) -> set[str]:
    named = (one["Action"] for one in statements)
    return {action for each in named for action in ([each] if isinstance(each, str) else each)}


def names() -> set[str]:
    """Return every action that the embedded cloud knows."""
    return {name for _, name in ACTIONS}


def only_reads(action: str) -> bool:
    return Request(Product.VPC, action, Endpoint("example.com")).only_reads


def permissions(*names: str) -> set[str]:
    """Return the permissions of actions; a name that two products have stands for both."""
    return {one.ram for (_, name), one in ACTIONS.items() if name in names and one.ram}


def test_both_policies_hold_what_the_calls_take() -> None:
    owner, cen_owner = map(actions, policies())
    changes = {*GRANTS.values(), *REVOKES.values(), *PAYERS.values()}
    assert permissions(*changes, *READS.values()) - {"cen:DescribeGrantRulesToCen"} <= owner
    assert permissions(*ATTACHING, *PRINTED) <= cen_owner
    assert permissions(ASSOCIATING) <= owner
    read = {each for each in permissions(*filter(only_reads, names())) if not each.startswith("sts:")}
    assert read - NEVER_CALLED <= owner | cen_owner


def test_what_is_known_to_read_is_all_but_the_changes() -> None:
    changes = {*GRANTS.values(), *REVOKES.values(), *PAYERS.values(), *ATTACHING, ASSOCIATING}
    assert {name for name in names() if not only_reads(name)} == changes


def test_the_role_of_cen_may_be_created_by_both_and_no_other_role() -> None:
    for statements in policies():
        (one,) = [each for each in statements if each["Action"] == ROLE]
        assert one["Condition"] == {"StringEquals": {"ram:ServiceName": "cen.aliyuncs.com"}}


def test_no_policy_names_an_action_that_does_not_exist() -> None:
    known = {one.ram for one in ACTIONS.values()} | {ROLE}
    for statements in policies():
        assert actions(statements) <= known


def test_every_action_that_the_texts_name_is_looked_after() -> None:
    """Hold the texts for a CEN's owner against what stands above: an action that comes to them gets here."""
    texts = "\n".join(
        (*attach_guide([VPN], TARGET, "1", 72), OPERATION_TEXTS[OperationKind.CHANGE_PAYER].help)
    )
    words = re.findall(r"(?<!-)\b(?:[A-Z][a-z]+){2,}\b", texts)  # not the parameters: --TransitRouterId
    named = {word for word in words if "Attachment" in word or "Router" in word}
    assert "ListTransitRouterCidr" in named
    assert named <= {*PRINTED, *ATTACHING, *filter(only_reads, names())}
