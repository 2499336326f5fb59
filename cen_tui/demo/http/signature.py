"""The signatures that calls carry, computed anew from what arrived.

The SDKs sign with ACS3-HMAC-SHA256. The credentials library and the CLI send the older RPC signature,
HMAC-SHA1 over the parameters (help.aliyun.com/document_detail/315526.html).
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

ALGORITHM: Final = "ACS3-HMAC-SHA256"
RPC_METHOD: Final = "HMAC-SHA1"
RPC_VERSION: Final = "1.0"
MUST_BE_SIGNED: Final = frozenset(
    {
        "host",
        "x-acs-action",
        "x-acs-content-sha256",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-version",
    }
)
_AUTHORIZATION: Final = re.compile(
    rf"{ALGORITHM}\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{{64}})"
)


@dataclass(frozen=True, slots=True)
class Authorization:
    """The three parts of an `Authorization` header."""

    key_id: str
    signed_headers: tuple[str, ...]
    signature: str


def parse_authorization(header: str) -> Authorization | None:
    """Return the parts of the header, or None when it is not of this algorithm or is damaged."""
    found = _AUTHORIZATION.fullmatch(header.strip())
    if found is None:
        return None
    key_id, names, signature = found.groups()
    return Authorization(key_id, tuple(names.split(";")), signature)


def payload_hash(body: bytes) -> str:
    """Return the SHA-256 of the body in hex, as the header x-acs-content-sha256 carries it."""
    return hashlib.sha256(body).hexdigest()


def canonical_request(  # noqa: PLR0913, PLR0917 - the six parts that the algorithm names
    method: str,
    path: str,
    query: Iterable[tuple[str, str]],
    headers: Mapping[str, str],
    signed_headers: Iterable[str],
    hashed_payload: str,
) -> str:
    """Return the text whose hash is signed. `query` is decoded; the keys of `headers` are lower case."""
    names = sorted(signed_headers)
    header_lines = "".join(f"{name}:{headers.get(name, '').strip()}\n" for name in names)
    return "\n".join((method, path, _query(query), header_lines, ";".join(names), hashed_payload))


def sign(secret: str, canonical: str) -> str:
    """Return the signature of a canonical request in hex."""
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    text = f"{ALGORITHM}\n{hashed}"
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def rpc_string_to_sign(method: str, parameters: Iterable[tuple[str, str]]) -> str:
    """Return the text that the RPC signature signs; `Signature` itself is left out of it."""
    query = _query((key, value) for key, value in parameters if key != "Signature")
    return f"{method}&{_encoded('/')}&{_encoded(query)}"


def rpc_sign(secret: str, text: str) -> str:
    """Return the RPC signature in base64."""
    return base64.b64encode(hmac.new(f"{secret}&".encode(), text.encode(), hashlib.sha1).digest()).decode()


def matches(expected: str, received: str) -> bool:
    """Compare two signatures in constant time."""
    return hmac.compare_digest(expected, received)


def _query(pairs: Iterable[tuple[str, str]]) -> str:
    return "&".join(f"{key}={value}" for key, value in sorted((_encoded(k), _encoded(v)) for k, v in pairs))


def _encoded(text: str) -> str:
    return quote(text, safe="~")
