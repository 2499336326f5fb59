"""Standard output for the commands whose answer is text, as pipes and narrow encodings take it."""

import os
import sys
from typing import Final

from cen_tui.i18n import gettext as _
from cen_tui.i18n.system_reasons import reason_in_words

_FAILED: Final = 1


def write_out(text: str) -> int:
    """Write a command's text to standard output and return the exit code: 1 when it could not be written."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python writes once more at its end
        if isinstance(error, BrokenPipeError):  # `| head` has seen enough
            return 0
        says = _("Could not write the output: {reason}.")
        sys.stderr.write(f"cen-tui: {says.format(reason=reason_in_words(str(error.strerror)))}\n")
        return _FAILED
    return 0
