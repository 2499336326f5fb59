import pytest

from cen_tui.cloud.endpoints import Endpoint
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.proxies import is_exempt, proxy_for, proxy_name

HOST = "vpc.cn-shanghai.aliyuncs.com"
CLOUD = Endpoint(HOST)
VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "REQUEST_METHOD")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.lower(), raising=False)


def test_without_variables_the_connection_is_direct() -> None:
    assert proxy_for(CLOUD) is None


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "https_proxy"])
@pytest.mark.parametrize(
    ("value", "url"),
    [
        ("http://proxy.example:3128", "http://proxy.example:3128"),
        ("proxy.example:3128", "http://proxy.example:3128"),
        ("https://proxy.example", "https://proxy.example"),
    ],
)
def test_https_goes_through_its_proxy(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, url: str
) -> None:
    monkeypatch.setenv(variable, value)
    assert proxy_for(CLOUD) == url


def test_the_http_proxy_is_not_for_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    assert proxy_for(CLOUD) is None


def test_no_proxy_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", f" {HOST} , x")
    assert proxy_for(CLOUD) is None


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost", "[::1]:9", "127.8.8.8"])
@pytest.mark.parametrize("secure", [True, False])
def test_this_machine_is_never_asked_through_a_proxy(
    monkeypatch: pytest.MonkeyPatch, host: str, *, secure: bool
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    assert proxy_for(Endpoint(host, secure=secure)) is None


def test_a_proxy_of_another_kind_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "socks5://me:hidden@proxy.example:1080")
    with pytest.raises(CloudError, match="proxy cannot be used") as caught:
        proxy_for(CLOUD)
    assert caught.value.kind is ErrorKind.TRANSPORT
    assert "hidden" not in caught.value.detail


@pytest.mark.parametrize(
    "value",
    [
        "http://me:hid#den@proxy.example:3128",
        "http://me:hid/den@proxy.example:3128",
        "http://me:hid?den@proxy.example:3128",
        "http://me:hid@den@proxy.example:3128",
        "me:hid#den@proxy.example:3128",
        "http://me:hidden@proxy.example:port",
        "http://me:hidden@",
        "http://me:hidden@proxy example:3128",
        "http://me:hid den",
        "http://proxy.example:3128/hidden",
    ],
)
def test_a_proxy_that_cannot_be_read_is_reported_without_any_of_it(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", value)
    with pytest.raises(CloudError, match="proxy cannot be used") as caught:
        proxy_for(CLOUD)
    said = f"{caught.value} {caught.value.detail}"
    assert "percent-encode" in caught.value.advice
    assert not any(piece in said for piece in ("hid", "den", "me:", "proxy.example"))


@pytest.mark.parametrize(
    "value", ["http://me:hid%23den@proxy.example:3128/", "http://[2001:db8::1]:3128", "http://10.0.0.1:80"]
)
def test_a_proxy_that_can_be_read_is_taken(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", value)
    assert proxy_for(CLOUD) == value


def test_a_proxy_is_named_without_its_password() -> None:
    assert proxy_name("http://me:hidden@proxy.example:3128") == "proxy.example:3128"


@pytest.mark.parametrize(
    "entry",
    [
        "aliyuncs.com",
        ".aliyuncs.com",
        "*.aliyuncs.com",
        "*.aliyuncs.com:443",
        ".aliyuncs.com:443",
        "aliyuncs.com:443",
        f"{HOST}:443",
        f"{HOST.upper()}.",
        f"*.{HOST}",
        "*",
        "other.example,*",
    ],
)
def test_a_host_is_exempt_as_the_cli_has_it(entry: str) -> None:
    assert is_exempt(CLOUD, entry)
    assert is_exempt(CLOUD, f" , {entry} , other.example")


@pytest.mark.parametrize(
    "entry",
    [
        "",
        ",",
        ".",
        "*.",
        ":443",
        "aliyuncs.com:8443",
        "*.aliyuncs.com:80",
        "liyuncs.com",
        "*uncs.com",
        "shanghai.aliyuncs.com",
        f"x.{HOST}",
        f"{HOST}:port",
        "[aliyuncs.com",
        "10.0.0.0/8",
        "https://aliyuncs.com",
    ],
)
def test_what_does_not_name_a_host_exempts_it_not(entry: str) -> None:
    assert not is_exempt(CLOUD, entry)


@pytest.mark.parametrize(
    ("host", "entry", "exempt"),
    [
        ("10.1.2.3:8443", "10.1.2.3", True),
        ("10.1.2.3:8443", "10.1.2.3:8443", True),
        ("10.1.2.3:8443", "10.1.2.3:443", False),
        ("10.1.2.3", "10.0.0.0/8", True),
        ("10.1.2.3", "11.0.0.0/8", False),
        ("10.1.2.3", "2.3", False),
        ("[2001:db8::1]:8443", "2001:db8:0::1", True),
        ("[2001:db8::1]", "[2001:db8::1]:443", True),
        ("[2001:db8::1]", "2001:db8::/32", True),
    ],
)
def test_an_address_is_exempt_alone_or_in_a_range(host: str, entry: str, *, exempt: bool) -> None:
    assert is_exempt(Endpoint(host), entry) is exempt
