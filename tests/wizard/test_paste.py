"""Reading a CEN target out of the messages that people send."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.wide import full_width

from cen_tui.text import plain_text
from cen_tui.wizard.paste import COMPARE, Found, pasted, read_message

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


def values(text: str, own_uid: str = "") -> Found:
    """Return the two values that are taken from a text, and nothing else of what was found."""
    found = read_message(text, own_uid)
    return Found(found.owner_uid, found.cen_id)


def grouped(uid: str, sizes: tuple[int, ...], gap: str) -> str:
    """Write an account ID in groups."""
    places = [sum(sizes[:place]) for place in range(len(sizes))]
    return gap.join(uid[start : start + size] for start, size in zip(places, sizes, strict=True))


uids = st.from_regex(r"[1-9][0-9]{15}", fullmatch=True)
cens = st.text(LETTERS, min_size=18, max_size=18).map(lambda tail: f"cen-{tail}")
gaps = st.sampled_from((*SPACES, "-", "_", ".", "\n", "\r\n> ", "\u2011", "\u2013"))
notations = st.builds(grouped, uids, st.sampled_from(SIZES), gaps.filter(lambda gap: ">" not in gap)) | uids


@given(uid=notations, cen=cens, frame=st.sampled_from(FRAMES), wide=st.booleans(), upper=st.booleans())
def test_a_message_reads_back_what_it_was_made_of(
    uid: str, cen: str, frame: str, *, wide: bool, upper: bool
) -> None:
    shown = cen.upper() if upper else cen
    text = frame.format(uid=full_width(uid) if wide and uid.isdigit() else uid, cen=shown)
    wanted = re.sub("[^0-9]", "", plain_text(uid))
    assert values(text) == Found(wanted, cen)


def test_a_cen_id_without_a_digit_is_one_at_its_usual_length() -> None:
    assert values("cen-abcdefghijklmnopqr, by cen-connection") == Found(cen_id="cen-abcdefghijklmnopqr")


@pytest.mark.parametrize("gap", SPACES)
@pytest.mark.parametrize("sizes", SIZES)
def test_grouping_by_any_space_and_size_is_read(sizes: tuple[int, ...], gap: str) -> None:
    assert values(f"{CEN} of {grouped(UID, sizes, gap)}") == BOTH


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
    assert values(text) == BOTH


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
    assert values(text) == found


OTHER = "1033827160459012"
OTHER_CEN = "cen-8qthudw0ll6jmc000b"
RAM = "212345678901234567"
U15, U18 = "123456789012345", "123456789012345678"
MESSAGES: list[tuple[str, str, str]] = [
    # Labelled beats what is not.
    (f"Order 1033827160459012: {CEN}, UID {UID}", UID, CEN),
    (f"UID {UID}, order no. {OTHER}, {CEN}", UID, CEN),
    (f"{CEN} owner {UID} (ref {OTHER})", UID, CEN),
    (f"Account ID: {UID}\nPhone: 8613 8123 4567 8901\n{CEN}", UID, CEN),
    (f"ports 8080,8443,9090,9443; {CEN} of UID {UID}", UID, CEN),
    (f"VLANs 1001,1002,1003,1004; CEN {CEN}; UID: {UID}", UID, CEN),
    (f"VLAN 1001 1002 1003 1004\n{CEN}\naccount {UID}", UID, CEN),
    (f"订单号{OTHER}\uff0c账号{UID}\uff0c{CEN}", UID, CEN),
    (f"工单 {OTHER}\uff1a请把 VPC 授权给 {CEN}\uff0c对方账号UID\uff1a{UID}", UID, CEN),
    (f"电话 8613 8123 4567 8901\uff0c主账号ID\uff1a{UID}\uff0c云企业网 {CEN}", UID, CEN),
    # What is called something else is no account.
    (f"{CEN}, order {OTHER}", "", CEN),
    (f"{CEN}, ticket #{OTHER}", "", CEN),
    (f"{CEN}, phone 8613 8123 4567 8901", "", CEN),
    (f"{CEN} with ports 8080,8443,9090,9443", "", CEN),
    (f"{CEN} 8080,8443,9090,9443", "", CEN),
    (f"{CEN} on VLAN 1001 1002 1003 1004", "", CEN),
    (f"{CEN}\uff0c订单号\uff1a{OTHER}", "", CEN),
    (f"{CEN}\uff0c端口 8080\u30018443\u30019090\u30019443", "", CEN),
    (f"{CEN}\uff0c工单号 {OTHER}", "", CEN),
    (f"{CEN}\uff0c手机 8613 8123 4567 8901", "", CEN),
    # A number that nothing names is taken where it is the only one.
    (f"{CEN} {UID}", UID, CEN),
    (f"{CEN} of 1960 5210 7788 4321", UID, CEN),
    (f"{CEN} / {UID} please", UID, CEN),
    (f"{CEN}\uff0c{UID}\uff0c谢谢", UID, CEN),
    # Two that may both be meant: none.
    (f"{CEN} of {UID} or {OTHER}", "", CEN),
    (f"UID {UID} or UID {OTHER}, {CEN}", "", CEN),
    (f"UID {UID} or {OTHER}, {CEN}", "", CEN),
    (f"账号 {UID} 和 {OTHER}\uff0c{CEN}", "", CEN),
    (f"not {OTHER_CEN} any more but {CEN}, UID {UID}", UID, ""),
    (f"not cen-8qthudw0 any more but {CEN}, UID {UID}", UID, ""),
    (f"不再是 {OTHER_CEN}\uff0c改为 {CEN}\uff0c账号 {UID}", UID, ""),
    (f"{CEN} or {OTHER_CEN}", "", ""),
    (f"cen-tui --cen-owner {UID} --cen-id {CEN}\nSorry: our UID is {OTHER}", "", CEN),
    (f"cen-tui --cen-owner {UID} --cen-id {CEN}\nSorry: use {OTHER_CEN}", UID, ""),
    # Of an unusual length, where a label names it.
    (f'UID "{U15}", {CEN}', U15, CEN),
    (f"UID ({U15}) {CEN}", U15, CEN),
    (f"UID [{U18}] {CEN}", U18, CEN),
    (f"UID <{U18}> {CEN}", U18, CEN),
    (f"**UID**: `{U15}`, {CEN}", U15, CEN),
    (f'cen_owner_id = "{U15}"\ncen_id = "{CEN}"', U15, CEN),
    (f"cen_owner_id = {U18}\ncen_id = {CEN}", U18, CEN),
    (f'{{"cen_owner_id": "{U15}", "cen_id": "{CEN}"}}', U15, CEN),
    (f'{{"CenOwnerId": {U18}, "CenId": "{CEN}"}}', U18, CEN),
    (f'{{"ownerUid":"{U18}","cenId":"{CEN}"}}', U18, CEN),
    (f"账号ID\uff1a\u300c{U15}\u300d\uff0c{CEN}", U15, CEN),
    (f"主账号\uff08{U18}\uff09\uff0c{CEN}", U18, CEN),
    (f"UID: 123456 789012 345678, {CEN}", U18, CEN),
    (f"UID: 12345-67890-12345, {CEN}", U15, CEN),
    (f"{CEN} {U18}", "", CEN),
    (f"{CEN} {U15}", "", CEN),
    # Quoted, and wrapped by mail.
    (f"> UID {UID}\n> {CEN}", UID, CEN),
    (f">> our account is 1234567890\n>> 12345 and {CEN}", U15, CEN),
    (f">> UID 19605210\n>> 77884321\n>> {CEN}", UID, CEN),
    (f"> > UID: {U18[:9]}\n> > {U18[9:]}\n{CEN}", U18, CEN),
    (f"| UID | {UID} |\n| CEN | {CEN} |", UID, CEN),
    # The reader's own account, and a RAM user's ID.
    (f"of your account {OWN}, to our {CEN}, UID {UID}", UID, CEN),
    (f"请从您的账号 {OWN} 授权给 {CEN}\uff0c我们的账号是 {UID}", UID, CEN),
    (f"UID {RAM}, {CEN}", RAM, CEN),
    (f"{CEN} 2026-11-20 10:00, UID {UID}", UID, CEN),
    (f"vpc-bp1ujryty39knar8fnn5g of {OWN} to {CEN} of {UID}", UID, CEN),
    ("see you at 10:30, room 1234 5678", "", ""),
    # In groups: of one size, but for a shorter first or last, and as long as an ID is.
    (f"{CEN} of 1960 521077 884321", UID, CEN),
    (f"{CEN} of 196052 107788 4321", UID, CEN),
    (f"{CEN} of 196052 1077 884321", "", CEN),
    (f"account: 1234 5678 9012, {CEN}", "", CEN),
    (f"account: 12345678 12345678 12345678, {CEN}", "", CEN),
    (f"account: 123456.12345678 for {CEN}", "", CEN),
    (f"account: 12345678, 2 networks, {CEN}", "12345678", CEN),
    (f"account {UID} 2 networks, {CEN}", UID, CEN),
    (f"UID 12345 67890 12345 or {UID}, {CEN}", "", CEN),
    ("明天 10:30 开会", "", ""),
]
"""What people send, and what may be taken from it."""


@pytest.mark.parametrize(("text", "uid", "cen"), MESSAGES)
def test_messages_that_people_send(text: str, uid: str, cen: str) -> None:
    assert values(text, OWN) == Found(uid, cen)


def test_of_two_that_may_be_meant_both_are_named() -> None:
    found = read_message(f"UID {UID} or {OTHER}; not {OTHER_CEN} but {CEN}")
    assert found == Found("", "", (UID, OTHER), (OTHER_CEN, CEN), is_message=True)


def test_what_is_taken_stands_alone() -> None:
    assert read_message(f"{CEN} of {UID}") == Found(UID, CEN)


@pytest.mark.parametrize(
    ("found", "anything"),
    [
        (Found(), False),
        (Found(is_message=True), False),
        (Found(owner_uid=UID), True),
        (Found(cen_id=CEN), True),
        (Found(owner_uids=(UID, OTHER)), True),
        (Found(cen_ids=(CEN, OTHER_CEN)), True),
    ],
)
def test_any_value_is_something_to_take_or_to_tell(found: Found, *, anything: bool) -> None:
    assert found.anything is anything


@pytest.mark.parametrize(
    ("found", "held", "says"),
    [
        (Found(UID, CEN), Found(), "Pasted: account UID and CEN ID."),
        (Found(UID), Found(), "Pasted: account UID. The text holds no CEN ID."),
        (Found(UID), Found(cen_id=CEN), "Pasted: account UID. The CEN ID was NOT changed."),
        (Found(cen_id=CEN), Found(OTHER), "Pasted: CEN ID. The account UID was NOT changed."),
        (
            Found(UID, is_message=True),
            Found(cen_id=CEN),
            "Pasted: account UID. The text holds no CEN ID: the previous one was removed.",
        ),
        (Found(UID, is_message=True), Found(), "Pasted: account UID. The text holds no CEN ID."),
        (
            Found(cen_id=CEN, owner_uids=("1", "2", "3")),
            Found(),
            "Pasted: CEN ID. The text holds 3 account UIDs and none was used: 1, 2, 3.",
        ),
        (
            Found(cen_id=CEN, owner_uids=("1", "2", "3", "4")),
            Found(),
            "Pasted: CEN ID. The text holds 4 account UIDs and none was used: 1, 2, 3, ....",
        ),
        (
            Found(owner_uids=("1", "2"), cen_ids=("3", "4")),
            Found(),
            "The text holds 2 account UIDs and none was used: 1, 2. The text holds 2 CEN IDs and none",
        ),
    ],
)
def test_what_became_of_each_field_is_said(found: Found, held: Found, says: str) -> None:
    told = pasted(found, held)
    assert told.startswith(says)
    assert told.endswith(COMPARE)


@pytest.mark.parametrize(
    "text", [CEN, UID, f"UID {UID}", f"CEN ID: {CEN}", f"账号ID\uff1a{UID}", f"{CEN} of {UID}"]
)
def test_a_value_and_its_name_alone_are_no_message(text: str) -> None:
    assert not read_message(text).is_message


@pytest.mark.parametrize("text", [f"Please use {CEN}", f"请授权 {CEN}"])
def test_more_than_that_is_a_message(text: str) -> None:
    assert read_message(text).is_message


def test_the_readers_own_account_is_passed_over_beside_another() -> None:
    text = f"Please open vpc-bp1ujryty39knar8fnn5g of your account {OWN} to our {CEN} of {UID}."
    assert values(text) == BOTH
    assert values(text, OWN) == BOTH
    assert values(text.replace("your ", "the "), OWN) == BOTH


def test_the_readers_own_account_alone_is_taken_so_that_it_can_be_refused() -> None:
    assert values(f"{CEN} of {OWN}", OWN) == Found(OWN, CEN)


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
    assert values("owner " + " " * 200_000 + "1 2 3 4 " * 50_000 + f"; {CEN} of {UID}") == BOTH
