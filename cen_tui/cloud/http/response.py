"""A call, its answer, and what that means: the JSON object of a call that succeeded, or a `CloudError`.

The cloud answers a success with status 200 and an object; its RequestId stands in it, or in the header
`x-acs-request-id`. Everything else is a failure, also a 200 with an error code, with nothing in it, or with
a page of HTML.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from cen_tui.cloud.endpoints import Endpoint, Product
from cen_tui.cloud.errors.base import CloudError, ErrorKind, ErrorText
from cen_tui.cloud.errors.codes.table import entry_for
from cen_tui.cloud.errors.permissions import denial_advice, denial_explanation
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.text import safe

_SUCCESS_CODES: Final = frozenset({"", "200", "OK", "Success"})
_KEPT_KINDS: Final = frozenset({ErrorKind.SERVER, ErrorKind.CONFLICT, ErrorKind.DUPLICATE})
"""What stays what it is where the cloud names a pause: it is tried again anyway, or says what is so."""
_LONGEST_NUMBER: Final = 12
_LONGEST_PAUSE: Final = 86_400.0
_UNREADABLE_ADVICE: Final = _(
    "A proxy or a sign-in page of the network may stand between. Check the connection, then try again."
)
_READING: Final = ("CheckTransitRouterService", "Describe", "List", "Get", "AssumeRole")
"""The prefixes of actions that change nothing; assuming a role is one of them."""


@dataclass(frozen=True, slots=True)
class Request:
    """Which action is asked of which server; holds nothing secret."""

    product: Product
    action: str
    endpoint: Endpoint
    region: str = ""
    """The server's region; empty for a product with one server for all."""

    @property
    def ram_action(self) -> str:
        """The permission that the call takes, such as `vpc:GrantInstanceToCen`."""
        return f"{self.product.ram_code}:{self.action}"

    @property
    def only_reads(self) -> bool:
        """Whether it is known to change nothing, by the verb of its action."""
        return self.action.startswith(_READING)


@dataclass(frozen=True, slots=True)
class Response:
    """What came back over HTTP: header names in lower case, the whole body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def parse_response(answer: Response, call: Request, now: datetime | None = None) -> dict[str, object]:
    """Return the JSON object of an answer that reports success.

    `now` (aware) is compared with the answer's Date when the cloud refuses the timestamp; the
    machine's own time when left out. Raises `CloudError` for every other answer.
    """
    content = _parsed(answer, call)
    code = safe(content.get("Code") or content.get("code"), limit=120)
    request_id = _request_id(answer, content)
    if answer.status == HTTPStatus.OK and code in _SUCCESS_CODES and request_id:
        return {**content, "RequestId": request_id}
    if code not in _SUCCESS_CODES:
        raise error_from_response(answer, content, call, now or datetime.now(UTC))
    lacks = (
        _("an answer without an error code")
        if request_id
        else _("an answer without a request ID and without an error code")
    )
    raise _no_answer(answer, call, lacks, content)


def error_from_response(
    answer: Response, content: Mapping[str, object], call: Request, now: datetime
) -> CloudError:
    """Return the error that an answer with an error code means, in words."""
    code = safe(content.get("Code") or content.get("code"), limit=120)
    message = safe(content.get("Message") or content.get("message"), limit=500)
    entry = entry_for(code, message) or _unknown(answer, code)
    pause = _retry_after(answer)
    detail = entry.detail.format(action=call.action, region=call.region or _("this region"))
    advice, ram_action = entry.advice, entry.ram_action
    denied = content.get("AccessDeniedDetail")
    denial = denied if isinstance(denied, Mapping) else {}
    if entry.is_permission or denial.get("AuthAction"):
        ram_action = safe(denial.get("AuthAction"), limit=120) or call.ram_action
        detail = denial_explanation(denial, ram_action) or detail
        advice = denial_advice(denial, ram_action)
    if entry.is_about_time:
        detail = sentences(detail, _clock_offset(answer, now))
    if entry.adds_cloud_message and message:
        detail = sentences(detail, _("The cloud says: {message}").format(message=message))
    return CloudError(
        entry.title,
        kind=ErrorKind.THROTTLED if pause and entry.kind not in _KEPT_KINDS else entry.kind,
        detail=detail,
        advice=advice,
        code=code,
        request_id=_request_id(answer, content),
        ram_action=ram_action,
        outcome_unknown=entry.outcome_unknown or not _is_refusal(answer.status),
        retry_after=pause,
    )


def _request_id(answer: Response, content: Mapping[str, object]) -> str:
    found = content.get("RequestId") or content.get("requestId") or answer.headers.get("x-acs-request-id")
    return safe(found, limit=80).strip()


def _retry_after(answer: Response) -> float:
    """Return the seconds of the answer's Retry-After, 0 without one."""
    milliseconds = answer.headers.get("x-acs-retry-after", "").strip()
    if not milliseconds.isascii() or not milliseconds.isdigit():
        return 0.0
    return min(int(milliseconds[:_LONGEST_NUMBER]) / 1000, _LONGEST_PAUSE)


