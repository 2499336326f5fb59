"""Each operation on each type of network, killed before the cloud did it and after: what is found then."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from support import operation_process
from support.demo_networks import TO_BACKBONE, network
from support.demo_process import Server, server
from support.operation_process import reach, run_operation
from support.sample_operations import some_time_later

from cen_tui.cloud.cen.attachments import attachment_of
from cen_tui.cloud.cen.route_tables import attachment_routes
from cen_tui.cloud.clients import Cloud
from cen_tui.operations.executor import reconcile_journaled
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.operations.polling import PollPolicy

ACTIONS: Final = {
    ("VPC", OperationKind.GRANT): "GrantInstanceToCen",
    ("VBR", OperationKind.GRANT): "GrantInstanceToCen",
    ("CCN", OperationKind.GRANT): "GrantInstanceToCbn",
    ("VPC", OperationKind.REVOKE): "RevokeInstanceFromCen",
    ("VBR", OperationKind.REVOKE): "RevokeInstanceFromCen",
    ("CCN", OperationKind.REVOKE): "RevokeInstanceFromCbn",
    ("VPN", OperationKind.ATTACH): "CreateTransitRouterVpnAttachment",
    ("VBR", OperationKind.DETACH): "DeleteTransitRouterVbrAttachment",
    ("VBR", OperationKind.ASSOCIATE): "AssociateTransitRouterAttachmentWithRouteTable",
}
BEFORE: Final = {
    OperationKind.GRANT: (),
    OperationKind.REVOKE: (OperationKind.GRANT,),
    OperationKind.ATTACH: (OperationKind.GRANT,),
    OperationKind.DETACH: (OperationKind.GRANT, OperationKind.ATTACH),
    OperationKind.ASSOCIATE: (OperationKind.GRANT, OperationKind.ATTACH),
}
"""What is done before the operation that is killed."""
HASTE: Final = PollPolicy(waits=(0.0, 0.05), tries=3)
TESTS: Final = Path(__file__).parents[1]
LIMIT: Final = 120.0
"""Seconds until another process has sent its call, on a machine that may be busy."""


def killed(cloud: Server, journal: Path, key: str, kind: OperationKind) -> None:
    """Run an operation in another process, and kill it when the cloud has noted the call."""
    command = [sys.executable, str(operation_process.__file__), cloud.url, str(journal), key, kind.value]
    environ = os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])}
    with subprocess.Popen(command, env=environ) as process:  # noqa: S603 - this interpreter, a script of ours
        try:
            until(lambda: bool(cloud.calls(ACTIONS[key, kind])))
        finally:
            process.kill()


async def holds(cloud: Server, owner: Cloud, key: str, kind: OperationKind) -> bool:
    """Tell whether the cloud holds what the operation wants."""
    if kind in {OperationKind.GRANT, OperationKind.REVOKE}:
        (granted,) = await cloud.holds(network(key))
        return granted is (kind is OperationKind.GRANT)
    found = await attachment_of(owner, TO_BACKBONE.cen_id, network(key))
    if kind is OperationKind.ASSOCIATE:
        assert found is not None
        return (await attachment_routes(owner, found)).associated
    return (found is not None) is (kind is OperationKind.ATTACH)


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + LIMIT
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError("the cloud did not receive the operation")
        time.sleep(0.02)


@pytest.mark.skipif(sys.platform == "win32", reason="killed as POSIX has it")
@pytest.mark.parametrize("landed", [False, True], ids=["before the work", "after the work"])
@pytest.mark.parametrize(("key", "kind"), ACTIONS, ids=str)
async def test_what_settling_says_is_what_the_cloud_holds(
    tmp_path: Path, key: str, kind: OperationKind, *, landed: bool
) -> None:
    action, path = ACTIONS[key, kind], tmp_path / "state" / "journal.jsonl"
    fault = f"slow-answer@{action}=8000:1" if landed else f"retry-after@{action}=60000:1"
    with server(tmp_path, fault) as cloud:
        for earlier in BEFORE[kind]:
            async with reach(cloud.url, earlier) as owner:
                await run_operation(owner, Journal(None), key, earlier)
        killed(cloud, path, key, kind)
        journal = Journal(path)
        (entry,) = journal.open_entries()
        assert entry.ending is None
        journal = Journal(path, clock=some_time_later)
        async with reach(cloud.url, kind) as owner:
            result = await reconcile_journaled(entry, journal=journal, cloud=owner, polling=HASTE)
            assert await holds(cloud, owner, key, kind) is landed
        assert result.outcome is (Outcome.VERIFIED if landed else Outcome.REFUSED)
        assert len(cloud.calls(action)) == 1
        assert journal.open_entries() == ()
