"""The program itself, with a beat in its event loop until the SDKs are loaded; tells in a file how it went.

Arguments: the file to write.
"""

import asyncio
import json
import sys
from pathlib import Path

from cen_tui.cloud import sdk
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.operations.journal import Journal
from cen_tui.session import Session
from cen_tui.tui.app import CenTuiApp
from cen_tui.tui.launch_options import LaunchOptions
from cen_tui.vault.account_directory import AccountDirectory
from cen_tui.vault.memory import MemoryVault
from cen_tui.wizard.recents import Recents

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.machine import BEAT, Machine

MACHINE = Machine()


class Measured(CenTuiApp):
    """Notes the longest time for which its loop did nothing else."""

    def on_ready(self) -> None:
        self.beating = asyncio.ensure_future(self.beat())

    async def beat(self) -> None:
        longest, before = 0.0, MACHINE.now()
        while not all(map(sdk.is_loaded, Product)):
            await asyncio.sleep(BEAT)
            now = MACHINE.now()
            longest, before = max(longest, now - before - BEAT), now
        report = {"ready": MACHINE.now(), "stall": longest * 1000}
        await asyncio.to_thread(Path(sys.argv[1]).write_text, json.dumps(report))


Measured(
    LaunchOptions(
        Session(lambda: AccountDirectory(MemoryVault([])), CloudOptions),
        lambda: Recents(None),
        lambda: Journal(None),
    )
).run()
