"""ClientTokens: the same request sent twice is worked on once."""

from collections.abc import Mapping

from cen_tui.demo.errors import ApiError
from cen_tui.demo.http.parameters import client_token
from cen_tui.demo.http.request import Call


class UsedTokens:
    """The tokens of requests that were done."""

    def __init__(self) -> None:
        self._done: dict[tuple[str, str, str], Mapping[str, str]] = {}

    def was_done(self, call: Call) -> bool:
        """Tell whether this very request was done before; refuse its token with other parameters."""
        token = client_token(call)
        before = self._done.get(_key(call, token)) if token else None
        if before is None:
            return False
        if dict(before) != dict(call.parameters):
            message = "The ClientToken was used with other parameters."
            raise ApiError(400, "IdempotentParameterMismatch", message)
        return True

    def done(self, call: Call) -> None:
        """Note that a request was done."""
        token = client_token(call)
        if token:
            self._done[_key(call, token)] = call.parameters


def _key(call: Call, token: str) -> tuple[str, str, str]:
    return call.caller.uid, call.action, token
