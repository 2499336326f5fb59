"""What can be done with each of the networks granted to a CEN, and why a network cannot be attached."""

from dataclasses import replace

import pytest

from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.cen.instances import Cen, Router
from cen_tui.cloud.cen.received_grants import PRODUCT_TYPES, Granted, Received
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import Network, Payer
from cen_tui.wizard.cen_owner.inbox import (
    ATTACHABLE,
    FULL,
    NOT_ATTACHED,
    OTHER_REGIONS,
    Inbox,
    InboxRow,
    RowAction,
)

OWNER = "1250440012345678"
CEN = Cen("cen-1", "backbone", "1960521077884321")


def granted(kind: str = "VPC", network_id: str = "net-1", region: str = "cn-hangzhou") -> Granted:
    return Granted(Network(kind, network_id, "", region, OWNER))


def read(*found: Granted, cen: Cen = CEN, error: CloudError | None = None) -> Inbox:
    received = {
        kind: Received(tuple(one for one in found if one.network.type == kind)) for kind in PRODUCT_TYPES
    }
    if error is not None:
        received["CCN"] = Received((), "", error)
    return Inbox(cen, received)


def attached(one: Granted, state: str = "Attached", **more: str) -> CenAttachment:
    return CenAttachment(one.network, state, **more)


def the_row(inbox: Inbox, one: Granted) -> InboxRow:
    (row,) = inbox.rows_of(one)
    return row


@pytest.mark.parametrize("kind", PRODUCT_TYPES)
def test_what_is_not_attached_can_be(kind: str) -> None:
    one = granted(kind)
    inbox = read(one)
    row = the_row(inbox, one)
    assert row.state == NOT_ATTACHED
    assert inbox.actions(row) == {RowAction.ATTACH}
    assert inbox.unattached == 1


@pytest.mark.parametrize(
    ("state", "router", "actions"),
    [
        ("Attached", "tr-1", {RowAction.DETACH, RowAction.ROUTES}),
        ("Attached", "", {RowAction.DETACH}),
        ("Attaching", "tr-1", set()),
        ("Detaching", "tr-1", set()),
    ],
)
def test_what_is_attached_offers_what_can_be_done_and_no_more(
    state: str, router: str, actions: set[RowAction]
) -> None:
    one = granted()
    inbox = read(one)
    inbox.attachments = (attached(one, state, router_id=router, id=router and "tr-attach-1"),)
    row = the_row(inbox, one)
    assert row.state == state
    assert inbox.actions(row) == actions
    assert inbox.unattached == 0


@pytest.mark.parametrize(
    ("of_grant", "of_attachment", "new"),
    [
        ("PayByResourceOwner", "PayByCenOwner", Payer.NETWORK_OWNER),
        ("PayByCenOwner", "PayByCenOwner", None),
        ("", "PayByCenOwner", None),
        ("PayByAnother", "PayByCenOwner", None),
        ("PayByCenOwner", "", None),
    ],
)
def test_a_payer_is_changed_where_that_of_the_grant_is_another(
    of_grant: str, of_attachment: str, new: Payer | None
) -> None:
    one = replace(granted(), payer=of_grant)
    inbox = read(one)
    inbox.attachments = (attached(one, id="tr-attach-1", router_id="tr-1", payer=of_attachment),)
    row = the_row(inbox, one)
    assert row.new_payer is new
    assert (RowAction.PAYER in inbox.actions(row)) is (new is not None)
    assert ("p changes it" in inbox.about(row)) is (new is not None)


def test_an_express_connect_router_has_a_row_for_each_region_and_one_to_attach_it_in_another() -> None:
    one = granted("ECR", "ecr-1", "global")
    inbox = read(one)
    inbox.attachments = tuple(
        CenAttachment(replace(one.network, region=region, owner_uid=""), "Attached", "tr-attach-1", "tr-1")
        for region in ("cn-hangzhou", "cn-beijing")
    )
    rows = tuple(inbox.rows_of(one))
    assert [(row.region, row.state) for row in rows] == [
        ("cn-hangzhou", "Attached"),
        ("cn-beijing", "Attached"),
        (OTHER_REGIONS, ATTACHABLE),
    ]
    assert [row.network.owner_uid for row in rows] == [OWNER] * 3
    assert [inbox.find(row.key) for row in rows] == list(rows)
    assert inbox.actions(rows[-1]) == {RowAction.ATTACH}
    assert inbox.unattached == 0


def test_a_cen_of_protection_level_full_takes_only_what_a_basic_router_attaches() -> None:
    full = Cen("cen-1", "", "1960521077884321", protection="FULL")
    vpc, ccn = granted("VPC"), granted("CCN")
    inbox = read(vpc, ccn, cen=full)
    obstacle = inbox.obstacle(vpc)
    assert obstacle is not None
    assert FULL in obstacle.says
    assert "cn-hangzhou" in obstacle.advice
    assert inbox.actions(the_row(inbox, vpc)) == frozenset()
    assert FULL in inbox.about(the_row(inbox, vpc))
    assert inbox.obstacle(ccn) is None
    inbox.routers = {"cn-hangzhou": Router("tr-1", "cn-hangzhou", enterprise=False)}
    assert inbox.obstacle(vpc) is None
    assert inbox.options(vpc.network).router is inbox.routers["cn-hangzhou"]
    assert inbox.obstacle(granted("VPN")) is not None


@pytest.mark.parametrize(("kind", "continues"), [(ErrorKind.TRANSPORT, True), (ErrorKind.DENIED, False)])
def test_what_was_not_read_is_told_and_continued_where_that_may_help(
    kind: ErrorKind, *, continues: bool
) -> None:
    error = CloudError("No connection", kind=kind, detail="", advice="")
    inbox = read(granted(), error=error)
    assert inbox.error is error
    assert inbox.may_continue is continues
    assert inbox.was_read
    assert not Inbox(CEN).was_read


def test_a_grant_names_its_owner_and_both_payers() -> None:
    one = Granted(granted().network, payer="PayByCenOwner", payer_in_force="PayByResourceOwner")
    inbox = read(one)
    assert inbox.about(the_row(inbox, one)) == (
        "VPC of account 1250 4400 1234 5678\nPayer requested: CEN owner; effective: network owner"
    )
    assert "Payer" not in inbox.about(InboxRow(granted()))
