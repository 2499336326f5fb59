"""What is shown before an attachment is ended, routed or billed to the other account."""

import pytest

from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.cen.instances import Cen, Router
from cen_tui.cloud.cen.received_grants import Granted
from cen_tui.cloud.cen.route_tables import AttachmentRoutes, TableUse
from cen_tui.cloud.networks.base import GrantApi, GrantOptions, Network, Payer
from cen_tui.cloud.regions import GLOBAL
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.outcome import OperationKind
from cen_tui.wizard.caution import OTHER_TABLE
from cen_tui.wizard.confirmation import (
    Confirmation,
    Line,
    confirm_attach,
    confirm_attachment_payer,
    confirm_detach,
    confirm_routes,
    routes_to_set,
)
from cen_tui.wizard.execution.preview import command_of

OWNER = "1250000000004321"
CEN = Cen("cen-0123456789abcdef01", "hub", "1890000000000001")
VPC = Network("VPC", "vpc-1", "", "cn-hangzhou", OWNER)
ECR = Network("ECR", "ecr-1", "", GLOBAL, OWNER)
ATTACHED = CenAttachment(VPC, "Attached", "tr-attach-1", "tr-1", Payer.CEN_OWNER)
BASIC = CenAttachment(VPC, "Attached")
BARE = AttachmentRoutes("vtb-1")
DETACH = confirm_detach(ATTACHED, CEN)
ROUTES = confirm_routes(ATTACHED, CEN, BARE)
PAYER = confirm_attachment_payer(ATTACHED, CEN, Payer.NETWORK_OWNER)
ATTACH = confirm_attach(Granted(VPC), CEN, AttachOptions())
ALL = pytest.mark.parametrize("shown", [DETACH, ROUTES, PAYER], ids=lambda shown: shown.kind.value)
OF_CEN_OWNER = pytest.mark.parametrize(
    "shown", [ATTACH, DETACH, ROUTES, PAYER], ids=lambda shown: shown.kind.value
)


@ALL
def test_the_network_owners_digits_confirm_it_and_the_network_and_its_owner_are_named(
    shown: Confirmation,
) -> None:
    assert shown.accepts("4321")
    assert not shown.accepts("0001")
    assert shown.networks == (Line("VPC", "vpc-1 · China (Hangzhou), cn-hangzhou", strong=True),)
    assert Line("Network owner", "1250 0000 0000 4321", strong=True) in shown.parties
    assert Line("Through", "tr-1 (Enterprise)") in shown.parties
    assert {each.target for each in shown.operations} == {CEN.target}


@OF_CEN_OWNER
def test_the_cen_is_named_beside_its_id(shown: Confirmation) -> None:
    assert Line("Your CEN", f'{CEN.id} · "hub"', strong=True) in shown.parties
    assert shown.cen == CEN


def test_a_cen_without_a_name_is_its_id_alone() -> None:
    unnamed = confirm_detach(ATTACHED, Cen(CEN.id, "", CEN.owner_uid))
    assert Line("Your CEN", CEN.id, strong=True) in unnamed.parties


def test_detaching_says_what_ends_and_that_the_grant_stays() -> None:
    assert "no longer reach each other" in DETACH.caution
    assert "its propagated routes" in DETACH.caution
    assert "no longer billed" in DETACH.caution
    assert "The grant stays" in DETACH.caution
    basic = confirm_detach(BASIC, CEN)
    assert "withdrawn from the rest of the CEN" in basic.caution
    assert Line("Through", "a Basic transit router") in basic.parties
    ecr = confirm_detach(CenAttachment(ECR, "Attached", "tr-attach-2", "tr-1"), CEN)
    assert "its owner has to make that association again" in ecr.caution


