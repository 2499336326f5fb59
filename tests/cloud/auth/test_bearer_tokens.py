"""A bearer token goes to the site that issued it, whatever endpoint is named for the calls."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.auth.refresh import open_cloud
from cen_tui.cloud.auth.sources import CloudSso, CredentialSource, OAuth, OAuthTokens, OidcRole
from cen_tui.cloud.credentials import Secret
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy

OPTIONS = CloudOptions(endpoint=parse_endpoint("https://gateway.example"), retrying=RetryPolicy(total=0))
AN_HOUR = int((datetime.now(UTC) + timedelta(hours=1)).timestamp())


@pytest.fixture
async def asked(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[str]]:
    """Run a proxy in front of every host: one that notes for which it is asked, and lets none through."""
    hosts: list[str] = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hosts.append((await reader.readline()).decode().split()[1])
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as proxy:
        port = proxy.sockets[0].getsockname()[1]
        for name in ("NO_PROXY", "no_proxy", "https_proxy"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        yield hosts


def sources(folder: Path) -> dict[str, CredentialSource]:
    file = folder / "token"
    file.write_text("an.identity.token")
    tokens = OAuthTokens(Secret("access"), AN_HOUR, Secret("refresh"))
    return {
        "sso.example:443": CloudSso("corp", "https://sso.example", "1", "a", Secret("t"), AN_HOUR),
        "oauth.aliyun.com:443": OAuth("corp", "CN", tokens),
        "sts.aliyuncs.com:443": OidcRole("acs:ram::1:role/r", "acs:ram::1:oidc-provider/p", str(file), "s"),
    }


@pytest.mark.parametrize("site", ["sso.example:443", "oauth.aliyun.com:443", "sts.aliyuncs.com:443"])
async def test_a_token_is_sent_to_no_endpoint_that_is_named_for_the_calls(
    asked: list[str], tmp_path: Path, site: str
) -> None:
    async with open_cloud(sources(tmp_path)[site], OPTIONS) as cloud:
        with pytest.raises(CloudError):
            await who_am_i(cloud)
    assert set(asked) == {site}


def test_a_server_on_this_machine_may_be_sent_one() -> None:
    own = parse_endpoint("https://sso.example")
    here = CloudOptions(endpoint=parse_endpoint("http://127.0.0.1:8080"))
    assert here.endpoint_for_token(own) == here.endpoint
    assert here.for_tokens == here
    assert OPTIONS.endpoint_for_token(own) == own
    assert OPTIONS.for_tokens.endpoint is None
