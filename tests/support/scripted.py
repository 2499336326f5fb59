"""A small HTTP server on loopback that answers as a test tells it, and keeps what it was asked."""

import json
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from aiohttp import web
from support.reach import PATIENT

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.endpoints import parse_endpoint

KEY = Credentials("LTAI5tExampleExampleAAAA", Secret("ExampleSecretExampleSecret0001"))
REQUEST_ID = "7B1C2D3E-0001-4A5B-8C6D-000000000001"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in."""

    action: str
    query: Mapping[str, str]
    headers: Mapping[str, str] = field(repr=False)
    body: str


Answering = Callable[[Asked], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class Scripted:
    """What the server answers next, and what it was asked."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    answering: Answering | None = None
    connections: set[int] = field(default_factory=set)

    def answer(self, content: object, status: int = 200, **headers: str) -> None:
        """Answer every request with this JSON, or with these raw bytes or text."""

        async def fixed(_: Asked) -> web.StreamResponse:
            if isinstance(content, bytes):
                return web.Response(body=content, status=status, headers=headers)
            text = content if isinstance(content, str) else json.dumps(content)
            kind = headers.pop("content_type", "application/json")
            return web.Response(text=text, status=status, content_type=kind, headers=headers)

        self.answering = fixed

    def answer_in_turn(self, *contents: object) -> None:
        """Answer each request with the next of these, as JSON, and all later ones with the last."""
        coming = list(contents)

        async def next_one(_: Asked) -> web.StreamResponse:
            return web.json_response(coming.pop(0) if len(coming) > 1 else coming[0])

        self.answering = next_one

    def cloud(self, credentials: Credentials = KEY, **options: object) -> Cloud:
        """Return a cloud that sends everything here, and tries nothing again unless told to."""
        return Cloud(credentials, replace(PATIENT, endpoint=parse_endpoint(self.url), **options))  # type: ignore[arg-type]


@asynccontextmanager
async def scripted_server(serving: ssl.SSLContext | None = None) -> AsyncIterator[Scripted]:
    """Run the server on a free port for as long as the block lasts, over TLS when it can serve it."""
    script = Scripted()

    async def handle(request: web.Request) -> web.StreamResponse:
        script.connections.add(id(request.transport))
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = Asked(
            headers.get("x-acs-action", ""), dict(request.query), headers, (await request.read()).decode()
        )
        script.asked.append(asked)
        assert script.answering is not None, "the test gave no answer"
        return await script.answering(asked)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=serving)
    await site.start()
    script.url = f"{'https' if serving else 'http'}://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield script
    finally:
        await runner.cleanup()
