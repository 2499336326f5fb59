"""The command as it is run: in a process of its own, on a terminal or off it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.on_a_terminal import Ended, run_on_terminal

COMMAND = (sys.executable, "-m", "cen_tui")
DRAWS = {"TERM": "xterm-256color"}
QUIT = b"\x11"


def off_terminal(*arguments: str, **environ: str) -> tuple[int, str]:
    ended = subprocess.run(  # noqa: S603 - this interpreter, and our own module
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=os.environ | environ,
    )
    assert ended.stdout == ""
    return ended.returncode, ended.stderr


def on_terminal(*arguments: str, keys: tuple[tuple[str, bytes], ...] = (), **environ: str) -> Ended:
    return run_on_terminal([*COMMAND, *arguments], os.environ | DRAWS | environ, keys=keys)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--nonsense"], "unrecognized arguments: --nonsense"),
        (["--demo", "--endpoint", "https://x.example"], "takes no --endpoint"),
        (
            ["--endpoint", "http://192.0.2.1"],
            "--endpoint: Plain http is taken only",
        ),
        (["--endpoint", "ftp://x"], "--endpoint: An endpoint begins with https://"),
        (["--demo", "--demo-faults", "gremlin"], "--demo-faults: There is no fault 'gremlin'"),
        (["--endpoint", "https://\x1b[2J"], "--endpoint: "),
        ([], "the input is not a terminal"),
    ],
)
def test_what_cannot_work_ends_with_2_and_one_line(arguments: list[str], says: str) -> None:
    code, errors = off_terminal(*arguments)
    assert code == 2
    assert errors.startswith("cen-tui: ")
    assert says in errors
    assert errors.count("\n") == 1
    assert "\x1b" not in errors


def test_the_variable_for_the_endpoint_is_checked_like_the_flag() -> None:
    assert off_terminal(CEN_TUI_ENDPOINT="nonsense")[1].startswith("cen-tui: CEN_TUI_ENDPOINT: An endpoint")
    assert "not a terminal" in off_terminal(CEN_TUI_ENDPOINT="")[1]


def test_the_variable_for_sts_is_checked_too() -> None:
    ended = on_terminal(ALIBABA_CLOUD_STS_ENDPOINT="http://192.0.2.1")
    assert ended.code == 2
    assert "ALIBABA_CLOUD_STS_ENDPOINT: Plain http is taken only" in ended.shown


def test_a_terminal_that_cannot_draw_is_left_alone() -> None:
    ended = on_terminal(TERM="dumb")
    assert ended.code == 2
    assert "TERM=dumb" in ended.shown
    assert "\x1b" not in ended.shown


def test_the_demo_starts_says_so_and_leaves_no_file(own_home: Path) -> None:
    secret = "MadeUpSecretForTestsAaBbCc0001"
    ended = on_terminal(
        "--demo",
        keys=(("prod-network", QUIT),),
        ALIBABA_CLOUD_ACCESS_KEY_ID="LTAI5tMadeUpForTests0001",
        ALIBABA_CLOUD_ACCESS_KEY_SECRET=secret,
        CEN_TUI_ENDPOINT="nonsense",
        TEXTUAL_LOG=str(own_home / "log"),
        PYTHONDONTWRITEBYTECODE="1",
    )
    assert ended.code == 0
    assert "DEMO" in ended.shown
    assert "environment" not in ended.shown
    assert secret not in ended.shown
    assert list(own_home.rglob("*")) == []


def test_the_wizard_starts_without_a_keyring_and_leaves_settings_that_are_damaged(own_home: Path) -> None:
    settings = own_home / "config" / "cen-tui" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text("nonsense")
    ended = on_terminal(
        keys=(("environment", QUIT),),
        ALIBABA_CLOUD_ACCESS_KEY_ID="LTAI5tMadeUpForTests0001",
        ALIBABA_CLOUD_ACCESS_KEY_SECRET="MadeUpSecretForTestsAaBbCc0001",
    )
    assert ended.code == 0
    assert "DEMO" not in ended.shown
    assert [path.name for path in settings.parent.iterdir()] == ["settings.json"]
    assert settings.read_text() == "nonsense"
