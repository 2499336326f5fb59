"""What the cloud receives for every grant API: the calls in order, and the parameters that differ."""

from collections.abc import Callable

from support.changes import HASTE, grant, network
from support.demo import running_cloud
from support.reach import reach, target

from cen_tui.cloud.networks.base import Payer
from cen_tui.cloud.networks.grant_apis import choices, options_for
from cen_tui.cloud.networks.registry import network_type
from cen_tui.demo.http.request import Received
from cen_tui.operations.outcome import Outcome

HEADING = f"{'network':<8} {'granted to':<34} calls received"
TOLD = ("InstanceType", "ProductType", "OrderType", "RegionId")
EXPECTED = {
    ("VPC", None): ("Vpc DescribeGrantRulesToCen", "Vpc GrantInstanceToCen", "InstanceType=VPC"),
    ("VBR", None): ("Vpc DescribeGrantRulesToCen", "Vpc GrantInstanceToCen", "InstanceType=VBR"),
    ("CCN", None): ("Smartag DescribeGrantRules", "Smartag GrantInstanceToCbn", ""),
} | {
    (key, payer): (
        f"Cbn DescribeGrantRulesToResource ProductType={word}",
        "Cbn GrantInstanceToTransitRouter",
        f"InstanceType={word} OrderType={payer.value}",
    )
    for key, word in (("VPC", "VPC"), ("VBR", "ExpressConnect"), ("VPN", "VPN"), ("ECR", "ECR"))
    for payer in Payer
}


WHERE = {"VPC": "cn-hangzhou", "VBR": "cn-hangzhou", "CCN": "cn-shanghai", "VPN": "cn-hangzhou", "ECR": None}
"""The region that each call names; whether one may be named for an ECR is not documented."""


def said(call: Received) -> str:
    """Return a call with those of its parameters that tell the APIs apart."""
    told = [f"{name}={call.parameters[name]}" for name in TOLD if name in call.parameters]
    return " ".join([call.product, call.action, *told])


async def calls_of(key: str, payer: Payer | None) -> list[Received]:
    """Return what a cloud of its own receives for one grant."""
    async with running_cloud(work_seconds=0) as demo, reach(demo) as cloud:
        kind, on, to = network_type(key), network(demo, key), target(demo)
        assert payer in choices([on])
        options = options_for(kind, payer)
        result = await grant(cloud, on, to, options=options, progress=lambda _: None, polling=HASTE)
        assert result.outcome is Outcome.VERIFIED
        return demo.received


async def test_every_grant_api_calls_its_own_product_alone(
    record_property: Callable[[str, object], None],
) -> None:
    lines = [HEADING]
    for (key, payer), (reads, writes, told) in EXPECTED.items():
        received = await calls_of(key, payer)
        first, sent, last = map(said, received)
        assert first == last
        assert first.startswith(reads)
        assert sent.startswith(writes)
        assert told in sent
        assert {call.parameters.get("RegionId") for call in received} == {WHERE[key]}
        assert {call.unknown for call in received} == {()}
        api = f"transit router, {payer.value}" if payer else "CEN"
        lines += [f"{key:<8} {api:<34} {first}", *(f"{'':<43} {call}" for call in (sent, last))]
    record_property("table", "What the cloud receives for a grant\n\n" + "\n".join(lines))
