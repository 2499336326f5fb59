"""Bring the Chinese catalogue up to date with the code and compile it: `python tests/translate.py`."""

import sys

from support.catalogue import COMPILED, TEXTS, compiled, kept, parsed, renewed, untranslated


def main() -> int:
    """Write the catalogue and what gettext reads of it; 1 when texts are left to be translated."""
    text = renewed(kept())
    catalogue = parsed(text)
    TEXTS.parent.mkdir(parents=True, exist_ok=True)
    TEXTS.write_text(text, encoding="utf-8", newline="\n")
    COMPILED.write_bytes(compiled(catalogue))
    left = untranslated(catalogue)
    sys.stdout.write(f"{TEXTS}: {len(catalogue)} texts, {len(left)} of them to be translated\n")
    for one in left:
        sys.stdout.write(f"  {one[:100]!r}\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
