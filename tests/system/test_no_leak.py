"""Broken on purpose in every layer, with a secret in hand and in the error's message: nobody sees it."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.demo_networks import BACKBONE, id_of
from support.demo_process import Server, server
from support.leaks import Children, files_with, holds
from support.on_a_terminal import Ended, run_on_terminal
from support.program_process import only_entry

from cen_tui.demo.estate.accounts import CEN_OWNER, TEMPORARY
from cen_tui.operations.outcome import Outcome

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what children were given is read from /proc")

Keys = tuple[tuple[str, bytes], ...]
TESTS = Path(__file__).parents[1]
SECRET = TEMPORARY.secret.reveal()
TOKEN = TEMPORARY.token.reveal() if TEMPORARY.token else ""
FIRST = "Enter signs in"
FILL: Keys = (
    ("No account found", b"a"),
    ("Verify and save", f"tonight\t{TEMPORARY.id}\t{SECRET}\t{TOKEN}".encode()),
    ("•" * 8, b"\x13"),
)
STORED: Keys = (*FILL[:2], ("•" * 8, b"\x14\x13"))
"""Temporary credentials are stored only when the operator says so."""
SIGN_IN: Keys = ((FIRST, b"\r"),)
QUIT: Keys = (("itself broke", b"\x11"),)
MODES = (("\x1b[?1049h", "\x1b[?1049l"), ("\x1b[?25l", "\x1b[?25h"), ("\x1b[?1003h", "\x1b[?1003l"))
"""What turns the alternate screen on, the cursor off, the mouse on; and what undoes it."""
AT_HOME = 'cd "$HOME"; ulimit -c "$(ulimit -Hc)"; exec "$@"'
TMUX = """\
#!/bin/sh
cat /proc/$$/environ /proc/$$/cmdline >> "$HOME/tmux-was-given"
cat > "$HOME/tmux-was-told"
"""


@dataclass(frozen=True, slots=True)
class Layer:
    """Where it breaks, how one gets there, and whether that is the end of the program."""

    at: str
    keys: Keys
    code: int

    @property
    def place(self) -> str:
        return self.at.partition(":")[0]


LAYERS = {
    "handler": Layer("tui/screens/dialogs/form.py:FormDialog.action_save", FILL, 1),
    "worker": Layer("tui/screens/accounts/account_form.py:AccountForm._save", FILL + QUIT, 0),
    "call": Layer("cloud/auth/identity.py:who_am_i", FILL + QUIT, 0),
    "transport": Layer("cloud/http/transport.py:Transport._sign", FILL + QUIT, 0),
    "vault": Layer("vault/keyring/entries.py:encode", STORED + QUIT, 0),
    "compose": Layer("tui/screens/region.py:RegionScreen.compose_body", SIGN_IN, 1),
    "thread": Layer("cloud/clients.py:warm_up", QUIT, 0),
    "start": Layer("storage/settings.py:load_settings", (), 1),
}


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with server(tmp_path_factory.mktemp("cloud"), "slow-answer@GrantInstanceToCen=20000") as running:
        yield running


@dataclass(slots=True)
class Broken:
    """A program that is going to break, and all that it could leave behind."""

    home: Path
    children: Children
    ended: Ended

    def check(self) -> None:
        """Nothing of the secrets anywhere, and the terminal as it was."""
        for secret in (SECRET, TOKEN):
            assert not holds(self.ended.shown.encode(), secret)
            assert files_with(self.home, secret) == []
            assert not any(holds(given, secret) for given in self.children.seen)
        assert not list(self.home.rglob("*.log"))
        assert self.ended.restored
        for on, off in MODES:
            assert self.ended.shown.rfind(off) >= self.ended.shown.rfind(on)


def run(folder: Path, layer: Layer, *flags: str, **environ: str) -> Broken:
    """Run the program with a fault in it, and press the keys that lead there."""
    home, programs, message = folder / "home", folder / "programs", folder / "message"
    for made in (home, programs):
        made.mkdir()
    message.write_text(f"{SECRET} {TOKEN}", encoding="utf-8")
    (programs / "tmux").write_text(TMUX, encoding="utf-8")
    (programs / "tmux").chmod(0o755)
    full = {
        "BREAK_AT": layer.at,
        "BREAK_WITH": str(message),
        "DEBUG": "sdk",
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "PATH": os.pathsep.join((str(programs), os.environ["PATH"])),
        "PYTHONPATH": os.pathsep.join((str(TESTS / "support" / "breaking"), str(TESTS))),
        "PYTHON_KEYRING_BACKEND": "support.backends.Kept",
        "TERM": "xterm-256color",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_LOG": str(home / "textual.log"),
        "TMUX": f"{home}/socket,1,0",
        **environ,
    }
    children = Children()
    command = ["sh", "-c", AT_HOME, "sh", sys.executable, "-m", "cen_tui", *flags]
    ended = run_on_terminal(command, full, keys=layer.keys, limit=120, watch=children.watch)
    return Broken(home, children, ended)


@pytest.mark.parametrize("name", LAYERS)
def test_it_breaks_and_shows_no_secret(tmp_path: Path, cloud: Server, name: str) -> None:
    layer = LAYERS[name]
    keys = {} if layer.keys[:1] == FILL[:1] else of_environment()
    broken = run(tmp_path, layer, "--endpoint", cloud.url, **keys)
    assert broken.ended.code == layer.code
    assert "RuntimeError" in broken.ended.shown
    assert layer.place in broken.ended.shown
    assert "Traceback" not in broken.ended.shown
    broken.check()


def test_what_breaks_in_the_middle_of_a_grant_leaves_the_truth_in_the_journal(
    tmp_path: Path, cloud: Server
) -> None:
    keys: Keys = (
        ("___", b"\x1bOQ"),
        ("The same as a command line", b"y"),
        ("your terminal", b"q"),
        ("___", b"4"),
        ("4", b"3"),
        ("3", b"2"),
        ("2", b"1"),
        ("1", b"\r"),
        ("sending", b"\x11"),
    )
    layer = Layer("tui/screens/handover.py:HandoverScreen.confirm_quit", keys, 1)
    answers = {
        "--account": "environment",
        "--region": "cn-hangzhou",
        "--type": "VPC",
        "--network": id_of("prod-core"),
        "--cen-owner": CEN_OWNER,
        "--cen-id": BACKBONE,
    }
    flags = [word for pair in answers.items() for word in pair]
    broken = run(tmp_path, layer, "--endpoint", cloud.url, *flags, **of_environment())
    assert broken.ended.code == layer.code
    ending = only_entry(broken.home).ending
    assert ending
    assert ending.outcome is Outcome.UNKNOWN
    assert layer.place in broken.ended.shown
    assert broken.children.core_dump == "0"
    assert "cen-tui history lists it" in in_one_line(broken.ended.shown)
    broken.check()


def of_environment() -> dict[str, str]:
    return {
        "ALIBABA_CLOUD_ACCESS_KEY_ID": TEMPORARY.id,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": SECRET,
        "ALIBABA_CLOUD_SECURITY_TOKEN": TOKEN,
    }


def in_one_line(shown: str) -> str:
    return " ".join(shown.split())
