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
_LETTERS: Final = re.compile(r"[A-Za-z]{2}")
"""What a text must have beside its placeholders: every text might be one that is all placeholders."""


def squeezed(text: str) -> str:
    """Return a text without spaces and line ends: a Chinese line ends anywhere."""
    return "".join(text.split())


def speaks(screen: str, text: str) -> bool:
    """Tell whether a screen, squeezed, shows the translation of an English text or of what it is part of."""
    if i18n.language() == i18n.ENGLISH:
        return False
    return any(all(part in screen for part in parts) for parts in _translations(text))


@cache
def _translations(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the fixed parts of each translation that stands for a text."""
    return tuple(_all_translations(" ".join(text.split())))


def _all_translations(text: str) -> Iterator[tuple[str, ...]]:
    for message in messages(kept()):
        english, chinese = strings(message)
        for form in english:
            whole = " ".join(form.split())
            pattern = ".+?".join(map(re.escape, _PLACEHOLDER.split(whole)))
            filled = _LETTERS.search(_PLACEHOLDER.sub(" ", whole)) and re.fullmatch(pattern, text)
            told = chinese[0]
            if whole.startswith(f"{text} ") and text.endswith(".") and ". " not in text:
                told = f"{told.partition('。')[0]}。"  # a long text is scrolled
            if text in whole or filled:
                yield tuple(filter(None, map(squeezed, _PLACEHOLDER.split(told))))
