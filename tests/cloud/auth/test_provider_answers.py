"""A provider of credentials that redirects, or answers without end, is refused."""

import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.reach import PATIENT
from support.scripted import Scripted, scripted_server

from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.auth.provider_process import _UNKNOWN_END, _with_plain_ends
from cen_tui.cloud.auth.refresh import open_cloud, provider_for
from cen_tui.cloud.auth.sources import (
    CloudSso,
    CredentialSource,
    CredentialsUri,
    External,
    OAuth,
    OAuthTokens,
)
from cen_tui.cloud.credentials import Secret
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.errors.base import CloudError, ErrorKind

HOUR = int(time.time()) + 3600
SSO = CloudSso("corp", "https://sso.example", "1", "ac-1", Secret("sso-access-token"), HOUR)
OAUTH = OAuth("corp", "CN", OAuthTokens(Secret("ended"), HOUR - 7200, Secret("oauth-refresh-token")))
SOURCES: list[Callable[[str], CredentialSource]] = [
    lambda _: SSO,
    lambda _: OAUTH,
    lambda url: CredentialsUri(f"{url}/credentials"),
]
EACH = pytest.mark.parametrize("source", SOURCES, ids=["CloudSSO", "OAuth", "CredentialsURI"])


@pytest.fixture
async def asked() -> AsyncIterator[Scripted]:
    async with scripted_server() as server:
        yield server


@pytest.fixture
async def other() -> AsyncIterator[Scripted]:
    async with scripted_server() as server:
        server.answer({})
        yield server


async def refused(server: Scripted, source: CredentialSource) -> CloudError:
    options = replace(PATIENT, endpoint=parse_endpoint(server.url))
    async with open_cloud(source, options) as cloud:
        with pytest.raises(CloudError) as caught:
            await who_am_i(cloud)
    return caught.value


@EACH
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_redirect_is_followed(
    asked: Scripted, other: Scripted, source: Callable[[str], CredentialSource], status: int
) -> None:
    asked.answer("", status, Location=f"{other.url}/elsewhere")
    error = await refused(asked, source(asked.url))
    assert len(asked.asked) == 1
    assert other.asked == []
    assert error.kind is ErrorKind.SIGN_IN
    assert "redirected to another address" in error.detail
    assert error.advice


@EACH
async def test_an_answer_is_read_up_to_its_bound(
    asked: Scripted, source: Callable[[str], CredentialSource]
) -> None:
    asked.answer(b'{"Code": "' + b"x" * (2 << 20) + b'"}')
    error = await refused(asked, source(asked.url))
    assert "more than 1 MiB" in error.detail


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
async def test_what_a_command_prints_is_read_up_to_its_bound(asked: Scripted, stream: str) -> None:
    endless = f"import sys\nwhile True: sys.{stream}.write('x' * 65536)"
    began = time.monotonic()
    error = await refused(asked, External(shlex.join([sys.executable, "-c", endless])))
    assert "more than 1 MiB" in error.detail
    assert time.monotonic() - began < 50  # and not when the time of a command is up


async def test_a_call_s_own_redirect_is_not_followed_either(asked: Scripted, other: Scripted) -> None:
    asked.answer("", 307, Location=f"{other.url}/elsewhere")
    async with asked.cloud() as cloud:
        with pytest.raises(CloudError, match="could not be read") as caught:
            await who_am_i(cloud)
    assert "was not followed" in caught.value.detail
    assert other.asked == []


NOON = datetime(2099, 11, 28, 12, tzinfo=UTC)
ENDS: list[tuple[object, datetime | None]] = [
    ("2099-11-28T12:00:00Z", NOON),
    ("2099-11-28T12:00:00.123Z", NOON),
    ("2099-11-28T12:00:00.123456789Z", NOON),
    ("2099-11-28T20:00:00+08:00", NOON),
    ("2099-11-28T20:00:00.5+0800", NOON),
    ("2099-11-28T12:00Z", NOON),
    ("2099-11-28 12:00:00", NOON),
    (4099550400, NOON),
    (4099550400000, NOON),
    ("tomorrow", None),
    ("", None),
    (None, None),
]


ENDS_OF_EACH_KIND = [ENDS[4], ENDS[8], ENDS[9], ENDS[11]]
"""A process each: what the library is given of all the others is one of the same two forms."""


@pytest.mark.parametrize(("end", "read"), ENDS, ids=[str(end) for end, _ in ENDS])
def test_an_end_is_handed_on_in_the_one_form_that_is_read(end: object, read: datetime | None) -> None:
    handed = "2099-11-28T12:00:00Z" if read else _UNKNOWN_END
    for outer in ("", "CloudCredential"):
        keys = {"AccessKeyId": "STS.a", "Expiration": end}
        answer = json.loads(_with_plain_ends(json.dumps({outer: keys} if outer else keys).encode()))
        assert (answer[outer] if outer else answer)["Expiration"] == handed
    printed = json.loads(_with_plain_ends(json.dumps({"mode": "StsToken", "expiration": end}).encode()))
    assert printed["expiration"] == (handed if end else end)


@pytest.mark.parametrize(("end", "read"), ENDS_OF_EACH_KIND, ids=[str(end) for end, _ in ENDS_OF_EACH_KIND])
async def test_an_end_of_each_kind_is_read_and_unknown_where_it_cannot_be(
    asked: Scripted, tmp_path: Path, end: object, read: datetime | None
) -> None:
    keys = {"AccessKeyId": "STS.a", "AccessKeySecret": "b", "SecurityToken": "c", "Expiration": end}
    printed = {"mode": "StsToken", "access_key_id": "STS.a", "access_key_secret": "b", "sts_token": "c"}
    command = tmp_path / "printed.json"
    command.write_text(json.dumps({**printed, "expiration": end}))
    options = replace(PATIENT, endpoint=parse_endpoint(asked.url))
    for source, answer in (
        (CredentialsUri(f"{asked.url}/credentials"), {"Code": "Success", **keys}),
        (SSO, {"CloudCredential": keys}),
        (External(shlex.join(["cat", str(command)])), {}),
    ):
        asked.answer(answer)
        found = await provider_for(source, options).current()
        assert (found.key_id, found.expires) == ("STS.a", read)


GONE = """
import asyncio, sys
from pathlib import Path
from cen_tui.cloud.auth.provider_client import ProviderRequest, run_provider
from cen_tui.cloud.errors.base import CloudError
Path(sys.executable).unlink()
try:
    asyncio.run(run_provider(ProviderRequest("ecs", {"role_name": "r"}, 10)))
except CloudError as error:
    print(error.title, error.detail, error.advice, sep="\\n")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a program that runs cannot be removed there")
def test_an_interpreter_that_was_removed_under_a_session_is_named(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.symlink_to(sys.executable)
    ended = subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
        [str(python), "-c", GONE],
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert ended.stdout.splitlines() == [
        "Credentials could not be asked for",
        f"{python} could not be started: No such file or directory.",
        "Python was replaced or removed under cen-tui: end cen-tui and start it again.",
    ]
