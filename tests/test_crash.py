"""What is said of an error of our own, and that no traceback of Python's own is printed beside it."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from cen_tui.cli import main
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.crash import report, type_and_place, watch_loop

SECRET = "MadeUpSecretForTestsAaBbCc0001"
THREAD = """
import threading
from cen_tui.crash import type_and_place, watch
class Unclean:
    def __del__(self):
        raise OSError("{secret}")
def break_down():
    raise ValueError("{secret}")
watch(lambda error: print("told", type_and_place(error)))
thread = threading.Thread(target=break_down)
thread.start()
thread.join()
Unclean()
"""


def broken() -> BaseException:
    try:
        parse_endpoint(f"ftp://{SECRET}")
    except ValueError as error:
        return error
    raise AssertionError


def test_the_type_and_our_own_place_are_reported_and_no_value() -> None:
    says = type_and_place(broken())
    assert says.startswith("ValueError in cloud/endpoints.py, line ")
    assert type_and_place(RuntimeError(SECRET)) == "RuntimeError"
    whole = report(broken())
    assert says in whole
    assert "cen-tui history lists it" in whole
    assert "tests/test_crash.py:" in whole
    assert SECRET not in whole
    assert str(Path.home()) not in whole


def test_threads_and_clean_up_are_reported_without_their_messages() -> None:
    ended = subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
        [sys.executable, "-c", THREAD.format(secret=SECRET)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert [line.split()[:2] for line in ended.stdout.splitlines()] == [
        ["told", "ValueError"],
        ["told", "OSError"],
    ]
    assert ended.stderr == ""


async def test_a_lost_task_is_reported() -> None:
    heard: list[BaseException] = []
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    watch_loop(loop, heard.append)
    try:
        loop.call_soon(lambda: parse_endpoint("nonsense"))
        await asyncio.sleep(0.01)
        loop.call_exception_handler({"message": "no error"})
    finally:
        loop.set_exception_handler(before)
    assert [type(error) for error in heard] == [ValueError]


def test_a_command_that_breaks_says_so_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", object())  # nothing that can be written to
    assert main.main(["history"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("cen-tui: Something in cen-tui itself broke, and it has ended: AttributeError in ")
    assert "Traceback" not in said
