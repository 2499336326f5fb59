"""Reading a CEN target out of the messages that people send."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.wide import full_width

from cen_tui.message import Found, read_message
from cen_tui.target import plain_text

UID = "1960521077884321"
OWN = "1250440012345678"
CEN = "cen-7qthudw0ll6jmc000b"
BOTH = Found(UID, CEN)

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
SPACES = (" ", "\u00a0", "\u2009", "\u202f", "\u3000")
SIZES = ((4, 4, 4, 4), (8, 8), (1, 3, 3, 3, 3, 3), (3, 3, 3, 3, 3, 1), (2,) * 8, (5, 5, 5, 1), (6, 6, 4))
FRAMES = (
    "{cen} of {uid}",
    "{uid} {cen}",
    "{cen}\n{uid}",
    "CEN: {cen}; owner: {uid}.",
    "Please grant {cen}, our account is {uid}!",
    "请授权 {cen} 给账号{uid}。谢谢",
    "CEN实例ID为{cen}\uff0c云账号为{uid}\uff0c请尽快处理",
    "CEN「{cen}」、アカウント「{uid}」です。",
    "Bitte {cen} (Konto {uid}) freischalten",
    "ID: <{cen}> / <{uid}>",
    '"{cen}"\t"{uid}"\t"prod"',
    "| {cen} | {uid} |",
    "https://cen.console.aliyun.com/cen/detail/{cen}?lang=en\nowner=uid:{uid}",
    "2026-11-20 10:15:00 {cen}\nUID {uid}\nTel +86 571 8502 2088, 13812345678",
    "on 2026/11/20 at 9:30, vpc-bp1ujryty39knar8fnn5g to {cen} of {uid} (ticket #48213)",
    "vbr-1234567890123456 ccn-12345678 tr-1234567890123456 {cen} {uid}",
    "10.20.0.0/16, 192.168.0.0/20: {uid} has {cen}, v1.2.3",
)


def grouped(uid: str, sizes: tuple[int, ...], gap: str) -> str:
    """Write an account ID in groups."""
    places = [sum(sizes[:place]) for place in range(len(sizes))]
    return gap.join(uid[start : start + size] for start, size in zip(places, sizes, strict=True))


uids = st.from_regex(r"[1-9][0-9]{15}", fullmatch=True)
cens = st.text(LETTERS, min_size=18, max_size=18).map(lambda tail: f"cen-{tail}")
gaps = st.sampled_from((*SPACES, "-", "_", ",", ".", "\n", "\r\n> ", "\u2011", "\u2013"))
notations = st.builds(grouped, uids, st.sampled_from(SIZES), gaps.filter(lambda gap: ">" not in gap)) | uids


@given(uid=notations, cen=cens, frame=st.sampled_from(FRAMES), wide=st.booleans(), upper=st.booleans())
def test_a_message_reads_back_what_it_was_made_of(
    uid: str, cen: str, frame: str, *, wide: bool, upper: bool
) -> None:
    shown = cen.upper() if upper else cen
    text = frame.format(uid=full_width(uid) if wide and uid.isdigit() else uid, cen=shown)
    wanted = re.sub("[^0-9]", "", plain_text(uid))
    assert read_message(text) == Found(wanted, cen)


@pytest.mark.parametrize("gap", SPACES)
@pytest.mark.parametrize("sizes", SIZES)
def test_grouping_by_any_space_and_size_is_read(sizes: tuple[int, ...], gap: str) -> None:
    assert read_message(f"{CEN} of {grouped(UID, sizes, gap)}") == BOTH


@pytest.mark.parametrize(
    "text",
    [
        f"{CEN} of 1960 5210\n7788 4321",
        f"cen\u20117qthudw0ll6jmc000b of {UID}",
        f"cen\u20137qthudw0ll6jmc000b of {UID}",
        "cen-7qth\u200budw0ll6j\u00admc000b of 1960\u200b521077884321",
        f"{full_width(CEN)} {full_width(UID)}",
        f"acs:ram::{UID}:role/attach {CEN}",
        f"netops@{UID}.onaliyun.com {CEN}",
        f"{CEN} of {UID} 2026-11-20",
        f"{CEN} of {UID} 5 VPCs",
        f"1234 1960-5210-7788-4321 {CEN}",
        f"{CEN} {CEN.upper()} {UID} 1960 5210 7788 4321",
        f"{CEN} is no cen-connection and cen-xxxx, of {UID}",
    ],
)
def test_what_surrounds_a_target_is_passed_over(text: str) -> None:
    assert read_message(text) == BOTH


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Found()),
        ("no IDs in here: 2026-11-20, 10.20.0.0/16", Found()),
        (CEN, Found(cen_id=CEN)),
        (f"UID {UID}", Found(owner_uid=UID)),
        (f"{CEN} of {UID} or 1033827160459012", Found(cen_id=CEN)),
        (f"1960 5210 7788 4321\n1250 4400 1234 5678 {CEN}", Found(cen_id=CEN)),
        (f"{CEN} or cen-8qthudw0ll6jmc000b, of {UID}", Found(owner_uid=UID)),
        (f"{CEN}, call 13812345678", Found(cen_id=CEN)),
        (f"{CEN}, call +86 571 8502 2088", Found(cen_id=CEN)),
        (f"{CEN} 1960 5210 7788 432x", Found(cen_id=CEN)),
        (f"{CEN} 1960 5210 7788", Found(cen_id=CEN)),
        (f"{CEN} 1960 5210 7788 4321 5 VPCs", Found(cen_id=CEN)),
        (f"{CEN} id-{UID} a{UID} {UID}b {UID}-prod 0.{UID}", Found(cen_id=CEN)),
        (f"vpc-{UID} and x{CEN}, {CEN}-x", Found()),
        (f"{CEN} of 12345", Found("12345", CEN)),
        (f"{CEN}, owner: 123456789012345678", Found("123456789012345678", CEN)),
        (f"{CEN}\uff0c账号ID\uff1a{full_width('123456')}", Found("123456", CEN)),
        (f"{CEN} of account 123456 or of account 654321", Found(cen_id=CEN)),
        (f"cbn-0123456789abcdefgh of {UID}", Found(UID, "cbn-0123456789abcdefgh")),
        (f"cen-12345678 of {UID}", Found(UID, "cen-12345678")),
    ],
)
def test_what_is_not_certain_is_left_empty(text: str, found: Found) -> None:
    assert read_message(text) == found


def test_the_readers_own_account_is_passed_over_beside_another() -> None:
    text = f"Please open vpc-bp1ujryty39knar8fnn5g of your account {OWN} to our {CEN} of {UID}."
    assert read_message(text).owner_uid == ""
    assert read_message(text, OWN) == BOTH


def test_the_readers_own_account_alone_is_taken_so_that_it_can_be_refused() -> None:
    assert read_message(f"{CEN} of {OWN}", OWN) == Found(OWN, CEN)


pieces = st.sampled_from(
    [UID, CEN, OWN, "cen-", "owner", "1960 ", "-", " ", "\n", ".", "\uff1b", "的", "1", "a"]
)
anything = st.text() | st.lists(pieces | st.text(max_size=3), max_size=30).map("".join)


@given(anything)
def test_no_text_is_too_odd_and_nothing_is_made_up(text: str) -> None:
    found = read_message(text)
    plain = unicodedata.normalize("NFKC", plain_text(text))
    assert found.owner_uid in re.sub(r"[\s_.,-]", "", plain)
    assert found.cen_id in plain.lower()
    assert re.fullmatch("[0-9]{5,20}|", found.owner_uid)
    assert re.fullmatch("(cen|cbn)-[a-z0-9]{8,32}|", found.cen_id)


def test_a_very_long_paste_is_read_at_once() -> None:
    assert read_message("owner " + " " * 200_000 + "1 2 3 4 " * 50_000 + f"; {CEN} of {UID}") == BOTH
