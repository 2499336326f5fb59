"""The format of one keyring entry: its name and its value.

Key ID and secret are in one value, so that changing them is one write; each generation has a name of its
own, so that a failing write cannot harm the one before. The value is one line of ASCII, which every keyring
stores unchanged.
"""

import json
from typing import TYPE_CHECKING, Final

from cen_tui.cloud.credentials import Credentials, Secret

if TYPE_CHECKING:
    from cen_tui.cloud.endpoints import Endpoint

USERNAME: Final = "accesskey"
_VERSION: Final = 1


def service_name(account_id: str, generation: int) -> str:
    """Return the service name of one generation of an account's entry."""
    return f"cen-tui:{account_id}:{generation}"


def encode(credentials: Credentials, generation: int) -> Secret:
    """Return credentials as the value of a keyring entry."""
    fields = {
        "v": _VERSION,
        "gen": generation,
        "id": credentials.key_id,
        "secret": credentials.secret.reveal(),
    }
    if credentials.token:
        fields["token"] = credentials.token.reveal()
    if credentials.sts:
        fields["sts"] = str(credentials.sts)
    return Secret(json.dumps(fields, separators=(",", ":")))


def decode(value: str, generation: int) -> Credentials | None:
    """Return the credentials that a value holds, or None when it is not one of that generation."""
    try:
        fields = json.loads(value)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict) or (fields.get("v"), fields.get("gen")) != (_VERSION, generation):
        return None
    key_id, secret, token = fields.get("id"), fields.get("secret"), fields.get("token", "")
    if not (isinstance(key_id, str) and isinstance(secret, str) and isinstance(token, str)):
        return None
    if not (key_id and secret):
        return None
    return Credentials(key_id, Secret(secret), Secret(token) if token else None, sts=_sts(fields.get("sts")))


def _sts(value: object) -> "Endpoint | None":
    """Return the STS endpoint that an entry names; None where it is missing or not valid."""
    if not isinstance(value, str) or not value:
        return None
    from cen_tui.cloud.endpoints import parse_endpoint

    try:
        return parse_endpoint(value)
    except ValueError:
        return None
