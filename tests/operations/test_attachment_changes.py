"""Detaching, setting routes, changing the payer of what is attached: what is called, what is refused."""

from collections.abc import AsyncIterator, Callable
from itertools import groupby
from pathlib import Path

import pytest
from support.attaching import (
    ACTIONS,
    BASIC,
    CCN,
    ECR,
    ENTERPRISE,
    OWNS_CENS,
    SOON,
    VBR,
    VPN,
    Case,
)
from support.demo import running_cloud
from support.reach import reach
from support.sample_operations import some_time_ago

from cen_tui.cloud.cen.attachments import CenAttachment, attachment_of
from cen_tui.cloud.cen.route_tables import TableUse, attachment_routes
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantOptions, Network, Payer
from cen_tui.cloud.networks.grant_apis import options_for
from cen_tui.cloud.networks.registry import network_type
from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.executor import change_for, reconcile_journaled
from cen_tui.operations.journal import Journal
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome, Stage
from cen_tui.operations.polling import PollPolicy
from cen_tui.operations.reconcile import reconcile
from cen_tui.operations.route_changes import AssociateRouteTable
from cen_tui.operations.runner import Operation
from cen_tui.vault.base import Account
from cen_tui.wizard.execution.preview import words_of

ACCOUNT = Account("group-backbone", CEN_OWNER, id="entry-2")
NETWORK_OWNER_PAYS = GrantOptions(GrantApi.ROUTER, Payer.NETWORK_OWNER)
ROUTED = (ENTERPRISE, VBR, VPN, ECR)
SETTING = (OperationKind.ASSOCIATE, OperationKind.PROPAGATE)
CHANGES = [
    *((OperationKind.DETACH, case) for case in (*ROUTED, BASIC, CCN)),
    *((kind, case) for kind in (*SETTING, OperationKind.CHANGE_ATTACHMENT_PAYER) for case in ROUTED),
]
EACH = pytest.mark.parametrize(
    ("kind", "case"), [pytest.param(kind, case, id=f"{kind.value} {case}") for kind, case in CHANGES]
)


@pytest.fixture
async def demo() -> AsyncIterator[DemoCloud]:
    async with running_cloud(work_seconds=0) as running:
        running.world.attachments.attaching_seconds = running.world.attachments.setting_seconds = 0.02
        yield running


@pytest.fixture
async def cloud(demo: DemoCloud) -> AsyncIterator[Cloud]:
    async with reach(demo, OWNS_CENS) as one:
        yield one


def options(kind: OperationKind, case: Case) -> GrantOptions:
    named = kind is OperationKind.CHANGE_ATTACHMENT_PAYER
    return NETWORK_OWNER_PAYS if named else options_for(network_type(case.type))


def action_of(kind: OperationKind, case: Case) -> str:
    if not case.takes_token:
        return "DetachCenChildInstance"
    return ACTIONS[kind].format(kind=case.type.title())


def stand(kind: OperationKind, case: Case, demo: DemoCloud) -> None:
    case.stand_attached(demo)
    if kind is OperationKind.CHANGE_ATTACHMENT_PAYER:
        case.name_payer(demo, Payer.NETWORK_OWNER)


async def change(  # noqa: PLR0913 - the last two have their defaults
    kind: OperationKind,
    case: Case,
    demo: DemoCloud,
    cloud: Cloud,
    *,
    stages: list[Stage] | None = None,
    polling: PollPolicy = SOON,
) -> OperationResult:
    wanted = change_for(kind, cloud, case.network(demo), case.target(demo), options(kind, case))
    return await Operation(wanted, ([] if stages is None else stages).append, polling=polling).run()


async def seen(case: Case, demo: DemoCloud, cloud: Cloud) -> CenAttachment:
    found = await attachment_of(cloud, case.target(demo).cen_id, case.network(demo))
    assert found is not None
    return found


def parameters(kind: OperationKind, found: CenAttachment, case: Case, demo: DemoCloud) -> dict[str, str]:
    """Return what the call that changes something must carry, its token left aside."""
    if not found.enterprise:
        return {
            "CenId": case.target(demo).cen_id,
            "ChildInstanceId": found.network.id,
            "ChildInstanceType": case.type,
            "ChildInstanceRegionId": "ccn-cn-shanghai" if case is CCN else case.region,
            "ChildInstanceOwnerId": found.network.owner_uid,
        }
    more = {
        OperationKind.DETACH: {"Force": "True"},
        OperationKind.CHANGE_ATTACHMENT_PAYER: {"OrderType": "PayByResourceOwner"},
    }
    return {"TransitRouterAttachmentId": found.id} | more.get(kind, {})


