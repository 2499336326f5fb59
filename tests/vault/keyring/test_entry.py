import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.endpoints import Endpoint
from cen_tui.vault.keyring.entry import decode, encode, service_name

TEXT = st.text(min_size=1)


def test_the_name_tells_account_and_generation() -> None:
    assert service_name("abc", 3) == "cen-tui:abc:3"


def test_the_value_is_one_line_of_versioned_json() -> None:
    value = encode(Credentials("LTAI1", Secret("s")), 3)
    assert json.loads(value) == {"v": 1, "gen": 3, "id": "LTAI1", "secret": "s"}
    assert repr(value) == "Secret(hidden)"


@given(key_id=TEXT, secret=TEXT, token=st.none() | TEXT, generation=st.integers(min_value=1))
def test_what_is_encoded_is_decoded_and_plain_ascii(
    key_id: str, secret: str, token: str | None, generation: int
) -> None:
    credentials = Credentials(key_id, Secret(secret), Secret(token) if token else None)
    value = encode(credentials, generation)
    assert value.isascii()
    assert value.isprintable()
    assert decode(value, generation) == credentials
    assert decode(value, generation + 1) is None


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "[]",
        "{}",
        "[" * 99_999,
        '{"v":2,"gen":1,"id":"a","secret":"b"}',
        '{"v":1,"gen":1,"id":"a"}',
        '{"v":1,"gen":1,"id":"","secret":"b"}',
        '{"v":1,"gen":1,"id":"a","secret":"b","token":1}',
    ],
)
def test_anything_else_is_none(value: str) -> None:
    assert decode(value, 1) is None


def test_the_sts_of_a_key_is_kept_with_it_and_what_is_none_is_passed_over() -> None:
    credentials = Credentials("LTAI1", Secret("s"), sts=Endpoint("sts-vpc.cn-beijing.aliyuncs.com"))
    value = encode(credentials, 1)
    assert decode(value.reveal(), 1) == credentials
    for odd in ('"http://sts.example"', "5", '""'):
        torn = value.reveal().replace('"https://sts-vpc.cn-beijing.aliyuncs.com"', odd)
        assert decode(torn, 1) == Credentials("LTAI1", Secret("s"))
