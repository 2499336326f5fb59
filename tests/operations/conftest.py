from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.operation_harness import Harness, harness_in


@pytest.fixture
async def harness(tmp_path: Path) -> AsyncIterator[Harness]:
    async with harness_in(tmp_path) as running:
        yield running


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a journal is to be, in a folder that is not there yet."""
    return tmp_path / "state" / "journal.jsonl"