@EACH
async def test_each_change_is_sent_as_it_is_previewed_and_ends_verified(
    kind: OperationKind,
    case: Case,
    demo: DemoCloud,
    cloud: Cloud,
) -> None:
    stand(kind, case, demo)
    found = await seen(case, demo, cloud)
    routes = await attachment_routes(cloud, found) if found.enterprise else None
    demo.received.clear()
    stages: list[Stage] = []
    result = await change(kind, case, demo, cloud, stages=stages)
    assert (result.outcome, result.error) == (Outcome.VERIFIED, None)
    assert stages[:2] == [Stage.LOOKING, Stage.SENDING]
    (call,) = demo.calls(action_of(kind, case))
    assert result.request_id == call.request_id
    assert {each.unknown for each in demo.received} == {()}
    sent = dict(call.parameters)
    assert bool(sent.pop("ClientToken", "")) is case.takes_token
    table = {"TransitRouterRouteTableId": routes.table_id} if routes and kind in SETTING else {}
    assert sent == parameters(kind, found, case, demo) | table
    wanted = Wanted(
        kind,
        found.network,
        case.target(demo),
        options(kind, case),
        attachment=found,
        table_id=routes.table_id if routes else "",
    )
    _, product, action, *words = words_of(wanted)
    assert (product, action) == ("cbn", call.action)
    assert dict(zip(words[::2], words[1::2], strict=True)) == {f"--{name}": v for name, v in sent.items()}


async def test_every_change_reads_then_sends_once_then_reads_until_it_is_so(
    record_property: Callable[[str, object], None],
) -> None:
    lines = [f"{'operation':<24} {'on':<22} calls received"]
    for kind, case in CHANGES:
        async with running_cloud(work_seconds=0) as demo, reach(demo, OWNS_CENS) as cloud:
            demo.world.attachments.attaching_seconds = demo.world.attachments.setting_seconds = 0.0
            stand(kind, case, demo)
            assert (await change(kind, case, demo, cloud)).outcome is Outcome.VERIFIED
            called = [call.action for call in demo.received]
        place = called.index(action_of(kind, case))
        before, after = called[:place], called[place + 1 :]
        assert before
        assert after
        assert all(action.startswith(("List", "Describe")) for action in (*before, *after))
        said = f"{kind.value:<24} {case!s:<22}"
        for action, repeated in groupby(called):
            times = len(list(repeated))
            lines.append(f"{said:<47} {action}{f' (x{times})' if times > 1 else ''}")
            said = ""
    record_property(
        "table", "What the cloud receives for a change of what is attached\n\n" + "\n".join(lines)
    )


@EACH
async def test_what_is_so_already_is_not_sent_again(
    kind: OperationKind, case: Case, demo: DemoCloud, cloud: Cloud
) -> None:
    stand(kind, case, demo)
    await change(kind, case, demo, cloud)
    demo.received.clear()
    result = await change(kind, case, demo, cloud)
    assert result.outcome is Outcome.ALREADY
    assert demo.calls(action_of(kind, case)) == []


@EACH
async def test_an_unfinished_change_is_reconciled_whether_it_was_done_or_not(
    kind: OperationKind, case: Case, demo: DemoCloud, cloud: Cloud, tmp_path: Path
) -> None:
    stand(kind, case, demo)
    journal = Journal(tmp_path / "journal.jsonl")
    network, to = case.network(demo), case.target(demo)
    for done in (False, True):
        earlier = Journal(journal.path, clock=some_time_ago)
        earlier.begin(kind, ACCOUNT, network, to, "T-1", options(kind, case))
        (entry,) = Journal(journal.path).open_entries()
        if done:
            await change(kind, case, demo, cloud)
        result = await reconcile_journaled(entry, journal=journal, cloud=cloud, polling=SOON)
        assert result.outcome is (Outcome.VERIFIED if done else Outcome.REFUSED)
        assert journal.open_entries() == ()


async def test_detaching_is_waited_for_until_it_is_gone_twice(demo: DemoCloud, cloud: Cloud) -> None:
    ENTERPRISE.stand_attached(demo)
    demo.world.attachments.attaching_seconds = 2.0
    stages: list[Stage] = []
    result = await change(OperationKind.DETACH, ENTERPRISE, demo, cloud, stages=stages)
    assert result.outcome is Outcome.VERIFIED
    assert stages == [Stage.LOOKING, Stage.SENDING, Stage.DETACHING]
    gone = [call for call in demo.received if call.action == "DescribeCenAttachedChildInstances"]
    assert len(gone) >= 2


