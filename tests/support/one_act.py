"""One act in a process of its own, to be killed: `python one_act.py URL JOURNAL TYPE ACT`."""

import asyncio
import sys
from pathlib import Path
from typing import Final

from support.acts import ACCOUNT
from support.reach import OWNER
from support.second_server import BACKBONE

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.networks.base import Network
from cen_tui.demo.estate.estate import estate
from cen_tui.operations.executor import run_journaled
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind

_NAMES: Final = {"VPC": "prod-core", "VBR": "office-line-1", "CCN": "branches"}


def network(key: str) -> Network:
    """Return the network of a type that the act is on."""
    found = estate().network(_NAMES[key])
    return Network(key, found.id, found.name, found.region, found.owner)


async def act_on(cloud: Cloud, journal: Journal, key: str, kind: OperationKind) -> None:
    """Carry out the act on the network of a type."""
    await run_journaled(
        kind,
        journal=journal,
        cloud=cloud,
        account=ACCOUNT,
        network=network(key),
        target=BACKBONE,
        progress=lambda _: None,
    )


def reach(url: str) -> Cloud:
    """Return the network owner's way to a server."""
    return Cloud(OWNER, CloudOptions(endpoint=parse_endpoint(url)))


async def _main(url: str, journal: Path, key: str, kind: OperationKind) -> None:
    async with reach(url) as cloud:
        await act_on(cloud, Journal(journal), key, kind)


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], OperationKind(sys.argv[4])))
