"""Operations under random faults and signals, each compared with what the cloud then holds.

`python tests/soak.py --runs 200 --seed 1`; with `--only 17`, the run of that number alone. Ends with 1 when
anything was told that is not so, done twice, lost, or hung.
"""

import argparse
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from support.soak.plan import plan
from support.soak.run import KINDS, Report, run
from support.soak.truth import cloud_process
from support.terminal import missing


def main() -> int:
    """Carry the runs out, and print a line for each and the table."""
    typed = _parser().parse_args()
    if absent := missing("tmux"):
        sys.stderr.write(f"{absent}.\n")
        return 2
    numbers = range(typed.runs) if typed.only is None else [typed.only]
    began = time.monotonic()
    reports = _reports(typed.seed, numbers, typed.jobs)
    sys.stdout.write(_table(reports, time.monotonic() - began))
    return int(any(report.findings for report in reports))


def _reports(seed: int, numbers: Sequence[int], jobs: int) -> list[Report]:
    """Carry out the runs, each worker with a cloud of its own."""
    reports: list[Report] = []
    left = iter(numbers)
    guard = threading.Lock()

    def work() -> None:
        with cloud_process() as cloud:
            while True:
                with guard:
                    number = next(left, None)
                if number is None:
                    return
                report = run(plan(seed, number), cloud)
                with guard:
                    reports.append(report)
                    sys.stdout.write(f"{report}\n")
                    sys.stdout.flush()

    with ThreadPoolExecutor(jobs) as pool:
        for worker in [pool.submit(work) for _ in range(min(jobs, len(numbers)))]:
            worker.result()
    return reports


def _table(reports: list[Report], seconds: float) -> str:
    cases = sorted({str(report.plan.case) for report in reports})
    width = max(map(len, cases))
    lines = ["", f"{'operation':<{width}}  runs  " + "  ".join(KINDS) + "  outcomes told last"]
    for name in [*cases, "all"]:
        own = [report for report in reports if name in {str(report.plan.case), "all"}]
        counted = Counter(finding.kind for report in own for finding in report.findings)
        told = Counter(report.told or "none" for report in own)
        cells = "  ".join(f"{counted[kind]:>{len(kind)}}" for kind in KINDS)
        says = ", ".join(f"{outcome} {number}" for outcome, number in sorted(told.items()))
        lines.append(f"{name:<{width}}  {len(own):>4}  {cells}  {says}")
    on_screen = sum(report.plan.on_screen for report in reports)
    lines.append(f"{len(reports)} runs, {on_screen} of them in a terminal, in {seconds:.0f} s\n")
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Operations under random faults and signals.")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of the one run to repeat")
    parser.add_argument("--jobs", type=int, default=2, help="runs side by side")
    return parser


if __name__ == "__main__":
    sys.exit(main())
