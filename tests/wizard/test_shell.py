"""Command lines come through a shell as the words they were made of."""

import shlex
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cen_tui.cloud.networks.base import CenTarget, GrantOptions, Network, NetworkType, Payer
from cen_tui.cloud.networks.registry import NETWORK_TYPES
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind
from cen_tui.wizard.execution.preview import words_of
from cen_tui.wizard.shell import NARROW, command_line

TARGET = CenTarget("cen-7qthudw0ll6jmc000b", "1960521077884321")
NAMES = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=12)
ANY = st.characters(exclude_characters="\0", codec="utf-8")
WORDS = st.text(ANY.filter(lambda one: one != "\\")) | NAMES.map("--{}".format) | NAMES


def as_a_shell_reads(line: str) -> list[str]:
    """Return the words of a line without backslashes of its own: only the ends of lines have one."""
    return shlex.split(line.replace("\\\n", ""))


def as_sh_reads(line: str) -> list[str]:
    """Return the words that a real shell makes of a line."""
    script = f"set -- {line}\nprintf '%s\\0' \"$@\""
    done = subprocess.run(["/bin/sh", "-c", script.encode()], capture_output=True, check=True)  # noqa: S603 - it is the test
    return done.stdout.decode().split("\0")[:-1]


@given(st.lists(WORDS, max_size=12), st.integers(1, 100))
def test_any_words_come_back_as_they_were(words: list[str], width: int) -> None:
    assert as_a_shell_reads(command_line(words, width)) == words


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(ANY) | WORDS, min_size=1, max_size=12), st.integers(1, 100))
@example(["a", "b c", "$(touch x)", "`id`", "it's", '"q"', "*", "!", "", "\\", "~", "#", "a\nb", "-x"], 20)
def test_a_real_shell_reads_the_same_words(words: list[str], width: int) -> None:
    assert as_sh_reads(command_line(words, width)) == words


@given(st.lists(st.tuples(NAMES.map("--{}".format), NAMES), min_size=1, max_size=8))
def test_lines_that_can_be_short_are_short_and_keep_options_with_values(pairs: list[tuple[str, str]]) -> None:
    words = ["aliyun", "vpc", *(word for pair in pairs for word in pair)]
    lines = command_line(words).split("\n")
    assert all(len(line) <= NARROW for line in lines)
    for name, value in pairs:
        assert any(f"{name} {value}" in line for line in lines)
    assert all(line.endswith(" \\") for line in lines[:-1])
    assert not lines[-1].endswith("\\")


def test_a_short_command_stays_on_one_line() -> None:
    assert command_line(["aliyun", "vpc", "--Id", "x y"]) == "aliyun vpc --Id 'x y'"


def test_no_words_make_an_empty_line() -> None:
    assert command_line([]) == ""


@pytest.mark.parametrize("kind", NETWORK_TYPES, ids=lambda kind: kind.key)
def test_the_commands_of_every_network_type_fit_and_come_back(kind: NetworkType) -> None:
    network = Network(
        kind.key,
        f"{kind.key.lower()}-bp1ujryty39knar8fnn5g",
        "x",
        "cn-shanghai",
        owner_uid="1250440012345678",
    )
    for api in kind.apis:
        options = GrantOptions(api.api, Payer.NETWORK_OWNER)
        granting = words_of(Wanted(OperationKind.GRANT, network, TARGET, options))
        for words in (granting, api.attach_command(network, TARGET)):
            line = command_line(words)
            assert as_a_shell_reads(line) == list(words)
            assert all(len(each) <= NARROW for each in line.split("\n"))
