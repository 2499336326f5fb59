"""The embedded cloud in a process of its own, whose state can be asked: JSON lines in, JSON lines out.

Run as `python cloud.py`. `{"do": "begin", ...}` makes a new cloud, with nothing left of the one before.
"""

import asyncio
import json
import sys
from collections.abc import Mapping
from typing import Any

from support.soak.cases import CASES, Case

from cen_tui.demo.estate.kinds import Ecr
from cen_tui.demo.rules import PAY_BY_CEN_OWNER, PAY_BY_RESOURCE_OWNER, Family, Rule
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.outcome import OperationKind


class Clouds:
    """Does what is asked, one thing after the other."""

    def __init__(self) -> None:
        self._cloud = DemoCloud()
        self._case = CASES[0]

    async def answer(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Return what came of one request."""
        match asked["do"]:
            case "begin":
                return await self._begin(asked)
            case "faults":
                self._cloud.set_faults(asked["spec"])
                return {}
            case "calls":
                return {"calls": [json.loads(each.line()) for each in self._cloud.received]}
            case "truth":
                return self._truth(self._case.every[asked["which"]])
        raise ValueError(asked["do"])

    async def stop(self) -> None:
        """Close the port."""
        await self._cloud.stop()

    async def _begin(self, asked: dict[str, Any]) -> dict[str, Any]:
        await self._cloud.stop()
        self._cloud = DemoCloud(seed=asked["seed"])
        self._cloud.world.attachments.attaching_seconds = asked["attaching"]
        self._case = CASES[asked["case"]]
        for case in self._case.every:
            _prepare(self._cloud, case, done=asked["done"])
        return {"url": await self._cloud.start()}

    def _truth(self, case: Case) -> dict[str, Any]:
        """Return whether it is so now what an operation wants, and how often it was done."""
        world = self._cloud.world
        rule = _rule(self._cloud, case)
        held = world.attachments.within(case.network.id, case.target.cen_id)
        if case.kind in {OperationKind.ATTACH, OperationKind.DETACH}:
            done = (held is not None) is (case.kind is OperationKind.ATTACH)
        elif case.kind in {OperationKind.ASSOCIATE, OperationKind.PROPAGATE}:
            settings, learned = world.attachments, case.kind is OperationKind.PROPAGATE
            done = held is not None and held.id in (settings.propagated if learned else settings.associated)
        elif case.kind is OperationKind.CHANGE_ATTACHMENT_PAYER:
            done = rule is not None and rule.payer_in_force == PAY_BY_RESOURCE_OWNER
        elif case.kind is OperationKind.REVOKE:
            done = rule is None
        elif case.kind is OperationKind.CHANGE_PAYER:
            done = rule is not None and rule.payer == PAY_BY_RESOURCE_OWNER
        else:
            done = rule is not None
        tokens = [
            token
            for (_, action, token), parameters in world.tokens._done.items()
            if action == case.action and _is_of(case, parameters)
        ]
        granted = case.kind is OperationKind.GRANT and rule is not None
        return {"done": done, "tokens": tokens, "repeats": rule.repeats if granted and rule else 0}


def _is_of(case: Case, parameters: Mapping[str, str]) -> bool:
    """Tell whether a call is on the network of a case, whose attachment has an ID of its own."""
    return "TransitRouterAttachmentId" in parameters or case.network.id in parameters.values()


def _rule(cloud: DemoCloud, case: Case) -> Rule | None:
    target = case.target
    return cloud.world.rules.find(case.network.id, target.cen_id, target.owner_uid, router=_of_router(case))


def _of_router(case: Case) -> bool:
    """Tell whether the rule is one for an Enterprise transit router."""
    payer = case.kind is OperationKind.CHANGE_ATTACHMENT_PAYER
    return case.through_router or case.type in {"VPN", "ECR"} or payer


def _prepare(cloud: DemoCloud, case: Case, *, done: bool) -> None:
    """Let what the operation starts from be so: with `done`, what it wants."""
    world, target = cloud.world, case.target
    network = world.networks[case.network.id]
    stands = done if case.kind is OperationKind.GRANT else (case.kind is not OperationKind.REVOKE or not done)
    if stands:
        own = Family.SMARTAG if case.type == "CCN" else Family.VPC
        family = Family.CBN if _of_router(case) else own
        rule = world.rules.add(family, network, target.cen_id, target.owner_uid, world.now())
        if case.kind is OperationKind.CHANGE_PAYER:
            rule.payer = rule.payer_in_force = PAY_BY_RESOURCE_OWNER if done else PAY_BY_CEN_OWNER
        if case.kind is OperationKind.CHANGE_ATTACHMENT_PAYER:
            rule.payer = PAY_BY_RESOURCE_OWNER
            rule.payer_in_force = PAY_BY_RESOURCE_OWNER if done else PAY_BY_CEN_OWNER
    if case.kind.of_cen_owner:
        _attach(cloud, case, done=done)


def _attach(cloud: DemoCloud, case: Case, *, done: bool) -> None:
    """Let the network be attached where the operation begins, or with `done` ends, so."""
    world, cen = cloud.world, cloud.world.cens[case.target.cen_id]
    network, region = world.networks[case.network.id], case.network.region
    router = world.routers.within(cen, region) if case.action != "DetachCenChildInstance" else None
    if isinstance(network, Ecr) and router is not None:
        world.associations.add(network, cen, router, world.now())
    before = {OperationKind.ATTACH: done, OperationKind.DETACH: not done}
    if not before.get(case.kind, True):
        return
    usual, world.attachments.attaching_seconds = world.attachments.attaching_seconds, 0.0
    held = world.attachments.add(network, cen, world.now(), router.id if router else "", region)
    world.attachments.attaching_seconds = usual
    if done and case.kind in {OperationKind.ASSOCIATE, OperationKind.PROPAGATE}:
        world.attachments.set_routes(held, learned=case.kind is OperationKind.PROPAGATE)


async def main() -> None:
    """Answer until there is nothing more to read."""
    clouds = Clouds()
    while line := await asyncio.to_thread(sys.stdin.readline):
        answer = await clouds.answer(json.loads(line))
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()
    await clouds.stop()


if __name__ == "__main__":
    asyncio.run(main())
