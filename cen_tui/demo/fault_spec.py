"""The syntax of faults on a command line: `latency=300,drop-after@GrantInstanceToCen:1`.

A SPEC is a list of faults with commas between them. Each is `NAME[@ACTION][=VALUE][:COUNT]`:

* NAME is one of the faults of `faults.KINDS`;
* ACTION limits it to one action, such as `DescribeVpcs`;
* VALUE is what the fault takes: milliseconds (`latency=300`), an error code with an optional HTTP status
  (`error=QuotaExceeded.CbnGrantRules/404`), or a chance from 0 to 1 (`throttle=0.2`; without it, 1);
* COUNT is how often it is injected; without limit when left out.
"""

import difflib
import re
from collections.abc import Iterable
from typing import Final

from cen_tui.demo.actions.table import ACTIONS
from cen_tui.demo.faults import KINDS, Fault, Kind, Takes
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, sentences

_ITEM: Final = re.compile(
    r"(?P<name>[^@=:]+)(?:@(?P<action>[^=:]+))?(?:=(?P<value>[^:]+))?(?::(?P<count>\d+))?"
)
_NAMES: Final = frozenset(name for _product, name in ACTIONS)
_LONGEST_MS: Final = 3_600_000
_DOES: Final = _("{meaning} (takes {value})")
NO_FAULT: Final = _("'{item}' is not a fault: write NAME[@ACTION][=VALUE][:COUNT].")
AFTER_AT: Final = _("In '{item}', an action comes after '@': write {meant}.")
MILLISECONDS: Final = _("'{name}' takes whole milliseconds: write {name}=300.")
NOT_MILLISECONDS: Final = _("'{name}' takes whole milliseconds, not '{value}': write {name}=300.")
NO_CHANCE: Final = _("'{name}' takes a chance from 0 to 1, not '{value}': write {name}=0.2.")
NO_CODE: Final = _("'{name}' takes a code: write {name}=IncorrectStatus/400.")


class FaultSpecError(ValueError):
    """A SPEC that cannot be read; `str()` says what is wrong with it and what would be right."""


def parse_faults(spec: str) -> list[Fault]:
    """Return the faults of a SPEC, none for an empty one; FaultSpecError when it is not well formed."""
    return [_fault(item.strip()) for item in spec.split(",") if item.strip()]


def help_text() -> str:
    """Return a line for every fault: its name, what it takes, what it does."""
    width = max(len(name) for name in KINDS)
    lines = ((kind.name, _DOES.format(meaning=kind.meaning, value=kind.takes)) for kind in KINDS.values())
    return "\n".join(f"  {name:<{width}}  {does}" for name, does in lines)


def _fault(item: str) -> Fault:
    found = _ITEM.fullmatch(item)
    if found is None:
        raise FaultSpecError(NO_FAULT.format(item=item))
    kind = KINDS.get(found["name"])
    if kind is None:
        name = found["name"]
        unknown = _("There is no fault '{name}'.").format(name=name)
        raise FaultSpecError(sentences(unknown, _hint(name, KINDS)))
    fault = Fault(kind, action=found["action"] or "", left=int(found["count"]) if found["count"] else None)
    if fault.action and fault.action not in _NAMES:
        unknown = _("There is no action '{action}'.").format(action=fault.action)
        raise FaultSpecError(sentences(unknown, _hint(fault.action, _NAMES)))
    _set_value(fault, found["value"] or "", item)
    return fault


def _set_value(fault: Fault, value: str, item: str) -> None:
    if value in _NAMES:
        meant = f"{fault.kind.name}@{value}"
        raise FaultSpecError(AFTER_AT.format(item=item, meant=meant))
    if fault.kind.takes is Takes.MILLISECONDS:
        fault.milliseconds = _milliseconds(fault.kind, value)
    elif fault.kind.takes is Takes.CODE:
        fault.code, fault.status = _code(fault.kind, value)
    elif value:
        fault.chance = _chance(fault.kind, value)


def _milliseconds(kind: Kind, value: str) -> int:
    if not re.fullmatch(r"\d{1,7}", value) or int(value) > _LONGEST_MS:
        wrong = NOT_MILLISECONDS if value else MILLISECONDS
        raise FaultSpecError(wrong.format(name=kind.name, value=value))
    return int(value)


def _chance(kind: Kind, value: str) -> float:
    if not re.fullmatch(r"(?:0|1|0?\.\d+|[01]\.0*)", value):
        raise FaultSpecError(NO_CHANCE.format(name=kind.name, value=value))
    return float(value)


def _code(kind: Kind, value: str) -> tuple[str, int]:
    found = re.fullmatch(r"([A-Za-z][A-Za-z0-9._-]*)(?:/([45]\d\d))?", value)
    if found is None:
        raise FaultSpecError(NO_CODE.format(name=kind.name))
    return found[1], int(found[2] or 400)


def _hint(word: str, words: Iterable[str]) -> str:
    """Return the closest word, or all of them when none is close."""
    known = sorted(words)
    near = difflib.get_close_matches(word, known, n=1)
    if near:
        return _("Did you mean '{word}'?").format(word=near[0])
    return _("There are: {words}.").format(words=listed(known))
