"""The actions by API version and name, each with what it requires and which permission it takes."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from cen_tui.demo.errors import Body
from cen_tui.demo.http.request import Call
from cen_tui.demo.world import World

Handler: TypeAlias = Callable[[World, Call], Awaitable[Body]]


@dataclass(frozen=True, slots=True)
class Product:
    """A product: its name, the one API version it is known by, and how its permissions are spelt."""

    name: str
    version: str
    ram: str
    """Prefix of its RAM actions: `cen` for Cbn."""
    place: str = ""
    """The region that the name of its one host has."""
    in_form: bool = False
    """Whether it takes parameters from the body alone."""

    def host(self, region: str) -> str:
        """Return the host name that the real one answers from."""
        place = region if self.name in {"Vpc", "Smartag"} else self.place
        return ".".join(filter(None, (self.name.lower(), place, "aliyuncs.com")))


VPC: Final = Product("Vpc", "2016-04-28", "vpc")
CBN: Final = Product("Cbn", "2017-09-12", "cen")
SMARTAG: Final = Product("Smartag", "2018-03-13", "smartag")
STS: Final = Product("Sts", "2015-04-01", "sts")
ECR: Final = Product(
    "ExpressConnectRouter", "2023-09-01", "expressconnectrouter", place="cn-shanghai", in_form=True
)
PRODUCTS: Final = {product.version: product for product in (VPC, CBN, SMARTAG, STS, ECR)}


@dataclass(frozen=True, slots=True)
class Action:
    """One action of a product."""

    product: Product
    name: str
    handler: Handler
    required: tuple[str, ...]
    parameters: frozenset[str]
    """Every documented parameter; the running number of a list is written `N`."""
    missing: str
    """Code for an absent parameter, with `{}` for its name."""
    ram: str
    """The RAM action it takes; empty when it takes none."""
    unsigned: bool = False
    """Whether it is called without any AccessKey."""


ACTIONS: Final[dict[tuple[str, str], Action]] = {}


def action(  # noqa: PLR0913 - what is declared of an action, all by name
    product: Product,
    name: str,
    *,
    required: tuple[str, ...] = (),
    optional: tuple[str, ...] = (),
    missing: str = "Missing{}",
    open_to_all: bool = False,
    unsigned: bool = False,
) -> Callable[[Handler], Handler]:
    """Enter the decorated function as the handler of an action."""

    def enter(handler: Handler) -> Handler:
        ram = "" if open_to_all or unsigned else f"{product.ram}:{name}"
        known = frozenset((*required, *optional))
        entry = Action(product, name, handler, required, known, missing, ram, unsigned)
        ACTIONS[product.version, name] = entry
        return handler

    return enter
