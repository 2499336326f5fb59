"""Reading a CEN target: out of fields, or out of whatever message a colleague sent.

No shape below is specified by the cloud: what merely looks unusual is a warning, and only what cannot
be right blocks.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from cen_tui.text import counted, grouped

USUAL_UID_DIGITS: Final = 16
USUAL_CEN_TAIL: Final = 18
_CEN_ANYWHERE: Final = re.compile(r"(?<![a-z0-9-])(?:cen|cbn)-[a-z0-9]{4,40}(?![a-z0-9-])", re.IGNORECASE)
_CEN: Final = re.compile(r"(?:cen|cbn)-[a-z0-9]{8,32}")
_OTHER_ID: Final = re.compile(r"(vpc|vbr|ccn|tr|tr-attach|vsw|ecr|eni|LTAI)-?[a-z0-9]+", re.IGNORECASE)
_DIGIT_RUN: Final = re.compile(r"(?<![0-9A-Za-z.-])[0-9](?:[ \u00a0_-]?[0-9])+(?![0-9A-Za-z-])")
_SEPARATORS: Final = re.compile(r"[ \u00a0_-]")
_UID_LENGTHS: Final = range(5, 21)


@dataclass(frozen=True, slots=True)
class Check:
    """What is to be said of a value as it stands."""

    says: str
    blocks: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a pasted text held; empty where it held none, or more than one to choose from."""

    owner_uid: str = ""
    cen_id: str = ""


def read_message(text: str) -> Found:
    """Find a CEN ID and an account ID in any text: `cen-xxxx of 1234 5678 9012 3456`, say."""
    plain = unicodedata.normalize("NFKC", text)
    cens = {match.lower() for match in _CEN_ANYWHERE.findall(plain)}
    rest = _CEN_ANYWHERE.sub(" ; ", plain)
    numbers = {_SEPARATORS.sub("", run) for run in _DIGIT_RUN.findall(rest)}
    uids = {number for number in numbers if len(number) in _UID_LENGTHS}
    usual = {uid for uid in uids if len(uid) == USUAL_UID_DIGITS} or uids
    return Found(
        owner_uid=next(iter(usual)) if len(usual) == 1 else "",
        cen_id=next(iter(cens)) if len(cens) == 1 else "",
    )


def plain_uid(typed: str) -> str:
    """Return an account ID without the spaces and dashes that group it."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", typed).strip())


def plain_cen_id(typed: str) -> str:
    """Return a CEN ID as the API writes it."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def check_owner(typed: str, own_uid: str) -> Check:
    """Judge the CEN owner's account ID; `own_uid` is the account that owns the network."""
    uid = plain_uid(typed)
    wrong = _wrong_owner(uid, own_uid)
    return Check(wrong or _about_owner(uid), blocks=bool(wrong))


def _wrong_owner(uid: str, own_uid: str) -> str:
    if not uid:
        return "The account ID of the main account that owns the CEN: digits only."
    if not (uid.isascii() and uid.isdigit()):
        return "An account ID has digits only. A RAM user's name is not it."
    if uid == own_uid:
        return (
            "This is the account that owns the network. A CEN of the same account needs no grant: "
            "attach the network in the CEN console."
        )
    if len(uid) not in _UID_LENGTHS:
        return f"{counted(len(uid), 'digit')}: an account ID has 5 to 20, as a rule 16."
    return ""


def _about_owner(uid: str) -> str:
    if len(uid) != USUAL_UID_DIGITS:
        return f"{grouped(uid)} has {counted(len(uid), 'digit')}; most have 16. Compare it."
    if uid.startswith("2"):
        return f"{grouped(uid)} begins with 2 like a RAM user's ID: ask for the main account's."
    return f"{grouped(uid)} · 16 digits"


def check_cen_id(typed: str) -> Check:
    """Judge a CEN instance ID."""
    cen_id = plain_cen_id(typed)
    if not cen_id:
        return Check("The CEN's instance ID: cen- and, as a rule, 18 letters and digits.", blocks=True)
    if not cen_id.startswith(("cen-", "cbn-")):
        other = _OTHER_ID.match(cen_id)
        what = f"This begins with {other[1]}-: it is no CEN ID. " if other and "-" in cen_id else ""
        return Check(f"{what}A CEN ID begins with cen-.", blocks=True)
    if not re.fullmatch(r"(cen|cbn)-[a-z0-9]+", cen_id):
        return Check("After cen- only letters and digits can follow.", blocks=True)
    if not _CEN.fullmatch(cen_id):
        return Check("Too short or too long for a CEN ID: compare it with what you were sent.", blocks=True)
    tail = len(cen_id) - len("cen-")
    if tail != USUAL_CEN_TAIL:
        return Check(f"{tail} characters after the dash; most have 18. Compare it.", blocks=False)
    return Check("18 characters after the dash, as is usual", blocks=False)
