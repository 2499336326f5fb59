"""How help is laid out: by cells of the terminal, since a Chinese character takes two."""

import argparse
from collections.abc import Iterable

from cen_tui.i18n import gettext as _
from cen_tui.terminal.cells import cell_width, wrapped


class HelpFormat(argparse.HelpFormatter):
    """Wraps by cells. These are the methods that the formatters of argparse replace themselves."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(" ".join(text.split()), width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = wrapped(" ".join(text.split()), width - len(indent))
        return "\n".join(f"{indent}{line}" for line in lines)

    def _format_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable["argparse._MutuallyExclusiveGroup"],
        prefix: str | None,
    ) -> str:
        """Lay the usage out with a prefix of as many characters as ours has cells."""
        heading = _("usage: ") if prefix is None else prefix
        room = "\0" * cell_width(heading)
        return super()._format_usage(usage, actions, groups, room).replace(room, heading, 1)


class RawHelpFormat(argparse.RawDescriptionHelpFormatter, HelpFormat):
    """Keeps the lines of descriptions as they are written."""
