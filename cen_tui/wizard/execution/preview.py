"""The requests that an operation sends, as `aliyun` command lines: made by the code that sends them."""

from collections.abc import Iterator, Mapping
from typing import Final

from cen_tui.cloud.cen.attachment_changes import change_attachment_payer, detach
from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.cen.route_tables import associate, propagate
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.endpoints import Product
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.networks.base import Payer
from cen_tui.cloud.networks.commands import ATTACHMENT, ROUTE_TABLE
from cen_tui.cloud.networks.grant_apis import calls_of
from cen_tui.cloud.networks.registry import network_type
from cen_tui.cloud.networks.router_rules import change_payer
from cen_tui.cloud.sdk import field_name
from cen_tui.operations import attach_options
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind
from cen_tui.wizard.shell import NARROW, command_line

_FORCED: Final = frozenset({Product.SMARTAG})
"""Products that the CLI lists with version and hosts, but without actions, which `--force` lets pass.

With `--version` it would look elsewhere, and stop before it regards `--force`.
"""


class _RecordedError(Exception):
    """A call that was about to be made."""

    def __init__(self, product: Product, action: str, fields: Mapping[str, object]) -> None:
        super().__init__(action)
        self.words = ("aliyun", product.value, action, *_options(fields))
        if product in _FORCED:
            self.words = (*self.words, "--force")


class _Recorder(Cloud):
    """Signs nothing, sends nothing: every call ends with what it would have been."""

    async def call(self, product: Product, action: str, at: str = "", /, **fields: object) -> object:  # noqa: ARG002 - as it is called
        raise _RecordedError(product, action, fields)


def command_of(operation: Wanted, width: int = NARROW) -> str:
    """Return the command line that sends the same request; a comment where none can be sent.

    No line is wider than `width`, as long as no option is.
    """
    try:
        return command_line(words_of(operation), width)
    except CloudError as error:
        return f"# {error.title}"


def words_of(operation: Wanted) -> tuple[str, ...]:
    """Return the words of the command line that sends the same request.

    Raises:
        CloudError: none can be sent.
    """
    sending = _send(operation)
    try:
        sending.send(None)
    except _RecordedError as recorded:
        return recorded.words
    raise RuntimeError("an operation sent nothing")


async def _send(operation: Wanted) -> str:
    cloud, network, target, payer = (
        _Recorder(None),
        operation.network,
        operation.target,
        operation.options.payer,
    )
    if operation.kind is OperationKind.ATTACH:
        return await attach_options.send(
            cloud, operation.attach_options or AttachOptions(), network, target, ""
        )
    if operation.kind.of_cen_owner:
        return await _change_attachment(cloud, operation)
    if operation.kind is OperationKind.CHANGE_PAYER and payer is not None:
        return await change_payer(cloud, network, target, token="", payer=payer)
    calls = calls_of(network_type(network.type), operation.options.api)
    if operation.kind is OperationKind.REVOKE:
        return await calls.revoke(cloud, network, target, token="")
    return await calls.grant(cloud, network, target, token="", payer=payer)


async def _change_attachment(cloud: Cloud, operation: Wanted) -> str:
    """Send what changes an attachment; what is not known of it is in capitals."""
    found = operation.attachment or CenAttachment(operation.network, "", id=ATTACHMENT)
    table_id = operation.table_id or ROUTE_TABLE
    match operation.kind, operation.options.payer:
        case OperationKind.DETACH, _:
            return await detach(cloud, found, operation.target, token="")
        case OperationKind.ASSOCIATE, _:
            return await associate(cloud, found.id, table_id, token="")
        case OperationKind.PROPAGATE, _:
            return await propagate(cloud, found.id, table_id, token="")
        case _, Payer() as payer:
            return await change_attachment_payer(cloud, found, payer, token="")
    raise ValueError("a change of payer names the payer")


def _options(fields: Mapping[str, object], before: str = "--") -> Iterator[str]:
    """Yield the options that a call's fields are on the command line; an empty one is left out."""
    for name, value in fields.items():
        option = f"{before}{field_name(name)}"
        if isinstance(value, list):
            for number, each in enumerate(value, 1):
                yield from _options(each, f"{option}.{number}.")
        elif value not in {"", None}:
            yield from (option, str(value))
