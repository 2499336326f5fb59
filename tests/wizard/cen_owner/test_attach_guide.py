"""The command lines of the sheet, each sent as it stands: what they do, and what the sheet says of them."""

import shlex
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from support.cli import run
from support.demo import CEN_OWNER, NETWORK_OWNER, running_cloud
from support.reach import reach, target

from cen_tui.cloud.networks.base import Network, Payer
from cen_tui.cloud.networks.grant_apis import options_for
from cen_tui.cloud.networks.registry import network_type
from cen_tui.demo.estate.accounts import NETWORK_OWNER as OWNER_UID
from cen_tui.demo.estate.kinds import Vpc
from cen_tui.demo.estate.vpcs import vswitches
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome
from cen_tui.wizard.cen_owner.association import OTHER_ROUTER, OWNER_STEP, owner_step
from cen_tui.wizard.cen_owner.attach_guide import attach_guide, route_commands
from cen_tui.wizard.execution.preview import words_of
from cen_tui.wizard.handover import WIDTH

KINDS = {
    "prod-core": "VPC",
    "office-line-1": "VBR",
    "branches": "CCN",
    "warehouse-vpn": "VPN",
    "fra-branch-vpn": "VPN",
    "leased-lines": "ECR",
}


@pytest.fixture
async def demo() -> AsyncIterator[DemoCloud]:
    async with running_cloud(work_seconds=0) as running:
        yield running


async def granted(
    demo: DemoCloud, name: str, payer: Payer | None = None, cen: str = "group-backbone"
) -> OperationResult:
    """Grant a network as the command line of the grant does it, and return that it stands."""
    kind, held = network_type(KINDS.get(name, "VPC")), demo.estate.network(name)
    async with reach(demo) as cloud:
        network = await kind.find(cloud, kind.home_region(held.region), held.id)
    assert network
    network = replace(network, owner_uid=held.owner)
    options, to = options_for(kind, payer), target(demo, cen)
    words = words_of(Wanted(OperationKind.GRANT, network, to, replace(options, payer=options.payer or payer)))
    await run(demo, NETWORK_OWNER, words)
    return OperationResult(network, to, Outcome.VERIFIED, options=options)


def commands_in(text: str) -> list[tuple[str, ...]]:
    """Return the command lines of a text as a shell takes them."""
    lines = text.replace("\\\n", "").split("\n")
    return [tuple(shlex.split(line)) for line in lines if line.startswith("aliyun ")]


def guide(*results: OperationResult) -> list[str]:
    return attach_guide(results, results[0].target, OWNER_UID)


def filled(words: tuple[str, ...], **values: str) -> tuple[str, ...]:
    return tuple(values.get(word.replace("-", "_"), word) for word in words)


def zone_of(demo: DemoCloud, name: str) -> dict[str, str]:
    network = demo.estate.network(name)
    first = vswitches(network)[0].id if isinstance(network, Vpc) else ""
    return {"ZONE_ID": f"{network.region}-b", "VSWITCH_ID": first}


@pytest.mark.parametrize(
    ("name", "payer", "action"),
    [
        ("prod-core", None, "CreateTransitRouterVpcAttachment"),
        ("prod-core", Payer.CEN_OWNER, "CreateTransitRouterVpcAttachment"),
        ("office-line-1", None, "CreateTransitRouterVbrAttachment"),
        ("office-line-1", Payer.NETWORK_OWNER, "CreateTransitRouterVbrAttachment"),
        ("branches", None, "AttachCenChildInstance"),
        ("warehouse-vpn", Payer.CEN_OWNER, "CreateTransitRouterVpnAttachment"),
        ("fra-branch-vpn", Payer.CEN_OWNER, "CreateTransitRouterVpnAttachment"),
    ],
)
async def test_the_commands_grant_attach_and_set_routes_as_they_stand(
    demo: DemoCloud, name: str, payer: Payer | None, action: str
) -> None:
    demo.world.attachments.attaching_seconds = 0
    result = await granted(demo, name, payer)
    attach, *others = commands_in("\n".join(guide(result)))
    assert attach[2] == action
    answer = await run(demo, CEN_OWNER, filled(attach, **zone_of(demo, name)))
    held = demo.world.attachments.within(result.network.id, result.target.cen_id)
    assert held
    if result.network.type == "CCN":
        assert others == []
        return
    assert held.id == answer["TransitRouterAttachmentId"]
    listed, *ties = others[-3:]
    tables = (await run(demo, CEN_OWNER, filled(listed, TRANSIT_ROUTER_ID=held.router)))[
        "TransitRouterRouteTables"
    ]
    assert isinstance(tables, list)
    table = tables[0]["TransitRouterRouteTableId"]
    for words in ties:
        await run(demo, CEN_OWNER, filled(words, ATTACHMENT_ID=held.id, ROUTE_TABLE_ID=table))
    assert held.id in demo.world.attachments.associated & demo.world.attachments.propagated


async def test_the_commands_of_an_ecr_are_those_of_both_owners_in_order(demo: DemoCloud) -> None:
    result = await granted(demo, "leased-lines", Payer.CEN_OWNER)
    (router, *_) = demo.estate.cen("group-backbone").routers
    told = {"TRANSIT_ROUTER_ID": router.id, "REGION_ID": router.region}
    attach, associate, *_ = commands_in("\n".join(guide(result)))
    assert commands_in(owner_step([result], WIDTH)) == [associate]
    await run(demo, NETWORK_OWNER, filled(associate, **told))
    assert demo.world.associations.find(result.network.id, router.id)
    answer = await run(demo, CEN_OWNER, filled(attach, **told))
    held = demo.world.attachments.within(result.network.id, result.target.cen_id)
    assert held
    assert held.id == answer["TransitRouterAttachmentId"]