async def test_a_list_that_lags_behind_changes_nothing_of_what_is_sent(demo: DemoCloud, cloud: Cloud) -> None:
    held, world = ENTERPRISE.stand_attached(demo), demo.world
    wanted = change_for(OperationKind.DETACH, cloud, ENTERPRISE.network(demo), ENTERPRISE.target(demo))
    assert not (await wanted.observe()).done
    world.attachments.remove(held.network.id)
    world.attachments.add(held.network, held.cen, world.now())  # only the CEN's list has it
    assert not (await wanted.observe()).done
    assert wanted.takes_token
    demo.set_faults("throttle@DeleteTransitRouterVpcAttachment")
    with pytest.raises(CloudError):
        await wanted.send("token")
    (call,) = demo.calls("DeleteTransitRouterVpcAttachment")
    assert call.parameters["TransitRouterAttachmentId"] == held.id


async def test_what_says_detaching_is_not_known_yet(demo: DemoCloud, cloud: Cloud) -> None:
    demo.world.attachments.attaching_seconds = 3600
    demo.world.attachments.detach(ENTERPRISE.stand_attached(demo))
    brief = PollPolicy(waits=(0.0,), tries=1, longest=0.1)
    on, to = ENTERPRISE.network(demo), ENTERPRISE.target(demo)
    result = await reconcile(change_for(OperationKind.DETACH, cloud, on, to), polling=brief)
    assert result.outcome is Outcome.UNKNOWN
    assert result.error is not None
    assert result.error.title == "The network is being detached"


async def test_a_list_that_is_cut_short_does_not_look_like_a_network_that_is_gone(
    demo: DemoCloud, cloud: Cloud
) -> None:
    VBR.stand_attached(demo)
    demo.set_faults("null@ListTransitRouterVbrAttachments")
    result = await change(OperationKind.DETACH, VBR, demo, cloud)
    assert result.outcome is Outcome.REFUSED
    assert demo.calls("DeleteTransitRouterVbrAttachment") == []


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (OperationKind.ASSOCIATE, "The association is in progress"),
        (OperationKind.PROPAGATE, "The propagation is in progress"),
    ],
)
async def test_a_route_that_is_not_active_yet_is_not_set(
    kind: OperationKind, title: str, demo: DemoCloud, cloud: Cloud
) -> None:
    VBR.stand_attached(demo)
    demo.world.attachments.setting_seconds = 3600
    brief = PollPolicy(waits=(0.0,), tries=1, longest=0.1)
    told = await change(kind, VBR, demo, cloud, polling=brief)
    assert told.error is not None
    assert (told.outcome, told.error.outcome_unknown) == (Outcome.UNKNOWN, True)
    assert "Its status is not Active yet" in told.error.detail
    on, to = VBR.network(demo), VBR.target(demo)
    result = await reconcile(change_for(kind, cloud, on, to), polling=brief)
    assert result.error is not None
    assert (result.outcome, result.error.title) == (Outcome.UNKNOWN, title)


async def test_routes_that_were_set_go_with_the_attachment(demo: DemoCloud, cloud: Cloud) -> None:
    held = VPN.stand_attached(demo)
    for kind in SETTING:
        assert (await change(kind, VPN, demo, cloud)).outcome is Outcome.VERIFIED
    routes = await attachment_routes(cloud, await seen(VPN, demo, cloud))
    assert (routes.associated, routes.propagated, routes.other_table) == (True, True, "")
    assert (await change(OperationKind.DETACH, VPN, demo, cloud)).outcome is Outcome.VERIFIED
    assert held.id not in demo.world.attachments.associated | demo.world.attachments.propagated


