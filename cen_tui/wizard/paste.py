"""Finding a CEN target in whatever message a colleague sent: any language, any punctuation."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, sentences
from cen_tui.text import plain_text
from cen_tui.wizard.target import CEN_ID, UID_LENGTHS, USUAL_CEN_TAIL, USUAL_UID_DIGITS

UID: Final = _("account UID")
CEN_INSTANCE_ID: Final = _("CEN ID")
COMPARE: Final = _("Compare with the message before you continue.")
_PAYER: Final = _("payer {payer}")
_PASTED: Final = _("Pasted: {values}.")
_SEVERAL: Final = _("The text holds {count} {noun}s and none was used: {values}.")
_SEVERAL_AND_MORE: Final = _("The text holds {count} {noun}s and none was used: {values}, ....")
_NONE: Final = _("The text holds no {noun}.")
_REMOVED: Final = _("The text holds no {noun}: the previous one was removed.")
_UNCHANGED: Final = _("The {noun} was NOT changed.")
_GROUP_SIZES: Final = range(2, 9)
_NAMED: Final = 3
"""How many values of which none was taken are named on the screen."""
_NEAR: Final = 40
"""Characters before a label in which it may say whose account it names."""
_EQUAL_GROUPS: Final = (15, 18)
"""Digits of an account ID that is not of the usual length, where a label names it and it is cut in pieces."""
_QUOTED: Final = re.compile(r"^[ \t]*(?:[>|][ \t]?)+", re.MULTILINE)
_CEN: Final = re.compile(rf"(?<![a-z0-9-]){CEN_ID.pattern}(?![a-z0-9-])", re.IGNORECASE)
_DATE: Final = re.compile(r"(?<![0-9])[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])")
_STARTS: Final = r"(?<![0-9A-Za-z])(?<![A-Za-z]-)"
_ENDS: Final = r"(?![0-9A-Za-z]|-[A-Za-z])"
_WHOLE: Final = re.compile(rf"{_STARTS}(?<![0-9]\.)[0-9]{{{USUAL_UID_DIGITS}}}{_ENDS}")
_GROUP: Final = re.compile(rf"{_STARTS}[0-9]{{1,{_GROUP_SIZES[-1]}}}{_ENDS}")
_GAPS: Final = tuple(re.compile(gap) for gap in (" ", "-", "_", r"\.", r"\s+"))
"""What may stand between the groups of one number, the same throughout; a line may have been wrapped.

A comma separates numbers, of ports or VLANs, and never the groups of one.
"""
_BETWEEN: Final = r"[\s:=#\"'`*\[\](){}<>|\u300c\u300d\u3010\u3011\u201c\u201d_-]{0,12}"
_LABEL: Final = re.compile(
    rf"(?:uid|account|owner|konto|账号|账户|帐号|帐户|アカウント)(?:[\u2019']s)?{_BETWEEN}"
    rf"(?:(?:owner|account|uid|id|no\.?|number|is|为|是|号){_BETWEEN}){{0,3}}(?=[0-9])",
    re.IGNORECASE,
)
_OF: Final = re.compile(r";\s{0,3}of\s{1,3}(?=[0-9])", re.IGNORECASE)
"""Stands between a CEN ID, which was taken out, and the number of its owner."""
_ALTERNATIVE: Final = re.compile(
    rf"\s{{0,3}}(?:or|and|und|oder|或者?|和|/|,|、)\s{{0,3}}([0-9]{{{USUAL_UID_DIGITS}}}){_ENDS}"
)
_READERS: Final = re.compile(
    r"(?:your|你们?的?|您的?|贵司?的?)\s{0,3}(?:aliyun|alibaba cloud|阿里云)?\s{0,3}$", re.IGNORECASE
)
"""Stands before a label that names the account of whoever reads the message."""
_OTHER: Final = re.compile(
    r"(?:order|ticket|case|invoice|contract|serial|request|phone|tel|mobile|fax|vlans?|ports?|qq|wechat|po|"
    r"订单|工单|单号|流水|合同|发票|电话|手机|传真|端口|微信|备案|序列)号?"
    r"(?:[\s:=#]|number|no\.?|id|号|为|是){0,8}\+?[0-9][0-9 ,、./()-]*",
    re.IGNORECASE,
)
"""Numbers that the text calls something else."""
_ONE: Final = re.compile(
    rf"(?:[0-9]{{{USUAL_UID_DIGITS}}}|[0-9]{{{UID_LENGTHS[0]},{UID_LENGTHS[-1]}}}(?![ ._-][0-9])){_ENDS}"
)
"""A number in one piece. One of an unusual length with digits behind a gap is the first piece of another."""
_WRAPPED: Final = re.compile(rf"([0-9]{{2,}})[ \t]*\r?\n[ \t]*([0-9]{{2,}}){_ENDS}")
_FLAGS: Final = (re.compile(r"-{1,2}cen-owner[\s=]"), re.compile(r"-{1,2}cen-id[\s=]"))
_NAME_LINE: Final = re.compile(r"^\s*(?:CEN name|云企业网实例名称)\s.*$", re.IGNORECASE | re.MULTILINE)
"""A line of a request that says nothing certain: a CEN may be called by any number."""
_WORDS: Final = re.compile(
    r"cen|cbn|instance|account|owner|uid|id|no|number|is|of|the|实例|账号|账户|帐号|为|是|的|号|[\W_]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a text held; empty where it held none, or more than one to choose from."""

    owner_uid: str = ""
    cen_id: str = ""
    owner_uids: tuple[str, ...] = ()
    """The account IDs of which none was taken, as any may be the one that is meant."""
    cen_ids: tuple[str, ...] = ()
    """The CEN IDs of which none was taken."""
    is_message: bool = False
    """Whether there is more than the values and their names: then what it lacks, it does not ask for."""

    @property
    def anything(self) -> bool:
        """Whether the text speaks of a target at all."""
        return bool(self.owner_uid or self.cen_id or self.owner_uids or self.cen_ids)


