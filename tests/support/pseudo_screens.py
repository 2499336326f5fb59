"""Walks screens in the made-up language and prints, as JSON, the lines on each that hold words not marked.

Run in the environment of `pseudo.speaking_package`, in a process of its own: what a module says at import is
in the language that was chosen before. The arguments are the names of `arriving.Arrival`; without any, every
screen is walked.
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Final

from cen_tui import i18n

i18n.use(i18n.CHINESE)

from support.arriving import ARRIVALS, OTHERS, Arrival  # noqa: E402 - after the language was chosen
from support.pseudo import plain, unmarked  # noqa: E402
from support.walk import Walk  # noqa: E402

from cen_tui.tui.screens.dialogs.commands import HelpScreen, commands_of  # noqa: E402

LARGE: Final = (120, 90)
"""Columns and lines: the list beside the details of its row, and a whole explanation."""
IN_THE_DEMO: Final = (
    r"\b(?:prod|group|spare|partner|edge|office|mobile|field)-[\w-]+",
    r"\b(?:staging|erp|dev|branches|sandbox|default)\b",
    r"\b(?:shared|migration|cost|rg)-\w+|\bme-east-1\b|Core services of|^production$|│\s+production$",
    r"\b(?:env|team) = \w+|LTAI…\w+|\bRAM user viewer\b",
)
"""Names that the embedded cloud's accounts, networks and CENs have."""
COMMANDS: Final = (
    r"\b(?:aliyun|cbn|vpc|smartag|expressconnectrouter)\b",
    r"\b[A-Z][a-z]+(?:[A-Z][A-Za-z]*)+\b",
)
"""The words of a command line of aliyun, names of APIs and of their parameters."""
KEYS: Final = (r"\b(?:shift|f\d+|esc|space|tab|pgup|pgdn|home|end|enter)\b", r"\^[a-z]")
TYPED: Final = (r"\ball\b",)
"""What is typed as it stands, in any language."""


def found(text: str) -> list[str]:
    """Return the lines that hold a word which is not marked, in plain letters, with the words."""
    allowed = (*IN_THE_DEMO, *COMMANDS, *KEYS, *TYPED)
    lines = ((" ".join(plain(line).split()), unmarked(line, allowed)) for line in text.splitlines())
    return [f"{', '.join(words)} | {line}" for line, words in lines if words]


async def words_of(arrival: Arrival, folder: Path) -> list[str]:
    """Return what is not marked on one screen, in what its keys are called, and in its explanation."""
    async with arrival.walk(LARGE, folder) as walk:
        commands = commands_of(walk.app.screen)
        named = "\n".join(f"{each.name}\n{each.says}" for each in commands)
        texts = [walk.drawn(), named, await explanation(walk)]
    return list(dict.fromkeys(line for text in texts for line in found(text)))


async def explanation(walk: Walk) -> str:
    """Return what F1 says on the screen in front, line by line."""
    if isinstance(walk.app.screen, HelpScreen):
        return ""
    await walk.press("f1")
    await walk.until(lambda: isinstance(walk.app.screen, HelpScreen), "the explanation")
    await walk.pilot.pause()
    region = walk.app.screen.query_one(".dialog").region
    strips = walk.app.screen._compositor.render_strips()[region.y : region.bottom]
    return "\n".join(strip.crop(region.x, region.right).text for strip in strips)


async def main(names: list[str]) -> None:
    """Walk each screen that is named."""
    known = {arrival.name: arrival for arrival in (*ARRIVALS, *OTHERS)}
    with tempfile.TemporaryDirectory() as folder:
        walked = {name: await words_of(known[name], Path(folder, name)) for name in names or known}
    json.dump(walked, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