@pytest.mark.parametrize("kind", [*SETTING, OperationKind.CHANGE_ATTACHMENT_PAYER])
async def test_only_what_an_enterprise_router_holds_takes_routes_and_a_payer(
    kind: OperationKind, demo: DemoCloud, cloud: Cloud
) -> None:
    absent = await change(kind, VBR, demo, cloud)
    assert absent.error is not None
    assert (absent.outcome, absent.error.title) == (Outcome.REFUSED, "The network is not attached")
    stand(kind, BASIC, demo)
    basic = await change(kind, BASIC, demo, cloud)
    assert basic.error is not None
    assert (basic.outcome, basic.error.title) == (Outcome.REFUSED, "A Basic transit router holds it")
    VPN.grant(demo)
    demo.world.attachments.attaching_seconds = 3600
    world, router = demo.world, VPN.router(demo)
    world.attachments.add(demo.estate.network(VPN.name), demo.estate.cen(VPN.cen), world.now(), router.id)
    attaching = await change(kind, VPN, demo, cloud)
    assert attaching.error is not None
    assert attaching.error.title == "The attachment is being worked on"
    assert [call.action for call in demo.received if not call.action.startswith(("List", "Desc"))] == []


async def test_another_route_table_is_left_as_it_is(demo: DemoCloud, cloud: Cloud) -> None:
    ENTERPRISE.stand_attached(demo)
    wanted = AssociateRouteTable(cloud, ENTERPRISE.network(demo), ENTERPRISE.target(demo), GrantOptions())
    await wanted.observe()
    assert wanted.precondition_error(None) is None
    wanted.routes.uses = (TableUse("vtb-other", "Active"),)
    obstacle = wanted.precondition_error(None)
    assert obstacle is not None
    assert "vtb-other" in obstacle.detail


@pytest.mark.parametrize("case", ROUTED, ids=str)
async def test_the_payer_of_an_attachment_follows_its_grant(
    case: Case, demo: DemoCloud, cloud: Cloud
) -> None:
    case.stand_attached(demo)
    kind = OperationKind.CHANGE_ATTACHMENT_PAYER
    early = await change(kind, case, demo, cloud)
    assert early.error is not None
    assert (early.outcome, early.error.title) == (Outcome.REFUSED, "The grant rule names another payer")
    case.name_payer(demo, Payer.NETWORK_OWNER)
    result = await change(kind, case, demo, cloud)
    assert result.outcome is Outcome.VERIFIED
    assert result.rule is not None
    assert result.rule.payer == result.rule.payer_in_force == Payer.NETWORK_OWNER
    assert (await seen(case, demo, cloud)).payer == Payer.NETWORK_OWNER


async def test_a_grant_that_names_no_payer_lets_none_be_changed(demo: DemoCloud, cloud: Cloud) -> None:
    ENTERPRISE.stand_attached(demo)
    ENTERPRISE.rule(demo).payer = ""
    result = await change(OperationKind.CHANGE_ATTACHMENT_PAYER, ENTERPRISE, demo, cloud)
    assert result.error is not None
    assert (result.outcome, result.error.title) == (Outcome.REFUSED, "The grant rule names no payer")


async def test_a_change_of_an_attachments_payer_names_the_payer(cloud: Cloud, demo: DemoCloud) -> None:
    on, to = VPN.network(demo), VPN.target(demo)
    with pytest.raises(ValueError, match="names the payer"):
        change_for(OperationKind.CHANGE_ATTACHMENT_PAYER, cloud, on, to)


def written(journal: Journal, kind: OperationKind, outcome: Outcome) -> None:
    """Write one operation on the VPC with its outcome."""
    on, to = Network("VPC", "vpc-1", "", "cn-hangzhou", "1250000000000001"), CenTarget("cen-1", CEN_OWNER)
    begun = journal.begin(kind, ACCOUNT, on, to, f"T-{kind}", options(kind, ENTERPRISE))
    journal.end(begun.id, outcome)


def test_a_detachment_resolves_all_that_was_open_of_the_attachment_and_no_grant() -> None:
    journal = Journal(None)
    for kind in (OperationKind.GRANT, OperationKind.ATTACH, *SETTING, OperationKind.CHANGE_ATTACHMENT_PAYER):
        written(journal, kind, Outcome.UNKNOWN)
    assert len(journal.open_entries()) == 5
    written(journal, OperationKind.DETACH, Outcome.VERIFIED)
    assert [entry.intent.kind for entry in journal.open_entries()] == [OperationKind.GRANT]


def test_one_setting_of_an_attachment_proves_nothing_of_another() -> None:
    journal = Journal(None)
    for kind in (OperationKind.DETACH, OperationKind.PROPAGATE):
        written(journal, kind, Outcome.UNKNOWN)
    written(journal, OperationKind.ASSOCIATE, Outcome.VERIFIED)
    kinds = [entry.intent.kind for entry in journal.open_entries()]
    assert kinds == [OperationKind.DETACH, OperationKind.PROPAGATE]
