import pytest
from hypothesis import given
from hypothesis import strategies as st

from cen_tui.vault.keys import (
    KeyProblem,
    cleaned,
    credentials_as_typed,
    key_hint,
    problems_with,
    problems_with_key_id,
    problems_with_secret,
    problems_with_token,
)

KEY_ID = "LTAI5tMadeUpForTests0001"
SECRET = "MadeUpSecretForTestsAaBbCc0001"


def blocks(problems: tuple[KeyProblem, ...]) -> list[bool]:
    return [problem.blocks for problem in problems]


@pytest.mark.parametrize(
    "pasted",
    [
        KEY_ID,
        f"  {KEY_ID}\r\n",
        f'"{KEY_ID}"',
        f"' {KEY_ID} '",
        f"\u201c{KEY_ID}\u201d",
        f"\ufeff{KEY_ID}\u200b\t",
        f"{KEY_ID[:9]}\n{KEY_ID[9:]}",
        f"\xa0{KEY_ID}\xa0",
    ],
)
def test_what_pasting_adds_is_taken_off(pasted: str) -> None:
    assert cleaned(pasted) == KEY_ID


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once


def test_usual_keys_give_no_problem() -> None:
    for length in (16, 20, 24):
        assert problems_with_key_id(KEY_ID[:length]) == ()
    assert problems_with_key_id("STS.NTmadeup", has_token=True) == ()
    assert problems_with_secret(SECRET) == ()
    assert problems_with_token("") == problems_with_token("CAISmade/up+token==") == ()


@pytest.mark.parametrize("text", ["", "with space", "with\ttab", "zürich", "网络", "nul\x00", "a\xa0b"])
def test_what_cannot_be_right_blocks(text: str) -> None:
    assert blocks(problems_with_key_id(text)) == [True]
    assert blocks(problems_with_secret(text)) == [True]
    assert blocks(problems_with_token(text)) == ([True] if text else [])


def test_a_temporary_key_without_its_token_blocks() -> None:
    (problem,) = problems_with_key_id("STS.NTmadeup")
    assert problem.blocks
    assert "security token" in problem.words


@pytest.mark.parametrize("text", ["AKIAIOSFODNN7EXAMPLE", "LTAI", "abc"])
def test_an_odd_shape_only_warns(text: str) -> None:
    assert blocks(problems_with_key_id(text)) == [False]
    assert blocks(problems_with_secret(text)) == [False]


def test_swapped_fields_are_noticed_and_never_repeated() -> None:
    (in_id,) = problems_with_key_id(SECRET)
    (in_secret,) = problems_with_secret(KEY_ID)
    assert "AccessKey secret" in in_id.words
    assert "AccessKey ID" in in_secret.words
    assert blocks((in_id, in_secret)) == [True, False]
    assert SECRET not in in_id.words


def test_a_hint_shows_the_ends_and_of_an_unknown_shape_less() -> None:
    assert key_hint(KEY_ID) == "LTAI…0001"
    assert key_hint("STS.NTmadeupABCD") == "STS.…ABCD"
    assert key_hint(SECRET) == "…0001"
    assert key_hint("LTAI1234") == key_hint("") == "…"


@given(st.text(max_size=60))
def test_a_hint_never_holds_most_of_a_key(text: str) -> None:
    assert len(key_hint(text)) <= max(1, len(text) * 3 // 4)


def test_what_is_typed_becomes_credentials_and_is_looked_at_whole() -> None:
    typed = credentials_as_typed(f" {KEY_ID}\n", f'"{SECRET}"', " ")
    assert (typed.key_id, typed.secret.reveal(), typed.token) == (KEY_ID, SECRET, None)
    assert problems_with(typed) == ()
    swapped = problems_with(credentials_as_typed(SECRET, KEY_ID, "a token"))
    assert blocks(swapped) == [True, False, True]
    temporary = problems_with(credentials_as_typed("STS.NTmadeup", SECRET, ""))
    assert blocks(temporary) == [True]
    assert SECRET not in " ".join(problem.words for problem in (*swapped, *temporary))
