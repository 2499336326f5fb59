"""What the program's process keeps to itself: its memory, and what it imports."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.demo_process import KEYS, server

_GET_DUMPABLE = "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of it in /proc")


@pytest.mark.parametrize("module", ["cen_tui", "cen_tui.demo"])
def test_nothing_in_the_current_folder_is_imported(tmp_path: Path, module: str) -> None:
    (tmp_path / "argparse.py").write_text("raise SystemExit('imported from the current folder')\n")
    told = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", module, "--help"], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert told.stderr == ""
    assert told.stdout.startswith("usage:")


@linux
def test_other_processes_of_the_user_cannot_read_the_memory() -> None:
    asked = f"from cen_tui import crash; crash.forbid_tracing(); {_GET_DUMPABLE}"
    told = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)  # noqa: S603
    assert told.stdout == "0\n"


@linux
def test_a_request_that_signs_in_leaves_no_core_dump(tmp_path: Path) -> None:
    with server(tmp_path, "latency=5000") as cloud:
        command = (
            f"ulimit -S -c 1000 && exec {sys.executable} -m cen_tui"
            f" request --account environment --cen-id cen-ft3myd60okkht4co60 --endpoint {cloud.url}"
        )
        running = subprocess.Popen(["sh", "-c", command], env={**KEYS, "HOME": str(tmp_path)})  # noqa: S603, S607
        try:
            limits = Path(f"/proc/{running.pid}/limits")
            end = time.monotonic() + 60
            while not cloud.calls() and "Max core file size        0 " not in limits.read_text():
                assert time.monotonic() < end, limits.read_text()
                time.sleep(0.02)
            assert "Max core file size        0 " in limits.read_text()
        finally:
            running.kill()
            running.wait()
