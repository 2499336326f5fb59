"""The network step without a screen: flags, selection, and how many CENs a network is granted to."""

from dataclasses import replace

import pytest

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.inventory.lookup import LookedUp
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantRule, Network
from cen_tui.cloud.networks.grant_apis import RulesRead
from cen_tui.wizard.authorizations import GrantCounts
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.networks import Refusal, first_type, lookup_problem, preset_problem, selection_text

VPC = Network("VPC", "vpc-1", "one", "cn-hangzhou")
VBR = Network("VBR", "vbr-1", "line", "cn-hangzhou")
CCN = Network("CCN", "ccn-1", "", "cn-shanghai")
PENDING = replace(VPC, id="vpc-2", grantable=False, obstacle="Wait.")
DENIED = CloudError("Permission denied", kind=ErrorKind.DENIED, detail="No.", advice="Ask.")


@pytest.mark.parametrize(
    ("presets", "key"),
    [
        (Presets(), "VPC"),
        (Presets(type="ccn"), "CCN"),
        (Presets(networks=("vbr-1", "vpc-1")), "VBR"),
        (Presets(type="ssl"), "VPC"),
        (Presets(networks=("ecr-1",)), "ECR"),
    ],
)
def test_the_first_tab_is_that_of_what_the_flags_name(presets: Presets, key: str) -> None:
    assert first_type(presets) == key


@pytest.mark.parametrize(
    ("presets", "says"),
    [
        (Presets(), ""),
        (Presets(type="vpc", networks=("vpc-1",)), ""),
        (Presets(type="ssl"), "There is no network type ssl."),
        (
            Presets(type="VBR", networks=("vpc-1",)),
            "vpc-1 is of the type VPC, not VBR.",
        ),
        (Presets(type="\x1b[2J"), "There is no network type \N{REPLACEMENT CHARACTER}."),
    ],
)
def test_a_type_that_cannot_be_is_refused(presets: Presets, says: str) -> None:
    problem = preset_problem(presets)
    assert (problem.happened if problem else "") == says


def test_networks_that_are_missing_or_unfit_are_not_continued_with() -> None:
    assert lookup_problem(LookedUp((VPC, VBR), ()), "cn-hangzhou") is None
    assert lookup_problem(LookedUp((VPC, PENDING), ()), "all") == Refusal(
        "vpc-2 cannot be granted now.", "Wait."
    )
    missing = lookup_problem(LookedUp((PENDING,), ("vpc-9", "vbr-9")), "all")
    assert missing is not None
    assert missing.happened == "Not found in any region: vpc-9, vbr-9."
    named = lookup_problem(LookedUp((), ("vpc-9",)), "cn-hangzhou")
    assert named is not None
    assert named.happened == "Not found in cn-hangzhou: vpc-9."


def test_a_selection_is_counted_by_type_in_the_order_of_the_tabs() -> None:
    assert selection_text(()) == ""
    one = "1 network selected (1 VPC). Enter continues with it, u deselects."
    assert selection_text((VPC,)) == one
    three = "3 networks selected (2 VPC, 1 CCN). Enter continues with them, u deselects."
    assert selection_text((CCN, VPC, PENDING)) == three


def rule(cen: str, api: GrantApi = GrantApi.CEN) -> GrantRule:
    return GrantRule(CenTarget(cen, "1960521077884321"), apis=(api,))


def test_grants_are_counted_once_a_cen_when_every_family_was_read() -> None:
    counts = GrantCounts()
    assert counts.lacking((VPC, CCN)) == (VPC, CCN)
    counts.take(RulesRead(VPC, GrantApi.CEN, (rule("cen-1"), rule("cen-2"))))
    assert counts.text(VPC) == "", "the transit router's rules are not read yet"
    counts.take(RulesRead(VPC, GrantApi.ROUTER, (rule("cen-1", GrantApi.ROUTER),)))
    assert counts.text(VPC) == "2 CENs"
    counts.take(RulesRead(CCN, GrantApi.CEN))
    assert counts.text(CCN) == "no"
    assert counts.lacking((VPC, CCN)) == ()


def test_what_could_not_be_read_is_not_said_to_be_none() -> None:
    counts = GrantCounts()
    counts.take(RulesRead(VPC, GrantApi.CEN, (rule("cen-1"),)))
    counts.take(RulesRead(VPC, GrantApi.ROUTER, error=DENIED))
    counts.take(RulesRead(VBR, GrantApi.CEN))
    counts.take(RulesRead(VBR, GrantApi.ROUTER, error=DENIED))
    assert (counts.text(VPC), counts.text(VBR)) == ("1+", "?")
    counts.forget([VPC.id])
    assert (counts.text(VPC), counts.lacking((VPC, VBR))) == ("", (VPC,))
