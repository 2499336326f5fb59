import pytest

from cen_tui.cloud.endpoints import Endpoint
from cen_tui.cloud.http.no_proxy import is_exempt

HOST = "vpc.cn-shanghai.aliyuncs.com"
CLOUD = Endpoint(HOST)


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
