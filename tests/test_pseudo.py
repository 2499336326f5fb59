"""What is shown in plain letters in the made-up language was not marked for translation."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.arriving import ARRIVALS, OTHERS
from support.pseudo import plain, pseudo, speaking_package, unmarked

WALKS = Path(__file__).parent / "support" / "pseudo_screens.py"
"""Run and not imported: it changes the language of its process."""
TYPED = (r"\S*nonsense\S*", r"\ben\b", r"\bzh-CN\b", "'dark', 'light', 'terminal'")
VALUES = (
    r"Python|linux|darwin|win32|utf-8|tmux",
    r"\([\w-]+\)",  # the machine
    r"support\.backends\.\w+",
    r"(?:prod|group|spare|partner|office|old|lab|trial)-[\w-]+|default|night-shift|partner|nobody",
    r"active|unconfirmed|terminated|deleting|recovering|terminating",  # the cloud's own words
    r"(?m)^  cen-tui .*$",  # an example of a command line
)
HELP = ("networks", "rules", "audit", "request", "history", "doctor")
SAID = (
    *(f"{name} --help" for name in HELP),
    "--help",
    "--nonsense",
    "--account",
    "--theme nonsense",
    "--read-only=nonsense",
    "--language nonsense",
    "--demo --endpoint https://x.example",
    "--demo-faults nonsense",
    "--demo --demo-faults nonsense=nonsense",
    "history --json=nonsense",
    "history",
    "history --sheet vpc-nonsense",
    "request",
    "request --account group-backbone --demo",
    "request --account group-backbone --demo --cen-id cen-nonsense",
    "rules --network ,",
    "rules",
    "networks --region nonsense",
    "networks --type nonsense --demo",
    "networks --type CCN --region cn-hangzhou --demo",
    "networks --demo",
    "networks --demo --account nobody",
    "networks --demo --account prod-network --region cn-hangzhou --type VBR",
    "rules --demo --account prod-network --region cn-hangzhou --network vpc-bp157yuuti18hg5yb8smu",
    "doctor",
    "doctor --nonsense",
    "audit --demo --account nobody",
    "request --demo --account group-backbone --cen-id cen-ft3myd60okkht4co60",
)
"""Command lines whose answer is marked whole."""
SCREENS = tuple(arrival.name for arrival in (*ARRIVALS, *OTHERS))
TO_BE_MARKED = {*SCREENS} - {"ask", "request"}
"""The screens on which words are left that are not marked."""
PROCESSES = 2


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return speaking_package(tmp_path_factory.mktemp("pseudo"))


def answer(words: str, environ: Mapping[str, str]) -> str:
    """Return all that a command line prints, in the made-up language."""
    keyring = {"PYTHON_KEYRING_BACKEND": "support.backends.Kept"}
    ended = subprocess.run(  # noqa: S603 - this interpreter, and our own module
        [sys.executable, "-m", "cen_tui", *words.split()],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**os.environ, **environ, **keyring, "COLUMNS": "200"},
    )
    return ended.stdout + ended.stderr


def test_the_letters_can_be_turned_back_and_placeholders_stay() -> None:
    text = "{count:,} files in %(place)s, Zone B"
    assert plain(pseudo(text)) == text
    assert unmarked(pseudo(text).format(count=3) % {"place": "x"}) == []
    assert unmarked("Which region?") == ["Which", "region"]
    assert unmarked("VPC vpc-abc123 --network cn-hangzhou cen-tui") == []


@pytest.mark.parametrize("words", SAID)
def test_a_command_says_nothing_that_is_not_marked(words: str, environ: Mapping[str, str]) -> None:
    said = answer(words, environ)
    assert said != plain(said), "it does not speak the made-up language"
    assert unmarked(said, (*TYPED, *VALUES)) == [], said


def test_the_screens_say_nothing_that_is_not_marked(environ: Mapping[str, str]) -> None:
    """Walked in processes side by side: what a module says at import is in the language chosen before."""
    processes = [
        subprocess.Popen(  # noqa: S603 - this interpreter, and a script of ours
            [sys.executable, str(WALKS), *SCREENS[first::PROCESSES]],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, **environ},
        )
        for first in range(PROCESSES)
    ]
    found: dict[str, list[str]] = {}
    for process in processes:
        written, errors = process.communicate()
        assert process.returncode == 0, errors
        found |= json.loads(written)
    assert found.keys() == {*SCREENS}
    left = {name: lines for name, lines in found.items() if lines and name not in TO_BE_MARKED}
    assert not left, "\n".join(f"{name}: {line}" for name, lines in left.items() for line in lines)
