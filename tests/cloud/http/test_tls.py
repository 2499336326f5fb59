"""Which certificates a call trusts, against a real server; Python 3.13 and later is stricter by itself."""

import asyncio
import ssl
from pathlib import Path

import pytest
from support.certificates import Certificates, certificates
from support.scripted import REQUEST_ID, scripted_server

from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.auth.provider_client import ProviderRequest, run_provider
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.http.tls import tls_context, trust

WHO = {"RequestId": REQUEST_ID, "AccountId": "1250000000000001"}


@pytest.fixture
def company(tmp_path: Path) -> Certificates:
    """Return what a company's own authority makes, which names no keys."""
    return certificates(tmp_path, identified=False)


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(variable, raising=False)


def strict(authority: Path) -> ssl.SSLContext:
    """Return a context as Python makes one since 3.13, which believes an authority without our doing."""
    context = ssl.create_default_context(cafile=authority)
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context


async def reached(url: str, context: ssl.SSLContext) -> bool:
    host, _, port = url.removeprefix("https://").rpartition(":")
    try:
        _, writer = await asyncio.open_connection(host, int(port), ssl=context)
    except ssl.SSLCertVerificationError:
        return False
    writer.close()
    return True


async def test_an_authority_that_was_named_is_believed_though_it_names_no_key(company: Certificates) -> None:
    async with scripted_server(company.serving) as server:
        assert not await reached(server.url, strict(company.authority))
        context = strict(company.authority)
        trust(context, {"SSL_CERT_FILE": company.authority})
        assert await reached(server.url, context)


def test_where_no_bundle_is_named_python_is_as_strict_as_it_is() -> None:
    context = ssl.create_default_context()
    context.verify_flags |= ssl.VERIFY_X509_STRICT
    trust(context, {})
    assert context.verify_flags & ssl.VERIFY_X509_STRICT
    assert tls_context().verify_flags == ssl.create_default_context().verify_flags


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
async def test_a_call_believes_the_company_s_authority(
    company: Certificates, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(company.authority))
    async with scripted_server(company.serving) as server, server.cloud() as cloud:
        server.answer(WHO)
        assert (await who_am_i(cloud)).uid == WHO["AccountId"]


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
async def test_who_lends_credentials_is_believed_as_the_cloud_is(
    company: Certificates, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str
) -> None:
    lent = {
        "Code": "Success",
        "AccessKeyId": "STS.ExampleExample",
        "AccessKeySecret": "ExampleSecretExampleSecret0001",
        "SecurityToken": "example-token",
        "Expiration": "2099-01-01T00:00:00Z",
    }
    async with scripted_server(company.serving) as server:
        server.answer(lent)
        question = ProviderRequest("uri", {"uri": f"{server.url}/key"}, 60, parse_endpoint(server.url))
        assert (await run_provider(question)).failed == "RetryError"
        assert not server.asked
        monkeypatch.setenv(variable, str(company.authority))
        assert (await run_provider(question)).credentials
        monkeypatch.setenv(variable, str(tmp_path / "absent.pem"))
        with pytest.raises(CloudError, match="certificate bundle cannot be read"):
            await run_provider(question)


@pytest.mark.parametrize("platform", ["darwin", "win32"])
async def test_where_the_system_is_asked_itself_a_named_authority_is_believed_too(
    company: Certificates, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    async with scripted_server(company.serving) as server:
        assert not await reached(server.url, tls_context(platform))
        monkeypatch.setenv("SSL_CERT_FILE", str(company.authority))
        context = tls_context(platform)
        assert type(context).__module__.startswith("truststore")
        assert await reached(server.url, context)


@pytest.mark.parametrize("content", [b"", b"no certificate", b"\0\xff"])
def test_a_bundle_without_a_certificate_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    bundle = tmp_path / "ca.pem"
    bundle.write_bytes(content)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    with pytest.raises(CloudError, match="cannot be read") as caught:
        tls_context()
    assert caught.value.detail.endswith("ca.pem, which holds no certificate in PEM. Nothing was sent.")
    assert "REQUESTS_CA_BUNDLE" in caught.value.advice
