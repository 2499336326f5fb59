"""Many keys in one write, as a slow link or a busy host delivers them: each lands where it was meant to."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.demo_networks import BACKBONE, id_of
from support.typist import Typist, typist

from cen_tui.demo.estate.accounts import CEN_OWNER, SPARE
from cen_tui.tui.widgets.rules_list import NO_RULES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")

ENTER = "\r"
AT_TARGET = ("--account", "prod-network", "--region", "cn-hangzhou", "--network", id_of("prod-core"))


@pytest.fixture
def environ(tmp_path: Path) -> Mapping[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm-256color", "LANG": "C.UTF-8"}


@contextmanager
def at_target(environ: Mapping[str, str]) -> Iterator[Typist]:
    with typist(["--demo", *AT_TARGET], environ) as tty:
        tty.see(NO_RULES)
        yield tty


def test_the_target_takes_what_is_typed_behind_enter_in_the_next_field(environ: Mapping[str, str]) -> None:
    with at_target(environ) as tty:
        tty.type(f"{CEN_OWNER}{ENTER}{BACKBONE}{ENTER}".encode())
        tty.see("Type the last four digits")


def test_what_is_typed_behind_a_pasted_message_lands_in_the_next_field(environ: Mapping[str, str]) -> None:
    with at_target(environ) as tty:
        tty.type(f"\x1b[200~Our account ID is {CEN_OWNER}.\x1b[201~{BACKBONE}{ENTER}".encode())
        tty.see("Type the last four digits")


def test_a_form_takes_what_is_typed_behind_enter_in_the_next_field(environ: Mapping[str, str]) -> None:
    with typist(["--demo"], environ) as tty:
        tty.see("Enter signs in")
        tty.type(b"a")
        tty.see("AccessKey secret")
        tty.type(f"night-shift{ENTER}{SPARE.id}{ENTER}{SPARE.secret.reveal()}{ENTER}{ENTER}".encode())
        tty.see("night-shift is stored")
