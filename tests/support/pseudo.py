"""A language made up for tests: English with every letter replaced by one that no other text has.

What is still in plain letters on a screen or in an output was not marked for translation. The letters take
one cell each, and can be turned back, so that a walker finds its way by the English text.
"""

import os
import re
import shutil
import string
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from support.catalogue import COMPILED, PACKAGE, compiled, extracted, messages
from support.pseudo_values import VALUES

from cen_tui.i18n import CHINESE
from cen_tui.storage.language import VARIABLE

_CAPITALS: Final = "".join(chr(0x1D5A0 + place) for place in range(26))
_SMALL: Final = "".join(chr(0x1D5BA + place) for place in range(26))
_THERE: Final = str.maketrans(string.ascii_uppercase + string.ascii_lowercase, _CAPITALS + _SMALL)
_BACK: Final = str.maketrans(_CAPITALS + _SMALL, string.ascii_uppercase + string.ascii_lowercase)
"""Mathematical sans-serif letters, which Unicode has without a gap."""
_PLACEHOLDER: Final = re.compile(r"(\{[^{}]*\}|%(?:\(\w+\))?[srd])")
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'-]*[A-Za-z]")


def pseudo(text: str) -> str:
    """Return a text in the made-up language; placeholders stay as they are."""
    parts = _PLACEHOLDER.split(text)
    return "".join(part if place % 2 else part.translate(_THERE) for place, part in enumerate(parts))


def plain(text: str) -> str:
    """Return a text with its letters turned back; any other text as it is."""
    return text.translate(_BACK)


def unmarked(text: str, allowed: Sequence[str] = ()) -> list[str]:
    """Return the words of two letters or more that are in plain letters, but for what is never translated.

    `allowed` are patterns of what else may stand there: names, values, what was typed.
    """
    for pattern in (*allowed, *VALUES):
        text = re.sub(pattern, " ", text, flags=re.ASCII)  # a letter of another script is none of a name
    return _WORD.findall(text)


def speaking_package(folder: Path) -> Mapping[str, str]:
    """Copy the package with the made-up language in the place of Chinese; return the environment to run it.

    With this environment, `python -m cen_tui`, and any script that imports cen_tui, is the copy.
    """
    copied = folder / PACKAGE.name
    shutil.copytree(PACKAGE, copied, ignore=shutil.ignore_patterns("__pycache__"))
    catalogue = extracted()
    for message in messages(catalogue):
        forms = message.id
        message.string = pseudo(forms) if isinstance(forms, str) else (pseudo(tuple(forms or ())[-1]),)
    (copied / COMPILED.relative_to(PACKAGE)).write_bytes(compiled(catalogue))
    tests = Path(__file__).parents[1]
    path = os.pathsep.join((str(folder), str(tests)))
    return {"PYTHONPATH": path, "PYTHONSAFEPATH": "1", VARIABLE: CHINESE}
