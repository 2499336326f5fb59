"""What the account screen shows when the cloud is not reached, each failure from a real socket."""

import asyncio
import errno
import socket
from pathlib import Path

import pytest
from support.broken import (
    JSON_HEAD,
    Serving,
    flood,
    free_port,
    full_port,
    hang_up,
    raw_server,
    reset,
    sending,
    silent,
)
from support.certificates import certificates
from support.screen_calls import ACCOUNT
from support.scripted import scripted_server
from support.walk import Walk, walking

from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy

AT_ONCE = CloudOptions(retrying=RetryPolicy(total=0))
IMPATIENT = CloudOptions(
    retrying=RetryPolicy(total=0), connect_timeout=20, read_timeout=0.5, total_timeout=40
)
NOT_WAITING = CloudOptions(retrying=RetryPolicy(total=0), connect_timeout=0.5)
PUBLIC = "https://cloud.example"


async def said(walk: Walk, title: str, detail: str, advice: str) -> None:
    """Sign in, see the failure in words, and find that one can go on: try again, or do something else."""
    await ACCOUNT.ask(walk)
    await walk.see(title, detail, f"What to do: {advice}")
    await walk.press("enter")
    await walk.see(title, "press Enter to retry.")
    await walk.press("a")
    await walk.see("Add an account")


@pytest.mark.parametrize(
    ("serve", "title", "detail", "advice"),
    [
        (silent, "No answer in time", "took the request and did not answer in time", "Try again."),
        (
            hang_up,
            "The connection was lost",
            "closed the connection without answering",
            "Check the network connection",
        ),
        (reset, "The connection was lost", "127.0.0.1", "Check the network connection"),
        (
            sending(b"SSH-2.0-OpenSSH_9.6\r\n"),
            "The answer could not be read",
            "did not answer in HTTP",
            "A proxy or a sign-in page",
        ),
        (
            sending(JSON_HEAD + b"Content-Length: 500\r\n\r\n{"),
            "The answer could not be read",
            "broke off",
            "Check the network connection",
        ),
        (
            sending(JSON_HEAD + b"Content-Length: 0\r\n\r\n"),
            "The answer could not be read",
            "an empty answer",
            "A proxy or a sign-in page",
        ),
        (
            sending(b"HTTP/1.1 302 Found\r\nLocation: http://x.example/\r\nContent-Length: 0\r\n\r\n"),
            "The answer could not be read",
            "a redirect to another address",
            "A proxy or a sign-in page",
        ),
        (flood, "The answer could not be read", "more than any call's answer", "A proxy or a sign-in page"),
    ],
)
async def test_a_server_that_breaks_the_rules(serve: Serving, title: str, detail: str, advice: str) -> None:
    async with raw_server(serve) as host, walking(endpoint=f"http://{host}", options=IMPATIENT) as walk:
        await said(walk, title, detail, advice)


async def test_nobody_listens() -> None:
    async with walking(endpoint=f"http://127.0.0.1:{free_port()}", options=AT_ONCE) as walk:
        await said(
            walk,
            "The connection was refused",
            "does not take connections.",
            "Check the endpoint and the proxy",
        )


async def test_no_connection_comes_about() -> None:
    with full_port() as port:
        async with walking(endpoint=f"http://127.0.0.1:{port}", options=NOT_WAITING) as walk:
            await said(walk, "No connection in time", "Nothing was sent.", "Check the network and the proxy")


async def test_a_certificate_that_is_not_trusted(tmp_path: Path) -> None:
    async with (
        scripted_server(certificates(tmp_path).serving) as server,
        walking(endpoint=server.url, options=AT_ONCE) as walk,
    ):
        await said(
            walk,
            "The server's certificate is not trusted",
            "could not prove its identity",
            "If a company proxy opens TLS, name its CA in SSL_CERT_FILE.",
        )
        assert not server.asked


async def test_no_tls_where_tls_is_expected() -> None:
    async with walking(options=AT_ONCE) as other:
        endpoint = other.cloud.url.replace("http:", "https:")
        async with walking(endpoint=endpoint, options=AT_ONCE) as walk:
            await said(walk, "No secure connection", "The TLS handshake", "Something between may break TLS")


async def test_a_bundle_of_certificates_that_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "absent.pem"))
    async with walking(endpoint="https://127.0.0.1:1", options=AT_ONCE) as walk:
        await ACCOUNT.ask(walk)
        await walk.see("The certificate bundle cannot be read", "SSL_CERT_FILE", "What to do:")


@pytest.mark.parametrize(
    ("proxy", "title", "detail", "advice"),
    [
        (
            "me:hidden@127.0.0.1:{free}",
            "The proxy cannot be reached",
            "No connection to the proxy 127.0.0.1",
            "Check HTTPS_PROXY",
        ),
        ("socks5://127.0.0.1:{free}", "The proxy cannot be used", "not an HTTP proxy", "Name an HTTP proxy"),
        (
            "http://127.0.0.1:99999",
            "The proxy cannot be used",
            "HTTPS_PROXY holds no URL of a proxy that can be read.",
            "Write it as http://USER:PASSWORD@proxy.example:3128",
        ),
    ],
)
async def test_a_proxy_that_is_no_good(
    monkeypatch: pytest.MonkeyPatch, proxy: str, title: str, detail: str, advice: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy.format(free=free_port()))
    async with walking(endpoint=PUBLIC, options=AT_ONCE) as walk:
        await ACCOUNT.ask(walk)
        await walk.see(title, detail, f"What to do: {advice}")
        await walk.gone("hidden")


@pytest.mark.parametrize(
    ("status", "word"), [(407, "It asks for a user and a password."), (502, "status 502")]
)
async def test_a_proxy_that_refuses(monkeypatch: pytest.MonkeyPatch, status: int, word: str) -> None:
    answer = f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode()
    async with raw_server(sending(answer)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy}")
        async with walking(endpoint=PUBLIC, options=AT_ONCE) as walk:
            await said(walk, "The proxy refused the connection", word, "Check HTTPS_PROXY")


async def test_a_name_that_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    async def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    async with walking(endpoint=PUBLIC, options=AT_ONCE) as walk:
        await said(
            walk,
            "The server was not found",
            "No server is known as cloud.example.",
            "Check this machine's network and DNS",
        )


@pytest.mark.parametrize(
    ("number", "title", "detail"),
    [
        (errno.ENETUNREACH, "The network is not reachable", "There is no route to 127.0.0.1"),
        (errno.EHOSTUNREACH, "The network is not reachable", "There is no route to 127.0.0.1"),
        (errno.EADDRNOTAVAIL, "No connection", "The connection to 127.0.0.1"),
    ],
)
async def test_a_network_that_leads_nowhere(
    monkeypatch: pytest.MonkeyPatch, number: int, title: str, detail: str
) -> None:
    async def nowhere(*_: object) -> None:
        raise OSError(number, "no way")

    monkeypatch.setattr(asyncio.get_running_loop(), "sock_connect", nowhere)
    async with walking(options=AT_ONCE) as walk:
        await said(walk, title, detail, "Check the network connection, then try again.")
