"""The HTTP transport of the SDK's generated clients: sign, send, retry, parse.

The generated clients keep their typed models, their parameters and their signing; only the public
`call_api_async`, which every one of their calls ends in, is ours: the SDK's own would build a TLS
context and a connection for each call and block the event loop meanwhile.
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from alibabacloud_tea_openapi.utils import Utils
from alibabacloud_tea_openapi.utils_models import Params
from darabonba.core import DaraCore
from darabonba.request import DaraRequest

from cen_tui.cloud.credentials import Credentials, CredentialsProvider
from cen_tui.cloud.endpoints import Endpoint, Product
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.errors.codes.sign_in import EXPIRED_TOKEN
from cen_tui.cloud.http.concurrency_limit import ConcurrencyLimiter
from cen_tui.cloud.http.connection import Connection, Headers
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.response import Request, parse_response
from cen_tui.cloud.http.retry import Backoff, Listener, call_with_retry
from cen_tui.i18n import gettext as _

if TYPE_CHECKING:
    from alibabacloud_tea_openapi.utils_models import Config, OpenApiRequest
    from darabonba.runtime import RuntimeOptions


_ALGORITHM = "ACS3-HMAC-SHA256"
_EXPIRED_AGAIN = _(
    "They were requested again, and were expired again: check what provides them (the "
    "profile's command or URI), then try again."
)


@dataclass(frozen=True, slots=True)
class Sender:
    """What the calls of one client to one server share."""

    connection: Connection
    provider: CredentialsProvider | None
    """Without one, only what is not signed can be called."""
    options: CloudOptions
    on_wait: Listener
    """Called with every pause before a read is retried."""
    limiter: ConcurrencyLimiter
    """Limits the concurrent reads."""


class Transport:
    """A mixin before a generated client's class, whose constructor takes the SDK's `Config`."""

    product: ClassVar[Product]
    _user_agent: str

    def __init__(self, config: "Config", endpoint: Endpoint, sender: Sender) -> None:
        super().__init__(config)  # type: ignore[call-arg]  # the next class is the generated client
        self._target = endpoint
        self._region = config.region_id or ""
        self._sender = sender

    async def call_api_async(
        self, params: Params, request: "OpenApiRequest", _runtime: "RuntimeOptions"
    ) -> dict[str, object]:
        """Sign and send one call; return its body, headers and status as the SDK's models read them.

        A read waits for the concurrency limit of the region, and is retried after a failure that may pass; a
        change is sent once, at once.
        Raises `CloudError` for every failure, with the action in it.
        """
        try:
            return await self._call(params, request)
        except CloudError as error:
            error.action = error.action or params.action
            raise

    async def _call(self, params: Params, request: "OpenApiRequest") -> dict[str, object]:
        if (params.style, params.method, params.body_type) != ("RPC", "POST", "json"):
            raise TypeError(
                f"{params.action} is not a POST in RPC style that answers JSON: no way to send it."
            )
        call = Request(self.product, params.action, self._target, self._region)
        send = partial(self._send, call, params, request)
        if call.only_reads:
            pauses = Backoff(self._sender.options.retrying, self._sender.on_wait)
            return await call_with_retry(partial(self._sender.limiter.run, send), pauses)
        if self._sender.options.read_only:
            raise _refused(call)
        return await send()

    async def _send(self, call: Request, params: Params, request: "OpenApiRequest") -> dict[str, object]:
        """Send once; where the credentials expired earlier than stated, again with renewed ones.

        What was refused for them was not carried out, so that a change may be sent again too.
        """
        signed = await self._signed(params, request)
        try:
            return await self._exchanged(call, signed)
        except CloudError as error:
            key_id = signed.headers.get("x-acs-accesskey-id", "")
            provider = self._sender.provider
            if not (key_id and provider and self._can_be_renewed(error) and provider.forget(key_id)):
                raise
        try:
            return await self._exchanged(call, await self._signed(params, request))
        except CloudError as error:
            self._can_be_renewed(error)
            raise

    def _can_be_renewed(self, error: CloudError) -> bool:
        """Tell whether a refusal is for temporary credentials that have expired; its advice then says so."""
        ended = error.title == EXPIRED_TOKEN.title and not error.outcome_unknown
        if not ended or self._sender.provider is None or isinstance(self._sender.provider, Credentials):
            return False
        error.advice = _EXPIRED_AGAIN
        return True

    async def _exchanged(self, call: Request, signed: DaraRequest) -> dict[str, object]:
        answer = await self._sender.connection.post(
            call, DaraCore.compose_url(signed), Headers(signed.headers), (signed.body or "").encode()
        )
        body = parse_response(answer, call)
        return {"body": body, "headers": dict(answer.headers), "statusCode": answer.status}

    async def _signed(self, params: Params, request: "OpenApiRequest") -> DaraRequest:
        """Return the request as the SDK's own path makes it: the same headers, signed by its own code."""
        signed = DaraRequest()
        signed.protocol = self._target.scheme
        signed.method = params.method
        signed.pathname = params.pathname
        signed.query = dict(request.query or {})
        signed.headers = {
            "host": self._target.host,
            "x-acs-version": params.version,
            "x-acs-action": params.action,
            "user-agent": Utils.get_user_agent(self._user_agent),
            "x-acs-date": _timestamp(),
            "x-acs-signature-nonce": _nonce(),
            "accept": "application/json",
            **(request.headers or {}),
        }
        if request.body is not None:
            signed.body = Utils.to_form(request.body)
            signed.headers["content-type"] = "application/x-www-form-urlencoded"
        if params.auth_type != "Anonymous":
            await self._sign(signed)
        return signed

    async def do_rpcrequest_async(  # noqa: PLR0913, PLR0917 - as the generated clients call it
        self,
        action: str,
        version: str,
        protocol: str,
        method: str,
        auth_type: str,
        body_type: str,
        request: "OpenApiRequest",
        runtime: "RuntimeOptions",
    ) -> dict[str, object]:
        """Send a call that takes no signature, its frame in the query as the SDK's own path has it."""
        frame = {
            "Action": action,
            "Format": "json",
            "Version": version,
            "Timestamp": _timestamp(),
            "SignatureNonce": _nonce(),
        }
        request.query = {**frame, **(request.query or {})}
        params = Params(
            action=action,
            version=version,
            protocol=protocol,
            pathname="/",
            method=method,
            auth_type=auth_type,
            style="RPC",
            req_body_type="formData",
            body_type=body_type,
        )
        return await self.call_api_async(params, request, runtime)

    async def _sign(self, signed: DaraRequest) -> None:
        """Sign as the SDK does, with the credentials of the moment; the SDK takes others for empty ones."""
        try:
            now = await self._sender.provider.current() if self._sender.provider else None
        except CloudError as error:
            error.outcome_unknown = False  # of AssumeRole, which changes nothing
            raise
        if now is None or not now.key_id or not now.secret:
            raise _no_key()
        digest = Utils.hash((signed.body or "").encode(), _ALGORITHM).hex()
        signed.headers["x-acs-content-sha256"] = digest
        signed.headers["x-acs-credentials-provider"] = "static_sts" if now.token else "static_ak"
        if now.token:
            signed.headers["x-acs-accesskey-id"] = now.key_id
            signed.headers["x-acs-security-token"] = now.token.reveal()
        signed.headers["Authorization"] = Utils.get_authorization(
            signed, _ALGORITHM, digest, now.key_id, now.secret
        )


def _timestamp() -> str:
    """Return the present as the signature wants it; Python deprecates the clock of the SDK's own."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _nonce() -> str:
    return secrets.token_hex(16)


def _refused(call: Request) -> CloudError:
    return CloudError(
        _("Read-only: nothing was changed"),
        kind=ErrorKind.READ_ONLY,
        detail=_(
            "{action} would change something, and cen-tui was started with --read-only. Nothing was sent."
        ).format(action=call.action),
        advice=_("Start cen-tui without --read-only to grant or revoke."),
    )


def _no_key() -> CloudError:
    return CloudError(
        _("The account has no AccessKey"),
        kind=ErrorKind.SIGN_IN,
        detail=_("The AccessKey ID or its secret is empty. Nothing was sent."),
        advice=_("Edit the account and enter both."),
    )
