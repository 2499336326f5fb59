"""A client of our own cloud package, connected to the embedded cloud."""

from dataclasses import replace

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.credentials import Credentials
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.cloud.networks.base import CenTarget, Network, NetworkType
from cen_tui.demo.estate.accounts import CEN_OWNER, PROD_NETWORK, credentials_of
from cen_tui.demo.server import DemoCloud

OWNER = credentials_of(PROD_NETWORK)
NEVER = RetryPolicy(total=0)
PATIENT = CloudOptions(retrying=NEVER, connect_timeout=60.0, read_timeout=60.0, total_timeout=120.0)
"""For calls that go well on a machine that may be busy, where both ends share a process with its imports."""


def reach(demo: DemoCloud, who: Credentials = OWNER, **options: object) -> Cloud:
    """Return a cloud that signs as somebody and sends everything to the embedded one.

    It tries nothing again unless `retrying` says so, and waits for as long as a busy machine takes.
    """
    return Cloud(who, replace(PATIENT, endpoint=parse_endpoint(demo.url), **options))  # type: ignore[arg-type]


def target(demo: DemoCloud, cen: str = "group-backbone") -> CenTarget:
    """Return a CEN of the other account by its name."""
    return CenTarget(demo.estate.cen(cen).id, CEN_OWNER)


def network_id(demo: DemoCloud, name: str) -> str:
    """Return a network's ID by its name."""
    return demo.estate.network(name).id


async def find_network(kind: NetworkType, region: str, cloud: Cloud, demo: DemoCloud, name: str) -> Network:
    """Return a network by its name, as its type's own look-up finds it."""
    network = await kind.find(cloud, region, network_id(demo, name))
    assert network is not None
    return network
