"""The printed command of a grant has the very parameters that the call of it sends."""

import pytest
from support.scripted import REQUEST_ID, scripted_server

from cen_tui.cloud.networks import NETWORK_TYPES
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantCalls, Network, NetworkType, Payer

TARGET = CenTarget("cen-7qthudw0ll6jmc1234", "1250000000000002")
GRANTS = [(kind, calls) for kind in NETWORK_TYPES for calls in kind.families]


@pytest.mark.parametrize(
    ("kind", "calls"), GRANTS, ids=[f"{kind.key} {calls.family.value}" for kind, calls in GRANTS]
)
async def test_a_printed_grant_is_the_one_that_is_sent(kind: NetworkType, calls: GrantCalls) -> None:
    network = Network(kind.key, f"{kind.prefix}1", "", "cn-shanghai")
    payer = Payer.NETWORK_OWNER if calls.family is GrantApi.ROUTER else None
    async with scripted_server() as server, server.cloud() as cloud:
        server.answer({"RequestId": REQUEST_ID})
        assert await calls.grant(cloud, network, TARGET, token="token", payer=payer) == REQUEST_ID
        (asked,) = server.asked
    _, _, action, *options = calls.grant_command(network, TARGET, payer)
    printed = dict(zip(options[::2], options[1::2], strict=False))
    sent = {f"--{name}": value for name, value in asked.query.items() if name != "ClientToken"}
    assert (action, printed) == (asked.action, sent)
