"""A refresh token is spent by its renewal: interrupted, shared or retried too often, none is lost."""

import asyncio
import json
import os
import shlex
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from support.demo import running_cloud
from support.reach import NEVER, PATIENT
from support.scripted import REQUEST_ID, Asked, scripted_server

from cen_tui.cloud import sdk
from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.auth.refresh import _file_lock, open_cloud
from cen_tui.cloud.auth.sources import AssumedRole, CredentialSource, External, OAuth, OAuthTokens
from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.endpoints import Product, parse_endpoint
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.demo.estate.accounts import EXPIRED, MANAGER, NETWORK_OWNER, TEMPORARY, credentials_of
from cen_tui.demo.estate.kinds import AccessKey
from cen_tui.demo.estate.roles import NETOPS, PARTNER
from cen_tui.demo.server import DemoCloud
from cen_tui.demo.token_services import OAUTH_REFRESH_TOKEN
from cen_tui.storage.files import write_json
from cen_tui.storage.lock import hold
from cen_tui.vault.profiles.profile_list import profiles_in
from cen_tui.vault.profiles.reader import read_profiles

ENDED = int(time.time()) - 60
SPENT = OAuthTokens(Secret("ended"), ENDED, Secret("refresh-token-0"))
PROFILE = {
    "name": "corp",
    "mode": "OAuth",
    "oauth_site_type": "CN",
    "oauth_access_token": "ended",
    "oauth_access_token_expire": ENDED,
    "oauth_refresh_token": OAUTH_REFRESH_TOKEN,
}


@pytest.fixture
async def demo() -> AsyncIterator[DemoCloud]:
    async with running_cloud() as cloud:
        yield cloud


def options(url: str) -> CloudOptions:
    return replace(PATIENT, endpoint=parse_endpoint(url))


@pytest.mark.parametrize("ending", [False, True])
async def test_who_stops_waiting_does_not_break_a_renewal_off(ending: bool) -> None:  # noqa: FBT001
    loop, taken, let_go, written = (
        asyncio.get_running_loop(),
        asyncio.Event(),
        asyncio.Event(),
        asyncio.Event(),
    )
    kept: list[OAuthTokens] = []

    def keep(_: OAuthTokens, after: OAuthTokens, __: Credentials | None) -> str:
        kept.append(after)
        loop.call_soon_threadsafe(written.set)
        return ""

    async def answer(asked: Asked) -> web.StreamResponse:
        if "refresh_token" in asked.body:
            taken.set()
            await let_go.wait()
            renewed = {"access_token": "access-1", "refresh_token": "refresh-token-1", "expires_in": 3600}
            return web.json_response(renewed)
        return web.json_response({"error": "invalid_request"}, status=400)

    async with scripted_server() as server:
        server.answering = answer
        async with open_cloud(OAuth("corp", "CN", SPENT, keep=keep), options(server.url)) as cloud:
            asking = asyncio.create_task(who_am_i(cloud))
            await taken.wait()
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            loop.call_later(0.2, let_go.set)
            async with asyncio.timeout(60):
                await (cloud.finish() if ending else written.wait())
            assert [tokens.refresh for tokens in kept] == ["refresh-token-1"]
            with pytest.raises(CloudError):
                await who_am_i(cloud)
        renewals = [asked for asked in server.asked if "refresh_token" in asked.body]
        assert len(renewals) == 1


