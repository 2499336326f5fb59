"""Failures of the transport, provoked with real sockets wherever a socket can."""

import asyncio
import errno
import time
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.client_reqrep import ConnectionKey
from support.broken import (
    JSON_HEAD,
    flood,
    free_port,
    full_port,
    hang_up,
    raw_server,
    reset,
    sending,
    silent,
    tunnel,
)
from support.certificates import certificates
from support.reach import NEVER, PATIENT
from support.scripted import KEY, REQUEST_ID, Asked, scripted_server

from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.endpoints import Endpoint, Product
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.failures import error_from_exception
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.response import Request


async def failure(host: str, *, secure: bool = False, **limits: float) -> CloudError:
    """Ask who signs in, which must fail, and return how."""
    endpoint = Endpoint(host, secure=secure)
    options = replace(PATIENT, endpoint=endpoint, **limits)  # type: ignore[arg-type]
    async with Cloud(KEY, options) as cloud:
        with pytest.raises(CloudError) as caught:
            await who_am_i(cloud)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value


async def test_refused() -> None:
    error = await failure(f"127.0.0.1:{free_port()}")
    assert (error.title, error.kind) == ("The connection was refused", ErrorKind.TRANSPORT)
    assert not error.outcome_unknown


async def test_no_connection_in_time() -> None:
    with full_port() as port:
        error = await failure(f"127.0.0.1:{port}", connect_timeout=0.2)
    assert error.title == "No connection in time"
    assert not error.outcome_unknown


@pytest.mark.parametrize("limit", ["read_timeout", "total_timeout"])
async def test_no_answer_in_time(limit: str) -> None:
    async with raw_server(silent) as host:
        error = await failure(host, secure=False, **{limit: 1})
    assert error.title == "No answer in time"
    assert error.outcome_unknown


async def test_a_dripping_answer_ends_with_the_total() -> None:
    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(JSON_HEAD + b"Content-Length: 1000\r\n\r\n")
        while not writer.is_closing():
            writer.write(b" ")
            await asyncio.sleep(0.05)

    async with raw_server(drip) as host:
        error = await failure(host, total_timeout=1)
    assert error.title == "No answer in time"
    assert error.outcome_unknown


async def test_hung_up_before_an_answer() -> None:
    async with raw_server(hang_up) as host:
        error = await failure(host)
    assert error.title == "The connection was lost"
    assert error.outcome_unknown


async def test_reset() -> None:
    async with raw_server(reset) as host:
        error = await failure(host)
    assert error.title == "The connection was lost"
    assert error.outcome_unknown


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n", "did not answer in HTTP"),
        (JSON_HEAD + b"Content-Length: 500\r\n\r\n{", "broke off"),
        (JSON_HEAD + b"Content-Length: 0\r\n\r\n", "an empty answer"),
        (JSON_HEAD + b'Content-Length: 9\r\n\r\n{"a": "b"', "an incomplete answer"),
        (JSON_HEAD + b"Content-Length: 4\r\n\r\n\xff\xfe\xfd\xfc", "bytes that are not text"),
        (JSON_HEAD + b"Content-Length: 4\r\n\r\nnull", "something other than"),
        (b"HTTP/1.1 302 Found\r\nLocation: http://x.example/\r\nContent-Length: 0\r\n\r\n", "a redirect"),
    ],
)
async def test_an_answer_that_cannot_be_read(answer: bytes, words: str) -> None:
    async with raw_server(sending(answer)) as host:
        error = await failure(host)
    assert (error.title, error.kind) == ("The answer could not be read", ErrorKind.UNREADABLE)
    assert words in error.detail
    assert error.outcome_unknown


async def test_an_answer_without_end_is_cut() -> None:
    async with raw_server(flood) as host:
        error = await failure(host)
    assert "more than any call's answer" in error.detail
    assert error.outcome_unknown


async def test_tls_is_verified_and_a_named_authority_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = certificates(tmp_path)
    async with scripted_server(made.serving) as server:
        server.answer({"RequestId": REQUEST_ID, "AccountId": "1250000000000001"})
        host = server.url.removeprefix("https://")
        error = await failure(host, secure=True)
        assert error.title == "The server's certificate is not trusted"
        assert not error.outcome_unknown
        assert server.asked == []
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(made.authority))
        async with server.cloud() as cloud:
            assert (await who_am_i(cloud)).uid == "1250000000000001"


async def test_a_folder_of_authorities_is_taken_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path))
    error = await failure(f"127.0.0.1:{free_port()}", secure=True)
    assert error.title == "The connection was refused"


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
async def test_a_bundle_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(tmp_path / "absent.pem"))
    error = await failure("127.0.0.1:1", secure=True)
    assert error.title == "The certificate bundle cannot be read"
    assert variable in error.advice
    assert not error.outcome_unknown


