"""What a check found is recorded, and read at any time after: it says nothing of the moment."""

import pytest

from cen_tui.operations.attach import Attach
from cen_tui.operations.attachment_payer import ChangeAttachmentPayer
from cen_tui.operations.change import Change
from cen_tui.operations.detach import Detach
from cen_tui.operations.route_changes import AssociateRouteTable, PropagateRoutes
from cen_tui.operations.rule_changes import ChangePayer, Grant, Revoke

CHANGES = (
    Attach,
    AssociateRouteTable,
    ChangeAttachmentPayer,
    ChangePayer,
    Detach,
    Grant,
    PropagateRoutes,
    Revoke,
)


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_not_done_is_said_as_of_the_check(change: type[Change]) -> None:
    assert change.words.undone.startswith("As of the last check, ")