async def test_two_who_sign_in_by_one_login_share_its_refresh_token(demo: DemoCloud, tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    write_json(path, {"profiles": [PROFILE]})
    (first,) = (profile.source for profile in read_profiles(path).profiles)
    (second,) = (profile.source for profile in read_profiles(path).profiles)
    assert isinstance(first, OAuth)
    assert second is not None
    role = AssumedRole(second, PARTNER.arn, "over", external_id="demo-external-id")
    async with open_cloud(first, options(demo.url)) as one, open_cloud(role, options(demo.url)) as other:
        who, over = await asyncio.gather(who_am_i(one), who_am_i(other))
    assert who.uid == NETWORK_OWNER
    assert over.principal == "role partner-netops (session over)"
    document = json.loads(path.read_text("utf-8"))
    assert document["profiles"][0]["oauth_refresh_token"] == demo.token_services.refresh_token
    assert demo.token_services.refresh_token == f"{OAUTH_REFRESH_TOKEN[:-1]}1"
    (third,) = (profile.source for profile in read_profiles(path).profiles)
    assert third == first
    assert len({first, third}) == 1


LENT = {
    "AccessKeyId": TEMPORARY.id,
    "AccessKeySecret": str.__str__(TEMPORARY.secret),
    "SecurityToken": "token",
    "Expiration": f"{datetime.now(UTC) + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}",
}
WHO = {"RequestId": REQUEST_ID, "AccountId": NETWORK_OWNER, "IdentityType": "RAMUser", "Arn": "user/x"}
RENEWER = """
import asyncio, sys, time
from pathlib import Path
from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.auth.refresh import _file_lock, open_cloud
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.vault.profiles.reader import read_profiles

async def main(folder, url):
    (profile,) = read_profiles(folder / "config.json", lock=folder / "state" / "login.lock").profiles
    async with open_cloud(profile.source, CloudOptions(endpoint=parse_endpoint(url))) as cloud:
        print("ready", flush=True)
        sys.stdin.readline()
        print((await who_am_i(cloud)).uid, flush=True)

asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
"""
"""Signs in by the one profile of a folder once it is told to."""


async def test_two_processes_that_renew_one_login_at_once_both_sign_in(tmp_path: Path) -> None:
    renewals: list[str] = []

    async def answer(asked: Asked) -> web.StreamResponse:
        if "refresh_token" in asked.body:
            renewals.append(asked.body)
            await asyncio.sleep(0.5)  # as long as the other needs to ask as well
            if len(renewals) > 1:
                return web.json_response({"error": "invalid_grant"}, status=400)
            renewed = {"access_token": "access-1", "refresh_token": "refresh-1", "expires_in": 3600}
            return web.json_response(renewed)
        return web.json_response(WHO if asked.action else LENT)

    write_json(tmp_path / "config.json", {"profiles": [PROFILE]})
    async with scripted_server() as server:
        server.answering = answer
        words = ("-c", RENEWER, str(tmp_path), server.url)
        both = [
            await asyncio.create_subprocess_exec(
                sys.executable, *words, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
            )
            for _ in range(2)
        ]
        for one in both:
            assert one.stdout
            assert (await one.stdout.readline()).strip() == b"ready"
        said = await asyncio.gather(*(one.communicate(b"go\n") for one in both))
    assert [out.strip() for out, _ in said] == [NETWORK_OWNER.encode()] * 2
    assert len(renewals) == 1
    document = json.loads((tmp_path / "config.json").read_text("utf-8"))
    assert document["profiles"][0]["oauth_refresh_token"] == "refresh-1"


async def test_a_login_that_another_process_renews_for_ever_is_not_waited_for_as_long(
    demo: DemoCloud, tmp_path: Path
) -> None:
    lock = tmp_path / "state" / "login.lock"
    (profile,) = profiles_in({"profiles": [PROFILE]}, tmp_path / "config.json", lock=lock).profiles
    assert profile.source
    handle = hold(lock, 0)
    try:
        with pytest.raises(CloudError) as raised:
            async with _file_lock(lock, 0.3):
                pytest.fail("held twice")
        assert f"process {os.getpid()}" in raised.value.detail
        asking = asyncio.create_task(signed_in_by(profile.source, demo))
        await asyncio.sleep(0.3)
        assert not asking.done()
        assert demo.token_services.refresh_token == OAUTH_REFRESH_TOKEN
    finally:
        os.close(handle)
    assert await asking == NETWORK_OWNER


async def signed_in_by(source: CredentialSource, demo: DemoCloud) -> str:
    async with open_cloud(source, options(demo.url)) as cloud:
        return (await who_am_i(cloud)).uid


async def test_where_no_lock_can_be_held_a_login_is_renewed_all_the_same(
    demo: DemoCloud, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    lock = tmp_path / "file" / "login.lock"
    (profile,) = profiles_in({"profiles": [PROFILE]}, tmp_path / "config.json", lock=lock).profiles
    assert profile.source
    assert await signed_in_by(profile.source, demo) == NETWORK_OWNER


async def test_a_renewal_that_fails_is_not_tried_by_each_call() -> None:
    moved = timedelta(0)
    async with running_cloud(now=lambda: datetime.now(UTC) - moved) as slow:
        moved = timedelta(minutes=11)  # what is issued for 15 minutes ends in four, which is soon
        source: CredentialSource = replace(
            AssumedRole(credentials_of(MANAGER), NETOPS.arn, "night-shift"), seconds=900
        )
        async with open_cloud(source, options(slow.url)) as cloud:
            await who_am_i(cloud)
            slow.set_faults("error@AssumeRole=NoPermission/403")
            before = len(slow.calls("AssumeRole"))
            for answered in await asyncio.gather(*(who_am_i(cloud) for _ in range(16))):
                assert answered.uid == NETWORK_OWNER
            assert len(slow.calls("AssumeRole")) - before == 1


async def test_a_pause_before_a_role_is_asked_for_again_is_reported(demo: DemoCloud) -> None:
    demo.set_faults("throttle@AssumeRole:1")
    told: list[str] = []
    source = AssumedRole(credentials_of(MANAGER), NETOPS.arn, "night-shift")
    soon = replace(options(demo.url), retrying=RetryPolicy(total=10, first=0.01, longest=0.02))
    async with open_cloud(source, soon) as cloud:
        cloud.on_wait = lambda waiting: told.append(str(waiting))
        await who_am_i(cloud)
    assert told == ["Throttled by the cloud: trying again in 1 s (try 2)"]


def command(folder: Path, *keys: AccessKey) -> External:
    """Return a command that prints one key after another, the last from then on, with no end, and counts."""
    printed = [
        {
            "mode": "StsToken",
            "access_key_id": key.id,
            "access_key_secret": str.__str__(key.secret),
            "sts_token": str.__str__(key.token or ""),
        }
        for key in keys
    ]
    script = folder / "give.py"
    script.write_text(
        f"import json\nwith open({str(folder / 'ran')!r}, 'a+') as file:\n"
        f"    file.write('x'); file.seek(0); runs = len(file.read())\n"
        f"print(json.dumps({printed!r}[min(runs, {len(printed)}) - 1]))\n"
    )
    return External(shlex.join([sys.executable, str(script)]))


async def test_ended_keys_without_an_end_are_asked_for_once_more(demo: DemoCloud, tmp_path: Path) -> None:
    source = command(tmp_path, EXPIRED, TEMPORARY)
    async with open_cloud(source, options(demo.url)) as cloud:
        for answered in await asyncio.gather(*(who_am_i(cloud) for _ in range(4))):
            assert answered.principal == "role netops (session night-shift)"
        await who_am_i(cloud)
    assert (tmp_path / "ran").read_text() == "xx"


async def test_ended_keys_that_come_again_are_reported_with_what_to_see_to(
    demo: DemoCloud, tmp_path: Path
) -> None:
    async with open_cloud(command(tmp_path, EXPIRED), options(demo.url)) as cloud:
        for _ in range(2):
            with pytest.raises(CloudError, match="have expired") as caught:
                await who_am_i(cloud)
            assert "check what provides them" in caught.value.advice
    assert (tmp_path / "ran").read_text() == "xx"


async def test_a_change_that_was_refused_for_ended_keys_is_sent_again_as_the_same(tmp_path: Path) -> None:
    ended = {"Code": "InvalidSecurityToken.Expired", "Message": "x", "RequestId": "r"}

    async def answer(asked: Asked) -> web.StreamResponse:
        fresh = asked.headers["x-acs-accesskey-id"] == TEMPORARY.id
        return web.json_response({"RequestId": "r"} if fresh else ended, status=200 if fresh else 400)

    async with scripted_server() as server:
        server.answering = answer
        async with open_cloud(command(tmp_path, EXPIRED, TEMPORARY), options(server.url)) as cloud:
            client = await cloud.client(Product.VPC, "cn-hangzhou")
            request = sdk.models(Product.VPC).GrantInstanceToCenRequest(
                region_id="cn-hangzhou",
                cen_id="cen-1",
                cen_owner_id=1,
                instance_id="vpc-1",
                client_token="token",
            )
            await client.grant_instance_to_cen_async(request)
        first, second = server.asked
        assert first.query == second.query
        assert first.query["ClientToken"] == "token"


async def test_a_role_asks_the_sts_that_its_profile_names(demo: DemoCloud) -> None:
    named = parse_endpoint(demo.url)
    source = AssumedRole(credentials_of(MANAGER), NETOPS.arn, "night-shift", sts=named)
    async with open_cloud(source, CloudOptions(retrying=NEVER)) as cloud:
        assert (await who_am_i(cloud)).principal == "role netops (session night-shift)"
    async with open_cloud(credentials_of(MANAGER), CloudOptions(sts=named, retrying=NEVER)) as cloud:
        assert (await who_am_i(cloud)).principal == "RAM user netops-lead"


async def test_a_key_asks_the_sts_that_its_profile_names(demo: DemoCloud) -> None:
    named = replace(credentials_of(MANAGER), sts=parse_endpoint(demo.url))
    async with open_cloud(named, CloudOptions(retrying=NEVER)) as cloud:
        assert (await who_am_i(cloud)).principal == "RAM user netops-lead"
    assert demo.calls("GetCallerIdentity")
