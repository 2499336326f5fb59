"""Dispatches one request to its action, without any HTTP: authenticate, validate, run."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Final

from cen_tui.demo.actions.table import ACTIONS
from cen_tui.demo.authenticator import Authenticator, check_permission
from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.estate.kinds import Principal
from cen_tui.demo.http.parameters import check_present, pattern_of
from cen_tui.demo.http.request import Call, RawRequest
from cen_tui.demo.registry import PRODUCTS, SMARTAG, Action
from cen_tui.demo.world import World

NOBODY: Final = Principal("", "Account", allows=())
"""The caller of actions that need no AccessKey."""
_COMMON_PARAMETERS: Final = frozenset(
    {
        "AccessKeyId",
        "Action",
        "Format",
        "SecurityToken",
        "Signature",
        "SignatureMethod",
        "SignatureNonce",
        "SignatureVersion",
        "Timestamp",
        "Version",
    }
)
"""The common parameters of a request in the older style."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: an HTTP status and a JSON object. `code` is empty on success."""

    status: int
    body: Body
    code: str = ""


class Dispatcher:
    """Answers calls. `seed` decides the request IDs, which depend on nothing but seed and calls."""

    def __init__(self, world: World, authenticator: Authenticator, seed: int) -> None:
        self._world = world
        self._authenticator = authenticator
        self._seed = seed
        self._asked: Counter[str] = Counter()

    async def answer(self, raw: RawRequest, lag: float = 0.0) -> Answer:
        """Return the answer to a request, refusals included."""
        try:
            body = await self._handled(raw, lag)
        except ApiError as refusal:
            return self.refusal(raw, refusal)
        return Answer(200, {"RequestId": self.request_id(raw), **body})

    def refusal(self, raw: RawRequest, error: ApiError) -> Answer:
        """Return the answer that refuses a request."""
        product = PRODUCTS.get(raw.version)
        host = product.host(raw.parameters().get("RegionId", "")) if product else "aliyuncs.com"
        name = product.name if product else ""
        body = error.envelope(request_id=self.request_id(raw), host=host, product=name)
        return Answer(error.status, body, error.code)

    def request_id(self, raw: RawRequest) -> str:
        """Return a UUID made of seed, call and how often this very call came, tokens left aside."""
        pairs = sorted(pair for pair in raw.parameters().items() if pair[0] != "ClientToken")
        call = repr((self._seed, raw.version, raw.action, pairs))
        self._asked[call] += 1
        text = hashlib.sha256(f"{call}{self._asked[call]}".encode()).hexdigest().upper()
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-A{text[17:20]}-{text[20:32]}"

    async def _handled(self, raw: RawRequest, lag: float) -> Body:
        if raw.method not in {"GET", "POST"}:
            raise ApiError(400, "UnsupportedHTTPMethod", "This http method is not supported.")
        action = _action(raw)
        caller = NOBODY if action.unsigned else self._authenticator.caller(raw)
        parameters = dict(raw.form()) if action.product.in_form else raw.parameters()
        check_present([name for name, value in parameters.items() if value], action.required, action.missing)
        self._check_region(action, parameters.get("RegionId", ""))
        check_permission(caller, action.ram)
        return await action.handler(self._world, Call(action.name, parameters, caller, lag))

    def _check_region(self, action: Action, region_id: str) -> None:
        region = self._world.regions.get(region_id)
        known = region is not None and (region.ccn or action.product is not SMARTAG)
        if region_id and not known and action.product.ram in {"vpc", "smartag"}:
            raise ApiError(404, "InvalidRegionId.NotFound", "The specified RegionId does not exist.")


def unknown_parameters(raw: RawRequest) -> tuple[str, ...]:
    """Return the names sent that the action does not document; the cloud passes over them."""
    action = ACTIONS.get((raw.version, raw.action))
    if action is None:
        return ()
    known = action.parameters | _COMMON_PARAMETERS if "Action" in raw.parameters() else action.parameters
    return tuple(sorted(name for name in raw.parameters() if pattern_of(name) not in known))


def _action(raw: RawRequest) -> Action:
    if raw.version not in PRODUCTS:
        raise ApiError(404, "InvalidProduct.NotFound", "Cannot find the product by its version.")
    action = ACTIONS.get((raw.version, raw.action))
    if action is None or raw.path != "/":
        raise ApiError(404, "InvalidApi.NotFound", "Specified api is not found.")
    return action
