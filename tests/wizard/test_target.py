"""What is said of an account ID and a CEN ID as they are typed, and what of it blocks."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.wide import full_width

from cen_tui.cloud.networks.base import CenTarget
from cen_tui.wizard.target import (
    ENTER_CEN_ID,
    ENTER_UID,
    FORMAT_OK,
    OWN_ACCOUNT,
    Check,
    TypedTarget,
    check_cen_id,
    check_owner,
    plain_cen_id,
    plain_uid,
)

OWN = "1250440012345678"
UID = "1960521077884321"
CEN = "cen-7qthudw0ll6jmc000b"


@pytest.mark.parametrize(
    "typed",
    [
        UID,
        f" {UID} ",
        "1960 5210 7788 4321",
        "1960-5210-7788-4321",
        "1960\u00a05210\u20097788\u30004321",
        "1960_5210_7788_4321",
        full_width(UID),
        "1960\u201152107788\u20134321",
        "\u200e1960521077884321\u200b",
        "1960\t5210\n7788 4321",
    ],
)
def test_an_account_id_is_the_same_however_it_is_grouped(typed: str) -> None:
    assert plain_uid(typed) == UID
    assert check_owner(typed, OWN) == Check("1960 5210 7788 4321 · 16 digits, format OK", blocks=False)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", ENTER_UID),
        ("   ", ENTER_UID),
        ("operator", "A RAM user's name is not a UID"),
        (f"{UID}x", "digits only"),
        (CEN, "This is a CEN ID. Enter it in the field below."),
        ("١٩٦٠٥٢١٠٧٧٨٨٤٣٢١", "digits only"),
        ("1", "1 digit: an account UID has 5 to 20"),
        ("1234", "4 digits: an account UID has 5 to 20"),
        ("1" * 21, "21 digits: an account UID has 5 to 20"),
        ("0960521077884321", "does not begin with 0"),
        (f"0{OWN}", "does not begin with 0"),
    ],
)
def test_what_can_be_no_account_id_blocks_with_the_reason(typed: str, says: str) -> None:
    check = check_owner(typed, OWN)
    assert check.blocks
    assert says in check.says


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("12345", "5 digits; most UIDs have 16"),
        ("123456789012345", "15 digits; most UIDs have 16"),
        ("123456789012345678", "12 3456 7890 1234 5678 has 18 digits"),
        ("1" * 20, "20 digits; most UIDs have 16"),
        ("2160440012345678", "begins with 2 like a RAM user's ID"),
        ("212345678901234567", "18 digits beginning with 2 is a RAM user's ID"),
    ],
)
def test_what_is_only_unusual_is_said_and_passes(typed: str, says: str) -> None:
    check = check_owner(typed, OWN)
    assert not check.blocks
    assert says in check.says


def test_a_cen_id_as_account_id_is_reported_to_be_one() -> None:
    assert "This is a CEN ID" in check_owner(CEN, OWN).says
    assert check_owner(CEN, OWN).blocks


@pytest.mark.parametrize("typed", [OWN, "1250 4400 1234 5678", full_width(OWN)])
def test_the_own_account_is_refused_with_the_reason(typed: str) -> None:
    check = check_owner(typed, OWN)
    assert check.blocks
    assert check.says == OWN_ACCOUNT


@pytest.mark.parametrize(
    "typed", [CEN, CEN.upper(), f"  {CEN}\n", "cen\u20117qthudw0ll6jmc000b", f"\ufeff{CEN}"]
)
def test_a_cen_id_is_read_as_the_cloud_writes_it(typed: str) -> None:
    assert plain_cen_id(typed) == CEN
    assert check_cen_id(typed) == Check(FORMAT_OK, blocks=False)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", ENTER_CEN_ID),
        ("vpc-bp1ujryty39knar8fnn5g", "This begins with vpc-: it is not a CEN ID. A CEN ID begins with cen-"),
        ("tr-attach-0123456789abcdefgh", "This begins with tr-: it is not a CEN ID"),
        ("i-bp1234567890", "This begins with i-: it is not a CEN ID"),
        (UID, "This is a number. Enter an account UID in the field above."),
        ("cen7qthudw0ll6jmc000b", "A CEN ID begins with cen-"),
        ("cen-", "Only letters and digits can follow"),
        ("cen-7qth udw0ll6jmc000b", "Only letters and digits can follow"),
        ("cen-7qthudw0ll6jmc000b.", "Only letters and digits can follow"),
        ("cen-网络网络网络网络网络", "Only letters and digits can follow"),
        ("cen-1234567", "Too short or too long"),
        (f"cen-{'a1' * 17}", "Too short or too long"),
    ],
)
def test_what_can_be_no_cen_id_blocks_with_the_reason(typed: str, says: str) -> None:
    check = check_cen_id(typed)
    assert check.blocks
    assert says in check.says


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("cen-12345678", "8 characters after the dash; most CEN IDs have 18"),
        ("cen-7qthudw0ll6jmc000", "17 characters after the dash; most CEN IDs have 18"),
        ("cbn-0123456789abcdefgh", FORMAT_OK),
        (f"cen-{'a1' * 16}", "32 characters after the dash; most CEN IDs have 18"),
    ],
)
def test_a_cen_id_of_another_length_passes_with_a_word(typed: str, says: str) -> None:
    assert check_cen_id(typed) == Check(says if says == FORMAT_OK else f"{says}. Compare it.", blocks=False)


@given(st.text(), st.text())
def test_no_text_is_too_odd_to_be_judged(typed: str, own: str) -> None:
    owner, cen = check_owner(typed, own), check_cen_id(typed)
    assert owner.says
    assert cen.says
    if not owner.blocks:
        assert set(plain_uid(typed)) <= set(string.digits)
        assert plain_uid(typed) != own
        assert str(int(plain_uid(typed))) == plain_uid(typed)
    if not cen.blocks:
        assert plain_cen_id(typed).startswith(("cen-", "cbn-"))
        assert set(plain_cen_id(typed)[4:]) <= set(string.ascii_lowercase + string.digits)


@given(st.from_regex(r"[1-9][0-9]{4,19}", fullmatch=True).filter(lambda uid: uid != OWN))
def test_every_number_that_can_be_an_account_id_passes(uid: str) -> None:
    assert not check_owner(uid, OWN).blocks


def test_a_typed_target_names_the_first_field_that_cannot_be_right() -> None:
    assert TypedTarget("", "", OWN).wrong == ("owner", ENTER_UID)
    assert TypedTarget(UID, "", OWN).wrong == ("cen", ENTER_CEN_ID)
    assert TypedTarget(OWN, CEN, OWN).wrong == ("owner", OWN_ACCOUNT)
    typed = TypedTarget("1960 5210 7788 4321", f" {CEN.upper()} ", OWN)
    assert typed.wrong is None
    assert typed.target == CenTarget(CEN, UID)