def plain_message(text: str) -> str:
    """Return a text in plain characters, without the signs by which mail quotes lines."""
    return _QUOTED.sub("", plain_text(text))


def read_message(text: str, own_uid: str = "") -> Found:
    """Find a CEN ID and an account ID in any text: `cen-xxxx of 1234 5678 9012 3456`, say.

    A number that the text calls an account beats every other, and one of an unusual length is only taken so:
    it could be a telephone's. `own_uid`, the account of the one who pastes, is passed over beside another.
    Of two that may both be meant, none is taken.
    """
    plain = plain_message(text)
    if all(flag.search(plain) for flag in _FLAGS):
        plain = _NAME_LINE.sub("", plain)
    cens = tuple(dict.fromkeys(cen.lower() for cen in _CEN.findall(plain) if _no_word(cen)))
    rest = _DATE.sub(" ; ", _CEN.sub(" ; ", plain))
    uids = _uids(rest, own_uid)
    return Found(
        uids[0] if len(uids) == 1 else "",
        cens[0] if len(cens) == 1 else "",
        uids if len(uids) > 1 else (),
        cens if len(cens) > 1 else (),
        is_message=bool(_WORDS.sub("", re.sub("[0-9]", "", _CEN.sub("", plain)))),
    )


def pasted(found: Found, held: Found, payer: str = "") -> str:
    """Return what was taken from a pasted text, and what became of the fields, which held `held` before.

    `payer` names the one that was selected as the text says.
    """
    values = {UID: found.owner_uid, CEN_INSTANCE_ID: found.cen_id, _PAYER.format(payer=payer): payer}
    taken = [noun for noun, value in values.items() if value]
    missing = (
        _not_taken(UID, found.owner_uid, found.owner_uids, held.owner_uid, found.is_message),
        _not_taken(CEN_INSTANCE_ID, found.cen_id, found.cen_ids, held.cen_id, found.is_message),
    )
    return sentences(_PASTED.format(values=_all_of(taken)) if taken else "", *missing, COMPARE)


def _all_of(nouns: Sequence[str]) -> str:
    first, last = listed(nouns[:-1]), nouns[-1]
    return _("{first} and {last}").format(first=first, last=last) if first else last


def _not_taken(noun: str, value: str, rivals: tuple[str, ...], held: str, is_message: bool) -> str:  # noqa: FBT001
    """Return in a sentence that a value was not taken, and whether its field is empty now."""
    if value:
        return ""
    if rivals:
        named = listed(rivals[:_NAMED])
        several = _SEVERAL_AND_MORE if len(rivals) > _NAMED else _SEVERAL
        return several.format(count=len(rivals), noun=noun, values=named)
    if not held:
        return _NONE.format(noun=noun)
    return (_REMOVED if is_message else _UNCHANGED).format(noun=noun)


def _uids(text: str, own_uid: str) -> tuple[str, ...]:
    """Return the account IDs that may be meant: those that are called one, or else all that look like one."""
    owners: dict[str, None] = {}
    readers = {own_uid}
    for label in _LABEL.finditer(text):
        named = _labelled(text, label.end())
        if _READERS.search(text[max(0, label.start() - _NEAR) : label.start()]):
            readers.update(named)
        else:
            owners.update(dict.fromkeys(named))
    usual = dict.fromkeys(_usual_uids(_OTHER.sub(" ; ", text)))
    weak = dict.fromkeys(uid for each in _OF.finditer(text) for uid in _labelled(text, each.end()))
    for candidates in (owners, usual, weak):
        if found := tuple(uid for uid in candidates if uid not in readers):
            return found
    return tuple(owners) or tuple(usual)


def _labelled(text: str, start: int) -> list[str]:
    """Return the number that begins where a label ends, and another that stands beside it as a choice."""
    number, end = _number(text, start)
    if not number:
        return []
    another = _ALTERNATIVE.match(text, end)
    return [number, another[1]] if another else [number]


def _number(text: str, start: int) -> tuple[str, int]:
    """Return the number that begins at a place, in one piece or not, and its end; empty if it is no ID."""
    if wrapped := _WRAPPED.match(text, start):
        joined = wrapped[1] + wrapped[2]
        if len(joined) in {USUAL_UID_DIGITS, *_EQUAL_GROUPS}:
            return joined, wrapped.end()
    for gap in _GAPS:
        joined, end = _number_in_groups(text, start, gap)
        if joined:
            return joined, end
    one = _ONE.match(text, start)
    return (one[0], one.end()) if one else ("", start)


def _number_in_groups(text: str, start: int, gap: re.Pattern[str]) -> tuple[str, int]:
    run: list[re.Match[str]] = []
    place = start
    while group := _GROUP.match(text, place):
        run.append(group)
        between = gap.match(text, group.end())
        if between is None:
            break
        place = between.end()
    sizes = {len(group[0]) for group in run}
    digits = "".join(group[0] for group in run)
    if len(run) > 1 and len(sizes) == 1 and len(digits) in _EQUAL_GROUPS:
        return digits, run[-1].end()
    return next(_joined(run), ""), place


def _no_word(cen_id: str) -> bool:
    """Tell an ID from a word such as `cen-connection`: letters alone are one only at its usual length."""
    return any(map(str.isdigit, cen_id)) or len(cen_id.rpartition("-")[2]) == USUAL_CEN_TAIL


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
