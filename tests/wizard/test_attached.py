"""What is said of a network that is attached to a CEN already, and where its CENs are read."""

from dataclasses import replace

import pytest
from support import attaching
from support.demo import running_cloud
from support.reach import reach

from cen_tui.cloud.networks.base import Attachment, CenTarget, GrantRule, Network
from cen_tui.cloud.networks.registry import network_type
from cen_tui.text import grouped
from cen_tui.wizard.attached import (
    WITHOUT_A_GRANT,
    AttachedState,
    attached_elsewhere,
    attached_state,
    attached_without_a_grant,
    attachments_now,
    with_attachments,
)
from cen_tui.wizard.caution import STILL_ATTACHED, revoke_caution

VPC = Network("VPC", "vpc-1", "", "cn-hangzhou")
CEN = "cen-7qthudw0ll6jmc000b"
OTHER = Attachment("cen-8qthudw0ll6jmc000b", "1033827160459012")
SAYS_OTHER = "cen-8qthudw0ll6jmc000b of 1033 8271 6045 9012"


@pytest.mark.parametrize(
    ("network", "says"),
    [
        (VPC, ""),
        (replace(VPC, attached=True), "Already attached to a CEN."),
        (replace(VPC, attached=True, attachments=(Attachment(CEN, "196"),)), ""),
        (
            replace(VPC, attached=True, attachments=(OTHER,)),
            f"Already attached to another CEN: {SAYS_OTHER}.",
        ),
        (
            replace(VPC, type="CCN", attached=True, attachments=(OTHER,)),
            f"Already attached to another CEN: {SAYS_OTHER}. A CCN can be attached to one CEN only.",
        ),
    ],
)
def test_another_cen_is_said_and_the_same_is_not(network: Network, says: str) -> None:
    assert attached_elsewhere(network, CEN) == says


def test_of_another_accounts_cen_that_no_rule_names_it_is_said_who_detaches() -> None:
    own = Attachment("cen-9qthudw0ll6jmc000b", "1250440012345678")
    not_named = Attachment("cen-6qthudw0ll6jmc000b", "")
    here = Attachment(CEN, "1960521077884321")
    network = replace(VPC, owner_uid=own.owner_uid, attached=True, attachments=(own, not_named, here, OTHER))
    rule = GrantRule(CenTarget(CEN, here.owner_uid))
    of_other = WITHOUT_A_GRANT.format(cen=OTHER.cen_id, owner="1033 8271 6045 9012")
    of_here = WITHOUT_A_GRANT.format(cen=CEN, owner="1960 5210 7788 4321")
    assert attached_without_a_grant(network, [rule]) == of_other
    assert attached_without_a_grant(network, []) == f"{of_here}\n{of_other}"


def test_before_a_cen_is_named_every_one_is_said() -> None:
    both = replace(VPC, attached=True, attachments=(Attachment(CEN, ""), OTHER))
    assert attached_elsewhere(both) == f"Already attached to a CEN: {CEN}, {SAYS_OTHER}."


@pytest.mark.parametrize(
    "case",
    [attaching.ENTERPRISE, attaching.VBR, attaching.CCN, attaching.VPN, attaching.ECR],
    ids=lambda case: case.type,
)
async def test_before_a_revoke_its_owner_reads_of_every_type_that_it_is_still_attached_and_to_whom(
    case: attaching.Case,
) -> None:
    async with running_cloud(work_seconds=0) as demo, reach(demo) as cloud:
        network, target = case.network(demo), case.target(demo)
        before = await attachments_now(cloud, network)
        assert attached_state(before, target.cen_id) is AttachedState.NOT_ATTACHED
        case.stand_attached(demo)
        found = await attachments_now(cloud, network)
        assert attached_state(found, target.cen_id) is AttachedState.HERE
        still = STILL_ATTACHED.format(cen=target.cen_id, owner=grouped(target.owner_uid))
        assert still in revoke_caution(found, GrantRule(target))


async def test_where_a_vpc_is_attached_is_read_of_those_that_say_so_alone() -> None:
    async with running_cloud(work_seconds=0) as demo, reach(demo) as cloud:
        listed = (await network_type("VPC").page(cloud, "cn-hangzhou", 1)).networks
        attached = {each.id for each in listed if each.attached}
        assert attached
        assert all(not each.attachments for each in listed)
        demo.received.clear()
        read = await with_attachments(cloud, listed)
        assert [each.id for each in read] == [each.id for each in listed]
        assert {each.id for each in read if each.attachments} == attached
        assert {call.parameters["VpcId"] for call in demo.received} == attached
        demo.set_faults("error@DescribeVpcAttribute=Forbidden.RAM/403")
        assert await with_attachments(cloud, listed) == listed


async def test_what_a_network_is_attached_to_now_is_read_anew_and_unknown_where_it_cannot_be() -> None:
    async with running_cloud(work_seconds=0) as demo, reach(demo) as cloud:
        data, cen = demo.estate.network("prod-data"), demo.estate.cen("group-backbone")
        stale = Network("VPC", data.id, data.name, data.region)
        assert attached_state(stale, cen.id) is AttachedState.NOT_ATTACHED
        now = await attachments_now(cloud, stale)
        assert attached_state(now, cen.id) is AttachedState.HERE
        assert attached_state(now, CEN) is AttachedState.ELSEWHERE
        demo.set_faults("error@DescribeVpcAttribute=Forbidden.RAM/403")
        assert attached_state(await attachments_now(cloud, now), cen.id) is AttachedState.UNKNOWN
        demo.set_faults("latency@DescribeVpcAttribute=5000")
        late = await attachments_now(cloud, now, patience=0.05)
        assert attached_state(late, cen.id) is AttachedState.UNKNOWN
