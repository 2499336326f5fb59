"""How answers and faults go out over HTTP."""

import json
from typing import Final

from aiohttp import web

from cen_tui.demo.dispatcher import Answer, Dispatcher
from cen_tui.demo.errors import AccessDenied, ApiError
from cen_tui.demo.faults import Fault
from cen_tui.demo.http.request import RawRequest
from cen_tui.demo.registry import PRODUCTS

_PAGE: Final = "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>nginx</p></body></html>"
_PAGES: Final = {
    "html": (200, "Please log in to the guest network"),
    "bad-gateway": (502, "502 Bad Gateway"),
    "gateway-timeout": (504, "504 Gateway Time-out"),
}
_BYTES: Final = {"nonsense": b"\xff\xfe\x00 nonsense \x80", "null": b"null", "list": b"[]"}
_REFUSALS: Final = {
    "throttle": (400, "Throttling.User", "Request was denied due to user flow control."),
    "retry-after": (429, "Throttling", "Request was denied due to request throttling."),
    "server-error": (500, "InternalError", "The request processing has failed due to some unknown error."),
    "server-error-after": (500, "InternalError", "The request processing has failed."),
    "unavailable": (503, "ServiceUnavailable", "The request has failed due to a temporary failure."),
    "hidden-error": (200, "InternalError", "The request processing has failed."),
}
DROPS: Final = frozenset({"drop-before", "drop-after"})


def refusal_of(fault: Fault, raw: RawRequest) -> ApiError | None:
    """Return the refusal that a fault stands for, or None when it is of another sort."""
    if fault.kind.name == "error":
        return ApiError(fault.status, fault.code, "The request was refused.")
    if fault.kind.name == "control-policy":
        return _denied_by_control_policy(raw)
    found = _REFUSALS.get(fault.kind.name)
    return ApiError(*found) if found else None


def _denied_by_control_policy(raw: RawRequest) -> ApiError:
    """Return the denial of an account by the resource directory that it is a member of."""
    product = PRODUCTS.get(raw.version)
    action = f"{product.ram if product else ''}:{raw.action}"
    denied = AccessDenied(action, "SubUser", "operator", "", policy="ControlPolicy", explicit=True)
    return ApiError(403, "NoPermission", "The operation is denied by a control policy.", denied=denied)


def faulty_answer(fault: Fault, raw: RawRequest, dispatcher: Dispatcher) -> Answer:
    """Return what a fault makes of an answer, as far as it has a status and a code."""
    error = refusal_of(fault, raw)
    if error is not None:
        return dispatcher.refusal(raw, error)
    status = _PAGES[fault.kind.name][0] if fault.kind.name in _PAGES else 200
    return Answer(0 if fault.kind.name == "drop-before" else status, {})


async def send(request: web.Request, answer: Answer, fault: Fault | None) -> web.StreamResponse:
    """Send the answer, in the shape that the fault gives it."""
    name = fault.kind.name if fault else ""
    body = json.dumps(answer.body, ensure_ascii=False).encode()
    if name in DROPS:
        return _dropped(request)
    if name == "truncated":
        return await _truncated(request, body)
    if name in _PAGES:
        status, title = _PAGES[name]
        return web.Response(status=status, text=_PAGE.format(title), content_type="text/html")
    headers = {"x-acs-request-id": str(answer.body.get("RequestId", ""))}
    if fault is not None and name == "retry-after":
        headers["x-acs-retry-after"] = str(fault.milliseconds)
    return web.Response(
        status=answer.status,
        body=_BYTES.get(name, body),
        content_type="application/json",
        charset="utf-8",
        headers=headers,
    )


def _dropped(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def _truncated(request: web.Request, body: bytes) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "application/json;charset=utf-8"})
    response.content_length = len(body)
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.close()
    return response
