"""Texts that were stored in English, translated into the language in use when they are shown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Final

from cen_tui.i18n import catalogue, gettext, language, pgettext, sentences, translated

_PLACEHOLDER: Final = re.compile(r"\{(\w+)[^{}]*\}")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?]) ")
_VALUE: Final = r"(?:(?![.!?] ).)+?"
"""What may stand for a placeholder: no more than one sentence."""
_STATUSES: Final = frozenset({"state", "status"})
"""The placeholders that stand for a status value of the cloud: a name could be the same word."""
_LEAST_LETTERS: Final = 9
"""How many letters a text needs beside its placeholders to be known again."""


def translate_stored(text: str) -> str:
    """Return an English text in the language in use, sentence by sentence, as far as it is known.

    It may have been stored while another language was in use, with its placeholders filled in.
    """
    if catalogue() is None or not text:
        return text
    ends = [*(found.start() for found in _SENTENCE_END.finditer(text)), len(text)]
    for end in reversed(ends):
        if known := _known(text[:end]):
            return sentences(known, translate_stored(text[end:].lstrip()))
    return sentences(text[: ends[0]], translate_stored(text[ends[0] :].lstrip()))


def _known(text: str) -> str:
    """Return the translation of one text of the catalogue; empty where it is none."""
    if (told := gettext(text)) != text:
        return told
    title = text.removesuffix(".")
    if (told := gettext(title)) != title:
        return f"{told}。"
    for template, form in _templates(language()):
        if found := template.fullmatch(text):
            values = {name: _shown(name, value) for name, value in found.groupdict().items()}
            filled = _PLACEHOLDER.sub(partial(_value, values), form)
            return translated(filled, text)
    return ""


def _shown(name: str, value: str) -> str:
    """Return what to show of a value that was filled in: a text, a status of the cloud, or as it is."""
    return pgettext("status", value) if name in _STATUSES else _known(value) or value


def _value(values: Mapping[str, str], place: re.Match[str]) -> str:
    return values[place[1]]


@cache
def _templates(_language: str) -> Sequence[tuple[re.Pattern[str], str]]:
    """Return what texts with placeholders look like once these are filled in, the most particular first."""
    texts = [(_PLACEHOLDER.sub("", text), text, told) for text, told in _with_placeholders()]
    return [
        (re.compile(_as_pattern(text), re.DOTALL), told)
        for letters, text, told in sorted(texts, key=lambda one: -len(one[0]))
        if len(letters) >= _LEAST_LETTERS
    ]


def _with_placeholders() -> Iterator[tuple[str, str]]:
    # gettext has no way to ask a catalogue for all that it holds.
    held: Mapping[object, str] = getattr(catalogue(), "_catalog", {})
    return (
        (text, told) for text, told in held.items() if isinstance(text, str) and _PLACEHOLDER.search(text)
    )


def _as_pattern(text: str) -> str:
    parts, seen = _PLACEHOLDER.split(text), set[str]()
    pattern = re.escape(parts[0])
    for name, literal in zip(parts[1::2], parts[2::2], strict=True):
        pattern += f"(?P={name})" if name in seen else f"(?P<{name}>{_VALUE})"
        pattern += re.escape(literal)
        seen.add(name)
    return pattern
