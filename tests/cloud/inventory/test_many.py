"""Two hundred networks granted in one go while a fifth of all that is sent goes wrong."""

from support.changes import HASTE, grant
from support.demo import running_cloud
from support.reach import NEVER, reach, target

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.concurrency import run_bounded
from cen_tui.cloud.networks.base import CenTarget, Network
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.outcome import OperationResult, Outcome

COUNT = 200
ACTION = "GrantInstanceToCen"
MIX = ",".join(
    f"{fault}@{ACTION}=0.03"
    for fault in ("throttle", "unavailable", "drop-before", "bad-gateway", "drop-after", "truncated", "null")
)
STANDS = {Outcome.VERIFIED, Outcome.ALREADY}


async def granted(cloud: Cloud, networks: list[Network], to: CenTarget) -> dict[str, OperationResult]:
    results = dict[str, OperationResult]()

    async def one(network: Network) -> None:
        results[network.id] = await grant(cloud, network, to, progress=lambda _: None, polling=HASTE)

    await run_bounded(one, networks)
    return results


def check(demo: DemoCloud, to: CenTarget, results: dict[str, OperationResult]) -> None:
    held = [
        rule for rule in demo.world.rules.all() if rule.cen_id == to.cen_id and rule.network.id in results
    ]
    ids = {rule.network.id for rule in held}
    assert len(held) == len(ids)
    assert not any(rule.repeats for rule in held)
    for network_id, result in results.items():
        if result.outcome is not Outcome.UNKNOWN:
            assert (result.outcome in STANDS) is (network_id in ids)
        assert (result.error is None) is (result.outcome in STANDS)


async def test_each_ends_with_the_truth_and_a_retry_finishes_the_rest() -> None:
    async with running_cloud(work_seconds=0) as demo:
        to = target(demo)
        large = [vpc.id for vpc in demo.estate.vpcs if vpc.region == "us-west-1"][:COUNT]
        networks = [Network("VPC", each, "", "us-west-1") for each in large]
        demo.set_faults(MIX)
        async with reach(demo, retrying=NEVER) as cloud:
            first = await granted(cloud, networks, to)
        check(demo, to, first)
        failed = [network for network in networks if first[network.id].outcome not in STANDS]
        assert COUNT / 20 < len(failed) < COUNT / 2
        demo.set_faults("")
        async with reach(demo, retrying=NEVER) as cloud:
            second = await granted(cloud, failed, to)
        check(demo, to, first | second)
        assert {result.outcome for result in second.values()} <= STANDS
