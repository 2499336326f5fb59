"""`cen-tui history` as it is run: off a terminal, into pipes, on a terminal of 80 columns."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.on_a_terminal import run_on_terminal
from support.sample_operations import CCN, VPC, begun, done

from cen_tui.cli.arguments import UsageError
from cen_tui.cli.parser import HistoryFlags, read_flags, read_history_flags
from cen_tui.operations.journal import Journal
from cen_tui.storage.paths import journal_file
from cen_tui.wizard.history import EMPTY

COMMAND = (sys.executable, "-m", "cen_tui")


def run(*arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - this interpreter, and our own module
        [*COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env=os.environ | environ,
    )


@pytest.fixture
def path(own_home: Path) -> Path:
    """Return the journal of this test's own home, with two operations in it."""
    path = journal_file()
    assert own_home in path.parents
    done(Journal(path))
    begun(Journal(path), CCN)
    return path


def test_nothing_done_is_said_and_leaves_no_file(own_home: Path) -> None:
    ended = run("history")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"{EMPTY}\n", "")
    ended = run("history", "--json")
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert not journal_file().parent.exists()
    assert own_home.exists()


@pytest.mark.usefixtures("path")
def test_the_table_has_a_line_an_operation_the_newest_last() -> None:
    ended = run("history")
    _, first, last = ended.stdout.splitlines()
    assert VPC.id in first
    assert CCN.id in last
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.usefixtures("path")
def test_json_goes_through_a_pipe_into_a_parser() -> None:
    lines = run("history", "--json").stdout
    parsed = subprocess.run(
        [sys.executable, "-m", "json.tool", "--json-lines", "--compact"],
        input=lines,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert [json.loads(line)["network_id"] for line in parsed.stdout.splitlines()] == [VPC.id, CCN.id]


@pytest.mark.usefixtures("path")
def test_a_sheet_is_printed_or_said_to_be_none() -> None:
    ended = run("history", "--sheet", VPC.id)
    assert f"Network ID           {VPC.id}" in ended.stdout
    assert ended.returncode == 0
    none = run("history", "--sheet", CCN.id)
    assert (none.returncode, none.stdout) == (1, "")
    assert none.stderr == f"cen-tui: No grant of {CCN.id} from here is known to stand.\n"


@pytest.mark.usefixtures("path")
def test_a_terminal_of_80_columns_cuts_no_id() -> None:
    ended = run_on_terminal([*COMMAND, "history"], os.environ | {"COLUMNS": "80", "TERM": "xterm"})
    assert VPC.id in ended.shown
    assert all(len(line) <= 80 for line in ended.shown.splitlines())


def test_damage_is_said_beside_what_is_piped(path: Path) -> None:
    with path.open("a") as file:
        file.write("torn")
    ended = run("history", "--json")
    assert [json.loads(line)["network_id"] for line in ended.stdout.splitlines()] == [VPC.id, CCN.id]
    assert ended.stderr.startswith("cen-tui: 1 line of the journal is damaged")
    assert ended.returncode == 0


def test_a_journal_that_cannot_be_read_is_said(own_home: Path) -> None:
    journal_file().mkdir(parents=True)
    ended = run("history")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "Could not read the journal" in ended.stderr
    assert ended.stderr.endswith(": Is a directory. A folder has that name. Move it away.\n")
    assert ended.stderr.count("\n") == 1
    assert str(own_home) in ended.stderr


def test_a_terminal_without_the_letters_is_no_crash(path: Path) -> None:
    path.write_text(path.read_text().replace("prod-network", "\\u95e8"))
    ended = run("history", PYTHONIOENCODING="ascii")
    assert ended.returncode == 0
    assert ended.stdout.splitlines()[1].endswith("  ?")


def shell(command: str) -> "subprocess.CompletedProcess[str]":
    line = f'"{sys.executable}" -m cen_tui {command}'
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)  # noqa: S603, S607


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
def test_a_reader_that_has_seen_enough_is_no_error(path: Path) -> None:
    path.write_text(path.read_text() + "".join(intents(2000)))
    ended = shell("history --json | head -1; exit ${PIPESTATUS[0]}")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert json.loads(ended.stdout)["network_id"] == VPC.id


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.usefixtures("path")
def test_output_that_cannot_be_written_is_said() -> None:
    ended = shell("history > /dev/full")
    assert ended.returncode == 1
    assert ended.stderr == "cen-tui: Could not write the output: No space left on device.\n"


def intents(number: int) -> list[str]:
    journal = Journal(None)
    written = begun(journal).id
    (line,) = journal._memory
    return [f"{line.replace(written, f'{each:032x}')}\n" for each in range(number)]


def test_its_flags_are_its_own() -> None:
    assert read_history_flags([]) == HistoryFlags()
    assert read_history_flags(["--json"]) == HistoryFlags(json=True)
    assert read_history_flags(["--sheet", " vpc-1 "]) == HistoryFlags(sheet="vpc-1")
    for wrong in (["--json", "--sheet", "x"], ["--demo"], ["more"]):
        with pytest.raises(UsageError, match="cen-tui history --help"):
            read_history_flags(wrong)


def test_the_word_stands_in_front_and_nothing_else_is_taken_for_it() -> None:
    assert read_flags(["--account", "history"]).account == "history"
    with pytest.raises(UsageError, match="history is a command, which comes first"):
        read_flags(["--read-only", "history"])


def test_help_fits_80_columns() -> None:
    ended = run("history", "--help", COLUMNS="80")
    assert ended.returncode == 0
    for flag in ("--json", "--sheet NETWORK"):
        assert flag in ended.stdout
    assert max(map(len, ended.stdout.splitlines())) <= 80


def test_it_loads_neither_screens_nor_sdk() -> None:
    code = (
        "import sys; from cen_tui.cli.main import main; main(['history', '--json']); "
        "print(sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    for name in ("textual", "rich", "aiohttp", "keyring", "alibabacloud", "darabonba"):
        assert f"'{name}" not in ended.stdout
