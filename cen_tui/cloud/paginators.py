"""Reads the whole of a list that an action answers in pages, or in parts behind tokens."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING

from cen_tui.cloud import converters
from cen_tui.cloud.endpoints import Product

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud

_Key = Callable[[object], Hashable]


async def rows_by_page(
    cloud: "Cloud", product: Product, action: str, *names: str, key: _Key | None = None, **fields: object
) -> list[object]:
    """Return the rows of all pages of a list; `key` is as `converters.all_pages` has it. Raises `CloudError`.

    `names` say where the answer's model has the list: the wrapper around it, if there is one, and its own
    name.
    """
    read = converters.rows_of if len(names) > 1 else converters.bare_rows_of

    async def fetch(page: int) -> tuple[list[object], int]:
        return read(await cloud.call(product, action, **fields, page_number=page, page_size=50), *names)

    return await converters.all_pages(fetch, key=key)


async def rows_by_token(
    cloud: "Cloud", product: Product, action: str, name: str, *, key: _Key | None = None, **fields: object
) -> list[object]:
    """Return the rows of all parts of a list; `key` is as `converters.all_tokens` has it.

    `name` is the list's in the answer's model. Raises `CloudError`.
    """

    async def fetch(token: str) -> tuple[list[object], int | None, str]:
        body = await cloud.call(product, action, **fields, next_token=token or None)
        total = converters.number(getattr(body, "total_count", None))
        return converters.inner(body, name), total, converters.text_of(body, "next_token")

    return await converters.all_tokens(fetch, key=key)
