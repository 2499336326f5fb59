"""Delivers what arrives one by one in batches, a few times a second: an update costs bytes on a slow link."""

from collections.abc import Callable
from typing import Generic, TypeVar

from textual.timer import Timer
from textual.widget import Widget

_One = TypeVar("_One")


class Batcher(Generic[_One]):
    """Collects what arrives; delivers the first at once, the rest together once a period."""

    def __init__(self, widget: Widget, period: float, deliver: Callable[[list[_One]], None]) -> None:
        self._widget = widget
        self._period = period
        self._deliver = deliver
        self._collected: list[_One] = []
        self._timer: Timer | None = None

    def add(self, one: _One) -> None:
        """Take in what has arrived."""
        self._collected.append(one)
        if self._timer is None:
            self._next_period()

    def flush(self) -> None:
        """Deliver what was collected, now."""
        if self._collected:
            collected, self._collected = self._collected, []
            self._deliver(collected)

    def forget(self) -> None:
        """Drop what was collected."""
        self._collected = []

    def _next_period(self) -> None:
        self._timer = self._widget.set_timer(self._period, self._next_period) if self._collected else None
        self._widget.call_next(self.flush)  # in a handler of its own, which lays out before it paints
