"""What is shown in plain letters in the made-up language was not marked for translation."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.arriving import ARRIVALS, OTHERS
from support.arriving_details import DETAILS
from support.pseudo import plain, pseudo, speaking_package, unmarked
from support.pseudo_values import demo_names

from cen_tui.demo.faults import KINDS

WALKS = Path(__file__).parent / "support" / "pseudo_screens.py"
"""Run and not imported: it changes the language of its process."""
MACHINE = (r"Python|linux|darwin|win32|utf-8|tmux", r"\([\w-]+\)", r"support\.backends\.Kept")
"""What doctor tells of the machine."""
FAULTS = "|".join(sorted(KINDS, key=len, reverse=True))
OFFERED = (
    r"\ben\b|\bzh-CN\b",
    r"'dark', 'light', 'terminal'|\{dark,light,terminal\}",
    rf"(?m)^  (?:{FAULTS}) +(?:\d+ [\w.]+)?",
    r"(?m)^  cen-tui .*$",
    r"(?:python -m )?cen_tui\.demo",
    r"\bint\b",  # what a number is to argparse
)
"""What a flag may be given, and command lines that are shown."""
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
    "networks --demo --account prod-network --region cn-hangzhou --type VPN",
    "networks --demo --account prod-network --type ECR",
    "rules --demo --account prod-network --region cn-hangzhou --network vpc-bp157yuuti18hg5yb8smu",
    "--type nonsense",
    "--payer nonsense --demo",
    "history --js",
    "rules --demo --account prod-network --network vpc-nonsense",
    "request --demo --account group-backbone --cen-id cen-ft3myd60okkht4co60 --network vpc-bp1a --payer me",
    "request --demo --account group-backbone --cen-id cen-ft3myd60okkht4co60 --region cn-hangzhou",
    "doctor",
    "doctor --nonsense",
    "audit --demo --account nobody",
    "request --demo --account group-backbone --cen-id cen-ft3myd60okkht4co60",
)
"""Command lines whose answer is marked whole."""
BY_THE_DEMO = (
    "--help",
    "--port nonsense",
    "--nonsense",
    "--faults nonsense=nonsense",
    "--faults latency=nonsense",
)
"""The same of the demo cloud's own process."""
SCREENS = tuple(arrival.name for arrival in (*ARRIVALS, *OTHERS, *DETAILS))
PROCESSES = 2


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    return speaking_package(tmp_path_factory.mktemp("pseudo"))


def answer(words: str, environ: Mapping[str, str], module: str = "cen_tui") -> str:
    """Return all that a command line prints, in the made-up language."""
    keyring = {"PYTHON_KEYRING_BACKEND": "support.backends.Kept"}
    ended = subprocess.run(  # noqa: S603 - this interpreter, and our own module
        [sys.executable, "-m", module, *words.split()],
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


@pytest.mark.parametrize(
    ("module", "words"),
    [("cen_tui", words) for words in SAID] + [("cen_tui.demo", words) for words in BY_THE_DEMO],
)
def test_a_command_says_nothing_that_is_not_marked(
    module: str, words: str, environ: Mapping[str, str]
) -> None:
    said = answer(words, environ, module)
    assert said != plain(said), "it does not speak the made-up language"
    typed = (
        rf"(?<![\w-]){re.escape(word)}(?![\w-])" for each in words.split() for word in re.split("[=,]", each)
    )
    assert unmarked(said, (*typed, *demo_names(), *MACHINE, *OFFERED)) == [], said


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
    assert not any(found.values()), "\n".join(f"{name}: {line}" for name in found for line in found[name])
