"""The table of a run: what was measured, the floor beside it, how much more ours took, and the limit."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line: medians of the runs, and the most that ours may be."""

    what: str
    ours: str
    floor: str = "-"
    ratio: str = ""
    """Of the medians."""
    least: str = ""
    """Of the quickest runs of both: what is left of the ratio where a busy machine stretched the others."""
    limit: str = "printed"
    within: bool | None = None
    """Whether ours keeps the limit; None where there is none."""

    @property
    def verdict(self) -> str:
        """`yes`, `NO`, or nothing where there is no limit."""
        return "" if self.within is None else "yes" if self.within else "NO"


def compared(what: str, ours: Sequence[float], floor: Sequence[float], most: float, unit: str = "ms") -> Line:
    """Return the line of something that may take at most so many times its floor."""
    mine, theirs = statistics.median(ours), statistics.median(floor)
    ratio = mine / theirs if theirs else float("inf")
    return Line(
        what,
        shown(ours, unit),
        shown(floor, unit),
        f"{ratio:.2f} x",
        f"{min(ours) / min(floor):.2f} x" if min(floor) else "",
        f"{most:g} x",
        within=ratio <= most,
    )


def bounded(what: str, ours: float, most: float, unit: str, floor: str = "-") -> Line:
    """Return the line of something that may be at most so much."""
    return Line(what, f"{ours:,.0f} {unit}", floor, limit=f"{most:,.0f} {unit}", within=ours <= most)


def shown(values: Sequence[float], unit: str) -> str:
    """Return `171 ms (160-190)`: the median, and between what it lies."""
    if len(values) == 1:
        return f"{values[0]:,.0f} {unit}"
    return f"{statistics.median(values):,.0f} {unit} ({min(values):,.0f}-{max(values):,.0f})"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def rendered(lines: Sequence[Line]) -> str:
    """Return the lines as a Markdown table."""
    head = ("what", "ours", "floor", "ratio", "of the least", "limit", "kept")
    rows = [
        head,
        *(
            (each.what, each.ours, each.floor, each.ratio, each.least, each.limit, each.verdict)
            for each in lines
        ),
    ]
    widths = [max(len(row[index]) for row in rows) for index in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        return f"| {' | '.join(padded)} |"

    rule = line(["-" * width for width in widths])
    return "\n".join([line(head), rule, *map(line, rows[1:])])
