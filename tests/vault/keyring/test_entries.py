import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.stores import DictStore, FailingStore, ForgetfulStore, opened

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.endpoints import Endpoint
from cen_tui.vault.base import Account, Source, StoreError, VaultError
from cen_tui.vault.keyring.entries import KeyringEntries, decode, encode, service_name
from cen_tui.vault.keyring.index import IndexRow

SIGN_IN = Credentials("LTAI5tMadeUpForTests0001", Secret("one"), Secret("token"))
RECORD = IndexRow(Account("prod", id="a1"), 3)


def test_an_entry_is_written_read_and_removed() -> None:
    store = DictStore()
    entries = KeyringEntries(opened(store))
    entries.write(entries.open(RECORD, SIGN_IN), RECORD, SIGN_IN)
    assert list(store.held) == [("cen-tui:a1:3", "accesskey")]
    assert entries.read(RECORD) == SIGN_IN
    entries.remove(RECORD)
    entries.remove(RECORD)
    assert store.held == {}


def test_a_write_is_read_back_before_it_counts() -> None:
    with pytest.raises(VaultError, match="did not return them: they are not stored"):
        KeyringEntries(opened(ForgetfulStore())).write(ForgetfulStore(), RECORD, SIGN_IN)


@pytest.mark.parametrize("value", [None, "{}"])
def test_a_missing_or_foreign_entry_is_said(value: str | None) -> None:
    store = DictStore()
    if value is not None:
        store.held["cen-tui:a1:3", "accesskey"] = value
    with pytest.raises(VaultError, match="keyring holds no usable credentials for prod") as caught:
        KeyringEntries(opened(store)).read(RECORD)
    assert "Edit the account" in caught.value.advice


def test_what_a_store_raises_comes_in_words_and_without_the_secret() -> None:
    error = UnicodeEncodeError("ascii", "hunter2", 0, 1, "no")
    store = FailingStore(error)
    entries = KeyringEntries(opened(store))
    with pytest.raises(VaultError, match="The keyring failed: UnicodeEncodeError") as caught:
        entries.write(store, RECORD, SIGN_IN)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_windows_is_not_given_more_than_it_can_hold() -> None:
    """1,280 characters an entry, whatever the sign-in is made of; other places have no such limit."""
    windows = KeyringEntries(opened(DictStore()), platform="win32")
    room = 1280 - len(encode(Credentials("STS.NTmadeup", Secret("s"), Secret("t")), 3)) + 1
    fits, too_long_error = (
        Credentials("STS.NTmadeup", Secret("s"), Secret("t" * size)) for size in (room, room + 1)
    )
    assert windows.open(RECORD, fits)
    with pytest.raises(StoreError, match="1,280 characters"):
        windows.open(RECORD, too_long_error)
    in_file = replace(RECORD, account=replace(RECORD.account, source=Source.FILE))
    assert windows.open(in_file, too_long_error)
    assert KeyringEntries(opened(DictStore()), platform="linux").open(RECORD, too_long_error)


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
