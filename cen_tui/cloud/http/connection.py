"""The HTTP session of a client: sends requests, and turns failures into `CloudError`s."""

import asyncio
import ssl
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Final

import aiohttp

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.failures import AnswerTooLargeError, error_from_exception
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.proxies import proxy_for, proxy_name
from cen_tui.cloud.http.response import Request, Response
from cen_tui.cloud.http.tls import tls_context
from cen_tui.i18n import gettext as _

_CONNECTIONS_PER_HOST: Final = 8
_LARGEST_ANSWER: Final = 20 * 1024 * 1024
_CHUNK: Final = 64 * 1024


class Headers(dict[str, str]):
    """The headers of a request. Neither `repr` nor a traceback shows them: they sign, and hold the token."""

    def __repr__(self) -> str:
        return "Headers(hidden)"


@dataclass(slots=True)
class _Progress:
    """How far a request came."""

    limit: asyncio.Timeout
    """What bounds the connecting through a proxy."""
    sent: bool = False
    proxy: str = ""


class Connection:
    """Sends requests through one session: made at the first, in the running loop; closed once.

    Keeps connections alive, opens at most eight to a host, follows no redirect and keeps no cookie.
    """

    def __init__(self, options: CloudOptions) -> None:
        self._timeout = aiohttp.ClientTimeout(
            total=options.total_timeout, sock_connect=options.connect_timeout, sock_read=options.read_timeout
        )
        self._connect_timeout = options.connect_timeout
        self._session: aiohttp.ClientSession | None = None
        self._tls: ssl.SSLContext | None = None
        self._tls_lock = asyncio.Lock()
        self._closed = False

    async def post(self, call: Request, url: str, headers: Headers, body: bytes) -> Response:
        """Send one request and return the answer, whatever its status.

        Raises `CloudError` when there is none; its `outcome_unknown` tells whether the request may
        have reached the cloud.
        """
        progress = _Progress(asyncio.timeout(None))
        try:
            async with progress.limit:
                return await self._exchange(call, url, headers, body, progress)
        except (aiohttp.ClientError, OSError, ValueError, CloudError, AnswerTooLargeError) as error:
            failure = error_from_exception(error, call, sent=progress.sent, proxy=progress.proxy)
        # Raised outside the handler: the exception it stands for has signed headers in its frames.
        raise failure

    async def close(self) -> None:
        """Close the session; requests in progress fail."""
        self._closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def _exchange(
        self, call: Request, url: str, headers: Headers, body: bytes, progress: _Progress
    ) -> Response:
        proxy = proxy_for(call.endpoint)
        progress.proxy = proxy_name(proxy) if proxy else ""
        trust = await self._trust() if call.endpoint.secure else True
        async with self._opened().post(
            url,
            data=body,
            headers=headers,
            proxy=proxy,
            ssl=trust,
            allow_redirects=False,
            trace_request_ctx=progress,
        ) as response:
            content = await _bounded(response)
            names = {name.lower(): value for name, value in response.headers.items()}
            return Response(response.status, names, content)

    def _opened(self) -> aiohttp.ClientSession:
        if self._closed:
            raise CloudError(
                _("This connection was closed"),
                kind=ErrorKind.TRANSPORT,
                detail=_("The account was left before the request went out. Nothing was sent."),
                advice=_("Choose the account again."),
                permanent=True,
            )
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, limit_per_host=_CONNECTIONS_PER_HOST),
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=self._timeout,
                trust_env=False,
                trace_configs=[_tracing(self._connect_timeout)],
            )
        return self._session

    async def _trust(self) -> ssl.SSLContext:
        async with self._tls_lock:
            if self._tls is None:
                self._tls = await asyncio.to_thread(tls_context)
            return self._tls


def _tracing(connect_timeout: float) -> aiohttp.TraceConfig:
    """Return the trace of a request's progress, which also limits the time of a proxy's CONNECT.

    aiohttp's own connect timeout ends once a proxy has accepted the connection: one that then stays silent
    would be waited for until the total timeout.
    """

    async def on_connecting(
        _: aiohttp.ClientSession, context: SimpleNamespace, __: aiohttp.TraceConnectionCreateStartParams
    ) -> None:
        if context.trace_request_ctx.proxy:
            context.trace_request_ctx.limit.reschedule(asyncio.get_running_loop().time() + connect_timeout)

    async def on_connected(
        _: aiohttp.ClientSession, context: SimpleNamespace, __: aiohttp.TraceConnectionCreateEndParams
    ) -> None:
        context.trace_request_ctx.limit.reschedule(None)

    async def on_sent(
        _: aiohttp.ClientSession, context: SimpleNamespace, __: aiohttp.TraceRequestHeadersSentParams
    ) -> None:
        context.trace_request_ctx.sent = True

    tracing = aiohttp.TraceConfig()
    tracing.on_connection_create_start.append(on_connecting)
    tracing.on_connection_create_end.append(on_connected)
    tracing.on_request_headers_sent.append(on_sent)
    return tracing


async def _bounded(response: aiohttp.ClientResponse) -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        content += chunk
        if len(content) > _LARGEST_ANSWER:
            raise AnswerTooLargeError
    return bytes(content)
