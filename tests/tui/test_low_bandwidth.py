"""What `--low-bandwidth` changes: colours, mouse and frames, and nothing that is said."""

import json
import re
import sys
from pathlib import Path

import pytest
from support.on_a_terminal import run_on_terminal
from support.terminal import PROGRAMS
from support.walk import walking

from cen_tui.wizard.draft import Presets
from cen_tui.wizard.target import TARGET_QUESTION

MOUSE = "\x1b[?1003h"
TRUE_COLOUR = re.compile(r"\x1b\[[0-9;]*[34]8;[25];")
ACCOUNTS = "Which account owns the network?"


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a POSIX thing")
@pytest.mark.parametrize(("flags", "setting"), [(["--low-bandwidth"], None), ([], True), ([], None)])
def test_fewer_bytes_are_sent_when_asked_for(flags: list[str], setting: bool | None, tmp_path: Path) -> None:  # noqa: FBT001
    folder = tmp_path / "config" / "cen-tui"
    folder.mkdir(parents=True)
    if setting is not None:
        (folder / "settings.json").write_text(json.dumps({"low_bandwidth": setting}))
    environ = {
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    ended = run_on_terminal([str(PROGRAMS / "cen-tui"), *flags], environ, keys=[(ACCOUNTS, b"\x11")])
    low = bool(flags or setting)
    assert ended.code == 0
    assert bool(TRUE_COLOUR.search(ended.shown)) is not low
    assert (MOUSE in ended.shown) is not low


async def test_every_step_is_there_in_16_colours_too() -> None:
    async with walking(presets=Presets("prod-network", "cn-hangzhou"), low_bandwidth=True) as walk:
        await walk.see("13 VPCs in cn-hangzhou", "prod-core")
        assert walk.app.theme == "cen-terminal"
        await walk.press("enter")
        await walk.see(TARGET_QUESTION)
        await walk.to_confirm()
        await walk.see("Type the last four digits")
