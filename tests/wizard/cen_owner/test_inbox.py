"""What can be done with each of the networks granted to a CEN, and why a network cannot be attached."""

from dataclasses import replace

import pytest

from cen_tui.cloud.cen.attachments import CHILDREN, ROUTER_TYPES, AttachmentLists, CenAttachment
from cen_tui.cloud.cen.instances import Cen, Router
from cen_tui.cloud.cen.received_grants import PRODUCT_TYPES, Granted, Received
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import Network, Payer
from cen_tui.wizard.cen_owner.attachment_facts import DETACHES, attachment_facts, next_key
from cen_tui.wizard.cen_owner.inbox import (
    ATTACHABLE,
    ATTACHMENTS_NOT_READ,
    BASIC_NOT_READ,
    FULL,
    GRANTS_NOT_READ,
    NOT_ATTACHED,
    NOT_GRANTED,
    OTHER_REGIONS,
    R_TRIES_AGAIN,
    ROUTERS_NOT_READ,
    ROUTERS_UNREAD,
    STILL_ATTACHED,
    UNKNOWN,
    UNREAD,
    X_DETACHES,
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


def lists(*found: CenAttachment, **errors: CloudError) -> AttachmentLists:
    return AttachmentLists(found, errors)


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
    assert inbox.unattached == {"net-1"}


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
    inbox.attachments = lists(attached(one, state, router_id=router, id=router and "tr-attach-1"))
    row = the_row(inbox, one)
    assert row.state == state
    assert inbox.actions(row) == actions
    assert not inbox.unattached


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
    inbox.attachments = lists(attached(one, id="tr-attach-1", router_id="tr-1", payer=of_attachment))
    row = the_row(inbox, one)
    assert row.new_payer is new
    assert (RowAction.PAYER in inbox.actions(row)) is (new is not None)
    assert ("p changes it" in inbox.about(row)) is (new is not None)


def test_an_express_connect_router_has_a_row_for_each_region_and_one_to_attach_it_in_another() -> None:
    one = granted("ECR", "ecr-1", "global")
    inbox = read(one)
    inbox.attachments = lists(
        *(
            CenAttachment(
                replace(one.network, region=region, owner_uid=""), "Attached", "tr-attach-1", "tr-1"
            )
            for region in ("cn-hangzhou", "cn-beijing")
        )
    )
    rows = tuple(inbox.rows_of(one))
    assert [(row.region, row.state) for row in rows] == [
        ("cn-hangzhou", "Attached"),
        ("cn-beijing", "Attached"),
        (OTHER_REGIONS, ATTACHABLE),
    ]
    assert [row.network.owner_uid for row in rows] == [OWNER] * 3
    assert len({row.key for row in rows}) == 3
    assert inbox.actions(rows[-1]) == {RowAction.ATTACH}
    assert not inbox.unattached


def test_a_cen_of_protection_level_full_takes_only_what_a_basic_router_attaches() -> None:
    full = Cen("cen-1", "", "1960521077884321", protection="FULL")
    vpc, ccn = granted("VPC"), granted("CCN")
    inbox = read(vpc, ccn, cen=full)
    obstacle = inbox.obstacle(vpc.network)
    assert obstacle is not None
    assert FULL in obstacle.says
    assert "cn-hangzhou" in obstacle.advice
    assert inbox.actions(the_row(inbox, vpc)) == frozenset()
    assert FULL in inbox.about(the_row(inbox, vpc))
    assert inbox.obstacle(ccn.network) is None
    inbox.routers = {"cn-hangzhou": Router("tr-1", "cn-hangzhou", enterprise=False)}
    assert inbox.obstacle(vpc.network) is None
    assert inbox.options(vpc.network).router is inbox.routers["cn-hangzhou"]
    assert inbox.obstacle(granted("VPN").network) is not None


@pytest.mark.parametrize(("kind", "continues"), [(ErrorKind.TRANSPORT, True), (ErrorKind.DENIED, False)])
def test_what_was_not_read_is_reported_and_continued_where_that_may_help(
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
    assert "Payer" not in inbox.about(InboxRow(one.network, granted()))


BASIC, ENTERPRISE = (Router("tr-1", "cn-hangzhou", enterprise=edition) for edition in (False, True))


@pytest.mark.parametrize(
    ("kind", "routers", "attachment_id", "applies"),
    [
        ("CCN", (), None, False),
        ("CCN", (), "", False),
        ("CCN", (ENTERPRISE,), None, False),
        ("VPC", (), None, True),
        ("VPC", (ENTERPRISE,), None, True),
        ("VPC", (ENTERPRISE,), "tr-attach-1", True),
        ("VPC", (BASIC,), None, False),
        ("VPC", (BASIC,), "", False),
        ("VBR", (BASIC,), "", False),
        ("VPN", (BASIC,), None, True),
    ],
)
def test_a_payer_is_shown_only_where_an_enterprise_transit_router_takes_the_network(
    kind: str, routers: tuple[Router, ...], attachment_id: str | None, *, applies: bool
) -> None:
    one = Granted(granted(kind).network, payer="PayByCenOwner", payer_in_force="PayByCenOwner")
    inbox = read(one)
    inbox.routers = {router.region: router for router in routers}
    if attachment_id is not None:
        inbox.attachments = lists(attached(one, id=attachment_id))
    row = the_row(inbox, one)
    assert ("Payer" in inbox.about(row)) is applies
    facts = {fact.label: fact.value for fact in attachment_facts(inbox, row)}
    assert bool(facts.get("Payer, grant")) is applies
    assert bool(facts.get("Payer, attachment")) is (applies and attachment_id is not None)


def held(
    kind: str = "VPC", *, owner: str = OWNER, state: str = "Attached", router: bool = True
) -> CenAttachment:
    """Return an attachment of which no grant is listed, to an Enterprise or a Basic transit router."""
    network = Network(kind, "net-9", "", "cn-hangzhou", owner)
    return CenAttachment(network, state, "tr-attach-9" if router else "", "tr-1" if router else "")


@pytest.mark.parametrize("kind", PRODUCT_TYPES)
def test_what_is_attached_without_a_grant_can_be_detached_and_nothing_else(kind: str) -> None:
    inbox = read(granted())
    inbox.attachments = lists(held(kind, router=kind != "CCN"))
    (row,) = (row for row in inbox.rows if row.granted is None)
    assert (row.state, row.network.owner_uid) == (NOT_GRANTED, OWNER)
    assert inbox.actions(row) == {RowAction.DETACH}
    assert STILL_ATTACHED in inbox.about(row)
    assert X_DETACHES in inbox.about(row)
    assert inbox.networks == {"net-1", "net-9"}
    assert inbox.not_granted == {"net-9"}
    assert inbox.unattached == {"net-1"}
    facts = {fact.label: fact.value for fact in attachment_facts(inbox, row)}
    assert facts["Grant"] == STILL_ATTACHED
    assert next_key(row, None) == DETACHES


@pytest.mark.parametrize("state", ["Attaching", "Detaching"])
def test_nothing_is_offered_while_the_cloud_is_at_work_on_what_is_not_granted(state: str) -> None:
    inbox = read()
    inbox.attachments = lists(held(state=state))
    (row,) = inbox.rows
    assert row.state == state
    assert inbox.actions(row) == frozenset()
    assert STILL_ATTACHED in inbox.about(row)
    assert X_DETACHES not in inbox.about(row)
    assert next_key(row, None) == ""


def test_a_router_that_is_not_granted_has_a_row_for_each_region_and_none_for_another() -> None:
    inbox = read()
    here = held("ECR")
    there = replace(here, network=replace(here.network, region="cn-beijing"))
    inbox.attachments = lists(here, there)
    assert [row.region for row in inbox.rows] == ["cn-hangzhou", "cn-beijing"]
    assert len({row.key for row in inbox.rows}) == 2
    assert inbox.not_granted == {"net-9"}


@pytest.mark.parametrize("owner", [CEN.owner_uid, ""], ids=["own", "not named"])
def test_the_networks_of_the_cen_owner_need_no_grant(owner: str) -> None:
    inbox = read(granted())
    inbox.attachments = lists(held(owner=owner))
    assert [row.network.id for row in inbox.rows] == ["net-1"]


def test_nothing_is_taken_for_not_granted_where_the_grants_of_its_type_were_not_read() -> None:
    inbox = Inbox(CEN, {"VPC": Received()}, lists(held("VBR")))
    assert list(inbox.rows) == []
    error = CloudError("No connection", kind=ErrorKind.TRANSPORT, detail="", advice="")
    inbox.received["VBR"] = Received((), "token", error)
    assert list(inbox.rows) == []
    inbox.received["VBR"] = Received()
    assert [row.state for row in inbox.rows] == [NOT_GRANTED]


def denied(advice: str = "Ask for it.") -> CloudError:
    return CloudError("Permission denied", kind=ErrorKind.DENIED, detail="", advice=advice)


@pytest.mark.parametrize("kind", ROUTER_TYPES)
@pytest.mark.parametrize("listed", [False, True], ids=["in no list", "in the CEN's list"])
def test_where_the_list_of_its_type_was_not_read_it_is_unknown_how_a_network_is_attached(
    kind: str, *, listed: bool
) -> None:
    one, other = granted(kind), granted("CCN", "ccn-1")
    inbox = read(one, other)
    inbox.attachments = lists(*([attached(one)] if listed else []), **{kind: denied()})
    row = the_row(inbox, one)
    assert row.state == UNKNOWN
    assert inbox.actions(row) == frozenset()
    assert UNREAD.format(why="Permission denied") in inbox.about(row)
    assert R_TRIES_AGAIN in inbox.about(row)
    assert inbox.actions(the_row(inbox, other)) == {RowAction.ATTACH}
    assert inbox.unattached == {"ccn-1"}
    assert inbox.error is inbox.attachments.errors[kind]
    assert inbox.unread == ATTACHMENTS_NOT_READ.format(types=kind)
    facts = {fact.label: fact.value for fact in attachment_facts(inbox, row)}
    assert facts["State"] == UNKNOWN
    assert "Ask for it." in facts["Not read"]


@pytest.mark.parametrize("kind", PRODUCT_TYPES)
def test_without_the_list_of_the_cen_only_what_another_list_has_is_known(kind: str) -> None:
    one = granted(kind)
    inbox = read(one)
    inbox.attachments = lists(**{CHILDREN: denied()})
    assert (the_row(inbox, one).state == UNKNOWN) is (kind in {"VPC", "VBR", "CCN"})
    assert inbox.unread == BASIC_NOT_READ
    if kind in {"VPC", "VBR"}:
        inbox.attachments = lists(attached(one, id="tr-attach-1"), **{CHILDREN: denied()})
        assert the_row(inbox, one).state == "Attached"


def test_what_the_list_of_the_cen_has_alone_is_not_detached_where_the_list_of_its_type_was_not_read() -> None:
    inbox = read()
    inbox.attachments = lists(held(router=False), VPC=denied())
    (row,) = inbox.rows
    assert row.state == UNKNOWN
    assert inbox.actions(row) == frozenset()
    assert STILL_ATTACHED not in inbox.about(row)
    assert next_key(row, None) == ""


def test_without_the_transit_routers_nothing_is_attached_and_the_rest_stays_as_it_is() -> None:
    one, other = granted(), granted("VBR", "net-2")
    inbox = read(one, other)
    inbox.attachments = lists(attached(other, id="tr-attach-2", router_id="tr-1"))
    inbox.routers_error = denied()
    assert inbox.actions(the_row(inbox, one)) == frozenset()
    assert ROUTERS_UNREAD in inbox.about(the_row(inbox, one))
    assert inbox.actions(the_row(inbox, other)) == {RowAction.DETACH, RowAction.ROUTES}
    facts = {fact.label: fact.value for fact in attachment_facts(inbox, the_row(inbox, one))}
    assert "Ask for it." in facts["Cannot be attached"]
    assert inbox.unread == ROUTERS_NOT_READ


def test_all_that_was_not_read_is_named() -> None:
    inbox = read(error=denied())
    inbox.attachments = lists(VPC=denied(), ECR=denied(), **{CHILDREN: denied()})
    named = (
        GRANTS_NOT_READ.format(types="CCN"),
        ATTACHMENTS_NOT_READ.format(types="VPC, ECR"),
        BASIC_NOT_READ,
    )
    assert inbox.unread == " ".join(named)
