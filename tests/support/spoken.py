"""Finds English texts on a screen that speaks Chinese: tests name what they wait for in English.

The language of a run is that of `CEN_TUI_TESTS_LANGUAGE`; see `conftest.py`.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from support.catalogue import kept, messages, strings

from cen_tui import i18n

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
    for whole, pattern, parts in _catalogue():
        if text in whole or (pattern and pattern.fullmatch(text)):
            yield parts


@cache
def _catalogue() -> tuple[tuple[str, re.Pattern[str] | None, tuple[str, ...]], ...]:
    """Return each English form, what its filled-in texts are like, and the fixed parts of its translation."""
    rows = []
    for english, chinese in map(strings, messages(kept())):
        parts = tuple(filter(None, map(squeezed, _PLACEHOLDER.split(chinese[0]))))
        for form in english:
            whole = " ".join(form.split())
            fixed = _PLACEHOLDER.split(whole)
            says = len(fixed) > 1 and any(letter.isalpha() for part in fixed for letter in part)
            pattern = re.compile(".+?".join(map(re.escape, fixed))) if says else None
            rows.append((whole, pattern, parts))
    return tuple(rows)