async def test_plain_http_where_tls_is_expected() -> None:
    async with scripted_server() as server:
        error = await failure(server.url.removeprefix("http://"), secure=True)
    assert error.title == "No secure connection"
    assert not error.outcome_unknown


async def test_a_proxy_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"me:hidden@127.0.0.1:{free_port()}")
    error = await failure("sts.aliyuncs.com", secure=True)
    assert error.title == "The proxy cannot be reached"
    assert "hidden" not in error.detail
    assert not error.outcome_unknown


async def test_a_proxy_that_takes_the_connection_and_stays_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    began = time.monotonic()
    async with raw_server(silent) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://me:hidden@{proxy}")
        error = await failure("sts.aliyuncs.com", secure=True, connect_timeout=1)
    assert time.monotonic() - began < 50  # the limit of reading is 60 s
    assert (error.title, error.kind) == ("No connection in time", ErrorKind.TRANSPORT)
    assert error.detail == f"The proxy {proxy} did not connect to sts.aliyuncs.com in time. Nothing was sent."
    assert not error.outcome_unknown


async def test_the_limit_of_connecting_is_not_one_of_answering(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def late(_: Asked) -> web.StreamResponse:
        await asyncio.sleep(3.5)
        return web.json_response({"RequestId": REQUEST_ID, "AccountId": "1250000000000001"})

    made = certificates(tmp_path, "127.0.0.1", "cloud.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(made.authority))
    async with scripted_server(made.serving) as server, raw_server(tunnel(server.url)) as proxy:
        server.answering = late
        monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy}")
        options = CloudOptions(endpoint=Endpoint("cloud.example"), retrying=NEVER, connect_timeout=3)
        async with Cloud(KEY, options) as cloud:
            assert (await who_am_i(cloud)).uid == "1250000000000001"


@pytest.mark.parametrize(("status", "word"), [(407, "password"), (502, "status 502")])
async def test_a_proxy_that_refuses(monkeypatch: pytest.MonkeyPatch, status: int, word: str) -> None:
    answer = f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode()
    async with raw_server(sending(answer)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{proxy}")
        error = await failure("sts.aliyuncs.com", secure=True)
    assert error.title == "The proxy refused the connection"
    assert word in error.detail
    assert not error.outcome_unknown


def call(region: str = "cn-hangzou") -> Request:
    host = f"vpc.{region}.aliyuncs.com" if region else "sts.aliyuncs.com"
    return Request(Product.VPC, "DescribeVpcs", Endpoint(host), region)


@pytest.mark.parametrize("region", ["cn-hangzou", ""])
def test_a_name_without_address_may_be_a_mistyped_region(region: str) -> None:
    about = call(region)
    key = ConnectionKey(
        "x.example", 443, is_ssl=True, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None
    )
    unknown = aiohttp.ClientConnectorDNSError(key, OSError(-2, "Name or service not known"))
    error = error_from_exception(unknown, about, sent=False)
    assert error.title == "The server was not found"
    assert about.endpoint.host in error.detail
    assert ("is not a region" in error.detail) is bool(region)
    assert not error.outcome_unknown


@pytest.mark.parametrize(
    ("raised", "title"),
    [
        (OSError(errno.ENETUNREACH, "unreachable"), "The network is not reachable"),
        (OSError(errno.EHOSTUNREACH, "unreachable"), "The network is not reachable"),
        (ConnectionResetError(errno.ECONNRESET, "reset"), "The connection was lost"),
        (aiohttp.InvalidURL("x"), "The address cannot be used"),
        (aiohttp.ClientConnectionError("odd"), "No connection"),
        (OSError("odd"), "No connection"),
    ],
)
def test_other_failures_have_words_too(raised: Exception, title: str) -> None:
    error = error_from_exception(raised, call(), sent=False)
    assert (error.title, error.kind) == (title, ErrorKind.TRANSPORT)
    assert error.detail
    assert error.advice


@pytest.mark.parametrize(
    "error", [ConnectionRefusedError(errno.ECONNREFUSED, ""), TimeoutError(), OSError(errno.ENETUNREACH, "")]
)
def test_where_the_public_sts_is_not_reached_its_other_hosts_are_named(error: OSError) -> None:
    sts = Request(Product.STS, "GetCallerIdentity", Endpoint("sts.aliyuncs.com"), "")
    advice = error_from_exception(error, sts, sent=False).advice
    assert "ALIBABA_CLOUD_STS_ENDPOINT=sts.REGION.aliyuncs.com" in advice
    assert "sts-vpc.REGION.aliyuncs.com within a VPC" in advice
    other = Request(Product.STS, "GetCallerIdentity", Endpoint("sts.cn-hangzhou.aliyuncs.com"), "")
    for call, sent, proxy in ((other, False, ""), (sts, True, ""), (sts, False, "proxy:8080")):
        assert "REGION" not in error_from_exception(error, call, sent=sent, proxy=proxy).advice
