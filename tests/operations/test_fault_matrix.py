"""Every fault on every operation on every type: what the operator is told is what the cloud holds."""

import asyncio
from collections.abc import Callable

import pytest
from support.matrix import FAULTS, HEADING, SUBJECTS, Fault, found

from cen_tui.operations.outcome import OperationKind

TITLE = "What the operator is told, and what the cloud holds"
CELLS = [
    pytest.param(fault, kind, id=f"{kind.value}: {fault.name}")
    for kind in OperationKind
    for fault in FAULTS
    if kind in fault.of
]


@pytest.mark.parametrize(("fault", "kind"), CELLS)
async def test_the_operator_is_told_what_the_cloud_holds(
    fault: Fault, kind: OperationKind, record_property: Callable[[str, object], None]
) -> None:
    """The types of network stand side by side: each has a cloud of its own, and most of a cell is waiting."""
    findings = await asyncio.gather(*(found(fault, subject) for subject in SUBJECTS[kind]))
    record_property("rows", [TITLE, HEADING, *(finding.line() for finding in findings)])
    assert [finding.line() for finding in findings if finding.wrong] == []
