import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import certifi
import pytest
from support.broken import JSON_HEAD, free_port, hang_up, raw_server, sending
from support.demo import running_cloud
from support.host import host, levels, told

from cen_tui.doctor.connection import check_connection
from cen_tui.doctor.finding import Finding
from cen_tui.doctor.online import check_online

REFUSAL = b'{"Code":"MissingAccessKeyId","Message":"no key","RequestId":"1"}'


def test_nothing_set_is_well(tmp_path: Path) -> None:
    found = check_connection(host(tmp_path))
    assert levels(found) == {"endpoint": "ok", "proxy": "ok"}


@pytest.mark.parametrize("url", ["ftp://x", "http://example.com", "https://user:pw@example.com", "nonsense"])
def test_an_endpoint_that_cannot_be_used_is_a_problem(tmp_path: Path, url: str) -> None:
    for one, named in (
        (host(tmp_path, endpoint=url), "--endpoint"),
        (host(tmp_path, environ={"CEN_TUI_ENDPOINT": url}), "CEN_TUI_ENDPOINT"),
    ):
        found = check_connection(one)
        assert levels(found)["endpoint"] == "problem"
        assert named in told(found)
        assert "pw" not in told(found)
        assert levels(check_online(one)) == {"online": "note"}


def test_proxies_are_named_without_their_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = host(tmp_path, environ={"HTTPS_PROXY": "set"})
    for url, level, says in (
        ("http://user:hidden@proxy.example:3128", "ok", "go through proxy.example:3128"),
        ("http://user:hid#den@proxy.example:3128", "problem", "percent-encode"),
        ("http://user:hid/den@proxy.example:3128", "problem", "percent-encode"),
        ("http://user:hid?den@proxy.example:3128", "problem", "percent-encode"),
        ("socks5://user:hidden@proxy.example:1080", "problem", "not an HTTP proxy"),
    ):
        monkeypatch.setenv("HTTPS_PROXY", url)
        found = check_connection(one)
        assert levels(found)["proxy"] == level
        assert says in told(found)
        assert not any(piece in told(found) for piece in ("hid", "den@"))
    monkeypatch.setenv("NO_PROXY", "aliyuncs.com")
    assert levels(check_connection(one))["proxy"] == "note"


def test_certificates_that_cannot_be_read_are_a_problem(tmp_path: Path) -> None:
    bundle = tmp_path / "ca.pem"
    environ = {"SSL_CERT_FILE": str(bundle), "CURL_CA_BUNDLE": str(bundle)}
    for content, says in (
        (None, "No such file"),
        (b"", "holds no certificate"),
        (b"x", "holds no certificate"),
    ):
        if content is not None:
            bundle.write_bytes(content)
        found = check_connection(host(tmp_path, environ=environ))
        assert levels(found)["certificates"] == "problem"
        assert says in told(found)
    bundle.write_bytes(Path(certifi.where()).read_bytes())
    found = check_connection(host(tmp_path, environ=environ))
    assert levels(found)["certificates"] == "ok"
    assert "SSL_CERT_FILE, CURL_CA_BUNDLE" in told(found)


async def online(folder: Path, address: str) -> list[Finding]:
    return await asyncio.to_thread(check_online, host(folder, endpoint=f"http://{address}"))


async def test_the_demo_is_reached_and_its_clock_is_right(tmp_path: Path) -> None:
    async with running_cloud() as cloud:
        found = await online(tmp_path, cloud.url.removeprefix("http://"))
        assert [call.key_id for call in cloud.received] in ([], [""])
    assert levels(found) == {"online": "ok", "clock": "ok"}


@pytest.mark.parametrize(
    ("offset", "level", "says"),
    [
        (timedelta(minutes=20), "problem", "min 0 s behind"),
        (timedelta(minutes=-20), "problem", "ahead"),
        (timedelta(minutes=3), "note", "behind"),
    ],
)
async def test_a_clock_that_is_off_is_reported_by_the_server_s(
    tmp_path: Path, offset: timedelta, level: str, says: str
) -> None:
    date = format_date(datetime.now(UTC) + offset)
    head = JSON_HEAD.replace(b"200 OK", b"400 Bad Request")
    answer = head + f"Date: {date}\r\nContent-Length: {len(REFUSAL)}\r\n\r\n".encode() + REFUSAL
    async with raw_server(sending(answer)) as address:
        found = await online(tmp_path, address)
    assert levels(found) == {"online": "ok", "clock": level}
    assert says.removeprefix("min 0 s ") in told(found)


async def test_what_does_not_answer_as_the_cloud_does_is_a_problem(tmp_path: Path) -> None:
    page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"
    for serve, says in ((sending(page), "a web page"), (hang_up, "closed the connection")):
        async with raw_server(serve) as address:
            found = await online(tmp_path, address)
        assert levels(found) == {"online": "problem", "clock": "note"}
        assert says in told(found)
    found = await online(tmp_path, f"127.0.0.1:{free_port()}")
    assert "does not take connections" in told(found)


def format_date(when: datetime) -> str:
    return when.strftime("%a, %d %b %Y %H:%M:%S GMT")
