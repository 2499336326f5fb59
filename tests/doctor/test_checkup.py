"""All checks together, as the command runs them: in order, in time, whatever one of them does."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.host import host
from support.on_a_terminal import run_on_terminal

from cen_tui.cli.arguments import UsageError
from cen_tui.cli.parser import DoctorFlags, read_doctor_flags
from cen_tui.doctor.checkup import check_up
from cen_tui.doctor.finding import Level, note, ok, problem
from cen_tui.doctor.report import json_lines, lines, would_stop
from cen_tui.storage.lock import exclusive
from cen_tui.vault.environment import KEY_ID_VARIABLE, SECRET_VARIABLE

SECRET = "MadeUpSecretForTestsAaBbCc0001"
KEYS = {KEY_ID_VARIABLE: "LTAI5tMadeUpForTests0001", SECRET_VARIABLE: SECRET}
FIELDS = {"v", "level", "subject", "says", "advice"}
PAGE = (Path(__file__).parents[2] / ".github/docs/troubleshooting.md").read_text(encoding="utf-8")


def run(*arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - this interpreter, and our own module
        [sys.executable, "-m", "cen_tui", "doctor", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env=os.environ | environ,
    )


def test_flags() -> None:
    assert read_doctor_flags([]) == DoctorFlags()
    given = ["--json", "--online", "--endpoint", "https://x.example"]
    assert read_doctor_flags(given) == DoctorFlags(json=True, online=True, endpoint="https://x.example")
    with pytest.raises(UsageError, match="cen-tui doctor --help"):
        read_doctor_flags(["--onlin"])


def test_a_check_that_is_stuck_or_breaks_keeps_no_other_from_its_answer(tmp_path: Path) -> None:
    one = host(tmp_path)
    one.journal.parent.mkdir(mode=0o700)
    one.journal.write_text("torn", "utf-8")  # whoever reads it waits longer than that for the one who writes
    one.journal.chmod(0o600)
    check_up(one)  # what the others import is imported
    with exclusive(one.journal):
        found = check_up(one, limit=4.0)
    (journal,) = [finding for finding in found if finding.subject == "journal"]
    assert (journal.level, journal.says) == (Level.PROBLEM, "There was no answer within 4 seconds.")
    assert [finding.subject for finding in found][-3:] == ["settings", "endpoint", "proxy"]


def test_the_text_fits_says_what_to_do_and_ends_with_a_verdict() -> None:
    found = (ok("one", "Well."), note("two", "word " * 30), problem("three", "Bad\x1b[2J.", "Do " * 40))
    text = lines(found, 80, online=False)
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text
    assert "-> Do Do" in text
    assert text.endswith("1 problem to fix before granting. Network not tested; use --online.\n")
    assert lines(found[:2], None, online=True).endswith("Nothing was found that would prevent a grant.\n")
    assert (would_stop(found), would_stop(found[:2])) == (True, False)
    assert [set(json.loads(line)) for line in json_lines(found).splitlines()] == [FIELDS] * 3


def test_as_a_command_it_prints_one_object_a_line_and_no_secret() -> None:
    ended = run("--json", **KEYS)
    rows = [json.loads(line) for line in ended.stdout.splitlines()]
    assert (ended.returncode, ended.stderr) == (0, "")
    assert all(set(row) == FIELDS and row["v"] == 1 for row in rows)
    assert {row["level"] for row in rows} <= {"ok", "note"}
    assert {"version", "keyring", "accounts", "files", "journal", "settings"} <= {
        row["subject"] for row in rows
    }
    assert SECRET not in ended.stdout
    for field in FIELDS:
        assert f"| `{field}` |" in PAGE


def test_what_would_stop_a_grant_is_in_the_exit_code_and_on_the_screen() -> None:
    dumb = {"TERM": "dumb", "COLUMNS": "80"}
    ended = run_on_terminal([sys.executable, "-m", "cen_tui", "doctor"], os.environ | KEYS | dumb)
    assert ended.code == 1
    assert "problem  terminal" in ended.shown
    assert "1 problem to fix" in ended.shown
    assert "\x1b" not in ended.shown
    assert max(map(len, ended.shown.splitlines())) <= 80


def test_online_is_refused_nothing_by_a_port_without_a_server_and_ends() -> None:
    ended = run("--online", "--endpoint", "http://127.0.0.1:9", **KEYS)
    assert ended.returncode == 1
    assert "does not take connections" in ended.stdout
