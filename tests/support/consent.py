"""The program on a terminal of its own before a cloud that notes what was done, and what is typed at it."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from support.demo_networks import BACKBONE, id_of
from support.demo_process import KEYS, Server, server
from support.typist import Typist, typist

from cen_tui.demo.estate.accounts import CEN_OWNER

DIGITS: Final = CEN_OWNER[-4:].encode()
ANSWER: Final = DIGITS + b"\r"
AT_TARGET: Final = ("--account", "environment", "--region", "cn-hangzhou", "--network", id_of("prod-core"))
AT_CONFIRMATION: Final = (*AT_TARGET, "--cen-owner", CEN_OWNER, "--cen-id", BACKBONE)
TAKES_DIGITS: Final = "____"
DROPPED: Final = "What was typed before this screen stood was dropped."
PASTED: Final = "What was pasted was dropped"
AT_ONCE: Final = "Keys all at once count as a paste"
PASTE: Final = (b"\x1b[200~", b"\x1b[201~")


@contextmanager
def granting(  # noqa: PLR0913 - each has its default, and all are given by name
    folder: Path,
    flags: tuple[str, ...],
    *,
    environ: Mapping[str, str] | None = None,
    size: tuple[int, int] = (80, 24),
    answers: bool = True,
    profiles: tuple[Mapping[str, str], ...] = (),
    before: tuple[str, ...] = (),
) -> Iterator[tuple[Server, Typist]]:
    """Run the program, signed in by its environment; `profiles` are those of the aliyun CLI.

    `before` is a command that runs it.
    """
    home = folder / "home"
    (home / ".aliyun").mkdir(parents=True)
    (home / ".aliyun" / "config.json").write_text(json.dumps({"profiles": profiles}))
    own = {"HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
    full = {**own, "PATH": os.environ["PATH"], **KEYS, **(environ or {})}
    with (
        server(folder) as cloud,
        typist(("--endpoint", cloud.url, *flags), full, size=size, answers=answers, before=before) as tty,
    ):
        yield cloud, tty
