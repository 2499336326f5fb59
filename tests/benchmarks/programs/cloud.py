"""The other end of the wire: answers of one size, after a set time, over TLS behind a proxy that delays.

The proxy takes CONNECT for any host and leads to the one server, so that the program measured speaks to
the public endpoints' names; half a round trip passes before what goes either way is handed on.

Arguments: certificate file, milliseconds before each answer, milliseconds of a round trip, VPCs a region.
Prints its ports as JSON, then runs until its input ends.
"""

import asyncio
import json
import ssl
import sys
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.machine import Machine

CERTIFICATE, LATENCY, ROUND_TRIP, TOTAL = sys.argv[1], *map(int, sys.argv[2:5])
REQUEST_ID = "7B1C2D3E-0001-4A5B-8C6D-000000000001"
REGIONS = ("cn-hangzhou", "cn-shanghai", "us-west-1")
IDENTITY = {
    "RequestId": REQUEST_ID,
    "AccountId": "1250440012345678",
    "IdentityType": "Account",
    "Arn": "acs:ram::1250440012345678:root",
    "UserId": "1250440012345678",
    "PrincipalId": "1250440012345678",
}


@dataclass
class Seen:
    """What has come in."""

    connections: int = 0
    calls: int = 0


SEEN = Seen()
MACHINE = Machine()


def vpc(region: str, number: int) -> dict[str, object]:
    """Return a VPC with the fields that the cloud sends, most of them of no use to anybody here."""
    return {
        "VpcId": f"vpc-rj9{number:018}",
        "VpcName": f"{('ads', 'billing', 'games')[number % 3]}-{('prod', 'test')[number % 2]}-{number}",
        "RegionId": region,
        "CidrBlock": f"10.{number % 256}.0.0/16",
        "Status": "Available",
        "OwnerId": 1250440012345678,
        "CreationTime": "2024-03-05T08:12:44Z",
        "Description": f"Network number {number}, made for the measurement",
        "IsDefault": False,
        "CenStatus": "Attached" if number % 9 == 0 else "",
        "VRouterId": f"vrt-rj9{number:018}",
        "NetworkAclNum": 0,
        "DhcpOptionsSetId": "",
        "DhcpOptionsSetStatus": "Available",
        "EnabledIpv6": False,
        "Ipv6CidrBlock": "",
        "Ipv6CidrBlocks": {"Ipv6CidrBlock": []},
        "ResourceGroupId": "rg-acfmxazb4ph6aiy",
        "SecondaryCidrBlocks": {"SecondaryCidrBlock": [f"172.{number % 256}.0.0/16"]},
        "UserCidrs": {"UserCidr": []},
        "VSwitchIds": {"VSwitchId": [f"vsw-rj9{number:012}{each:06}" for each in range(6)]},
        "RouterTableIds": {"RouterTableIds": [f"vtb-rj9{number:018}"]},
        "NatGatewayIds": {"NatGatewayIds": []},
        "Tags": {
            "Tag": [
                {"Key": "env", "Value": "prod"},
                {"Key": "team", "Value": "network"},
                {"Key": "cost-centre", "Value": str(number % 97)},
            ]
        },
    }


@cache
def page(number: int, size: int) -> bytes:
    """Return one page of VPCs: made once, so that answering costs next to nothing."""
    rows = [vpc("us-west-1", each) for each in range((number - 1) * size, min(number * size, TOTAL))]
    answer = {
        "RequestId": REQUEST_ID,
        "TotalCount": TOTAL,
        "PageNumber": number,
        "PageSize": size,
        "Vpcs": {"Vpc": rows},
    }
    return json.dumps(answer).encode()


def answer(action: str, query: dict[str, list[str]]) -> bytes:
    """Return the body that an action is answered with."""
    match action:
        case "DescribeVpcs":
            return page(int(query["PageNumber"][0]), int(query["PageSize"][0]))
        case "GetCallerIdentity":
            return json.dumps(IDENTITY).encode()
        case "DescribeRegions":
            rows = [{"RegionId": region, "LocalName": region} for region in REGIONS]
            return json.dumps({"RequestId": REQUEST_ID, "Regions": {"Region": rows}}).encode()
        case _:
            return json.dumps({"RequestId": REQUEST_ID, "TotalCount": 0}).encode()


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the requests of one connection, one after the other."""
    SEEN.connections += 1
    try:
        while head := (await reader.readuntil(b"\r\n\r\n")).decode("latin-1"):
            first, *lines = head.split("\r\n")
            headers = {
                name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
            }
            await reader.readexactly(int(headers.get("content-length", "0")))
            target = urlsplit(first.split()[1])
            if target.path == "/seen":
                body = json.dumps(vars(SEEN)).encode()
            else:
                SEEN.calls += 1
                action = headers.get("x-acs-action", "")
                body = answer(action, parse_qs(target.query))
                await MACHINE.sleep(LATENCY / 1000)
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
            )
    except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
        pass
    finally:
        writer.close()


async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Hand on what comes, half a round trip later."""
    if not ROUND_TRIP:
        while chunk := await reader.read(65536):
            writer.write(chunk)
        writer.close()
        return
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    handing_on = asyncio.ensure_future(hand_on(under_way, writer))
    while chunk := await reader.read(65536):
        under_way.put_nowait((MACHINE.now() + ROUND_TRIP / 2000, chunk))
    under_way.put_nowait((MACHINE.now() + ROUND_TRIP / 2000, b""))
    await handing_on


async def hand_on(under_way: asyncio.Queue[tuple[float, bytes]], writer: asyncio.StreamWriter) -> None:
    """Write what is on its way when it is due, until nothing more will come."""
    while True:
        due, chunk = await under_way.get()
        await MACHINE.sleep(due - MACHINE.now())
        if not chunk:
            writer.close()
            return
        writer.write(chunk)


async def proxy(port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take one CONNECT, whatever the host, and lead it to the server."""
    try:
        await reader.readuntil(b"\r\n\r\n")
        await MACHINE.sleep(ROUND_TRIP / 1000)
        writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
        onward, back = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(relay(reader, back), relay(onward, writer))
    except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
        pass
    finally:
        writer.close()


async def main() -> None:
    """Serve until whoever started this closes the input."""
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(CERTIFICATE)
    listening = {"backlog": 512, "limit": 1 << 20}
    secure = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=serving, **listening)
    plain = await asyncio.start_server(serve, "127.0.0.1", 0, **listening)
    port = secure.sockets[0].getsockname()[1]
    through = await asyncio.start_server(partial(proxy, port), "127.0.0.1", 0, **listening)
    ports = {"proxy": through.sockets[0].getsockname()[1], "plain": plain.sockets[0].getsockname()[1]}
    print(json.dumps(ports), flush=True)  # noqa: T201 - this is how it is told
    await asyncio.to_thread(sys.stdin.read)


asyncio.run(main())
