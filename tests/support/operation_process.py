"""One operation in a process of its own, to be killed.

Run as `python operation_process.py URL JOURNAL TYPE KIND`.
"""

import asyncio
import sys
from pathlib import Path
from typing import Final

from support.attaching import OWNS_CENS
from support.demo_networks import TO_BACKBONE, network
from support.reach import OWNER
from support.sample_operations import ACCOUNT

from cen_tui.cloud.cen.instances import routers
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.networks.grant_apis import grant_options
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.executor import run_journaled
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind
from cen_tui.vault.base import Account

_CEN_OWNER: Final = Account("group-backbone", TO_BACKBONE.owner_uid, id="entry-2")


async def run_operation(cloud: Cloud, journal: Journal, key: str, kind: OperationKind) -> None:
    """Run the operation on the network of a type."""
    on, to = network(key), TO_BACKBONE
    attach_options = None
    if kind is OperationKind.ATTACH:
        found = await routers(cloud, to.cen_id)
        attach_options = AttachOptions(next(each for each in found if each.region == on.region))
    await run_journaled(
        kind,
        journal=journal,
        cloud=cloud,
        account=_CEN_OWNER if kind.of_cen_owner else ACCOUNT,
        network=on,
        target=to,
        options=grant_options(on, None),
        progress=lambda _: None,
        attach_options=attach_options,
    )


def reach(url: str, kind: OperationKind = OperationKind.GRANT) -> Cloud:
    """Return a client of a server, for the account that makes such an operation."""
    who = OWNS_CENS if kind.of_cen_owner else OWNER
    return Cloud(who, CloudOptions(endpoint=parse_endpoint(url)))


async def _main(url: str, journal: Path, key: str, kind: OperationKind) -> None:
    async with reach(url, kind) as cloud:
        await run_operation(cloud, Journal(journal), key, kind)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], OperationKind(sys.argv[4])))
