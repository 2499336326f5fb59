"""Authenticates and authorizes requests: key, token, clock, nonce, signature, then the permission."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from cen_tui.demo.errors import AccessDenied, ApiError
from cen_tui.demo.estate.kinds import AccessKey, Principal
from cen_tui.demo.http.request import RawRequest
from cen_tui.demo.http.signature import (
    MUST_BE_SIGNED,
    RPC_METHOD,
    RPC_VERSION,
    Authorization,
    canonical_request,
    matches,
    parse_authorization,
    payload_hash,
    rpc_sign,
    rpc_string_to_sign,
    sign,
)

CLOCK_TOLERANCE: Final = timedelta(minutes=15)


class Authenticator:
    """Checks every request before its action sees it. `now` gives the time that dates are held against."""

    def __init__(self, keys: Mapping[str, AccessKey], now: Callable[[], datetime]) -> None:
        self._keys = keys
        self._now = now
        self._nonces: set[tuple[str, str]] = set()

    def caller(self, raw: RawRequest) -> Principal:
        """Return who signed the request; ApiError when it was not signed as it must be."""
        if raw.is_rpc_style:
            return self._caller_by_rpc_signature(raw)
        authorization = _authorization(raw)
        key = self._key(authorization.key_id)
        self._check_token(key, raw.headers.get("x-acs-security-token", ""))
        self._check_clock(raw.headers.get("x-acs-date", ""))
        _check_signature(raw, authorization, key)
        self._use_up(key.id, raw.headers.get("x-acs-signature-nonce", ""))
        return key.principal

    def _caller_by_rpc_signature(self, raw: RawRequest) -> Principal:
        sent = raw.parameters()
        if not sent.get("Signature"):
            raise _incomplete()
        if (sent.get("SignatureMethod"), sent.get("SignatureVersion")) != (RPC_METHOD, RPC_VERSION):
            raise ApiError(400, "InvalidSignatureMethod", "The signature method is not supported.")
        key = self._key(sent.get("AccessKeyId", ""))
        self._check_token(key, sent.get("SecurityToken", ""))
        self._check_clock(sent.get("Timestamp", ""))
        signature = rpc_sign(key.secret.reveal(), rpc_string_to_sign(raw.method, sent.items()))
        if not matches(signature, sent["Signature"]):
            raise _mismatch()
        self._use_up(key.id, sent.get("SignatureNonce", ""))
        return key.principal

    def _key(self, key_id: str) -> AccessKey:
        key = self._keys.get(key_id)
        if key is None:
            raise ApiError(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.")
        if not key.active:
            raise ApiError(400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled.")
        return key

    def _check_token(self, key: AccessKey, token: str) -> None:
        if key.token is None:
            if token:
                raise _wrong_token("MismatchWithAccessKey", "does not match the AccessKey")
            return
        if not token:
            raise ApiError(400, "MissingSecurityToken", "SecurityToken is mandatory for this action.")
        if not token.startswith("CAIS"):
            raise _wrong_token("Malformed", "is malformed")
        if token != key.token:
            raise _wrong_token("MismatchWithAccessKey", "does not match the AccessKey")
        if key.is_over(self._now()):
            raise _wrong_token("Expired", "has expired")

    def _check_clock(self, text: str) -> None:
        try:
            moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        except ValueError:
            message = "Specified time stamp or date value is not well formatted."
            raise ApiError(400, "InvalidTimeStamp.Format", message) from None
        if abs(self._now() - moment) > CLOCK_TOLERANCE:
            raise ApiError(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.")

    def _use_up(self, key_id: str, nonce: str) -> None:
        if (key_id, nonce) in self._nonces:
            raise ApiError(400, "SignatureNonceUsed", "Specified signature nonce was used already.")
        self._nonces.add((key_id, nonce))


def check_permission(caller: Principal, action: str) -> None:
    """Refuse a caller whose policies do not permit an action such as `vpc:GrantInstanceToCen`."""
    if not action or caller.may(action):
        return
    role = caller.kind == "AssumedRoleUser"
    name = caller.name.replace("/", ":") if role else caller.id
    denied = AccessDenied(action, "AssumedRoleUser" if role else "SubUser", name, caller.uid)
    message = "User not authorized to operate on the specified resource."
    raise ApiError(403, "Forbidden.RAM", message, denied=denied)


def _authorization(raw: RawRequest) -> Authorization:
    found = parse_authorization(raw.headers.get("authorization", ""))
    if found is None or not set(found.signed_headers) >= MUST_BE_SIGNED:
        raise _incomplete()
    return found


def _incomplete() -> ApiError:
    return ApiError(400, "IncompleteSignature", "The request signature does not conform to the standard.")


def _mismatch() -> ApiError:
    return ApiError(400, "SignatureDoesNotMatch", "Specified signature does not match our calculation.")


def _wrong_token(ending: str, reason: str) -> ApiError:
    return ApiError(400, f"InvalidSecurityToken.{ending}", f"Specified SecurityToken {reason}.")


def _check_signature(raw: RawRequest, authorization: Authorization, key: AccessKey) -> None:
    hashed = payload_hash(raw.body)
    canonical = canonical_request(
        raw.method, raw.path, raw.query(), raw.headers, authorization.signed_headers, hashed
    )
    untouched = raw.headers.get("x-acs-content-sha256", "") == hashed
    if not untouched or not matches(sign(key.secret.reveal(), canonical), authorization.signature):
        raise _mismatch()
