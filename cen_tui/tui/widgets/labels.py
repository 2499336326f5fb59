"""The colour of an account's label: the word says it too, wherever it stands."""

from types import MappingProxyType
from typing import Final

_TONES: Final = MappingProxyType(
    {
        "error": ("production", "prod", "live"),
        "warning": ("staging", "preproduction", "preprod", "uat"),
        "success": ("test", "testing", "development", "dev", "lab", "sandbox", "demo"),
    }
)
OTHER: Final = "secondary"
TONES: Final = (*_TONES, OTHER)


def tone_of(label: str) -> str:
    """Return the theme's colour for a label: `error` for production; empty where there is no label."""
    if not label:
        return ""
    word = label.casefold()
    return next((tone for tone, words in _TONES.items() if word in words), OTHER)