async def test_the_guide_to_an_ecr_says_the_order_and_what_is_not_confirmed(demo: DemoCloud) -> None:
    result = await granted(demo, "leased-lines", Payer.CEN_OWNER)
    async with reach(demo) as cloud:
        read = replace(result, network=await network_type("ECR").details(cloud, result.network))
    (about,) = [paragraph for paragraph in guide(read) if "Express Connect Router: before" in paragraph]
    text = " ".join(about.split())
    assert text.index("1. Choose an Enterprise") < text.index("2. The owner") < text.index("3. Attach it")
    assert "It is not confirmed between two accounts" in text
    assert f"Regions of {result.network.id}: cn-hangzhou, cn-shanghai, ap-southeast-1." in text
    (router, *_) = demo.estate.cen("group-backbone").routers
    state = "INACTIVE (not attached yet)"
    held = f"{result.network.id} is associated already with {router.id}, {router.region}, {state}."
    assert text.endswith(held)
    known, unread = (" ".join(owner_step([each], WIDTH).split()) for each in (read, result))
    assert held in known
    assert (OTHER_ROUTER in known, OWNER_STEP in known) == (True, False)
    assert (OTHER_ROUTER in unread, OWNER_STEP in unread) == (False, True)
    assert "Regions of" not in "\n".join(guide(result))


async def test_the_owners_of_other_types_have_nothing_left_to_do(demo: DemoCloud) -> None:
    result = await granted(demo, "warehouse-vpn", Payer.CEN_OWNER)
    assert owner_step([result], WIDTH) == ""
    assert "CreateExpressConnectRouterAssociation" not in "\n".join(guide(result))


async def test_a_plain_grant_names_the_call_of_a_basic_router_as_well(demo: DemoCloud) -> None:
    result = await granted(demo, "staging", cen="group-legacy")
    basic = [words for words in commands_in("\n".join(guide(result))) if words[2] == "AttachCenChildInstance"]
    assert len(basic) == 1
    await run(demo, CEN_OWNER, basic[0])
    assert demo.world.attachments.within(result.network.id, result.target.cen_id)


async def test_a_grant_that_names_who_pays_is_for_an_enterprise_router_only(demo: DemoCloud) -> None:
    text = "\n".join(guide(await granted(demo, "prod-core", Payer.CEN_OWNER)))
    assert "AttachCenChildInstance" not in text


async def test_only_the_command_of_a_single_tunnel_connection_names_a_zone(demo: DemoCloud) -> None:
    dual = "\n".join(guide(await granted(demo, "warehouse-vpn", Payer.CEN_OWNER)))
    assert "--Zone." not in dual
    assert "is dual-tunnel: it takes no zone." in dual
    single = "\n".join(guide(await granted(demo, "fra-branch-vpn", Payer.CEN_OWNER)))
    assert "--Zone.1.ZoneId ZONE-ID" in single
    assert "is single-tunnel: it takes one zone" in single
    for text in (dual, single):
        assert "needs an Enterprise transit router beforehand, with a CIDR block" in " ".join(text.split())


async def test_a_connection_whose_tunnels_are_not_known_names_no_zone_and_says_when_one_is_needed(
    demo: DemoCloud,
) -> None:
    known = await granted(demo, "fra-branch-vpn", Payer.CEN_OWNER)
    bare = Network("VPN", known.network.id, "", known.network.region, OWNER_UID)
    text = "\n".join(guide(replace(known, network=bare)))
    (attach, *_) = commands_in(text)
    assert "--Zone.1.ZoneId" not in attach
    assert "it is single-tunnel, add --Zone.1.ZoneId ZONE-ID." in " ".join(text.split())


async def test_a_ccn_needs_a_transit_router_and_says_when_its_routes_flow(demo: DemoCloud) -> None:
    text = " ".join("\n".join(guide(await granted(demo, "branches"))).split())
    assert "A CCN is attached through a Basic transit router, which the cloud makes in its area" in text
    assert "only after an inter-region connection" in text
    assert "AssociateTransitRouterAttachmentWithRouteTable" not in text


async def test_the_guide_says_that_the_commands_set_no_routes_and_what_a_missing_role_takes(
    demo: DemoCloud,
) -> None:
    text = " ".join("\n".join(guide(await granted(demo, "prod-core"))).split())
    assert "the commands above set none (the console does" in text
    assert "ram:CreateServiceLinkedRole, with the condition that ram:ServiceName is cen.aliyuncs.com" in text


def test_route_commands_take_the_ids_that_are_known() -> None:
    text = "\n".join(route_commands("tr-attach-1", "tr-1"))
    assert text.count("--TransitRouterAttachmentId tr-attach-1") == 2
    assert "--TransitRouterId tr-1" in text


async def test_every_line_is_short_enough_for_the_screen(demo: DemoCloud) -> None:
    for name in ("branches", "prod-core", "fra-branch-vpn", "leased-lines"):
        payer = Payer.CEN_OWNER if KINDS[name] in {"VPN", "ECR"} else None
        for paragraph in guide(await granted(demo, name, payer)):
            assert all(len(line) <= 75 for line in paragraph.split("\n"))


@pytest.mark.parametrize("name", ["prod-core", "branches"])
async def test_the_cli_gets_no_option_that_stops_it(demo: DemoCloud, name: str) -> None:
    result = await granted(demo, name)
    words = words_of(Wanted(OperationKind.GRANT, result.network, result.target, result.options))
    assert not {"--version", "--endpoint"} & set(words)
    assert ("--force" in words) is (result.network.type == "CCN")
