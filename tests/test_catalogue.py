"""The Chinese catalogue: today's texts, all of them translated, with the same placeholders, as compiled."""

import io
import re
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import read_mo
from support.catalogue import (
    COMPILED,
    NOT_OUR_WORDS,
    RENEW,
    TEXTS,
    WORDS,
    compiled,
    extracted,
    kept,
    messages,
    renewed,
    strings,
    untranslated,
)

CHINESE = r"[\u4e00-\u9fff]"
FORMATTED = re.compile(r"%(?:\(\w+\))?[srd]")
BESIDE_CHINESE = re.compile(rf"{CHINESE}[,;:?!()]|[,;:?!()]{CHINESE}|{CHINESE} \w|[A-Za-z0-9}}] {CHINESE}")
"""Half-width punctuation, and a space between Chinese and Latin, which the console's labels leave out."""


def placeholders(text: str) -> set[object]:
    """Return the placeholders of a text: names, and how each is written out."""
    if "{" in text:
        return {parts[1:] for parts in Formatter().parse(text) if parts[1] is not None}
    return {*FORMATTED.findall(text)}


def test_it_has_the_texts_that_the_code_marks_today() -> None:
    assert renewed(kept()) == TEXTS.read_text(encoding="utf-8"), f"Renew it: {RENEW}"


def test_every_text_is_translated() -> None:
    assert untranslated(kept()) == []


def test_what_gettext_reads_is_compiled_from_it() -> None:
    held, fresh = (read_mo(io.BytesIO(each)) for each in (COMPILED.read_bytes(), compiled(kept())))
    assert list(map(told, messages(held))) == list(map(told, messages(fresh))), f"Renew it: {RENEW}"


def told(message: Message) -> tuple[object, ...]:
    return message.context, message.id, message.string


def test_a_translation_has_the_placeholders_of_its_text() -> None:
    for english, chinese in map(strings, messages(kept())):
        for form in chinese:
            assert placeholders(form) == placeholders(english[-1]), english[-1]


def test_both_forms_of_a_plural_have_the_same_placeholders() -> None:
    for english, _ in map(strings, messages(extracted())):
        assert len({frozenset(placeholders(form)) for form in english}) == 1, english


def test_lines_end_where_they_end_in_english() -> None:
    for english, chinese in map(strings, messages(kept())):
        for form in chinese:
            assert form.endswith("\n") is english[0].endswith("\n"), english[0]


def ours() -> list[Message]:
    """Return the texts that are worded here: a status has the console's word, which differs by product."""
    return [message for message in messages(kept()) if message.context != "status"]


def test_chinese_is_set_and_worded_as_the_console_does() -> None:
    for _, chinese in map(strings, ours()):
        for line in chinese[0].splitlines():
            words = re.sub(r"^  .*?  +", "", line)  # the left column of an example
            assert not BESIDE_CHINESE.search(words), line
            assert not any(word in line for word in NOT_OUR_WORDS), line


@pytest.mark.parametrize("term", WORDS)
def test_a_term_has_its_one_word_in_chinese(term: str) -> None:
    found = [
        (said, chinese[0])
        for english, chinese in map(strings, ours())
        if re.search(term, said := re.sub(r"\{.*?\}|--\S+", "", english[-1]), re.IGNORECASE)
    ]
    assert found, "no text has it: leave it out"
    assert [each for each in found if not any(word in each[1] for word in WORDS[term])] == []


NAMED_KEYS = re.compile(r"(?<![A-Za-z])(?:Esc|Tab|PgUp|PgDn|F\d|Ctrl\+[A-Z])(?![A-Za-z])")


def test_the_keys_that_a_text_names_are_named_in_chinese() -> None:
    for english, chinese in map(strings, messages(kept())):
        assert {*NAMED_KEYS.findall(chinese[0])} == {*NAMED_KEYS.findall(english[-1])}, english[-1]
        for key in re.findall(r"\b[Pp]ress (\w)\b", english[-1]):
            assert f"按{key}" in chinese[0], english[-1]
