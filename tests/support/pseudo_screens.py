"""Walks screens in the made-up language and prints, as JSON, the lines on each that hold words not marked.

Run in the environment of `pseudo.speaking_package`, in a process of its own: what a module says at import is
in the language that was chosen before. The arguments are the names of `arriving.Arrival`; without any, every
screen is walked.
"""

import asyncio
import json
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cen_tui import i18n

i18n.use(i18n.CHINESE)

from support.arriving import ARRIVALS, OTHERS, Arrival  # noqa: E402 - after the language was chosen
from support.arriving_further import FURTHER  # noqa: E402
from support.pseudo import plain, unmarked  # noqa: E402
from support.pseudo_values import demo_names, parts_of_names, whole_words  # noqa: E402
from support.walk import Walk  # noqa: E402
from textual.geometry import Region  # noqa: E402

from cen_tui.cloud.regions import ALL  # noqa: E402
from cen_tui.tui.screens.dialogs.commands import HelpScreen, commands_of  # noqa: E402

LARGE: Final = (200, 90)
"""Columns and lines: every column of a list beside the details of its row, and a whole explanation."""
_CELLS: Final = re.compile(r" {2,}|[│╭╮╰╯─┃▐█▎▊]+")
"""What parts a line of a table, or of a frame, into pieces."""


def found(text: str, keys: Sequence[str]) -> list[str]:
    """Return the lines that hold a word which is not marked, in plain letters, with the words.

    `keys` are the names of the keys that do something here.
    """
    allowed = (demo_names(), whole_words(sorted(set(keys), key=len, reverse=True)))
    lines = []
    for line in text.splitlines():
        pieces = [piece.strip() for piece in _CELLS.split(line)]
        words = [word for one in pieces if not is_value(one) for word in unmarked(one, allowed)]
        if words:
            lines.append(f"{', '.join(words)} | {' '.join(plain(line).split())}")
    return lines


def is_value(piece: str) -> bool:
    """Tell whether a piece of a line is as it stands in any language: a part of a name, or what is typed."""
    return piece == ALL or piece in parts_of_names()


async def words_of(arrival: Arrival, folder: Path) -> list[str]:
    """Return what is not marked on one screen, in what its keys are called, and in its explanation."""
    async with arrival.walk(LARGE, folder) as walk:
        commands = commands_of(walk.app.screen)
        named = "\n".join(f"{each.name}\n{each.says}" for each in commands)
        keys = [
            key for each in walk.app.screen_stack for command in commands_of(each) for key in command.keys
        ]
        texts = [in_front(walk), named, await explanation(walk)]
    return list(dict.fromkeys(line for text in texts for line in found(text, keys)))


def in_front(walk: Walk) -> str:
    """Return what the screen in front shows, without what still shows beside a dialog."""
    dialogs = list(walk.app.screen.query(".dialog, .alone"))
    return cropped(walk, dialogs[-1].region) if dialogs else walk.drawn()


async def explanation(walk: Walk) -> str:
    """Return what F1 says on the screen in front, line by line."""
    if isinstance(walk.app.screen, HelpScreen):
        return ""
    await walk.press("f1")
    await walk.until(lambda: isinstance(walk.app.screen, HelpScreen), "the explanation")
    return in_front(walk)


def cropped(walk: Walk, region: Region) -> str:
    """Return what is drawn within a region, line by line."""
    strips = walk.app.screen._compositor.render_strips()[region.y : region.bottom]
    return "\n".join(strip.crop(region.x, region.right).text for strip in strips)


async def main(names: list[str]) -> None:
    """Walk each screen that is named."""
    known = {arrival.name: arrival for arrival in (*ARRIVALS, *OTHERS, *FURTHER)}
    with tempfile.TemporaryDirectory() as folder:
        walked = {name: await words_of(known[name], Path(folder, name)) for name in names or known}
    json.dump(walked, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
