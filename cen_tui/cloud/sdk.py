"""The one place where the SDKs and aiohttp are imported: when a call is about to be made, never before.

The imports take up to a second together: `load` runs in a thread first, and the rest is then fast.
"""

import importlib
import logging
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Final

from cen_tui import __version__
from cen_tui.cloud.endpoints import Endpoint, Product

if TYPE_CHECKING:
    from alibabacloud_tea_openapi.client import Client as OpenApiClient

    from cen_tui.cloud.http.transport import Sender

_PACKAGES: Final = MappingProxyType(
    {
        Product.VPC: "alibabacloud_vpc20160428",
        Product.SMARTAG: "alibabacloud_smartag20180313",
        Product.CBN: "alibabacloud_cbn20170912",
        Product.ECR: "alibabacloud_expressconnectrouter20230901",
        Product.STS: "alibabacloud_sts20150401",
    }
)
_LOGGERS: Final = ("alibabacloud-tea", "credentials", "darabonba-core")
_WORD_START: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_loaded: Final[set[Product]] = set()


def load(product: Product) -> None:
    """Import what calls to a product need, in the calling thread. Several threads may do so at once."""
    _client_class(product)
    models(product)
    _loaded.add(product)


def is_loaded(product: Product) -> bool:
    """Tell whether `load` has done its work for a product."""
    return product in _loaded


def new_client(product: Product, region: str, endpoint: Endpoint, sender: "Sender") -> "OpenApiClient":
    """Return the SDK's typed client of a product, whose calls go to an endpoint through a sender."""
    from alibabacloud_tea_openapi.utils_models import Config

    config = Config(
        endpoint=endpoint.host,
        protocol=endpoint.scheme,
        region_id=region,
        user_agent=f"cen-tui/{__version__}",
    )
    return _client_class(product)(config, endpoint, sender)


async def call(
    client: "OpenApiClient", product: Product, action: str, fields: Mapping[str, object]
) -> object:
    """Call an action by the client's own method, and return the model of its answer.

    A list of mappings becomes one of the models that the action has for that field. Raises `TypeError` for a
    field that it does not have.
    """
    method = getattr(client, f"{_WORD_START.sub('_', action).lower()}_async")
    if not hasattr(models(product), model := f"{action}Request"):
        return await method(**fields)  # an action without any field has no model
    made = {name: _modelled(product, f"{model}{field_name(name)}", value) for name, value in fields.items()}
    return await method(getattr(models(product), model)(**made))


def field_name(name: str) -> str:
    """Return a field of a model as the API spells it: `RegionId` for `region_id`."""
    return "".join(word.capitalize() for word in name.split("_"))


def _modelled(product: Product, model: str, value: object) -> object:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        return value
    return [getattr(models(product), model)(**each) for each in value]


@cache
def _client_class(product: Product) -> "type[OpenApiClient]":
    from cen_tui.cloud.http.transport import Transport

    generated = importlib.import_module(f"{_PACKAGES[product]}.client").Client
    _silence()
    return type(f"{product.name.title()}Client", (Transport, generated), {"product": product})


@cache
def models(product: Product) -> ModuleType:
    """Return the module of a product's request and response models."""
    return importlib.import_module(f"{_PACKAGES[product]}.models")


def _silence() -> None:
    """Keep the SDKs' loggers off stderr: they would write over the screen."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False
