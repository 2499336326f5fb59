"""How a text reaches the clipboard in front of the operator: tmux takes it, or the terminal is sent it."""

import asyncio
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

PATIENCE: Final = 3.0
"""Seconds that tmux may take."""
_HANDED_ON: Final = ("PATH", "TMUX", "TMUX_PANE", "TMUX_TMPDIR", "LANG", "LC_ALL", "LC_CTYPE")
"""All that tmux is told of our environment: no secret can be among these."""


class ClipboardError(Exception):
    """tmux did not take the text; `str()` says why, in a few words."""


def inside_tmux(environ: Mapping[str, str] | None = None) -> bool:
    """Tell whether tmux stands between us and the terminal: it swallows the sequence meant for that."""
    return bool((os.environ if environ is None else environ).get("TMUX"))


async def to_tmux(text: str, environ: Mapping[str, str] | None = None, *, patience: float = PATIENCE) -> bool:
    """Put a text into tmux's buffer; return whether tmux was also asked to send it on to the terminal.

    A tmux before 3.2 cannot be asked. Raises `ClipboardError`, after `patience` seconds at the latest.
    """
    whole = os.environ if environ is None else environ
    handed = {name: whole[name] for name in _HANDED_ON if name in whole}
    try:
        async with asyncio.timeout(patience):
            if not await _load(("-w", "-"), text, handed):
                return True
            if problem := await _load(("-",), text, handed):
                raise ClipboardError(problem)
            return False
    except TimeoutError:
        raise ClipboardError("tmux does not answer") from None
    except OSError:
        raise ClipboardError("there is no tmux command") from None


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
    return f"tmux ended with {process.returncode}" if process.returncode else ""
