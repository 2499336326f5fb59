"""Finds English texts on a screen in Chinese: tests name what they wait for in English.

The language of a run is that of `CEN_TUI_TESTS_LANGUAGE`; see `conftest.py`.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from support.catalogue import kept, messages, strings

from cen_tui import i18n

_MARK: Final = re.compile(r"^[+x!-] ")
_SENTENCE: Final = re.compile(r"(?<=[.:?])\s+|(?<=[。：？])")
_PLACEHOLDER: Final = re.compile(r"\{\w+[^{}]*\}")


def squeezed(text: str) -> str:
    """Return a text without spaces and line ends: a Chinese line ends anywhere."""
    return "".join(text.split())


def speaks(screen: str, text: str) -> bool:
    """Tell whether a screen, squeezed, shows the translation of an English text or of what it is part of."""
    return i18n.language() != i18n.ENGLISH and (squeezed(text) in screen or in_chinese(screen, text))


def in_chinese(screen: str, text: str) -> bool:
    """Tell the same of a screen of another process, whose language is not that of this one."""
    return any(all(part in screen for part in parts) for parts in _translations(text))


@cache
def _translations(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the fixed parts of each translation that stands for a text."""
    return tuple(_all_translations(" ".join(text.split())))


def _all_translations(text: str) -> Iterator[tuple[str, ...]]:
    said = _MARK.sub("", text)
    for whole, fixed, parts in _catalogue():
        if said in whole:
            yield parts
            yield from _same_sentence(said, whole, parts)
        elif len(fixed) > 1 and 3 * max(_covered(said, fixed)) >= len(squeezed(said)):
            yield parts


def _same_sentence(text: str, whole: str, parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Return the sentence at the same place of a translation that has as many, or the first."""
    english, chinese = _SENTENCE.split(whole), [one for one in _SENTENCE.split("".join(parts)) if one]
    for place, one in enumerate(english):
        if text in one and len(english) > 1 and (place == 0 or len(english) == len(chinese)):
            yield (chinese[place],)


def _covered(text: str, fixed: tuple[str, ...]) -> Iterator[int]:
    """Return how many letters of a text are fixed: of the whole form, or of what is beside a placeholder."""
    if re.fullmatch(".+?".join(map(re.escape, fixed)), text):
        yield len(squeezed("".join(fixed)))
    for before, after in pairwise(fixed):
        begins = next((count for count in range(len(text), 0, -1) if before.endswith(text[:count])), 0)
        ends = next(
            (count for count in range(len(text) - begins, 0, -1) if after.startswith(text[-count:])), 0
        )
        yield len(squeezed(text[:begins])) + len(squeezed(text[len(text) - ends :]))


@cache
def _catalogue() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Return each English form, and the fixed parts of it and of its translation, where that has any."""
    rows = []
    for english, chinese in map(strings, messages(kept())):
        parts = tuple(filter(None, map(squeezed, _PLACEHOLDER.split(chinese[0]))))
        for form in english if parts else ():
            whole = " ".join(form.split())
            rows.append((whole, tuple(_PLACEHOLDER.split(whole)), parts))
    return tuple(rows)
