"""Where Textual and Rich break running text that is Chinese: they would begin lines with any mark.

Neither has a setting for it. Both look `divide_line` up by its name when they wrap a text.
"""

import rich.text
import textual.content
from rich.cells import cell_len

from cen_tui.terminal.cells import line_breaks


def break_as_chinese() -> None:
    """Have every text of this process broken as Chinese is."""
    rich.text.divide_line = _divide_line  # type: ignore[attr-defined]  # a name that it imports
    textual.content.divide_line = _divide_line  # type: ignore[attr-defined]  # likewise


def _divide_line(text: str, width: int, fold: bool = True) -> list[int]:  # noqa: FBT001, FBT002 - as Rich has it
    return line_breaks(text, width, folds=fold, measure=cell_len)
