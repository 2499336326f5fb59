"""Judging a CEN target as it is typed.

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
RAM_USER_DIGITS: Final = 18
"""Digits of a RAM user's ID, which begins with 2."""
UID_LENGTHS: Final = range(5, 21)
CEN_ID: Final = re.compile(r"(?:cen|cbn)-[a-z0-9]{8,32}")
_OTHER_ID: Final = re.compile(r"[a-z]+-(?=[a-z0-9])")
_SEPARATORS: Final = re.compile(r"[\s_-]")
_DASHES: Final = dict.fromkeys(map(ord, "\u2010\u2012\u2013\u2014\u2212"), "-")


@dataclass(frozen=True, slots=True)
class Check:
    """What is to be said of a value as it stands."""

    says: str
    blocks: bool


def plain_text(text: str) -> str:
    """Return a text with full-width forms, typographic dashes and invisible characters made plain."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return "".join(character for character in plain if unicodedata.category(character) != "Cf")


def plain_uid(typed: str) -> str:
    """Return an account ID without the spaces and dashes that group it."""
    return _SEPARATORS.sub("", plain_text(typed))


def plain_cen_id(typed: str) -> str:
    """Return a CEN ID as the API writes it."""
    return plain_text(typed).strip().lower()


def check_owner(typed: str, own_uid: str) -> Check:
    """Judge the CEN owner's account ID; `own_uid` is the account that owns the network."""
    uid = plain_uid(typed)
    wrong = _cen_id_as_owner(typed) or _wrong_owner(uid, own_uid)
    return Check(wrong or _about_owner(uid), blocks=bool(wrong))


def _cen_id_as_owner(typed: str) -> str:
    if CEN_ID.fullmatch(plain_cen_id(typed)):
        return "This is a CEN ID: it goes into the field below. An account ID has digits only."
    return ""


def _wrong_owner(uid: str, own_uid: str) -> str:
    if not uid:
        return "The account ID of the main account that owns the CEN: digits only."
    if not (uid.isascii() and uid.isdigit()):
        return "An account ID has digits only. A RAM user's name is not it."
    if uid.startswith("0"):
        return "An account ID does not begin with 0."
    if uid == own_uid:
        return (
            "This is the account that owns the network. A CEN of the same account needs no grant: "
            "attach the network in the CEN console."
        )
    if len(uid) not in UID_LENGTHS:
        return f"{counted(len(uid), 'digit')}: an account ID has 5 to 20, as a rule 16."
    return ""


def _about_owner(uid: str) -> str:
    if len(uid) == RAM_USER_DIGITS and uid.startswith("2"):
        return f"{grouped(uid)} looks like a RAM user's ID: ask for the ID of the main account."
    if len(uid) != USUAL_UID_DIGITS:
        return f"{grouped(uid)} has {counted(len(uid), 'digit')}; most have 16. Compare it."
    if uid.startswith("2"):
        return f"{grouped(uid)} begins with 2 like a RAM user's ID: ask for the main account's."
    return f"{grouped(uid)} · 16 digits"


def check_cen_id(typed: str) -> Check:
    """Judge a CEN instance ID."""
    cen_id = plain_cen_id(typed)
    if not cen_id:
        return Check("The CEN's ID: cen- and, as a rule, 18 letters and digits.", blocks=True)
    if not cen_id.startswith(("cen-", "cbn-")):
        other = _OTHER_ID.match(cen_id)
        what = f"This begins with {other[0]}: it is no CEN ID. " if other else ""
        if plain_uid(typed).isdigit():
            what = "This is a number: an account ID goes into the field above. "
        return Check(f"{what}A CEN ID begins with cen-.", blocks=True)
    if not re.fullmatch(r"(cen|cbn)-[a-z0-9]+", cen_id):
        return Check("After cen- only letters and digits can follow.", blocks=True)
    if not CEN_ID.fullmatch(cen_id):
        return Check("Too short or too long for a CEN ID: compare it with what you were sent.", blocks=True)
    tail = len(cen_id) - len("cen-")
    if tail != USUAL_CEN_TAIL:
        return Check(f"{tail} characters after the dash; most have 18. Compare it.", blocks=False)
    return Check("18 characters after the dash, as is usual", blocks=False)
