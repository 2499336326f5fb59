"""Finding a CEN target in whatever message a colleague sent: any language, any punctuation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from cen_tui.target import CEN_ID, UID_LENGTHS, USUAL_CEN_TAIL, USUAL_UID_DIGITS, plain_text

_GROUP_SIZES: Final = range(2, 9)
_CEN: Final = re.compile(rf"(?<![a-z0-9-]){CEN_ID.pattern}(?![a-z0-9-])", re.IGNORECASE)
_DATE: Final = re.compile(r"(?<![0-9])[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])")
_STARTS: Final = r"(?<![0-9A-Za-z])(?<![A-Za-z]-)"
_ENDS: Final = r"(?![0-9A-Za-z]|-[A-Za-z])"
_WHOLE: Final = re.compile(rf"{_STARTS}(?<![0-9]\.)[0-9]{{{USUAL_UID_DIGITS}}}{_ENDS}")
_GROUP: Final = re.compile(rf"{_STARTS}[0-9]{{1,{_GROUP_SIZES[-1]}}}{_ENDS}")
_GAPS: Final = tuple(re.compile(gap) for gap in (" ", "-", "_", ",", r"\.", r"\s+"))
"""What may stand between the groups of one number, the same throughout; a line may have been wrapped."""
_LABELLED: Final = re.compile(
    r"(?:uid|account|owner|账号|账户|帐号|;\s{0,3}of)(?:'s)?[\s:=#]{0,3}"
    r"(?:id|uid|no\.?|number|is|为|是)?[\s:=#]{0,3}"
    rf"{_STARTS}([0-9]{{{UID_LENGTHS[0]},{UID_LENGTHS[-1]}}}){_ENDS}",
    re.IGNORECASE,
)
_NAME_LINE: Final = re.compile(r"^[>|\s]*CEN name\s.*$", re.IGNORECASE | re.MULTILINE)
"""A line of a request that says nothing certain: a CEN may be called by any number."""
_FLAGS: Final = {
    "owner": re.compile(
        rf"-{{1,2}}cen-owner[\s=]{{1,3}}([0-9]{{{UID_LENGTHS[0]},{UID_LENGTHS[-1]}}}){_ENDS}"
    ),
    "cen": re.compile(rf"-{{1,2}}cen-id[\s=]{{1,3}}({CEN_ID.pattern}){_ENDS}"),
}
_LINES: Final = {
    "owner": re.compile(r"^[>|\s]*UID\s+([0-9]+)\s*$", re.MULTILINE),
    "cen": re.compile(rf"^[>|\s]*CEN ID\s+({CEN_ID.pattern})\s*$", re.MULTILINE),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a text held; empty where it held none, or more than one to choose from."""

    owner_uid: str = ""
    cen_id: str = ""


def read_message(text: str, own_uid: str = "") -> Found:
    """Find a CEN ID and an account ID in any text: `cen-xxxx of 1234 5678 9012 3456`, say.

    A number of an unusual length is only taken where the text calls it an account: it could be a
    telephone's. `own_uid`, the account of the one who pastes, is passed over beside another. A request
    that cen-tui wrote is taken by its own lines, whatever else stands around them.
    """
    plain = plain_text(text)
    if (request := _request(plain)) is not None:
        return request
    cens = {cen.lower() for cen in _CEN.findall(plain)}
    usual = {cen for cen in cens if len(cen) == len("cen-") + USUAL_CEN_TAIL}
    rest = _DATE.sub(" ; ", _CEN.sub(" ; ", plain))
    uids = set(_usual_uids(rest)) or set(_LABELLED.findall(rest))
    return Found(_only(uids - {own_uid} or uids), _only(usual or {cen for cen in cens if _no_word(cen)}))


def _request(plain: str) -> Found | None:
    """Return what a request says, None for any other text; nothing of it where it contradicts itself."""
    lines = _NAME_LINE.sub("", plain)
    if not all(flag.search(lines) for flag in _FLAGS.values()):
        return None
    said = {key: {*_FLAGS[key].findall(lines), *_LINES[key].findall(lines)} for key in _FLAGS}
    return Found(_only(said["owner"]), _only(said["cen"]))


def _only(values: set[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""


def _no_word(cen_id: str) -> bool:
    """Tell an ID of unusual length from a word such as `cen-connection`."""
    return any(character.isdigit() for character in cen_id)


def _usual_uids(text: str) -> Iterator[str]:
    """Yield every number of 16 digits, written in one piece or in groups."""
    yield from _WHOLE.findall(text)
    groups = list(_GROUP.finditer(text))
    for gap in _GAPS:
        run = groups[:1]
        for before, after in pairwise(groups):
            if not gap.fullmatch(text, before.end(), after.start()):
                yield from _joined(run)
                run = []
            run.append(after)
        yield from _joined(run)


def _joined(run: list[re.Match[str]]) -> Iterator[str]:
    """Yield the number that a run of groups makes: all of one size, but for a shorter first or last."""
    sizes = [len(group[0]) for group in run]
    size = max(sizes, default=0)
    regular = any(all(each == size for each in sizes[part]) for part in (slice(1, None), slice(-1)))
    if sum(sizes) == USUAL_UID_DIGITS and size in _GROUP_SIZES and regular:
        yield "".join(group[0] for group in run)
