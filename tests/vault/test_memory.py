import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.vault.base import Account, Source, VaultError
from cen_tui.vault.memory import MemoryVault

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ONE = Credentials("LTAI5tMadeUpForTests0001", Secret("one"))
TWO = Credentials("LTAI5tMadeUpForTests0002", Secret("two"))


def vault() -> MemoryVault:
    pairs = [(Account("prod", uid="1", id="demo-prod"), ONE), (Account("test", uid="2"), TWO)]
    return MemoryVault(pairs, notices=("hello",), now=lambda: NOON)


async def test_it_starts_with_what_it_is_given_and_says_its_notices_once() -> None:
    held = vault()
    assert [one.name for one in await held.accounts()] == ["prod", "test"]
    assert len({one.id for one in await held.accounts()}) == 2
    assert (held.notices(), held.notices()) == (("hello",), ())


async def test_an_account_is_added_changed_used_and_removed() -> None:
    held = vault()
    added = await held.save(Account(" new ", uid="3"), ONE)
    assert (added.name, added.source, added.key_hint) == ("new", Source.MEMORY, "LTAI…0001")
    assert added.id
    changed = await held.save(added, TWO)
    assert (changed.id, await held.credentials(changed)) == (added.id, TWO)
    used = await held.used(Account("new", uid="4", principal="RAM user x", id=added.id))
    assert (used.uid, used.principal, used.last_used) == ("4", "RAM user x", NOON)
    assert (await held.accounts())[0] == used
    await held.remove(used)
    assert [one.name for one in await held.accounts()] == ["prod", "test"]


async def test_what_cannot_be_is_refused() -> None:
    held = vault()
    with pytest.raises(VaultError, match="named PROD already"):
        await held.save(Account("PROD"), ONE)
    gone = Account("gone", id="nowhere")
    for attempt in (held.credentials(gone), held.used(gone), held.save(gone, ONE)):
        with pytest.raises(VaultError, match="no longer there"):
            await attempt
    with pytest.raises(VaultError, match="cannot be changed"):
        await held.remove(Account("environment", source=Source.ENVIRONMENT))


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    asyncio.run(vault().save(Account("new"), ONE))
    assert list(tmp_path.iterdir()) == []
