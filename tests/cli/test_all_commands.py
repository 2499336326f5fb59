"""The parser from which completions and the man page are generated knows every command and its flags."""

import subprocess
import sys

import pytest

from cen_tui.cli.all_commands import all_commands
from cen_tui.cli.main import _COMMANDS

GENERATES = """
import sys
from cen_tui.cli.all_commands import all_commands
names = {name.partition('.')[0] for name in sys.modules}
print(sorted(names - sys.stdlib_module_names - {'cen_tui', '__main__', 'sitecustomize'}))
"""


def test_it_has_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    for name in _COMMANDS:
        with pytest.raises(SystemExit) as ended:
            all_commands().parse_args([name, "--help"])
        assert ended.value.code == 0
        assert capsys.readouterr().out.startswith(f"usage: cen-tui {name} ")


def test_a_build_needs_none_of_the_dependencies_for_it() -> None:
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{GENERATES}"]
    ended = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    assert ended.stdout == "[]\n"