def _is_refusal(status: int) -> bool:
    return HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR


def _unknown(answer: Response, code: str) -> ErrorText:
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        kind, title = ErrorKind.SERVER, _("The cloud had an error")
    elif answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        kind, title = ErrorKind.THROTTLED, _("Too many requests")
    elif answer.status == HTTPStatus.NOT_FOUND:
        kind, title = ErrorKind.NOT_FOUND, _("The cloud did not find it")
    else:
        kind, title = ErrorKind.REFUSED, _("The cloud refused the request")
    return ErrorText(
        title,
        kind,
        _("It answered with the code {code}.").format(code=code.replace("{", "(").replace("}", ")")),
        _("If the message does not say what to do, look the code up, or give the request ID to support."),
        adds_cloud_message=True,
    )


def _parsed(answer: Response, call: Request) -> dict[str, object]:
    """Return the JSON object in an answer's body, or raise the error that its absence means."""
    if HTTPStatus.MULTIPLE_CHOICES <= answer.status < HTTPStatus.BAD_REQUEST:
        raise _no_answer(answer, call, _("a redirect to another address, which was not followed"))
    if not answer.body.strip():
        raise _no_answer(answer, call, _("an empty answer"))
    try:
        content = json.loads(answer.body.decode("utf-8"))
    except UnicodeDecodeError:
        raise _no_answer(answer, call, _("bytes that are not text")) from None
    except (ValueError, RecursionError):
        raise _no_answer(answer, call, _what_it_is_instead(answer)) from None
    if not isinstance(content, dict):
        raise _no_answer(answer, call, _("something other than an API's answer"))
    return content


def _what_it_is_instead(answer: Response) -> str:
    start = answer.body[:200].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html")) or "text/html" in answer.headers.get("content-type", ""):
        return _("a web page")
    return (
        _("an incomplete answer")
        if start.startswith((b"{", b"["))
        else _("something other than an API's answer")
    )


def _no_answer(
    answer: Response, call: Request, what: str, content: Mapping[str, object] = MappingProxyType({})
) -> CloudError:
    """Return the error for what is no answer of an API, or one that does not say what failed."""
    kind, title, advice = _by_status(answer.status)
    message = safe(content.get("Message") or content.get("message"), limit=500)
    says = _("It says: {message}").format(message=message) if message else ""
    return CloudError(
        title,
        kind=kind,
        detail=sentences(
            _("{host} sent {what} (HTTP status {status}).").format(
                host=call.endpoint.host, what=what, status=answer.status
            ),
            says,
        ),
        advice=advice,
        request_id=_request_id(answer, content),
        outcome_unknown=kind is not ErrorKind.THROTTLED,
        retry_after=_retry_after(answer),
    )


def _by_status(status: int) -> tuple[ErrorKind, str, str]:
    """Return the kind, the title and the advice where only the status tells what happened."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:  # whoever sends it has not taken the request
        return ErrorKind.THROTTLED, _("Too many requests"), _("Wait a few seconds, then try again.")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return ErrorKind.SERVER, _("The server has a problem"), _("Wait a minute, then try again.")
    return ErrorKind.UNREADABLE, _("The answer could not be read"), _UNREADABLE_ADVICE


def _clock_offset(answer: Response, now: datetime) -> str:
    """Return a sentence that tells how far the machine's clock is off, or nothing where not known."""
    try:
        seconds = (now - parsedate_to_datetime(answer.headers["date"])).total_seconds()
    except (KeyError, TypeError, ValueError):
        return ""
    minutes = round(abs(seconds) / 60)
    if minutes == 0:
        return ""
    hours, rest = divmod(minutes, 60)
    if hours:
        ahead, behind = _("It is {hours} h {minutes} min ahead."), _("It is {hours} h {minutes} min behind.")
    else:
        ahead, behind = _("It is {minutes} min ahead."), _("It is {minutes} min behind.")
    return (ahead if seconds > 0 else behind).format(hours=hours, minutes=rest)
