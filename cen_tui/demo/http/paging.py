"""Paging of long lists: by page number, and by token."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.http.parameters import integer
from cen_tui.demo.http.request import Call

DEFAULT_SIZE: Final = 10
LARGEST_SIZE: Final = 50
LARGEST_RESULTS: Final = 100
_EVERYTHING: Final = 1_000_000

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """The items of one answer, and the fields that go with them."""

    items: tuple[Item, ...]
    fields: Body


def numbered(call: Call, items: Sequence[Item]) -> Part[Item]:
    """Return the page that PageNumber and PageSize ask for; a page past the end is empty."""
    number = integer(call, "PageNumber", default=1, low=1, high=_EVERYTHING)
    size = integer(call, "PageSize", default=DEFAULT_SIZE, low=1, high=LARGEST_SIZE)
    start = (number - 1) * size
    fields: Body = {"TotalCount": len(items), "PageNumber": number, "PageSize": size}
    return Part(tuple(items[start : start + size]), fields)


def by_token(
    call: Call, items: Sequence[Item], *, default: int | None = None, most: int = LARGEST_RESULTS
) -> Part[Item]:
    """Return the part that MaxResults and NextToken ask for; of `default` size, or all, when it is absent."""
    start = _offset(call.text("NextToken"))
    size = integer(call, "MaxResults", default=default or most, low=1, high=most)
    end = start + size if default or call.has("MaxResults") else len(items)
    token = _token(end) if end < len(items) else ""
    fields: Body = {"TotalCount": len(items), "MaxResults": size, "NextToken": token}
    return Part(tuple(items[start:end]), fields)


def _token(offset: int) -> str:
    return base64.urlsafe_b64encode(f"from:{offset}".encode()).decode()


def _offset(token: str) -> int:
    if not token:
        return 0
    try:
        word, _, number = base64.urlsafe_b64decode(token).decode().partition(":")
        if word == "from":
            return int(number)
    except (binascii.Error, ValueError):
        pass
    raise ApiError(400, "InvalidParameter", "The specified NextToken is not valid.")
