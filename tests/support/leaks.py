"""Searches for a secret where a program may have disclosed it: on its terminal, in files, at its children."""

import base64
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_PIECE: Final = 14
"""Characters of a secret in a row that count as the secret: a terminal breaks its lines anywhere."""
_SEQUENCE: Final = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\s")


def pieces(secret: str) -> set[bytes]:
    """Return what gives a secret away: its parts as text, as wide text, and as base64 at every offset."""
    parts = [secret[start : start + _PIECE] for start in range(len(secret) - _PIECE + 1)]
    forms = {form for part in parts for form in (part.encode(), part.encode("utf-16-le"))}
    encoded = (base64.b64encode(b" " * offset + secret.encode())[4:-4] for offset in range(3))
    return forms | {
        text[start : start + _PIECE] for text in encoded for start in range(len(text) - _PIECE + 1)
    }


def holds(data: bytes, secret: str) -> bool:
    """Tell whether bytes hold a secret, also one that is broken by line ends and a terminal's sequences."""
    plain = _SEQUENCE.sub("", data.decode("utf-8", "replace")).encode()
    return any(piece in data or piece in plain for piece in pieces(secret))


def files_with(folder: Path, secret: str) -> list[Path]:
    """Return the files below a folder that hold a secret."""
    files = (Path(where) / name for where, _, names in os.walk(folder) for name in names)
    return [path for path in files if holds(path.read_bytes(), secret)]


@dataclass(slots=True)
class Children:
    """What the children of a program were given: their command lines and environments."""

    seen: set[bytes] = field(default_factory=set)
    core_dump: str = ""
    """The largest image of its memory that the program let the system write, as it was last."""

    def watch(self, pid: int) -> None:
        """Note all the children that a process has now."""
        if found := re.search(rb"Max core file size\s+(\S+)", _read(Path(f"/proc/{pid}/limits"))):
            self.core_dump = found[1].decode()
        own = _read(Path(f"/proc/{pid}/cmdline"))
        for child in _descendants(pid):
            if _read(Path(f"/proc/{child}/cmdline")) == own:
                continue  # it has begun as a copy of the program, and is about to become another
            self.seen.update(_read(Path(f"/proc/{child}/{name}")) for name in ("cmdline", "environ"))


def _descendants(pid: int) -> Iterator[int]:
    for task in _tasks(pid):
        for child in map(int, _read(task / "children").split()):
            yield child
            yield from _descendants(child)


def _tasks(pid: int) -> Iterable[Path]:
    try:
        return list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:  # it has ended meanwhile
        return ()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
