"""Every credential source, through the real SDK and the real library, against the embedded cloud."""

import asyncio
import shlex
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alibabacloud_credentials.provider import RamRoleArnCredentialsProvider
from support.certificates import certificates
from support.demo import running_cloud
from support.reach import PATIENT
from Tea.core import TeaCore

from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.auth.refresh import open_cloud
from cen_tui.cloud.auth.sources import (
    AssumedRole,
    CloudSso,
    CredentialSource,
    CredentialsUri,
    External,
    OAuth,
    OAuthTokens,
    OidcRole,
    base_source,
    renewable,
)
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.demo.estate.accounts import (
    MANAGER,
    NETWORK_OWNER,
    PROD_NETWORK,
    SPARE,
    TEMPORARY,
    credentials_of,
)
from cen_tui.demo.estate.roles import CLUSTER, NETOPS, OIDC_PROVIDER, OIDC_TOKEN, PARTNER
from cen_tui.demo.server import DemoCloud
from cen_tui.demo.token_services import OAUTH_REFRESH_TOKEN, SSO_ACCESS_CONFIG, SSO_TOKEN, URI_PATH

HOUR = int(time.time()) + 3600
ROLE = AssumedRole(credentials_of(MANAGER), NETOPS.arn, "night-shift")
SSO = CloudSso("corp", "https://sso.example", NETWORK_OWNER, SSO_ACCESS_CONFIG, Secret(SSO_TOKEN), HOUR)
SPENT = OAuthTokens(Secret("ended"), HOUR - 7200, Secret(OAUTH_REFRESH_TOKEN))
PRINTS = {
    "mode": "StsToken",
    "access_key_id": TEMPORARY.id,
    "access_key_secret": str.__str__(TEMPORARY.secret),
}


@pytest.fixture
async def demo() -> AsyncIterator[DemoCloud]:
    async with running_cloud() as cloud:
        yield cloud


@asynccontextmanager
async def signed(
    demo: DemoCloud, source: CredentialSource, told: list[str] | None = None
) -> AsyncIterator[Cloud]:
    options = replace(PATIENT, endpoint=parse_endpoint(demo.url))
    async with open_cloud(source, options, (told if told is not None else []).append) as cloud:
        yield cloud


async def refused(demo: DemoCloud, source: CredentialSource) -> CloudError:
    try:
        async with signed(demo, source) as cloud:
            await who_am_i(cloud)
    except CloudError as error:
        return error
    raise AssertionError("It was not refused")


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in another process
            await asyncio.sleep(0.02)


def printing(fields: dict[str, str], folder: Path) -> External:
    """Return a command that prints these credentials and notes that it ran."""
    script = folder / "give.py"
    script.write_text(
        f"import json, pathlib, sys\nassert sys.stdin.read() == ''\n"
        f"with open({str(folder / 'ran')!r}, 'a') as file: file.write('x')\nprint(json.dumps({fields!r}))\n"
    )
    return External(shlex.join([sys.executable, str(script)]))


async def test_a_role_is_assumed_once_and_its_end_is_known(demo: DemoCloud) -> None:
    async with signed(demo, ROLE) as cloud:
        before = cloud.expires
        identity, _ = await asyncio.gather(who_am_i(cloud), who_am_i(cloud))
        assert (identity.uid, identity.principal) == (NETWORK_OWNER, "role netops (session night-shift)")
        assert before is None
        assert cloud.expires is not None
        assert timedelta(minutes=55) < cloud.expires - datetime.now(UTC) <= timedelta(hours=1)
    assert [call.key_id for call in demo.calls("AssumeRole")] == [MANAGER.id]


async def test_a_chain_of_roles_ends_in_the_last_one(demo: DemoCloud) -> None:
    first = AssumedRole(credentials_of(MANAGER), NETOPS.arn, "first")
    source = AssumedRole(first, PARTNER.arn, "second", external_id="demo-external-id", seconds=900)
    async with signed(demo, source) as cloud:
        assert (await who_am_i(cloud)).principal == "role partner-netops (session second)"
    assert base_source(source) == credentials_of(MANAGER)
    assert [call.parameters["DurationSeconds"] for call in demo.calls("AssumeRole")] == ["3600", "900"]


