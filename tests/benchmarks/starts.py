"""Lines about starting: the first frame, the SDKs behind it, and memory."""

import json
import statistics
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.machine import Machine
from benchmarks.places import COMMAND, PYTHON, environ, program
from benchmarks.table import Line, bounded, compared, shown
from benchmarks.watched import SilentError, Watched

_READY_LIMIT: Final = 60.0


def exec_to_first_frame(command: Sequence[str], folder: Path, round_trip: int) -> tuple[float, float]:
    """Return the milliseconds from exec to the first frame, and the memory in MiB at that moment."""
    with Watched(command, environ(folder), round_trip=round_trip / 1000) as program_on_terminal:
        took = program_on_terminal.first_frame() - program_on_terminal.began
        memory = program_on_terminal.memory()
        program_on_terminal.settle(0.1)
    return took * 1000, memory


def exit_of(command: Sequence[str], folder: Path) -> float:
    """Return the milliseconds from exec to the end."""
    machine = Machine()
    start = machine.now()
    subprocess.run(command, env=environ(folder), capture_output=True, check=True)  # noqa: S603
    return (machine.now() - start) * 1000


def first_frame(folder: Path, runs: int, round_trip: int) -> list[Line]:
    """Measure exec to first frame, and the memory then, beside the least that Textual can start.

    Four times as often as the rest: a shared processor has quick and slow seconds, a quarter apart.
    """
    bare: list[tuple[float, float]] = []
    ours: list[tuple[float, float]] = []
    for _ in range(4 * runs + 1):
        bare.append(exec_to_first_frame(program("bare"), folder, round_trip))
        ours.append(exec_to_first_frame([COMMAND], folder, round_trip))
    times = [[took for took, _ in some[1:]] for some in (ours, bare)]
    memory = [[held for _, held in some[1:]] for some in (ours, bare)]
    lines = [compared(f"exec to first frame, RTT {round_trip} ms", times[0], times[1], 1.25)]
    if not round_trip:
        lines.append(compared("peak memory at the first frame", memory[0], memory[1], 1.2, "MiB"))
    return lines


def version(folder: Path, runs: int) -> list[Line]:
    """Measure `--version` beside the least that Python can do."""
    nothing = [exit_of([PYTHON, "-c", "pass"], folder) for _ in range(2 * runs + 1)][1:]
    ours = [exit_of([COMMAND, "--version"], folder) for _ in range(2 * runs + 1)][1:]
    return [compared("cen-tui --version", ours, nothing, 4)]


def idle_stalls(folder: Path, runs: int) -> list[float]:
    """Return the longest stall, in ms, of a loop that has nothing to do: the machine's own, run by run."""
    command = program("idle")
    stalls: list[float] = []
    for _ in range(runs):
        ended = subprocess.run(command, env=environ(folder), capture_output=True, text=True, check=True)  # noqa: S603
        stalls.append(float(ended.stdout))
    return stalls


def ready(folder: Path, runs: int) -> list[Line]:
    """Measure exec to SDKs loaded, and the memory then, beside the same imports alone."""
    alone: list[float] = []
    ours: list[float] = []
    stalls: list[float] = []
    memory: list[float] = []
    for _ in range(runs + 1):
        alone.append(exit_of(program("imports"), folder))
        took, stall, held = _until_ready(folder)
        ours.append(took)
        stalls.append(stall)
        memory.append(held)
    idle = shown(idle_stalls(folder, runs), "ms")
    return [
        compared("exec to SDKs ready", ours[1:], alone[1:], 1.3),
        bounded("longest stall meanwhile", statistics.median(stalls[1:]), 60, "ms", idle),
        compared("peak memory with the SDKs", memory[1:], _memory_of_imports(folder, runs), 1.15, "MiB"),
    ]


def _until_ready(folder: Path) -> tuple[float, float, float]:
    """Return milliseconds to ready, the longest stall in milliseconds, the peak memory in MiB."""
    told = folder / "ready.json"
    told.unlink(missing_ok=True)
    with Watched([*program("ready"), str(told)], environ(folder)) as running:
        machine = Machine()
        end = machine.now() + _READY_LIMIT
        while not (told.exists() and told.read_text()):
            if machine.now() > end:
                raise SilentError(f"the SDKs were not ready: {running.text()[-500:]!r}")
            running.read()
        report = json.loads(told.read_text())
        memory = running.memory()
    return (report["ready"] - running.began) * 1000, report["stall"], memory


def _memory_of_imports(folder: Path, runs: int) -> list[float]:
    """Return the peak memory of the same imports alone, in MiB; Linux only."""
    script = "import runpy, sys; runpy.run_path(sys.argv[1]); print(open('/proc/self/status').read())"
    command = [PYTHON, "-c", script, program("imports")[1]]
    found: list[float] = []
    for _ in range(runs):
        ended = subprocess.run(command, env=environ(folder), capture_output=True, text=True, check=True)  # noqa: S603
        lines = ended.stdout.splitlines()
        found += [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")]
    return found
