"""The network: whether the cloud can be reached, and whether this machine's clock is right."""

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from cen_tui.cloud.endpoints import Endpoint, Product, endpoint_for, named_endpoint, sts_endpoint
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.response import Request, Response, parse_response
from cen_tui.doctor.connection import A_REGION
from cen_tui.doctor.finding import Finding, note, ok, problem
from cen_tui.doctor.host import Host
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences

_ACTION: Final = "GetCallerIdentity"
"""Sent unsigned, every product's server refuses it, which shows that it is reached."""
_SMARTAG_REGION: Final = "cn-shanghai"
_LIMIT: Final = 8.0
_MOST: Final = 15 * 60
"""Seconds by which a clock may be off before every call is refused."""
_WORTH_A_WORD: Final = 60
_NO_ANSWER_OF_THE_CLOUD: Final = frozenset({ErrorKind.UNREADABLE, ErrorKind.SERVER})


@dataclass(frozen=True, slots=True)
class _Checked:
    """The result of one request; `behind` is how far our clock is behind the server's, in seconds."""

    finding: Finding
    behind: float | None = None


def check_online(host: Host) -> list[Finding]:
    """Send one unsigned request to each server that the wizard uses. Blocks."""
    try:
        named, sts = named_endpoint(host.endpoint, host.environ), sts_endpoint(host.environ)
    except ValueError:
        return [note("online", _("Network not tested: the endpoint cannot be used."))]
    loop = asyncio.new_event_loop()
    try:
        asked = loop.run_until_complete(_ask_all(_calls(named, sts)))
    finally:
        loop.close()  # and not asyncio.run, which would wait for a name server that does not answer
    return [*(one.finding for one in asked), _clock([one.behind for one in asked if one.behind is not None])]


def _calls(named: Endpoint | None, sts: Endpoint | None) -> list[Request]:
    if named is not None:
        return [Request(Product.STS, _ACTION, named)]
    places = (
        (Product.STS, ""),
        (Product.VPC, A_REGION),
        (Product.SMARTAG, _SMARTAG_REGION),
        (Product.ECR, ""),
    )
    return [
        Request(product, _ACTION, sts if sts and product is Product.STS else endpoint_for(product, region))
        for product, region in places
    ]


async def _ask_all(calls: list[Request]) -> list[_Checked]:
    from cen_tui.cloud.http.connection import Connection, Headers
    from cen_tui.cloud.http.options import CloudOptions

    options = CloudOptions(connect_timeout=_LIMIT, read_timeout=_LIMIT, total_timeout=_LIMIT)
    connection = Connection(options)
    try:
        return await asyncio.gather(
            *(
                _check(connection.post(call, f"{call.endpoint}/?Action={_ACTION}", Headers(), b""), call)
                for call in calls
            )
        )
    finally:
        await connection.close()


async def _check(answering: Awaitable[Response], call: Request) -> _Checked:
    began = datetime.now(UTC)
    try:
        answer = await answering
    except CloudError as error:
        return _Checked(_unreached(call, error))
    try:
        parse_response(answer, call)
    except CloudError as error:
        if error.kind in _NO_ANSWER_OF_THE_CLOUD:
            return _Checked(_unreached(call, error))
    ended = datetime.now(UTC)
    took = (ended - began).total_seconds()
    says = _("{host} answers, in {seconds:.2f} s.").format(host=call.endpoint.host, seconds=took)
    return _Checked(ok("online", says), _behind(answer.headers, ended))


def _unreached(call: Request, error: CloudError) -> Finding:
    """Return what is wrong; some servers are needed for one type of network alone."""
    alone = {
        Product.SMARTAG: _("Only CCNs need it."),
        Product.ECR: _("Only Express Connect Routers need it."),
    }
    if call.product in alone:
        return note("online", sentences(error.detail, alone[call.product]), error.advice)
    return problem("online", error.detail, error.advice)


def _behind(headers: Mapping[str, str], now: datetime) -> float | None:
    try:
        return (parsedate_to_datetime(headers["date"]) - now).total_seconds()
    except (KeyError, TypeError, ValueError):
        return None


def _clock(seconds: list[float]) -> Finding:
    if not seconds:
        return note("clock", _("No server told the time: this machine's clock could not be compared."))
    off = min(seconds, key=abs)
    if abs(off) < _WORTH_A_WORD:
        return ok("clock", _("Right, compared with the cloud's time."))
    minutes, rest = divmod(round(abs(off)), 60)
    if off > 0:
        says = _("This machine's clock is {minutes} min {seconds} s behind.")
    else:
        says = _("This machine's clock is {minutes} min {seconds} s ahead.")
    says = says.format(minutes=minutes, seconds=rest)
    advice = _("Set it (UTC), by NTP if you can: by more than 15 minutes the cloud refuses every call.")
    return problem("clock", says, advice) if abs(off) >= _MOST else note("clock", says, advice)
