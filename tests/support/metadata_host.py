"""For a network of its own: a metadata service of ECS at its real address, and a sign-in through it.

Prints who signed in, and until when as a number of minutes.
"""

import asyncio
import fcntl
import socket
import struct
import sys
from datetime import UTC, datetime

from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.auth.refresh import open_cloud
from cen_tui.cloud.auth.sources import EcsRole
from cen_tui.cloud.endpoints import Endpoint
from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.demo.server import DemoCloud

METADATA = "100.100.100.200"
_SET_ADDRESS, _SET_FLAGS, _UP = 0x8916, 0x8914, 0x41


def raise_loopback() -> None:
    """Switch loopback on, and give this machine the address of the metadata service."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sH14x", b"lo", _UP))
        address = struct.pack("16sHH4s8x", b"lo:0", socket.AF_INET, 0, socket.inet_aton(METADATA))
        fcntl.ioctl(control, _SET_ADDRESS, address)


async def main() -> None:
    """Sign in with whichever role there is, and with one that there is not."""
    demo = DemoCloud()
    await demo.start(socket.create_server(("0.0.0.0", 80)))  # noqa: S104 - nobody else is in this network
    options = CloudOptions(endpoint=Endpoint("127.0.0.1:80", secure=False))
    for name in ("", "nobody"):
        async with open_cloud(EcsRole(name), options) as cloud:
            try:
                who = await who_am_i(cloud)
            except CloudError as error:
                sys.stdout.write(f"{error.title} | {error.detail}\n")
            else:
                left = cloud.expires - datetime.now(UTC) if cloud.expires else None
                sys.stdout.write(f"{who.principal} | {left and round(left.total_seconds() / 60)} min\n")
    await demo.stop()


if __name__ == "__main__":
    raise_loopback()
    asyncio.run(main())