async def test_credentials_are_renewed_before_they_end_and_used_on_when_that_fails() -> None:
    moved = timedelta(0)
    async with running_cloud(now=lambda: datetime.now(UTC) - moved) as demo:
        moved = timedelta(minutes=11)  # what is issued for 15 minutes ends in four, which is soon
        async with signed(demo, replace(ROLE, seconds=900)) as cloud:
            await who_am_i(cloud)
            await who_am_i(cloud)
            assert len(demo.calls("AssumeRole")) == 2
            demo.set_faults("error@AssumeRole=NoPermission/403")
            assert (await who_am_i(cloud)).uid == NETWORK_OWNER
            assert demo.calls("AssumeRole")[-1].code == "NoPermission"


@pytest.mark.parametrize(
    ("source", "kind", "code", "says"),
    [
        (
            replace(ROLE, arn="acs:ram::1:role/nobody"),
            ErrorKind.SIGN_IN,
            "EntityNotExist.Role",
            "no such role",
        ),
        (replace(ROLE, source=credentials_of(PROD_NETWORK)), ErrorKind.DENIED, "NoPermission", "denied"),
        (replace(ROLE, source=credentials_of(SPARE)), ErrorKind.DENIED, "Forbidden.RAM", "denied"),
        (replace(ROLE, session="x"), ErrorKind.SIGN_IN, "InvalidParameter.RoleSessionName", "session name"),
        (replace(ROLE, seconds=7200), ErrorKind.SIGN_IN, "InvalidParameter.DurationSeconds", "so long"),
        (
            replace(ROLE, source=Credentials("LTAI5tNobody", Secret("x"))),
            ErrorKind.SIGN_IN,
            "InvalidAccessKeyId.NotFound",
            "not known",
        ),
        (
            OidcRole(CLUSTER.arn, "acs:ram::1:oidc-provider/x", "/etc/hostname", "pod"),
            ErrorKind.SIGN_IN,
            "EntityNotExist.OIDCProvider",
            "does not exist",
        ),
        (
            OidcRole(CLUSTER.arn, OIDC_PROVIDER, "/no/such/token", "pod"),
            ErrorKind.SIGN_IN,
            "",
            "identity token",
        ),
        (replace(SSO, token_ends=1), ErrorKind.SIGN_IN, "", "login has ended"),
        (replace(SSO, token=Secret("other")), ErrorKind.SIGN_IN, "AccessTokenExpired", "no credentials"),
        (CredentialsUri("http://192.0.2.1/x"), ErrorKind.SIGN_IN, "", "cannot be used"),
        (External("false"), ErrorKind.SIGN_IN, "", "no credentials"),
        (External("sh -c 'echo no such user >&2; exit 3'"), ErrorKind.SIGN_IN, "", "no credentials"),
    ],
)
async def test_what_gives_no_credentials_says_why(
    demo: DemoCloud, source: CredentialSource, kind: ErrorKind, code: str, says: str
) -> None:
    error = await refused(demo, source)
    assert (error.kind, error.code) == (kind, code)
    assert says in error.title
    assert error.advice
    if isinstance(source, External) and "echo" in source.command:
        assert "It said: no such user" in error.detail


async def test_what_a_command_prints_of_another_mode_is_refused_and_not_taken_half(
    demo: DemoCloud, tmp_path: Path
) -> None:
    fields = {
        "mode": "RamRoleArn",
        "access_key_id": MANAGER.id,
        "access_key_secret": str.__str__(MANAGER.secret),
    }
    error = await refused(demo, printing({**fields, "ram_role_arn": "acs:ram::1:role/r"}, tmp_path))
    assert "neither AK nor StsToken" in error.detail
    assert demo.received == []


async def test_a_role_is_assumed_with_an_identity_token_without_any_key(
    demo: DemoCloud, tmp_path: Path
) -> None:
    file = tmp_path / "token"
    file.write_text(f"{OIDC_TOKEN}\n")
    async with signed(demo, OidcRole(CLUSTER.arn, OIDC_PROVIDER, str(file), "pod")) as cloud:
        assert (await who_am_i(cloud)).principal == "role cluster (session pod)"
    (lent,) = demo.calls("AssumeRoleWithOIDC")
    assert (lent.key_id, lent.unknown) == ("", ())