@pytest.mark.parametrize(
    ("routes", "kinds"),
    [
        (BARE, [OperationKind.ASSOCIATE, OperationKind.PROPAGATE]),
        (AttachmentRoutes("vtb-1", (TableUse("vtb-1", "Active"),)), [OperationKind.PROPAGATE]),
        (AttachmentRoutes("vtb-1", (), (TableUse("vtb-1", "Active"),)), [OperationKind.ASSOCIATE]),
        (AttachmentRoutes("vtb-1", (TableUse("vtb-2", "Active"),)), [OperationKind.PROPAGATE]),
    ],
    ids=["nothing set", "associated", "propagated", "another table"],
)
def test_what_is_set_of_the_routes_already_is_left_out(
    routes: AttachmentRoutes, kinds: list[OperationKind]
) -> None:
    shown = confirm_routes(ATTACHED, CEN, routes)
    assert [each.kind for each in shown.operations] == kinds
    assert ("Associated:" in shown.caution) is (OperationKind.ASSOCIATE in kinds)
    assert ("Propagated:" in shown.caution) is (OperationKind.PROPAGATE in kinds)
    assert (OTHER_TABLE.format(table="vtb-2") in shown.caution) is bool(routes.other_table)
    assert ("associated with the system route table already" in shown.caution) is routes.associated
    assert ("learns its routes already" in shown.caution) is routes.propagated
    assert ("can reach each other" in shown.caution) is not bool(routes.other_table)
    assert "overlap" in shown.caution
    assert Line("Route table", "vtb-1 (system)") in shown.parties


@pytest.mark.parametrize(
    ("kind", "does", "leaves"),
    [
        (OperationKind.ASSOCIATE, "Associated: ", "Not propagated by this"),
        (OperationKind.PROPAGATE, "Propagated: ", "Not associated by this"),
    ],
)
def test_one_half_of_the_routes_is_set_alone_and_what_stays_unset_is_said(
    kind: OperationKind, does: str, leaves: str
) -> None:
    only = confirm_routes(ATTACHED, CEN, BARE, [kind])
    assert [each.kind for each in only.operations] == [kind]
    assert only.caution.count("\n") == 2
    assert does in only.caution
    assert leaves in only.caution
    assert "can reach each other" not in only.caution
    assert "overlap" in only.caution


def test_what_was_chosen_and_cannot_be_set_is_not_confirmed() -> None:
    elsewhere = AttachmentRoutes("vtb-1", (TableUse("vtb-2", "Active"),))
    with pytest.raises(ValueError, match="no route"):
        confirm_routes(ATTACHED, CEN, elsewhere, [OperationKind.ASSOCIATE])
    with pytest.raises(ValueError, match="no route"):
        confirm_routes(ATTACHED, CEN, BARE, [])
    assert routes_to_set(AttachmentRoutes()) == ()


def test_a_change_of_payer_names_both_and_says_who_did_the_first_half() -> None:
    assert Line("Payer", "CEN owner now, network owner from then on") in PAYER.parties
    assert "the network's owner pays (PayByResourceOwner)" in PAYER.caution
    assert "The grant rule names this payer already" in PAYER.caution
    (operation,) = PAYER.operations
    assert operation.options == GrantOptions(GrantApi.ROUTER, Payer.NETWORK_OWNER)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (DETACH, "DeleteTransitRouterVpcAttachment --TransitRouterAttachmentId tr-attach-1 --Force True"),
        (PAYER, "tr-attach-1 --OrderType PayByResourceOwner"),
        (ROUTES, "--TransitRouterAttachmentId tr-attach-1 --TransitRouterRouteTableId vtb-1"),
    ],
    ids=["detach", "payer", "routes"],
)
def test_the_request_is_shown_with_the_ids_that_are_on_the_screen(shown: Confirmation, words: str) -> None:
    lines = " ".join(command_of(each) for each in shown.operations)
    assert words in " ".join(lines.replace("\\\n", " ").split())


def test_an_express_connect_router_is_attached_in_the_region_that_was_chosen() -> None:
    options = AttachOptions(Router("tr-9", "eu-central-1", enterprise=True), region="eu-central-1")
    shown = confirm_attach(Granted(ECR, payer=Payer.NETWORK_OWNER), CEN, options)
    (operation,) = shown.operations
    assert operation.network.region == "eu-central-1"
    assert "Germany" in shown.networks[0].value
    assert "associates it with this transit router first" in " ".join(shown.caution.split())
    assert "Its owner's transit router service has to be active too" in " ".join(shown.caution.split())


def test_the_zone_of_a_single_tunnel_connection_is_named() -> None:
    vpn = Network("VPN", "vco-1", "", "eu-central-1", OWNER)
    options = AttachOptions(Router("tr-9", "eu-central-1", enterprise=True), zone="eu-central-1-b")
    assert Line("", "in eu-central-1-b") in confirm_attach(Granted(vpn), CEN, options).parties
