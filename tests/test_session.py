"""Signing in without a screen: asks for consent where it must, and keeps the connections that work."""

import asyncio
import shlex
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from support.demo import running_cloud
from support.reach import PATIENT

from cen_tui.cloud.auth.sources import AssumedRole
from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.demo.estate.accounts import (
    CEN_OWNER,
    INACTIVE,
    MANAGER,
    NETWORK_OWNER,
    PROD_NETWORK,
    SPARE,
    TEMPORARY,
    credentials_of,
)
from cen_tui.demo.estate.roles import NETOPS
from cen_tui.demo.server import DemoCloud
from cen_tui.session import ConsentNeededError, Session
from cen_tui.vault.account_directory import AccountDirectory
from cen_tui.vault.base import Account, Source, VaultError
from cen_tui.vault.memory import MemoryVault
from cen_tui.vault.profiles.profile_list import profiles_in

ONE = (Account("prod", id="one"), credentials_of(PROD_NETWORK))
KEYS: dict[str, object] = {
    "mode": "StsToken",
    "access_key_id": TEMPORARY.id,
    "access_key_secret": TEMPORARY.secret.reveal(),
    "sts_token": (TEMPORARY.token or Secret()).reveal(),
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A session, the cloud it speaks to, and what it told the operator."""

    session: Session
    cloud: DemoCloud
    told: list[str]

    async def account(self, name: str) -> Account:
        """Return the account of a name."""
        return next(one for one in await self.session.directory.accounts() if one.name == name)


@asynccontextmanager
async def session_with(
    *accounts: tuple[Account, Credentials], profiles: tuple[dict[str, object], ...] = (), faults: str = ""
) -> AsyncIterator[Opened]:
    """Make a session over these saved accounts and profiles of the CLI, before a cloud of its own."""
    async with running_cloud(faults=faults) as cloud:
        directory = AccountDirectory(
            MemoryVault(accounts), profiles=lambda: profiles_in({"profiles": list(profiles)}, Path("config"))
        )
        options = replace(PATIENT, endpoint=parse_endpoint(cloud.url))
        session, told = Session(lambda: directory, lambda: options), list[str]()
        session.tell = told.append
        try:
            yield Opened(session, cloud, told)
        finally:
            await session.disconnect()


async def no_connection(cloud: DemoCloud) -> None:
    """Wait until the cloud has seen its last connection end; idle ones would end by themselves after 15 s."""
    async with asyncio.timeout(60):
        while cloud.connections:  # noqa: ASYNC110 - the server tells nobody
            await asyncio.sleep(0.01)


async def test_an_account_signs_in_and_its_connection_serves_again() -> None:
    async with session_with(ONE) as opened:
        account = await opened.account("prod")
        with pytest.raises(LookupError):
            opened.session.cloud_of(account)
        signed = await opened.session.open(account)
        assert (signed.account.uid, signed.account.principal) == (NETWORK_OWNER, "main account")
        assert signed.whose == "prod (1250 4400 1234 5678)"
        assert opened.session.cloud_of(signed.account) is signed.cloud
        assert (await opened.session.open(account)).cloud is signed.cloud
        assert (await opened.account("prod")).last_used is None, "only who asks for it has it noted"
        assert [call.action for call in opened.cloud.received] == ["GetCallerIdentity"] * 2


async def test_use_is_noted_and_a_key_that_changed_owner_is_reported() -> None:
    moved = (Account("moved", uid="1000000000000009"), credentials_of(PROD_NETWORK))
    async with session_with(moved) as opened:
        await opened.session.open(await opened.account("moved"), note=True)
        assert opened.told == [
            "The key of moved now belongs to account 1250 4400 1234 5678; it used to be 1000 0000 0000 0009."
        ]
        noted = await opened.account("moved")
        assert noted.uid == NETWORK_OWNER
        assert noted.last_used is not None


@pytest.mark.parametrize(("note", "last_error"), [(True, "The AccessKey is disabled"), (False, "")])
async def test_a_refusal_is_noted_and_its_connection_let_go(*, note: bool, last_error: str) -> None:
    async with session_with((Account("old", id="old"), credentials_of(INACTIVE))) as opened:
        account = await opened.account("old")
        with pytest.raises(CloudError, match="disabled") as caught:
            await opened.session.open(account, note=note)
        assert caught.value.is_about_sign_in
        held = (await opened.account("old")).last_error
        assert held.startswith(last_error)
        assert bool(held) is note
        with pytest.raises(LookupError):
            opened.session.cloud_of(account)
        await no_connection(opened.cloud)


async def test_a_failure_on_the_way_costs_only_a_connection_that_never_served() -> None:
    async with session_with(ONE) as opened:
        account = await opened.account("prod")
        signed = await opened.session.open(account)
        opened.cloud.set_faults("drop-after@GetCallerIdentity=1")
        with pytest.raises(CloudError) as caught:
            await opened.session.open(account, note=True)
        assert caught.value.kind is ErrorKind.TRANSPORT
        assert (await opened.account("prod")).last_error == "", "it is not about the account"
        opened.cloud.set_faults("")
        assert (await opened.session.open(account)).cloud is signed.cloud


async def test_a_command_runs_only_after_consent_and_is_asked_about_once(tmp_path: Path) -> None:
    ran, script = tmp_path / "ran", tmp_path / "give.py"
    script.write_text(
        f"import json, pathlib; pathlib.Path({str(ran)!r}).touch(); print(json.dumps({KEYS!r}))"
    )
    command = shlex.join([sys.executable, str(script)])
    profile: dict[str, object] = {"name": "vaulted", "mode": "External", "process_command": command}
    async with session_with(profiles=(profile,)) as opened:
        account = await opened.account("vaulted")
        for attempt in (opened.session.open(account), opened.session.source_of(account)):
            with pytest.raises(
                ConsentNeededError, match="Signing in as vaulted needs your consent first"
            ) as asked:
                await attempt
        assert not ran.exists()
        assert opened.cloud.received == []
        opened.session.allow(asked.value.source)
        signed = await opened.session.open(account)
        assert ran.exists()
        assert signed.account.uid == NETWORK_OWNER
        assert not opened.session.must_ask(await opened.session.source_of(account))


async def test_what_cannot_be_renewed_says_when_it_ends() -> None:
    profile = {"name": "pasted", **KEYS, "sts_expiration": 4102444500}
    async with session_with(ONE, profiles=(profile,)) as opened:
        ends = (await opened.session.open(await opened.account("pasted"))).account.expires_at
        assert ends is not None
        assert (await opened.session.open(await opened.account("prod"))).account.expires_at is None


async def test_credentials_are_proved_on_a_connection_that_ends() -> None:
    async with session_with() as opened:
        identity = await opened.session.prove(credentials_of(SPARE))
        assert (identity.uid, identity.principal) == (NETWORK_OWNER, "RAM user operator")
        with pytest.raises(CloudError):
            await opened.session.prove(credentials_of(INACTIVE))
        role = AssumedRole(credentials_of(MANAGER), NETOPS.arn, "night")
        assert (await opened.session.prove(role)).principal == "role netops (session night)"
        await no_connection(opened.cloud)


async def test_a_profile_is_imported_only_when_it_signs_in() -> None:
    key: dict[str, Any] = {
        "name": "lead",
        "mode": "AK",
        "access_key_id": MANAGER.id,
        "access_key_secret": MANAGER.secret.reveal(),
    }
    bad = {**key, "name": "bad", "access_key_secret": "MadeUpSecretForTestsAaBbCc0001"}
    async with session_with(profiles=(key, bad)) as opened:
        session = opened.session
        for name, works in (("bad", False), ("lead", True)):
            account = await opened.account(name)
            source = await session.source_of(account)
            if works:
                saved = await session.import_profile(account, source)
                assert (saved.name, saved.uid, saved.principal) == ("lead", CEN_OWNER, "RAM user netops-lead")
            else:
                with pytest.raises(CloudError):
                    await session.import_profile(account, source)
        saved_here = [one.name for one in await session.directory.accounts() if one.changeable]
        assert saved_here == ["lead"]


async def test_others_are_those_that_may_own_the_cen() -> None:
    unusable: dict[str, object] = {"name": "half", "mode": "AK"}
    theirs = (Account("theirs", uid=CEN_OWNER), credentials_of(MANAGER))
    unknown = (Account("unknown"), credentials_of(SPARE))
    own = (replace(ONE[0], uid=NETWORK_OWNER), ONE[1])
    async with session_with(own, theirs, unknown, profiles=(unusable,)) as opened:
        others = await opened.session.others(NETWORK_OWNER)
        assert {one.name for one in others} == {"theirs", "unknown"}


async def test_an_account_that_is_gone_is_an_error_of_the_vault() -> None:
    async with session_with() as opened:
        with pytest.raises(VaultError, match="no longer there"):
            await opened.session.open(Account("gone", id="gone", source=Source.MEMORY))
