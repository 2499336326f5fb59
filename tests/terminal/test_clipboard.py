"""Texts for tmux: into its buffer, with no secret of ours in its environment, and never waited for long."""

import os
import stat
from pathlib import Path

import pytest

from cen_tui.terminal.clipboard import ClipboardError, inside_tmux, to_tmux


def stand_in(folder: Path, script: str) -> dict[str, str]:
    """Put a command named tmux into a folder; return an environment in which it is found, secrets and all."""
    command = folder / "tmux"
    command.write_text(f"#!/bin/sh\n{script}\n")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    path = os.pathsep.join((str(folder), os.environ["PATH"]))
    return {"PATH": path, "TMUX": "socket,1,0", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "hush", "LANG": "C.UTF-8"}


async def test_the_text_goes_through_a_pipe_and_no_secret_is_handed_on(tmp_path: Path) -> None:
    environ = stand_in(tmp_path, f'echo "$@" > {tmp_path}/said; env > {tmp_path}/env; cat > {tmp_path}/text')
    assert await to_tmux("生产 vpc-1\n", environ)
    assert (tmp_path / "said").read_text() == "load-buffer -w -\n"
    assert (tmp_path / "text").read_text(encoding="utf-8") == "生产 vpc-1\n"
    inherited = (tmp_path / "env").read_text()
    assert "TMUX=socket,1,0" in inherited
    assert "hush" not in inherited
    assert "LANG=C.UTF-8" in inherited


async def test_a_tmux_that_cannot_send_it_on_still_takes_it(tmp_path: Path) -> None:
    environ = stand_in(tmp_path, f'[ "$2" = -w ] && exit 1; cat > {tmp_path}/text')
    assert not await to_tmux("vpc-1", environ)
    assert (tmp_path / "text").read_text() == "vpc-1"


@pytest.mark.parametrize(
    ("script", "limit", "says"),
    [("exit 1", 60.0, "tmux ended with 1"), ("exec sleep 600", 0.5, "tmux does not answer")],
)
async def test_a_tmux_that_fails_or_hangs_is_reported(
    tmp_path: Path, script: str, limit: float, says: str
) -> None:
    with pytest.raises(ClipboardError, match=says):
        await to_tmux("vpc-1", stand_in(tmp_path, script), limit=limit)


async def test_no_tmux_at_all_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ClipboardError, match="there is no tmux command"):
        await to_tmux("vpc-1", {"PATH": str(tmp_path), "TMUX": "x"})


def test_tmux_is_known_by_its_variable() -> None:
    assert inside_tmux({"TMUX": "socket,1,0"})
    assert not inside_tmux({"TMUX": ""})
    assert not inside_tmux({})
