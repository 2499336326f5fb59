"""Write the pictures of both READMEs into screenshots/: `python tests/take_pictures.py`."""

import shutil
import tempfile
from pathlib import Path

from support.pictures import FOLDER, taken_in

from cen_tui.i18n import LANGUAGES


def main() -> None:
    """Take every picture, then put them in the place of all that is in the folder."""
    with tempfile.TemporaryDirectory() as name:
        taken = Path(name)
        for language in LANGUAGES:
            taken_in(language, taken)
        FOLDER.mkdir(exist_ok=True)
        for old in FOLDER.iterdir():
            old.unlink()
        for new in taken.iterdir():
            shutil.copyfile(new, FOLDER / new.name)


if __name__ == "__main__":
    main()
