"""However Textual comes to give up, what is printed is our own report, and the exit code is 1."""

import os
import sys
from pathlib import Path

import pytest
from support.on_a_terminal import run_on_terminal

SECRET = "MadeUpSecretForTestsAaBbCc0001"
PROGRAM = """
import sys
from cen_tui.tui.app_base import BaseApp
from rich.traceback import Traceback

class Breaking(BaseApp):
    def on_mount(self) -> None:
        secret = "{secret}"
        self.set_timer(0.2, self.{how})

    def with_words(self) -> None:
        self.panic("{secret}")

    def with_a_report(self) -> None:
        try:
            raise ValueError("{secret}")
        except ValueError:
            self.call_later(self.panic, Traceback(show_locals=True))

    def with_an_error(self) -> None:
        raise ValueError("{secret}")

    def in_the_thread_that_reads(self) -> None:
        self._driver.process_message = None
        print("press", file=sys.__stderr__, flush=True)

sys.exit(Breaking().run_and_report())
"""
HOWS = ("with_words", "with_a_report", "with_an_error")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")


@pytest.mark.parametrize("how", HOWS)
def test_every_panic_ends_in_our_own_report(tmp_path: Path, how: str) -> None:
    program = tmp_path / "breaking.py"
    program.write_text(PROGRAM.format(secret=SECRET, how=how))
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    ended = run_on_terminal([sys.executable, str(program)], environ)
    assert ended.code == 1
    assert "Something in cen-tui itself broke, and it has ended" in ended.shown
    assert SECRET not in ended.shown
    assert "Traceback" not in ended.shown
    assert ended.restored


def test_an_error_in_the_thread_that_reads_is_one_of_them(tmp_path: Path) -> None:
    program = tmp_path / "breaking.py"
    program.write_text(PROGRAM.format(secret=SECRET, how="in_the_thread_that_reads"))
    environ = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    ended = run_on_terminal([sys.executable, str(program)], environ, keys=[("press", b"xxx")])
    assert ended.code == 1
    assert "TypeError" in ended.shown
    assert "Traceback" not in ended.shown
    assert ended.restored
