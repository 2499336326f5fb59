import asyncio
import subprocess
import sys
from pathlib import Path

from cen_tui.vault.index import Index

WRITER = """
import asyncio, sys
from pathlib import Path
from support.backends import Kept
from cen_tui.cloud.signin import Secret, SignIn
from cen_tui.vault.base import Account
from cen_tui.vault.gate import Gate
from cen_tui.vault.keyring_vault import KeyringVault

async def main(path, who, times):
    vault = KeyringVault(path, gate=Gate(30), environ={}, store=Kept)
    for number in range(times):
        saved = await vault.save(Account(f"{who}-{number}"), SignIn("LTAI", Secret("s")))
        if number % 2:
            await vault.used(saved)

asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
"""
TIMES = 15


async def run(path: Path, who: str) -> tuple[int, bytes]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        WRITER,
        str(path),
        who,
        str(TIMES),
        stderr=subprocess.PIPE,
        env={"PYTHONPATH": f"{Path(__file__).parents[2]}:{Path(__file__).parents[1]}"},
    )
    _, errors = await process.communicate()
    return process.returncode or 0, errors


async def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    writers = ("a", "b", "c", "d")
    assert await asyncio.gather(*(run(path, who) for who in writers)) == [(0, b"")] * len(writers)
    index = Index(path)
    names = {record.account.name for record in index.records()}
    assert names == {f"{who}-{number}" for who in writers for number in range(TIMES)}
    assert index.notices == []
    assert not list(tmp_path.glob("*damaged*"))  # noqa: ASYNC240 - nothing else runs any more
