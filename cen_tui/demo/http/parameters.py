"""Checks of parameters: presence, whole numbers and their range, flags, choices and numbered lists."""

import re
from collections.abc import Collection, Iterable
from typing import Final

from cen_tui.demo.errors import ApiError
from cen_tui.demo.http.request import Call

_CEN_ID: Final = re.compile(r"(?:cen|cbn)-[a-z0-9]{8,32}")
_UID: Final = re.compile(r"\d{5,20}")
_NUMBERED: Final = re.compile(r"\.\d+")


def pattern_of(name: str) -> str:
    """Return `Filter.1.Value.2` as `Filter.N.Value.N`: the name that an action declares."""
    return _NUMBERED.sub(".N", name)


def check_present(parameters: Collection[str], required: Iterable[str], code: str) -> None:
    """Refuse a call that lacks a required parameter; `code` holds `{}` for the parameter's name."""
    patterns = {pattern_of(name) for name in parameters}
    for name in required:
        if name not in patterns:
            raise ApiError(400, code.format(name), f"The input parameter {name} is mandatory.")


def integer(call: Call, name: str, *, default: int, low: int, high: int) -> int:
    """Return a whole number within its range."""
    text = call.text(name, str(default))
    if not re.fullmatch(r"\d{1,19}", text) or not low <= int(text) <= high:
        raise ApiError(400, "InvalidParameter", f"The specified parameter {name} is not valid: {text}.")
    return int(text)


def flag(call: Call, name: str) -> bool | None:
    """Return a yes or no in any spelling of true and false; None when it was not sent."""
    text = call.text(name).lower()
    if not text:
        return None
    if text not in {"true", "false"}:
        raise ApiError(400, "InvalidParameter", f"The specified parameter {name} is not valid: {text}.")
    return text == "true"


def choice(call: Call, name: str, allowed: Collection[str], refusal: ApiError | None = None) -> str:
    """Return a parameter that must be one of a few words."""
    text = call.text(name)
    if text not in allowed:
        message = f"The specified {name} is not valid: {text}."
        raise refusal or ApiError(400, "InvalidParameter", message)
    return text


def cen_id(call: Call, name: str) -> str:
    """Return a CEN ID of the right shape. Whether such a CEN exists is not looked at."""
    text = call.text(name)
    if not text:
        raise ApiError(400, "MissingParam.CenInstanceId", "The input parameter CenInstanceId is mandatory.")
    if not _CEN_ID.fullmatch(text):
        raise ApiError(400, "IllegalParam.CenInstanceId", "The specified CenInstanceId is invalid.")
    return text


def uid(call: Call, name: str) -> str:
    """Return an account ID: digits. Whether such an account exists is not looked at."""
    text = call.text(name)
    if not _UID.fullmatch(text):
        raise ApiError(400, "InvalidOwnerId", f"The specified {name} is not valid.")
    return text


def client_token(call: Call) -> str:
    """Return the ClientToken, or an empty string; at most 64 ASCII characters."""
    text = call.text("ClientToken")
    if len(text) > 64 or not text.isascii():  # noqa: PLR2004 - the documented length
        raise ApiError(400, "InvalidParameter", "The specified ClientToken is not valid.")
    return text


def filters(call: Call, known: Collection[str]) -> dict[str, set[str]]:
    """Return `Filter.N.Key` with its `Filter.N.Value.M`; at most five of each."""
    found: dict[str, set[str]] = {}
    for name, key in call.parameters.items():
        if pattern_of(name) != "Filter.N.Key":
            continue
        if key not in known:
            raise ApiError(400, "InvalidParameter", f"The filter key {key} is not supported.")
        stem = f"{name.removesuffix('.Key')}.Value."
        values = {value for each, value in call.parameters.items() if each.startswith(stem)}
        found.setdefault(key, set()).update(values)
    if any(len(values) > 5 for values in found.values()) or len(found) > 5:  # noqa: PLR2004 - as documented
        raise ApiError(400, "InvalidParameter", "At most five filters with five values each.")
    return found


def tags(call: Call, word: str = "Tag") -> set[tuple[str, str]]:
    """Return the pairs of `Tag.N.Key` and `Tag.N.Value`; VBRs spell the word `Tags`."""
    names = [name for name in call.parameters if pattern_of(name) == f"{word}.N.Key"]
    return {(call.text(name), call.text(f"{name.removesuffix('.Key')}.Value")) for name in names}
