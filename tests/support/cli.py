"""An `aliyun` command line, sent as the CLI would send it: its options are the call's parameters."""

from typing import Final

from alibabacloud_tea_openapi.utils_models import OpenApiRequest, Params
from darabonba.runtime import RuntimeOptions
from support.demo import cbn, ecr, smartag, vpc

from cen_tui.cloud.credentials import Credentials
from cen_tui.demo.registry import PRODUCTS
from cen_tui.demo.server import DemoCloud

_CLIENTS: Final = {"cbn": cbn, "expressconnectrouter": ecr, "smartag": smartag, "vpc": vpc}
_IN_FORM: Final = {product.name.lower() for product in PRODUCTS.values() if product.in_form}
_VERSIONS: Final = {product.name.lower(): product.version for product in PRODUCTS.values()}
_FLAGS: Final = frozenset({"--force"})
"""Options of the CLI itself, which take no value."""


async def run(demo: DemoCloud, who: Credentials, words: tuple[str, ...]) -> dict[str, object]:
    """Send a command line as somebody, and return the body of the answer; the SDK's errors pass through."""
    program, product, action, *options = words
    assert program == "aliyun"
    named = [word for word in options if word not in _FLAGS]
    sent = dict(zip((name.removeprefix("--") for name in named[::2]), named[1::2], strict=True))
    request = OpenApiRequest(body=sent) if product in _IN_FORM else OpenApiRequest(query=sent)
    params = Params(
        action=action,
        version=_VERSIONS[product],
        protocol="HTTP",
        pathname="/",
        method="POST",
        auth_type="AK",
        style="RPC",
        req_body_type="formData",
        body_type="json",
    )
    answer = await _CLIENTS[product](demo, who).call_api_async(params, request, RuntimeOptions())
    assert demo.received[-1].unknown == ()
    return dict(answer["body"])
