"""The colour of an account's label: the word says it too, wherever it stands."""

import re
from types import MappingProxyType
from typing import Final

_TONES: Final = MappingProxyType(
    {
        "error": ("production", "prod", "live"),
        "warning": ("staging", "preproduction", "preprod", "uat"),
        "success": ("test", "testing", "development", "dev", "lab", "sandbox", "demo"),
    }
)
_WORD: Final = re.compile(r"\w+")
OTHER: Final = "secondary"
TONES: Final = (*_TONES, OTHER)


def tone_of(label: str) -> str:
    """Return the theme's colour for a label, that of the gravest of its words: `error` for production."""
    if not label:
        return ""
    said = set(_WORD.findall(label.casefold()))
    return next((tone for tone, words in _TONES.items() if said.intersection(words)), OTHER)
