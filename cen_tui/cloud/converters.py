"""Turns what the SDK's models hold into our own values.

The models convert nothing: a number may come as text, a text as a list, a field not at all. Nothing
here raises for an odd value, except where its absence would look like an empty answer.
"""

from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Generic, TypeVar

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.text import safe

_LONGEST: Final = 1000
_FIRST_MILLISECONDS: Final = 100_000_000_000
"""Larger epoch numbers are milliseconds: as seconds they would lie past the year 5000."""
_MOST_PAGES: Final = 500

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Parts(Generic[Row]):
    """What was read of a list whose parts are asked for by token."""

    rows: list[Row]
    total: int | None = None
    token: str = ""
    """Behind which the rest begins, where there is an error."""
    error: CloudError | None = None
    """Why the list is not complete from there on."""


def text(value: object) -> str:
    """Return a text or a number as one safe line; nothing for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return safe(value, limit=_LONGEST).strip()


def text_of(row: object, field: str) -> str:
    """Return what `text` makes of a field that a row may lack."""
    return text(getattr(row, field, None))


def texts(value: object) -> tuple[str, ...]:
    """Return the texts of a list that are not empty; a lone text as a list of one."""
    values = value if isinstance(value, list) else [value]
    return tuple(line for line in map(text, values) if line)


def number(value: object) -> int | None:
    """Return a whole number that came as a number or as digits, None for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.isascii() and value.strip().isdigit() and len(value) <= _LONGEST:
        return int(value)
    return None


def account_id(value: object) -> str:
    """Return an account ID as its digits, whatever it came as; empty where there is none."""
    digits = number(value)
    return str(digits) if digits is not None and digits > 0 else ""


def account_of(row: object, field: str) -> str:
    """Return what `account_id` makes of a field that a row may lack."""
    return account_id(getattr(row, field, None))


def moment(value: object) -> datetime | None:
    """Return a time as aware UTC: from ISO with or without seconds, or epoch seconds or milliseconds."""
    epoch = number(value)
    try:
        if epoch is not None:
            seconds = epoch / 1000 if abs(epoch) >= _FIRST_MILLISECONDS else epoch
            return datetime.fromtimestamp(seconds, UTC) if epoch > 0 else None
        if not isinstance(value, str):
            return None
        found = datetime.fromisoformat(value.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def inner(container: object, field: str) -> list[object]:
    """Return the list that a wrapper of the API holds, empty where either is absent."""
    held = getattr(container, field, None)
    return held if isinstance(held, list) else []


def body_of(response: object) -> object:
    """Return the body of a model that an SDK call returned.

    Raises `CloudError` when there is none: the SDK drops, without a word, an answer whose shape it
    does not know, and that must not look like an empty one.
    """
    body = getattr(response, "body", None)
    if body is None:
        raise unreadable(_("It has not the shape that this call's answer has."))
    return body


def rows_of(body: object, wrapper: str, field: str, *, more: bool = False) -> tuple[list[object], int]:
    """Return the rows of one page of a list answer, and the total it names (None is never taken for 0).

    Raises `CloudError` when the list is absent while the answer says neither that there is nothing nor, with
    `more`, that another part follows; and when there are rows while it says that there is nothing.
    """
    total = number(getattr(body, "total_count", None))
    held = getattr(getattr(body, wrapper, None), field, None)
    return ([], total or 0) if more and held is None else _rows(held, total)


def bare_rows_of(body: object, field: str) -> tuple[list[object], int]:
    """Return what `rows_of` does, from an answer whose list has no wrapper around it.

    Raises `CloudError` as `rows_of` does, and for an empty list without a total.
    """
    total = number(getattr(body, "total_count", None))
    rows, count = _rows(getattr(body, field, None), total)
    if not rows and total is None:
        raise unreadable(_("It lacks the list that was asked for."))
    return rows, count


def _rows(held: object, total: int | None) -> tuple[list[object], int]:
    """Return a list of the answer and its total; only an answer that says that there are none means none."""
    if not isinstance(held, list):
        if total != 0:
            raise unreadable(_("It lacks the list that was asked for."))
        return [], 0
    if held and total == 0:
        raise unreadable(_("It says that there is nothing, and lists something."))
    return held, len(held) if total is None else total


async def all_tokens(
    fetch: Callable[[str], Awaitable[tuple[list[Row], int | None, str]]],
    *,
    key: Callable[[Row], Hashable] | None = None,
) -> list[Row]:
    """Return the rows of all parts: `fetch` returns those behind a token, the total, and the next token.

    With `key`, which tells rows apart, the total is held against them. Raises `CloudError` when a part
    cannot be read, when there are no rows while the answer does not say that there is nothing, when there
    are fewer than it says, and when its tokens lead in a circle.
    """
    parts = await parts_from(fetch)
    if parts.error is not None:
        raise parts.error
    return parts.rows if key is None else _as_many(parts.rows, parts.total, key)


async def parts_from(
    fetch: Callable[[str], Awaitable[tuple[list[Row], int | None, str]]], start: str = ""
) -> Parts[Row]:
    """Return the rows of the parts behind a token, as far as they can be read, and how to go on.

    A part may be empty and lead on. What `all_tokens` raises for is the result's error.
    """
    found: list[Row] = []
    total: int | None = None
    token, tokens = start, {start}
    for _page in range(_MOST_PAGES):
        try:
            rows, total, following = await fetch(token)
        except CloudError as error:
            return Parts(found, total, token, error)
        found += rows
        if not following:
            break
        if following in tokens:
            if total is None or len(found) < total:
                return Parts(found, total, start, unreadable(_("Its parts lead in a circle.")))
            break
        tokens.add(following)
        token = following
    lacks = not found and not start and total != 0
    return Parts(
        found, total, error=unreadable(_("It lacks the list that was asked for.")) if lacks else None
    )


async def all_pages(
    fetch: Callable[[int], Awaitable[tuple[list[Row], int]]],
    *,
    key: Callable[[Row], Hashable] | None = None,
) -> list[Row]:
    """Return the rows of all pages: `fetch` returns one page, counted from 1, and the total.

    With `key`, which tells rows apart, the total is held against them: raises `CloudError` when there are
    fewer than it says, as where the second page repeats the first.
    """
    found: list[Row] = []
    total = 0
    for page in range(1, _MOST_PAGES + 1):
        rows, total = await fetch(page)
        found += rows
        if not rows or len(found) >= total:
            break
    return found if key is None else _as_many(found, total, key)


def _as_many(rows: list[Row], total: int | None, key: Callable[[Row], Hashable]) -> list[Row]:
    distinct = list({key(row): row for row in rows}.values())
    if total is not None and len(distinct) < total:
        raise unreadable(
            _("It says that there are {total}, and lists {count}.").format(total=total, count=len(distinct))
        )
    return distinct


def unreadable(what: str) -> CloudError:
    """Return the error for an answer of the wrong shape; `what` is a sentence about it."""
    return CloudError(
        _("The answer could not be read"),
        kind=ErrorKind.UNREADABLE,
        detail=sentences(_("The cloud's answer is not what was expected."), what),
        advice=_("Try again. If it stays so, look for a newer version of cen-tui."),
        outcome_unknown=True,
    )
