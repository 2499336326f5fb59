"""Runs a provider of `alibabacloud_credentials` in a process of its own and returns its credentials."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cen_tui.cloud.auth.sources import OAuthTokens
from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.endpoints import Endpoint
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.proxies import proxy_for
from cen_tui.cloud.http.tls import check, named_bundles
from cen_tui.i18n import gettext as _
from cen_tui.i18n.system_reasons import reason_in_words
from cen_tui.text import safe

_PROGRAM: Final = Path(__file__).with_name("provider_process.py")
_KEPT: Final = ("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "ALIBABA_CLOUD_IMDSV1_DISABLED")


@dataclass(frozen=True, slots=True)
class ProviderRequest:
    """A request to a provider. `fields` are the arguments of its constructor, secrets among them."""

    provider: str
    fields: Mapping[str, object]
    limit: float
    """Seconds in all."""
    endpoint: Endpoint | None = None
    """The endpoint that it calls, which decides the proxy; None where no proxy is used."""
    whole_environment: bool = False
    """Whether it runs a program of the operator's, which needs the environment as it is."""


@dataclass(frozen=True, slots=True)
class ProviderResponse:
    """The response of a provider: credentials, or what is known of why there are none."""

    credentials: Credentials | None = None
    failed: str = ""
    """The class of the library's exception; `timeout` or `broken` for failures of the process itself."""
    status: int = 0
    """HTTP status of the refusal; 0 where there was none."""
    code: str = ""
    says: str = ""
    """The last line that the operator's own program wrote to stderr, safe to show."""
    renewed: OAuthTokens | None = None


async def run_provider(request: ProviderRequest) -> ProviderResponse:
    """Return the response of a provider.

    Raises `CloudError` for a proxy or a bundle of certificates that cannot be used, and for a process that
    cannot be started; nothing else.
    """
    if request.endpoint and request.endpoint.secure:
        await asyncio.to_thread(check, named_bundles(os.environ))
    environment = _environment(request)
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # whatever lies in the current folder is not imported
            str(_PROGRAM),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=environment,
            start_new_session=True,  # nothing it runs can ask on this terminal, and all of it can be ended
        )
    except OSError as error:
        raise _not_started(error) from error
    message = json.dumps({"provider": request.provider, "fields": dict(request.fields)})
    try:
        async with asyncio.timeout(request.limit):
            output, _ = await process.communicate(message.encode())
    except TimeoutError:
        return ProviderResponse(failed="timeout")
    finally:
        await _end(process)
    return _response(output)


def _not_started(error: OSError) -> CloudError:
    """Return the error of a process that the system does not start: Python was replaced, or too many run."""
    interpreter = safe(sys.executable)
    gone = isinstance(error, FileNotFoundError | PermissionError)
    return CloudError(
        _("Credentials could not be asked for"),
        kind=ErrorKind.REFUSED,
        detail=_("{interpreter} could not be started: {reason}.").format(
            interpreter=interpreter, reason=reason_in_words(safe(error.strerror or type(error).__name__))
        ),
        advice=_("Python was replaced or removed under cen-tui: end cen-tui and start it again.")
        if gone
        else _("Close some programs of yours, and try again."),
    )


async def _end(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


def _environment(request: ProviderRequest) -> dict[str, str]:
    if request.whole_environment:
        return dict(os.environ)
    kept = {
        name: value
        for name, value in os.environ.items()
        if (not name.startswith("ALIBABA_CLOUD_") or name in _KEPT)
        and not name.upper().endswith("_PROXY")
        and name != "DEBUG"
    }
    proxy = proxy_for(request.endpoint) if request.endpoint else None
    if request.endpoint and proxy:
        kept[f"{request.endpoint.scheme.upper()}_PROXY"] = proxy
    return kept


def _response(output: bytes) -> ProviderResponse:
    try:
        fields = json.loads(output)
    except ValueError:
        return ProviderResponse(failed="broken")
    renewed = fields.get("renewed")
    tokens = (
        OAuthTokens(Secret(renewed["access"]), int(renewed["access_ends"]), Secret(renewed["refresh"]))
        if renewed
        else None
    )
    if "failed" in fields:
        return ProviderResponse(
            failed=safe(fields["failed"], limit=80),
            status=fields["status"],
            code=safe(fields["code"], limit=80),
            says=safe(fields["says"], limit=300),
            renewed=tokens,
        )
    ends = datetime.fromtimestamp(fields["expires"], UTC) if fields["expires"] > 0 else None
    token = Secret(fields["token"]) if fields["token"] else None
    return ProviderResponse(
        Credentials(str(fields["id"]), Secret(fields["secret"]), token, ends), renewed=tokens
    )
