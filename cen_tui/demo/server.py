"""The embedded cloud as an HTTP server on loopback."""

import asyncio
import json
import logging
import socket
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from aiohttp import web

from cen_tui.demo.authenticator import Authenticator
from cen_tui.demo.dispatcher import Answer, Dispatcher, unknown_parameters
from cen_tui.demo.estate.estate import Estate, estate
from cen_tui.demo.fault_spec import parse_faults
from cen_tui.demo.faults import Fault, Faults, Phase
from cen_tui.demo.http.request import RawRequest, Received
from cen_tui.demo.registry import PRODUCTS
from cen_tui.demo.replies import faulty_answer, send
from cen_tui.demo.token_services import TokenServices
from cen_tui.demo.world import WORK_SECONDS, Sessions, World

HOST: Final = "127.0.0.1"
_GRACE_SECONDS: Final = 0.1
_LOGGER: Final = logging.getLogger("cen_tui.demo")
_LOGGER.addHandler(logging.NullHandler())  # without one, errors would be written to the screen


def utc_now() -> datetime:
    """Return the time of this machine."""
    return datetime.now(UTC)


class DemoCloud:
    """The embedded cloud on a free port of this machine.

    `clock` gives the time that new data carries, `now` the time that the dates of signatures are held
    against; both are the machine's unless given. `faults` is a SPEC as `fault_spec` has it.
    """

    def __init__(  # noqa: PLR0913 - each has its default, and all are given by name
        self,
        *,
        clock: Callable[[], datetime] = utc_now,
        now: Callable[[], datetime] = utc_now,
        seed: int = 1,
        faults: str = "",
        work_seconds: float = WORK_SECONDS,
        contents: Estate | None = None,
    ) -> None:
        self.estate = estate() if contents is None else contents
        keys = {key.id: key for key in self.estate.keys}
        self.world = World(self.estate, clock, work_seconds, Sessions(keys, now))
        self.token_services = TokenServices(self.world.sessions)
        self.faults = Faults(parse_faults(faults), seed)
        self.received: list[Received] = []
        self.on_received: Callable[[Received], None] | None = None
        self._held: dict[str, asyncio.Event] = {}
        self._dispatcher = Dispatcher(self.world, Authenticator(keys, now), seed)
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def start(
        self, listening: socket.socket | None = None, *, port: int = 0, tls: ssl.SSLContext | None = None
    ) -> str:
        """Serve until `stop`, on `listening` or else on `port` (0 takes a free one); return the URL."""
        application = web.Application()
        application.router.add_route("*", "/{rest:.*}", self._serve)
        runner = web.AppRunner(application, access_log=None, logger=_LOGGER, shutdown_timeout=_GRACE_SECONDS)
        await runner.setup()
        self._runner = runner
        sock = listening or socket.create_server((HOST, port), backlog=128)
        await web.SockSite(runner, sock, ssl_context=tls).start()
        self.url = f"{'https' if tls else 'http'}://{HOST}:{sock.getsockname()[1]}"
        return self.url

    @property
    def connections(self) -> int:
        """How many connections of clients are open."""
        served = self._runner.server if self._runner else None
        return len(served.connections) if isinstance(served, web.Server) else 0

    async def stop(self) -> None:
        """Close every connection and the port."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def set_faults(self, spec: str) -> None:
        """Inject the faults of a SPEC and no others; an empty one ends them all."""
        self.faults.replace(parse_faults(spec))

    def hold(self, *actions: str) -> asyncio.Event:
        """Hold back every answer to these actions, their work done, until the event returned is set."""
        release = asyncio.Event()
        self._held.update(dict.fromkeys(actions, release))
        return release

    def calls(self, action: str) -> list[Received]:
        """Return what was received for one action, in order."""
        return [each for each in self.received if each.action == action]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        raw = await _raw(request)
        if (reply := self.token_services.answer(raw)) is not None:
            status, content = reply
            text = content if isinstance(content, str) else json.dumps(content)
            return web.Response(status=status, text=text, content_type="application/json")
        await asyncio.sleep(self.faults.wait("latency", raw.action))
        fault = self.faults.take(Phase.BEFORE, raw.action)
        if fault is not None:
            answer = faulty_answer(fault, raw, self._dispatcher)
        else:
            answer = await self._dispatcher.answer(raw, self.faults.wait("lag", raw.action))
            fault = self.faults.take(Phase.AFTER, raw.action)
            if fault is not None:
                answer = _as_faulty(answer, faulty_answer(fault, raw, self._dispatcher))
        self._note(raw, answer, fault)
        if raw.action in self._held:
            await self._held[raw.action].wait()
        await asyncio.sleep(self.faults.wait("slow-answer", raw.action))
        return await send(request, answer, fault)

    def _note(self, raw: RawRequest, answer: Answer, fault: Fault | None) -> None:
        product = PRODUCTS.get(raw.version)
        received = Received(
            product=product.name if product else "",
            version=raw.version,
            action=raw.action,
            parameters=raw.parameters(),
            key_id=raw.key_id,
            status=answer.status,
            code=answer.code,
            request_id=str(answer.body.get("RequestId", "")),
            fault=fault.kind.name if fault else "",
            unknown=unknown_parameters(raw),
            user_agent=raw.headers.get("user-agent", ""),
            peer=raw.peer,
            headers=raw.headers,
        )
        self.received.append(received)
        if self.on_received is not None:
            self.on_received(received)


def _as_faulty(answer: Answer, by_fault: Answer) -> Answer:
    """Return the answer with what the fault changes of it."""
    if by_fault.body:
        return by_fault
    return replace(answer, status=by_fault.status) if answer.status < 400 else answer  # noqa: PLR2004 - errors


async def _raw(request: web.Request) -> RawRequest:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    path, _, query = request.raw_path.partition("?")
    return RawRequest(
        method=request.method,
        path=path,
        query_string=query,
        headers={name.lower(): value for name, value in request.headers.items()},
        body=await request.read(),
        peer=f"{peer[0]}:{peer[1]}" if peer else "",
    )