async def test_cloud_sso_and_an_address_lend_credentials(
    demo: DemoCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # a server on this machine takes no proxy
    monkeypatch.setenv("ALIBABA_CLOUD_CREDENTIALS_URI", "http://127.0.0.1:9/")
    for source, session in ((SSO, "sso"), (CredentialsUri(f"{demo.url}{URI_PATH}"), "uri")):
        async with signed(demo, source) as cloud:
            assert (await who_am_i(cloud)).principal == f"role netops (session {session})"
            assert cloud.expires is not None


async def test_an_oauth_login_is_renewed_and_kept_before_it_is_used(demo: DemoCloud) -> None:
    kept: list[tuple[OAuthTokens, OAuthTokens, Credentials | None]] = []
    told: list[str] = []

    def keep(before: OAuthTokens, after: OAuthTokens, found: Credentials | None) -> str:
        kept.append((before, after, found))
        return "Written."

    async with signed(demo, OAuth("corp", "CN", SPENT, keep=keep), told) as cloud:
        assert (await who_am_i(cloud)).principal == "role netops (session oauth)"
    ((before, after, found),) = kept
    assert (before, told) == (SPENT, ["Written."])
    assert (after.access, after.refresh) == (
        demo.token_services.access_token,
        demo.token_services.refresh_token,
    )
    assert found is not None
    async with signed(demo, OAuth("corp", "CN", SPENT, held=found, keep=keep)) as cloud:
        assert (await who_am_i(cloud)).uid == NETWORK_OWNER
    assert len(kept) == 1
    error = await refused(demo, OAuth("corp", "CN", SPENT, keep=keep))
    assert error.title == "The OAuth login has ended"
    assert "aliyun configure --profile corp" in error.advice


async def test_a_command_gives_keys_without_a_terminal_and_is_run_once(
    demo: DemoCloud, tmp_path: Path
) -> None:
    source = printing({**PRINTS, "sts_token": str.__str__(TEMPORARY.token or "")}, tmp_path)
    async with signed(demo, source) as cloud:
        assert (await who_am_i(cloud)).principal == "role netops (session night-shift)"
        await who_am_i(cloud)
    assert (tmp_path / "ran").read_text() == "x"


async def test_a_command_that_is_stopped_ends_with_all_it_started(demo: DemoCloud, tmp_path: Path) -> None:
    script = tmp_path / "slow.sh"
    noted = tmp_path / "pid"
    script.write_text(f"echo $$ > {noted}; sleep 600")
    async with signed(demo, External(f"sh {script}")) as cloud:
        asking = asyncio.create_task(who_am_i(cloud))
        await until(lambda: noted.exists() and noted.read_text().endswith("\n"))
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
    running = Path("/proc") / noted.read_text().strip() / "exe"
    await until(lambda: not running.exists())


def test_what_can_be_renewed() -> None:
    assert renewable(ROLE)
    assert renewable(SSO)
    assert not renewable(credentials_of(TEMPORARY))
    assert not renewable(replace(ROLE, source=credentials_of(TEMPORARY)))


def test_no_secret_is_in_a_description() -> None:
    shown = repr((ROLE, SSO, OAuth("corp", "CN", SPENT)))
    assert not any(
        secret in shown for secret in (str.__str__(MANAGER.secret), SSO_TOKEN, OAUTH_REFRESH_TOKEN)
    )


async def test_the_library_s_own_role_provider_is_let_in_by_the_older_signature(tmp_path: Path) -> None:
    served, demo = certificates(tmp_path), DemoCloud()

    async def lent(source: Credentials, **role: str) -> Credentials:
        provider = RamRoleArnCredentialsProvider(
            access_key_id=source.key_id,
            access_key_secret=str.__str__(source.secret),
            security_token=str.__str__(source.token) if source.token else None,
            sts_endpoint=demo.url.removeprefix("https://"),
            **role,
        )
        provider._runtime_options["ca"] = str(served.authority)
        found = await asyncio.to_thread(provider.get_credentials)
        token = Secret(found.get_security_token())
        return Credentials(found.get_access_key_id(), Secret(found.get_access_key_secret()), token)

    await demo.start(tls=served.serving)
    try:
        first = await lent(credentials_of(MANAGER), role_arn=NETOPS.arn, role_session_name="older")
        further = {"role_session_name": "further", "external_id": "demo-external-id"}
        await lent(first, role_arn=PARTNER.arn, **further)
    finally:
        for session in TeaCore._sessions.values():  # the library keeps its connections open
            session.close()
        await demo.stop()
    calls = demo.calls("AssumeRole")
    assert [(call.key_id, call.status) for call in calls] == [(MANAGER.id, 200), (first.key_id, 200)]
    assert {(call.parameters["SignatureMethod"], call.unknown) for call in calls} == {("HMAC-SHA1", ())}
