"""How a text reaches the clipboard in front of the operator: tmux takes it, or the terminal is sent it."""

import asyncio
import base64
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from cen_tui.i18n import gettext as _

TMUX_LIMIT: Final = 3.0
"""Seconds that tmux may take."""
_PIECE: Final = 250
"""Characters; a GNU screen of before version 5 cuts a string off after 256."""
_INHERITED: Final = ("PATH", "TMUX", "TMUX_PANE", "TMUX_TMPDIR", "LANG", "LC_ALL", "LC_CTYPE")
"""All that tmux is told of our environment: no secret can be among these."""


class ClipboardError(Exception):
    """tmux did not take the text; `str()` says why, in a few words."""


def inside_tmux(environ: Mapping[str, str] = os.environ) -> bool:
    """Tell whether tmux stands between us and the terminal: it swallows the sequence meant for that."""
    return bool(environ.get("TMUX"))


def inside_screen() -> bool:
    """Tell whether GNU screen stands between us and the terminal."""
    return bool(os.environ.get("STY"))


def behind_multiplexer() -> bool:
    """Tell by TERM whether a tmux or screen shows us that cannot be reached from here (ssh, su)."""
    return os.environ.get("TERM", "").startswith(("tmux", "screen"))


def osc52(text: str) -> str:
    """Return the control sequence that puts a text on the terminal's clipboard."""
    return f"\x1b]52;c;{base64.b64encode(text.encode()).decode('ascii')}\a"


def through_screen(sequence: str) -> str:
    """Return a control sequence as GNU screen takes it for its terminal: in pieces, as control strings.

    Its manual, "Control Sequences": `ESC P` outputs a string directly to the terminal without interpretation.
    """
    pieces = (sequence[place : place + _PIECE] for place in range(0, len(sequence), _PIECE))
    return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)


async def to_tmux(text: str, environ: Mapping[str, str] = os.environ, *, limit: float = TMUX_LIMIT) -> bool:
    """Put a text into tmux's buffer; return whether tmux was also asked to send it on to the terminal.

    A tmux before 3.2 cannot be asked. Raises `ClipboardError`, after `limit` seconds at the latest.
    """
    inherited = {name: environ[name] for name in _INHERITED if name in environ}
    try:
        async with asyncio.timeout(limit):
            if not await _load(("-w", "-"), text, inherited):
                return True
            if problem := await _load(("-",), text, inherited):
                raise ClipboardError(problem)
            return False
    except TimeoutError:
        raise ClipboardError(_("tmux does not answer")) from None
    except OSError:
        raise ClipboardError(_("there is no tmux command")) from None


async def _load(arguments: tuple[str, ...], text: str, environ: Mapping[str, str]) -> str:
    """Run `tmux load-buffer`; return why it failed, or nothing."""
    pipe, null = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        "tmux", "load-buffer", *arguments, stdin=pipe, stdout=null, stderr=null, env=environ
    )
    try:
        await process.communicate(text.encode())
    finally:
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    return _("tmux ended with {code}").format(code=process.returncode) if process.returncode else ""
