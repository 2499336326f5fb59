import pytest
from hypothesis import given
from hypothesis import strategies as st

from cen_tui.cloud.endpoints import Endpoint, Product, endpoint_for, parse_endpoint
from cen_tui.cloud.errors.base import CloudError, ErrorKind


@pytest.mark.parametrize(
    ("product", "region", "host"),
    [
        (Product.VPC, "cn-hangzhou", "vpc.aliyuncs.com"),
        (Product.VPC, "cn-shanghai-finance-1", "vpc.aliyuncs.com"),
        (Product.VPC, "cn-north-2-gov-1", "vpc.aliyuncs.com"),
        (Product.VPC, "ap-southeast-1", "vpc.ap-southeast-1.aliyuncs.com"),
        (Product.SMARTAG, "cn-shanghai", "smartag.cn-shanghai.aliyuncs.com"),
        (Product.CBN, "", "cbn.aliyuncs.com"),
        (Product.STS, "", "sts.aliyuncs.com"),
        (Product.ECR, "", "expressconnectrouter.cn-shanghai.aliyuncs.com"),
        (Product.ECR, "cn-hangzhou", "expressconnectrouter.cn-shanghai.aliyuncs.com"),
    ],
)
def test_every_product_has_its_host(product: Product, region: str, host: str) -> None:
    assert endpoint_for(product, region) == Endpoint(host)


@pytest.mark.parametrize(
    "region", ["", "evil.example/", "cn hangzhou", "CN-HANGZHOU", "a" * 50, "-cn", "x\n"]
)
def test_what_is_no_region_id_never_becomes_a_host(region: str) -> None:
    with pytest.raises(CloudError) as caught:
        endpoint_for(Product.VPC, region)
    assert caught.value.kind is ErrorKind.NOT_FOUND
    assert not caught.value.outcome_unknown


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:8080/", "http://localhost:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        (" https://gateway.example ", "https://gateway.example"),
        ("HTTPS://Gateway.example:8443", "https://gateway.example:8443"),
    ],
)
def test_an_endpoint_is_a_bare_url(text: str, url: str) -> None:
    assert str(parse_endpoint(text)) == url


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("http://gateway.example", "Plain http"),
        ("http://10.0.0.1", "Plain http"),
        ("http://127.0.0.1.example", "Plain http"),
        ("ftp://127.0.0.1", "begins with https"),
        ("127.0.0.1:8080", "begins with https"),
        ("https://gateway.example/api", "no path"),
        ("https://gateway.example?x=1", "no path"),
        ("https://gateway.example#x", "no path"),
        ("https://me:secret@gateway.example", "no user"),
        ("https://", "no host"),
        ("https://gate way.example", "no host"),
        ("https://gateway.example:port", "cannot be read|can be read"),
        ("https://[::1", "can be read"),
        ("https://[v1.x]", "no host|can be read"),
        ("", "begins with https"),
    ],
)
def test_anything_else_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason) as caught:
        parse_endpoint(text)
    assert "secret" not in str(caught.value)


@given(st.text())
def test_no_text_breaks_the_parser(text: str) -> None:
    try:
        endpoint = parse_endpoint(text)
    except ValueError:
        return
    assert endpoint.secure or any(name in endpoint.host for name in ("127.", "localhost", "[::1]", "[0"))
