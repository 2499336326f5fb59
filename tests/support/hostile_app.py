"""The program with accounts and a journal full of hostile names: `python hostile_app.py URL JOURNAL`."""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

from support.hostile import HOSTILE
from support.sample_operations import TARGET, VPC, at_noon

from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.demo.estate.accounts import PROD_NETWORK, credentials_of
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.session import Session
from cen_tui.terminal.display import Display
from cen_tui.tui.app import run
from cen_tui.tui.launch_options import LaunchOptions
from cen_tui.vault.account_directory import AccountDirectory
from cen_tui.vault.base import Account
from cen_tui.vault.memory import MemoryVault
from cen_tui.wizard.draft import Draft, Presets
from cen_tui.wizard.recents import Recents


async def _vault() -> MemoryVault:
    vault = MemoryVault()
    for number, text in enumerate(HOSTILE.values()):
        await vault.save(
            Account(f"{number}{text}"[:40].strip(), uid="1900000000000001"), credentials_of(PROD_NETWORK)
        )
    return vault


def _journal(path: Path) -> Journal:
    earlier = Journal(path, clock=at_noon)
    for text in HOSTILE.values():
        account = Account(text, uid=text, id="earlier")
        network = replace(VPC, name=text, region=text)
        intent = earlier.begin(OperationKind.GRANT, account, network, replace(TARGET, cen_id=text), "")
        earlier.end(intent.id, Outcome.REFUSED, code=text, says=text)
    earlier.begin(
        OperationKind.GRANT, Account(HOSTILE["escape"]), replace(VPC, name=HOSTILE["bidi"]), TARGET, ""
    )
    return Journal(path)


def main(url: str, path: Path) -> int:
    """Walk through it."""
    options = CloudOptions(endpoint=parse_endpoint(url))
    vault, journal = asyncio.run(_vault()), _journal(path)
    draft = Draft(presets=Presets(type=HOSTILE["escape"]))
    return run(
        LaunchOptions(
            Session(lambda: AccountDirectory(vault), lambda: options),
            lambda: Recents(None),
            lambda: journal,
            draft,
            display=Display(theme="dark"),
        )
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
