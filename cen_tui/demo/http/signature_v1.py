"""The older RPC signature, HMAC-SHA1 over the parameters: what the credentials library and the CLI send.

Source: help.aliyun.com/document_detail/315526.html (RPC signature version 1.0).
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

METHOD: Final = "HMAC-SHA1"
VERSION: Final = "1.0"


def string_to_sign(method: str, parameters: Iterable[tuple[str, str]]) -> str:
    """Return the text that is signed; `Signature` itself is left out of it."""
    pairs = sorted((_encoded(key), _encoded(value)) for key, value in parameters if key != "Signature")
    joined = "&".join(f"{key}={value}" for key, value in pairs)
    return f"{method}&{_encoded('/')}&{_encoded(joined)}"


def sign(secret: str, text: str) -> str:
    """Return the signature in base64."""
    return base64.b64encode(hmac.new(f"{secret}&".encode(), text.encode(), hashlib.sha1).digest()).decode()


def _encoded(text: str) -> str:
    return quote(text, safe="~")
