"""Write the pictures of the README into screenshots/: `python tests/take_pictures.py`."""

import asyncio
import os
import sys

from support.pictures import FOLDER, SCENES, take


async def main() -> None:
    """Take every picture, then put them in the place of all that is in the folder."""
    files = {}
    for scene in SCENES:
        sys.stdout.write(f"{scene.name}: {scene.title}\n")
        picture = await take(scene)
        files[f"{scene.name}.txt"] = picture.text
        files[f"{scene.name}.svg"] = picture.svg
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    for name, content in files.items():
        (FOLDER / name).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    os.environ.pop("NO_COLOR", None)
    asyncio.run(main())
