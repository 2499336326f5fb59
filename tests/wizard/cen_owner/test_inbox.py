"""What of the networks granted to a CEN can be attached from here, and why not."""

import pytest

from cen_tui.cloud.cen.instances import Cen, Router
from cen_tui.cloud.cen.received_grants import PRODUCT_TYPES, Granted, Received
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import Network
from cen_tui.wizard.cen_owner.inbox import (
    ALREADY_ATTACHED,
    FULL,
    IN_ANOTHER_STATE,
    NOT_ATTACHED,
    Inbox,
    about,
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


@pytest.mark.parametrize("kind", ["VPC", "VBR", "CCN"])
def test_what_is_not_attached_can_be(kind: str) -> None:
    one = granted(kind)
    inbox = read(one)
    assert inbox.obstacle(one) is None
    assert inbox.state(one.network.id) == NOT_ATTACHED
    assert inbox.unattached == 1


@pytest.mark.parametrize(("state", "says"), [("Attached", ALREADY_ATTACHED), ("Attaching", IN_ANOTHER_STATE)])
def test_what_is_attached_or_on_its_way_is_told(state: str, says: str) -> None:
    one = granted()
    inbox = read(one)
    inbox.states = {one.network.id: state}
    assert inbox.obstacle(one) == (says.format(network=one.network.id, state=state), "")
    assert inbox.unattached == 0


@pytest.mark.parametrize(
    ("kind", "says"),
    [("VPN", "IPsec-VPN connection"), ("ECR", "Express Connect Router"), ("NEW", "this type")],
)
def test_what_is_attached_elsewhere_says_where(kind: str, says: str) -> None:
    obstacle = Inbox(CEN).obstacle(granted(kind))
    assert obstacle is not None
    assert says in obstacle.says
    assert "in the CEN console" in obstacle.says


def test_a_cen_of_protection_level_full_takes_only_what_a_basic_router_attaches() -> None:
    full = Cen("cen-1", "", "1960521077884321", protection="FULL")
    vpc, ccn = granted("VPC"), granted("CCN")
    inbox = read(vpc, ccn, cen=full)
    obstacle = inbox.obstacle(vpc)
    assert obstacle is not None
    assert FULL in obstacle.says
    assert "cn-hangzhou" in obstacle.advice
    assert inbox.obstacle(ccn) is None
    inbox.routers = {"cn-hangzhou": Router("tr-1", "cn-hangzhou", enterprise=False)}
    assert inbox.obstacle(vpc) is None
    assert inbox.options(vpc).router is inbox.routers["cn-hangzhou"]


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
    assert about(one) == (
        "VPC of account 1250 4400 1234 5678\nPayer requested: CEN owner; effective: network owner"
    )
    assert "Payer" not in about(granted())
