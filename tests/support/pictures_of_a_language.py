"""Takes the pictures of one language into a folder: the arguments are the language and the folder."""

import asyncio
import os
import sys
from pathlib import Path

from cen_tui import i18n

i18n.use(sys.argv[1])

from support.pictures import BY_LANGUAGE, take  # noqa: E402 - after the language was chosen


async def main(language: str, folder: Path) -> None:
    """Take every picture, as text and as SVG."""
    for scene in BY_LANGUAGE[language]:
        sys.stdout.write(f"{scene.name}: {scene.title}\n")
        picture = await take(scene)
        for ending, content in (("txt", picture.text), ("svg", picture.svg)):
            (folder / f"{scene.name}.{ending}").write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    os.environ.pop("NO_COLOR", None)
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
