"""What a wheel installs beside the package, generated from the parser: completions and the man page."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import shtab
from argparse_manpage.manpage import Manpage
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPLETIONS = {
    "bash": "share/bash-completion/completions/cen-tui",
    "zsh": "share/zsh/site-functions/_cen-tui",
    "fish": "share/fish/vendor_completions.d/cen-tui.fish",
}
"""Where each shell looks, below the prefix that a package is installed to."""
MAN_PAGE = "share/man/man1/cen-tui.1"


def man_page(parser: ArgumentParser, version: str, description: str) -> str:
    """Return the man page of a parser; each paragraph of its closing text is a section of its own."""
    paragraphs = (parser.epilog or "").strip().split("\n\n")
    parser.epilog = None
    page = Manpage(parser, format="single-commands-section")
    page.source, page.manual = f"cen-tui {version}", "cen-tui"
    page.description = description.rstrip(".")
    sections = [str(page).rstrip()]
    for heading, _, text in (one.partition(":\n") for one in paragraphs):
        if not heading.startswith("other commands"):  # the page has them whole
            escaped = text.replace("\\", "\\\\").replace("-", "\\-")
            sections.append(f".SH {heading.upper()}\n.nf\n{escaped}\n.fi")
    return "\n".join(sections)


class CommandLineFiles(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the generated files to the wheel's data."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - as hatchling calls it
        """Generate them; the parser imports nothing that is not in the standard library."""
        sys.path.insert(0, self.root)
        sys.dont_write_bytecode = True
        from cen_tui.cli.all_commands import all_commands

        self._folder = TemporaryDirectory()
        texts = {path: shtab.complete(all_commands(), shell) for shell, path in COMPLETIONS.items()}
        texts[MAN_PAGE] = man_page(all_commands(), self.metadata.version, self.metadata.core.description)
        for number, (path, text) in enumerate(texts.items()):
            made = Path(self._folder.name, str(number))
            made.write_text(text.rstrip() + "\n", encoding="utf-8")
            build_data["shared_data"][str(made)] = path

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the files once they are in the wheel."""
        self._folder.cleanup()
