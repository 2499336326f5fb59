"""Try."""
import time
from support.walk import walking


async def test_vpc() -> None:
    t=time.time()
    async with walking() as walk:
        print("start",time.time()-t)
        await walk.to_networks()
        print("nets",time.time()-t)
        print(walk.screen())
        await walk.to_target(walk.id_of("prod-core"))
        print("target",time.time()-t)
        print(walk.screen())
        await walk.to_confirm()
        print("confirm",time.time()-t)
        print(walk.screen())
        await walk.grant()
        print("grant",time.time()-t)
        print(walk.screen())
        print([(c.action,c.parameters) for c in walk.grants()])
