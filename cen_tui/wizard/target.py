"""The CEN target as it is typed: its checks, and what is said of it.

Alibaba Cloud specifies no format for these IDs: what is only unusual is a warning, and only what cannot be
right blocks.
"""

import re
from dataclasses import dataclass
from typing import Final

from cen_tui.cloud.networks.base import CenTarget
from cen_tui.i18n import gettext as _
from cen_tui.i18n import ngettext, sentences
from cen_tui.text import grouped, plain_text

TARGET_QUESTION: Final = _("Which CEN do you want to authorize?")
NOT_CHECKED: Final = _("Alibaba Cloud does not check that this CEN exists or belongs to this account.")
ALREADY_AUTHORIZED: Final = _("Already authorized. Continuing sends no request.")
ENTER_UID: Final = _("Enter the peer account UID (16 digits).")
ENTER_CEN_ID: Final = _("Enter the peer CEN instance ID (cen- and 18 characters).")
OWN_ACCOUNT: Final = _(
    "This is the account that owns the network. A CEN of the same account needs no authorization: "
    "attach the network in the CEN console."
)
FORMAT_OK: Final = _("Format OK (18 characters)")
_MOST_UIDS: Final = _("{uid} has {count:,} digits; most UIDs have 16. Compare it.")
_LIKE_RAM_USER: Final = _("{uid} begins with 2 like a RAM user's ID. Ask for the main account's UID.")
_UID_OK: Final = _("{uid} · 16 digits, format OK")
_OTHER_PREFIX: Final = _("This begins with {prefix}: it is not a CEN ID.")
_A_NUMBER: Final = _("This is a number. Enter an account UID in the field above.")
_CEN_PREFIX: Final = _("A CEN ID begins with cen-.")
_MOST_CEN_IDS: Final = _("{count} characters after the dash; most CEN IDs have 18. Compare it.")

USUAL_UID_DIGITS: Final = 16
USUAL_CEN_TAIL: Final = 18
RAM_USER_DIGITS: Final = 18
"""Digits of a RAM user's ID, which begins with 2."""
UID_LENGTHS: Final = range(5, 21)
CEN_ID: Final = re.compile(r"(?:cen|cbn)-[a-z0-9]{8,32}")
_OTHER_ID: Final = re.compile(r"[a-z]+-(?=[a-z0-9])")
_SEPARATORS: Final = re.compile(r"[\s_-]")


@dataclass(frozen=True, slots=True)
class Check:
    """What is said of a value, and whether it cannot be right."""

    says: str
    blocks: bool


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
        return _("This is a CEN ID. Enter it in the field below.")
    return ""


def _wrong_owner(uid: str, own_uid: str) -> str:
    if not uid:
        return ENTER_UID
    if not (uid.isascii() and uid.isdigit()):
        return _("An account UID has digits only. A RAM user's name is not a UID.")
    if uid.startswith("0"):
        return _("An account UID does not begin with 0.")
    if uid == own_uid:
        return OWN_ACCOUNT
    if len(uid) not in UID_LENGTHS:
        return ngettext(
            "{count:,} digit: an account UID has 5 to 20, usually 16.",
            "{count:,} digits: an account UID has 5 to 20, usually 16.",
            len(uid),
        ).format(count=len(uid))
    return ""


def _about_owner(uid: str) -> str:
    if len(uid) == RAM_USER_DIGITS and uid.startswith("2"):
        return _("18 digits beginning with 2 is a RAM user's ID. Ask for the main account's UID (16 digits).")
    if len(uid) != USUAL_UID_DIGITS:
        return _MOST_UIDS.format(uid=grouped(uid), count=len(uid))
    if uid.startswith("2"):
        return _LIKE_RAM_USER.format(uid=grouped(uid))
    return _UID_OK.format(uid=grouped(uid))


def check_cen_id(typed: str) -> Check:
    """Judge a CEN instance ID."""
    cen_id = plain_cen_id(typed)
    if not cen_id:
        return Check(ENTER_CEN_ID, blocks=True)
    if not cen_id.startswith(("cen-", "cbn-")):
        other = _OTHER_ID.match(cen_id)
        what = _OTHER_PREFIX.format(prefix=other[0]) if other else ""
        if plain_uid(typed).isdigit():
            what = _A_NUMBER
        return Check(sentences(what, _CEN_PREFIX), blocks=True)
    if not re.fullmatch(r"(cen|cbn)-[a-z0-9]+", cen_id):
        return Check(_("Only letters and digits can follow cen-."), blocks=True)
    if not CEN_ID.fullmatch(cen_id):
        return Check(
            _("Too short or too long for a CEN ID. Compare it with what you were sent."), blocks=True
        )
    tail = len(cen_id) - len("cen-")
    if tail != USUAL_CEN_TAIL:
        return Check(_MOST_CEN_IDS.format(count=tail), blocks=False)
    return Check(FORMAT_OK, blocks=False)


@dataclass(frozen=True, slots=True)
class TypedTarget:
    """Both values as they are typed."""

    owner: str
    cen: str
    own_uid: str
    """The account that owns the networks, which needs no authorization for a CEN of its own."""

    @property
    def target(self) -> CenTarget:
        """The CEN target that they are read as."""
        return CenTarget(plain_cen_id(self.cen), plain_uid(self.owner))

    @property
    def checks(self) -> dict[str, Check]:
        """What is said of each value, by the name of its field: `owner` and `cen`."""
        return {"owner": check_owner(self.owner, self.own_uid), "cen": check_cen_id(self.cen)}

    @property
    def wrong(self) -> tuple[str, str] | None:
        """The first field whose value cannot be right, and why; None where both can."""
        blocked = ((field, check.says) for field, check in self.checks.items() if check.blocks)
        return next(blocked, None)
