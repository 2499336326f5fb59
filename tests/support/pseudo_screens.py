"""Walks screens in the made-up language and prints, as JSON, the words on each that are not marked.

Run in the environment of `pseudo.speaking_package`, in a process of its own: what a module says at import is
in the language that was chosen before. The arguments are the names of `arriving.Arrival`.
"""

import asyncio
import json
import sys

from cen_tui import i18n

i18n.use(i18n.CHINESE)

from support.arriving import ARRIVALS, OTHERS, Arrival  # noqa: E402 - after the language was chosen
from support.pseudo import unmarked  # noqa: E402

IN_THE_DEMO = (r"\b(?:prod|group|spare|partner)-[\w-]+",)
"""Names that the embedded cloud's accounts, networks and CENs have."""


async def words_of(arrival: Arrival) -> list[str]:
    """Return the words on one screen that are not marked."""
    async with arrival.walk() as walk:
        return unmarked(walk.drawn(), IN_THE_DEMO)


async def main(names: list[str]) -> None:
    """Walk each screen that is named."""
    known = {arrival.name: arrival for arrival in (*ARRIVALS, *OTHERS)}
    json.dump({name: await words_of(known[name]) for name in names}, sys.stdout)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
