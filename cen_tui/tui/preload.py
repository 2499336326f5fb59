"""Loads behind the first frame what the next steps need, before a person has read it."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from cen_tui.cloud import clients
from cen_tui.tui import steps


def warm_up(no_longer: Callable[[], bool]) -> None:
    """Import the steps' screens and the SDKs in the calling thread; `no_longer` ends it before its end."""
    with _kept():
        steps.warm_up(no_longer)
        clients.warm_up(no_longer)


@contextmanager
def _kept() -> Iterator[None]:
    """Look for no garbage until all is loaded, nor ever among it: a look halts all for up to 0.1 s."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
