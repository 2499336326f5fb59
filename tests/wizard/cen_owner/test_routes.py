"""What is left to be set of an attachment's routes, and what is said where nothing is."""

import pytest

from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.cen.instances import Router
from cen_tui.cloud.cen.route_tables import AttachmentRoutes, TableUse
from cen_tui.cloud.networks.base import CenTarget, GrantOptions, Network
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind
from cen_tui.wizard.cen_owner.routes import (
    NO_TABLE,
    OTHER_TABLE,
    ROUTES_ARE_SET,
    has_routes_to_set,
    nothing_left,
)

NETWORK = Network("VPC", "vpc-1", "", "cn-hangzhou", "1250440012345678")
ATTACHMENT = CenAttachment(NETWORK, "Attached", "tr-attach-1", "tr-1")
SYSTEM, OTHER = TableUse("vtb-1", "Active"), TableUse("vtb-2", "Active")


@pytest.mark.parametrize(
    ("routes", "says"),
    [
        (AttachmentRoutes(), NO_TABLE.format(router="tr-1")),
        (AttachmentRoutes("vtb-1"), ""),
        (AttachmentRoutes("vtb-1", (SYSTEM,)), ""),
        (AttachmentRoutes("vtb-1", (), (SYSTEM,)), ""),
        (AttachmentRoutes("vtb-1", (OTHER,)), ""),
        (AttachmentRoutes("vtb-1", (OTHER,), (SYSTEM,)), OTHER_TABLE.format(network="vpc-1", table="vtb-2")),
        (
            AttachmentRoutes("vtb-1", (SYSTEM,), (SYSTEM,)),
            ROUTES_ARE_SET.format(network="vpc-1", table="vtb-1"),
        ),
    ],
)
def test_it_is_said_why_no_route_can_be_set(routes: AttachmentRoutes, says: str) -> None:
    assert nothing_left(ATTACHMENT, routes) == says


@pytest.mark.parametrize(
    ("kind", "enterprise", "has"),
    [
        (OperationKind.ATTACH, True, True),
        (OperationKind.ATTACH, False, False),
        (OperationKind.DETACH, True, False),
    ],
)
def test_routes_come_after_attaching_to_an_enterprise_router(
    kind: OperationKind, *, enterprise: bool, has: bool
) -> None:
    options = AttachOptions(Router("tr-1", "cn-hangzhou", enterprise))
    target = CenTarget("cen-1", "1960521077884321")
    assert has_routes_to_set(Wanted(kind, NETWORK, target, GrantOptions(), options)) is has
