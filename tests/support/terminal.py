"""A real terminal of 80x24 for tests: a tmux server of its own, a shell in it, keys in and text out."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from support.spoken import in_chinese, squeezed

PATIENCE: Final = 60.0
"""Seconds that a text may take to come to the screen of a machine that is busy."""
PROMPT: Final = "ready>"
PROGRAMS: Final = Path(sys.executable).parent
"""Where this environment's commands are, `cen-tui` among them."""
_PAUSE: Final = 0.05
_PACKAGES: Final = {
    "dbus-daemon": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "setpriv": "util-linux",
    "ssh": "openssh-client",
    "ssh-keygen": "openssh-client",
    "sshd": "openssh-server",
}


def missing(*programs: str) -> str:
    """Say which packages bring those of these programs that are not there; empty when all are."""
    return to_install([program for program in programs if shutil.which(program) is None])


def to_install(programs: Sequence[str]) -> str:
    """Name the packages of programs that are missing, by Debian's names; empty when none is."""
    packages = dict.fromkeys(_PACKAGES.get(program, program) for program in programs)
    return f"{' and '.join(programs)} missing: install {' and '.join(packages)}" if programs else ""


class NotSeenError(AssertionError):
    """What was waited for did not come; carries the whole screen."""


@dataclass(slots=True)
class Terminal:
    """One window of the server. `screens` keeps every screen that was looked at since it was last emptied."""

    server: tuple[str, ...]
    environ: Mapping[str, str]
    screens: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        """Press keys, by tmux's names for them: `Enter`, `Escape`, `C-q`, `BTab`."""
        self._tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        """Type a text as it is."""
        self._tmux("send-keys", "-l", "--", text)

    def run(self, command: str) -> None:
        """Enter a command line at the shell's prompt."""
        self.type(command)
        self.press("Enter")

    def screen(self) -> str:
        """Return what is on the screen, line by line."""
        now = self._tmux("capture-pane", "-p")
        if not self.screens or self.screens[-1] != now:
            self.screens.append(now)
        return now

    def shows(self, text: str) -> bool:
        """Tell whether a text is on the screen, on one line or wrapped over several, or in Chinese.

        Where the terminal's locale is Chinese, an English text stands for its translation.
        """
        return bool(self._shown((text,)))

    def _shown(self, texts: Sequence[str]) -> list[str]:
        """Return which of these texts are on the screen, all looked for on one and the same."""
        shown = self.screen()
        words, is_chinese = " ".join(shown.split()), self.environ["LANG"].startswith("zh")
        return [each for each in texts if each in words or (is_chinese and in_chinese(squeezed(shown), each))]

    def see(self, *texts: str, timeout: float = PATIENCE) -> None:
        """Wait until all these texts are on the screen at once."""
        wanted = " and ".join(map(repr, texts))
        self.until(lambda: len(self._shown(texts)) == len(texts), wanted, timeout)

    def see_any(self, *texts: str, timeout: float = PATIENCE) -> str:
        """Wait until one of these texts is on the screen, and return it."""
        shown: list[str] = []

        def any_is_shown() -> bool:
            shown[:] = self._shown(texts)
            return bool(shown)

        self.until(any_is_shown, " or ".join(map(repr, texts)), timeout)
        return shown[0]

    def gone(self, text: str, timeout: float = PATIENCE) -> None:
        """Wait until a text is no longer on the screen."""
        self.until(lambda: not self.shows(text), f"{text!r} gone", timeout)

    def until(self, condition: Callable[[], bool], wanted: str, timeout: float = PATIENCE) -> None:
        """Wait until a condition holds; raise with the whole screen when it does not come to that."""
        end = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > end:
                raise NotSeenError(f"Not within {timeout:g} s: {wanted}. The screen:\n{self.screen()}")
            time.sleep(_PAUSE)

    def flag(self, name: str) -> str:
        """Return one of tmux's variables about the terminal, such as `alternate_on`."""
        return self._tmux("display-message", "-p", f"#{{{name}}}").strip()

    def joined(self) -> str:
        """Return what is on the screen, with the lines joined that only the terminal has wrapped."""
        return self._tmux("capture-pane", "-p", "-J")

    def buffer(self) -> str:
        """Return what tmux would paste."""
        return self._tmux("show-buffer")

    def paste(self) -> None:
        """Paste tmux's buffer as a terminal does: in brackets, where the program asked for them."""
        self._tmux("paste-buffer", "-p")

    def _tmux(self, *arguments: str) -> str:
        command = [*self.server, *arguments]
        return subprocess.run(command, env=self.environ, check=True, capture_output=True, text=True).stdout  # noqa: S603


@contextmanager
def terminal(
    home: Path, environ: Mapping[str, str] | None = None, folder: Path | None = None
) -> Iterator[Terminal]:
    """Run a shell in a terminal for the length of a block, with a home and an environment of its own."""
    full = {
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PATH": os.pathsep.join((str(PROGRAMS), os.environ.get("PATH", os.defpath))),
        "PS1": f"{PROMPT} ",
        "PYTHONDONTWRITEBYTECODE": "1",
        "SHELL": "/bin/sh",
        **(environ or {}),
    }
    with tempfile.TemporaryDirectory(prefix="t") as socket:  # a socket's path must be short
        server = ("tmux", "-S", f"{socket}/s", "-f", os.devnull, "-u")
        opened = Terminal(server, full)
        opened._tmux("new-session", "-d", "-x", "80", "-y", "24", "-c", str(folder or home), "sh")
        try:
            opened.see(PROMPT)
            opened.screens.clear()
            yield opened
        finally:
            opened._tmux("kill-server")
