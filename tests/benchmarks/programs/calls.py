"""One manner of sending calls, measured from inside: how long it takes, how long the event loop stands still.

Arguments: the manner (a key of `MANNERS`), how many runs. The environment names the proxy and the authority.
Prints JSON: milliseconds of each run, the longest stall of each.
"""

import asyncio
import json
import os
import ssl
import sys
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import certifi
from alibabacloud_tea_openapi.utils_models import Config
from alibabacloud_vpc20160428.client import Client as VpcClient
from alibabacloud_vpc20160428.models import DescribeVpcsRequest

from cen_tui.cloud.clients import Cloud, warm_up
from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.cloud.endpoints import Product, endpoint_for
from cen_tui.cloud.http.concurrency_limit import MOST
from cen_tui.cloud.inventory.pagination import pages
from cen_tui.cloud.networks.registry import network_type
from cen_tui.cloud.regions import BUILT_IN
from cen_tui.demo.http.signature import ALGORITHM, canonical_request, payload_hash, sign

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.machine import BEAT, Machine

REGIONS = [region.id for region in BUILT_IN[:30]]
KEY, SECRET = "LTAI5tExampleExampleAAAA", "ExampleSecretExampleSecret0001"
MANY = 200
PAGES = 100
MACHINE = Machine()


async def ours() -> None:
    """Ask 30 regions for their first page through the transport, into the SDK's models."""
    async with Cloud(Credentials(KEY, Secret(SECRET))) as cloud:

        async def page(region: str) -> None:
            await (await cloud.client(Product.VPC, region)).describe_vpcs_async(first_page(region))

        await asyncio.gather(*map(page, REGIONS))


async def networks() -> None:
    """Ask 30 regions for their first page, and make networks of what the SDK's models hold."""
    async with Cloud(Credentials(KEY, Secret(SECRET))) as cloud:
        vpcs = network_type("VPC")
        await asyncio.gather(*(vpcs.page(cloud, region, 1) for region in REGIONS))


async def listed() -> None:
    """List all VPCs of one region."""
    async with Cloud(Credentials(KEY, Secret(SECRET))) as cloud:
        held = 0
        async for page in pages(network_type("VPC"), cloud, "us-west-1"):
            held += len(page.networks)
        assert held == page.total


async def many() -> None:
    """Call one host 200 times, all at once."""
    async with Cloud(Credentials(KEY, Secret(SECRET))) as cloud:
        vpcs = network_type("VPC")
        await asyncio.gather(*(vpcs.page(cloud, "us-west-1", 1, size=1) for _ in range(MANY)))


async def sdk() -> None:
    """Ask 30 regions for their first page through the SDK's own asynchronous path."""

    async def page(region: str) -> None:
        config = Config(access_key_id=KEY, access_key_secret=SECRET, region_id=region, ca=authority())
        await VpcClient(config).describe_vpcs_async(first_page(region))

    await asyncio.gather(*map(page, REGIONS))


async def raw() -> None:
    """Ask 30 regions for their first page by hand: one session, one TLS context, nothing but JSON read."""
    async with by_hand(limit=0) as ask:
        await asyncio.gather(*(ask(region, 1) for region in REGIONS))


async def raw_pages() -> None:
    """Read all pages of one region by hand, as many at once as the pace lets through."""
    numbers = iter(range(2, PAGES + 1))
    async with by_hand(limit=MOST) as ask:

        async def one_after_the_other() -> None:
            for number in numbers:
                await ask("us-west-1", number)

        await ask("us-west-1", 1)
        await asyncio.gather(*(one_after_the_other() for _ in range(MOST)))


@asynccontextmanager
async def by_hand(limit: int) -> AsyncIterator[Callable[[str, int], Awaitable[None]]]:
    """Return what asks a region for a page, over one session with so many connections to a host."""
    trust = ssl.create_default_context()
    trust.load_verify_locations(certifi.where())
    trust.load_verify_locations(authority())
    proxy = os.environ["HTTPS_PROXY"]
    connector = aiohttp.TCPConnector(limit=0, limit_per_host=limit)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def ask(region: str, number: int) -> None:
            host = endpoint_for(Product.VPC, region).host
            query = {"PageNumber": str(number), "PageSize": "50", "RegionId": region}
            url = f"https://{host}/?{urlencode(query)}"
            async with session.post(url, headers=signed(host, query), ssl=trust, proxy=proxy) as response:
                json.loads(await response.read())

        yield ask


def first_page(region: str) -> DescribeVpcsRequest:
    """Return the request for a region's first page."""
    return DescribeVpcsRequest(region_id=region, page_number=1, page_size=50)


def signed(host: str, query: dict[str, str]) -> dict[str, str]:
    """Return the headers of a request, signed by hand."""
    headers = {
        "host": host,
        "x-acs-action": "DescribeVpcs",
        "x-acs-version": "2016-04-28",
        "x-acs-date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": uuid.uuid4().hex,
        "x-acs-content-sha256": payload_hash(b""),
    }
    canonical = canonical_request("POST", "/", query.items(), headers, headers, payload_hash(b""))
    names = ";".join(sorted(headers))
    mark = f"{ALGORITHM} Credential={KEY},SignedHeaders={names},Signature={sign(SECRET, canonical)}"
    return headers | {"Authorization": mark}


def authority() -> str:
    """Return the file of the authority that signed the server's certificate."""
    return os.environ["SSL_CERT_FILE"]


MANNERS = {
    "ours": ours,
    "networks": networks,
    "raw": raw,
    "raw_pages": raw_pages,
    "sdk": sdk,
    "pages": listed,
    "many": many,
}


async def measured(send: Callable[[], Awaitable[None]]) -> tuple[float, float]:
    """Return the milliseconds that sending takes, and the longest for which the loop did nothing else."""
    longest = 0.0

    async def beat() -> None:
        nonlocal longest
        before = MACHINE.now()
        while True:
            await asyncio.sleep(BEAT)
            now = MACHINE.now()
            longest, before = max(longest, now - before - BEAT), now

    beating = asyncio.ensure_future(beat())
    await asyncio.sleep(0.05)
    longest, start = 0.0, MACHINE.now()
    await send()
    took = MACHINE.now() - start
    beating.cancel()
    return took * 1000, longest * 1000


async def main() -> None:
    """Measure one manner as often as asked."""
    send = MANNERS[sys.argv[1]]
    warm_up()
    await send()  # so that what is made once a process is not counted
    runs = [await measured(send) for _ in range(int(sys.argv[2]))]
    report = {"times": [time for time, _ in runs], "stalls": [stall for _, stall in runs]}
    print(json.dumps(report))  # noqa: T201 - this is how it is told


asyncio.run(main())
