"""Eight processes save and change accounts at once, in one index and one real store."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cen_tui.cloud.credentials import Secret
from cen_tui.vault.encrypted_file import EncryptedFile
from cen_tui.vault.keyring.entries import KeyringEntries
from cen_tui.vault.keyring.index import Index, State
from cen_tui.vault.sealing import Cost

WRITER = """
import asyncio, sys
from pathlib import Path
from cen_tui.cloud.credentials import Secret, Credentials
from cen_tui.vault.base import Account, VaultError
from cen_tui.vault.encrypted_file import EncryptedFile
from cen_tui.vault.keyring.timed_thread import TimedThread
from cen_tui.vault.sealing import Cost
from cen_tui.vault.keyring_vault import KeyringVault

async def saved(vault, account, sign_in):
    while True:
        try:
            return await vault.save(account, sign_in)
        except VaultError as error:
            if "is busy with the same files" not in str(error):
                raise

async def main(folder, who, accounts, times):
    file = EncryptedFile(folder / "sealed", cost=Cost(log_n=4, r=1, p=1))
    file.unlock(Secret("of the test"))
    vault = KeyringVault(folder / "accounts.json", thread=TimedThread(60), environ={}, store=file.open)
    for number in range(accounts):
        account = Account(f"{who}-{number}")
        for time in range(times):
            keys = Credentials(f"LTAI{time}", Secret(f"{who}-{number}-{time}"))
            account = await saved(vault, account, keys)

asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
"""
WRITERS = "abcdefgh"
ACCOUNTS, TIMES = 5, 20
PASSPHRASE = Secret("of the test")


@pytest.fixture
def folder() -> Iterator[Path]:
    """Every write goes through to the disk: thousands of them are quicker where there is none."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as name:
        yield Path(name)


async def run(folder: Path, who: str) -> tuple[int, bytes]:
    words = (sys.executable, "-c", WRITER, str(folder), who, str(ACCOUNTS), str(TIMES))
    process = await asyncio.create_subprocess_exec(
        *words,
        stderr=subprocess.PIPE,
        env={"PYTHONPATH": f"{Path(__file__).parents[3]}"},
    )
    _, errors = await process.communicate()
    return process.returncode or 0, errors


async def test_processes_that_write_at_once_lose_nothing_and_tear_nothing(folder: Path) -> None:
    file = EncryptedFile(folder / "sealed", cost=Cost(log_n=4, r=1, p=1))
    file.unlock(PASSPHRASE)
    ended = await asyncio.gather(*(run(folder, who) for who in WRITERS))
    assert ended == [(0, b"")] * len(WRITERS)
    index, entries = Index(folder / "accounts.json"), KeyringEntries(lambda _: file.open())
    records = index.read()
    found = {record.account.name: str.__str__(entries.read(record).secret) for record in records}
    names = [f"{who}-{number}" for who in WRITERS for number in range(ACCOUNTS)]
    assert found == {name: f"{name}-{TIMES - 1}" for name in names}
    assert {(record.state, record.generation) for record in records} == {(State.ACTIVE, TIMES)}
    assert len(file._entries()[0]) == len(records)
    assert index.notices == []
    assert sorted(path.name for path in folder.iterdir()) == [  # noqa: ASYNC240 - all have ended
        "accounts.json",
        "accounts.json.lock",
        "sealed",
        "sealed.lock",
    ]
