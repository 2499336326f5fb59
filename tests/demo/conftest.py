from collections.abc import AsyncIterator

import pytest
from support.demo import running_cloud

from cen_tui.demo.server import DemoCloud


@pytest.fixture
async def cloud() -> AsyncIterator[DemoCloud]:
    async with running_cloud() as running:
        yield running
