"""The faults that can be injected into calls, and when each applies."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

from cen_tui.i18n import gettext as _


class Takes(StrEnum):
    """What a fault's value means."""

    CHANCE = _("a chance from 0 to 1")
    MILLISECONDS = _("milliseconds")
    CODE = _("a code, or code/status")


class Phase(StrEnum):
    """When a fault is injected: instead of the work, or into the answer once the work is done."""

    BEFORE = "before"
    AFTER = "after"
    ALONGSIDE = "alongside"
    """It changes timing alone; the call is processed."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of fault."""

    name: str
    phase: Phase
    takes: Takes
    meaning: str


KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind("latency", Phase.ALONGSIDE, Takes.MILLISECONDS, _("wait before the work")),
        Kind("slow-answer", Phase.ALONGSIDE, Takes.MILLISECONDS, _("do the work, then hold the answer back")),
        Kind("lag", Phase.ALONGSIDE, Takes.MILLISECONDS, _("show a new grant rule only so much later")),
        Kind("throttle", Phase.BEFORE, Takes.CHANCE, "400 Throttling.User"),
        Kind("retry-after", Phase.BEFORE, Takes.MILLISECONDS, _("429 Throttling, and when to come again")),
        Kind("server-error", Phase.BEFORE, Takes.CHANCE, "500 InternalError"),
        Kind("unavailable", Phase.BEFORE, Takes.CHANCE, "503 ServiceUnavailable"),
        Kind("error", Phase.BEFORE, Takes.CODE, _("any code, with HTTP 400 unless a status follows it")),
        Kind("control-policy", Phase.BEFORE, Takes.CHANCE, _("403 NoPermission, by the resource directory")),
        Kind("drop-before", Phase.BEFORE, Takes.CHANCE, _("close the connection, nothing done")),
        Kind("html", Phase.BEFORE, Takes.CHANCE, _("200 and a log-in page, as of a captive portal")),
        Kind("bad-gateway", Phase.BEFORE, Takes.CHANCE, _("502 and a page, as of a proxy")),
        Kind("drop-after", Phase.AFTER, Takes.CHANCE, _("do the work, then close the connection")),
        Kind("gateway-timeout", Phase.AFTER, Takes.CHANCE, _("do the work, answer 504 and a page")),
        Kind("server-error-after", Phase.AFTER, Takes.CHANCE, _("do the work, answer 500 InternalError")),
        Kind("truncated", Phase.AFTER, Takes.CHANCE, _("do the work, send half of the answer")),
        Kind("nonsense", Phase.AFTER, Takes.CHANCE, _("do the work, answer 200 and bytes that are no text")),
        Kind("null", Phase.AFTER, Takes.CHANCE, _("do the work, answer 200 and `null`")),
        Kind("list", Phase.AFTER, Takes.CHANCE, _("do the work, answer 200 and `[]`")),
        Kind(
            "hidden-error", Phase.AFTER, Takes.CHANCE, _("do the work, answer 200 with an error's code in it")
        ),
    )
}


@dataclass(slots=True)
class Fault:
    """One fault that is requested. `left` is how often it is still injected; None is without limit."""

    kind: Kind
    action: str = ""
    """The only action that it applies to; empty for every action."""
    chance: float = 1.0
    milliseconds: int = 0
    code: str = ""
    status: int = 400
    left: int | None = None


class Faults:
    """The faults in force. Chances are drawn from a seeded source, so that a run can be repeated."""

    def __init__(self, faults: Iterable[Fault] = (), seed: int = 1) -> None:
        self._faults = list(faults)
        self._random = Random(seed)  # noqa: S311 - chance for tests, not for secrets

    def replace(self, faults: Iterable[Fault] = ()) -> None:
        """Inject these faults and no others; without any, none."""
        self._faults = list(faults)

    def take(self, phase: Phase, action: str) -> Fault | None:
        """Return the first fault of a phase that applies to this call, and count it."""
        return next((each for each in self._of(phase, action) if self._applies(each)), None)

    def wait(self, name: str, action: str) -> float:
        """Return the seconds that the faults of one name, such as `latency`, add up to."""
        found = [each for each in self._of(Phase.ALONGSIDE, action) if each.kind.name == name]
        return sum(each.milliseconds for each in found if self._applies(each)) / 1000

    def _of(self, phase: Phase, action: str) -> list[Fault]:
        return [each for each in self._faults if each.kind.phase is phase and each.action in {"", action}]

    def _applies(self, fault: Fault) -> bool:
        if fault.left == 0 or (fault.chance < 1 and self._random.random() >= fault.chance):
            return False
        if fault.left is not None:
            fault.left -= 1
        return True
