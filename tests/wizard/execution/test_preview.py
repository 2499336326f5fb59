"""What a dry run says would be sent is the very request that is sent, for every kind of operation."""

import pytest
from support.scripted import REQUEST_ID, scripted_server

from cen_tui.cloud.cen.instances import Router
from cen_tui.cloud.cen.vswitches import VSwitch
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantOptions, Network, Payer
from cen_tui.cloud.networks.grant_apis import calls_of
from cen_tui.cloud.networks.registry import NETWORK_TYPES
from cen_tui.cloud.networks.router_rules import change_payer
from cen_tui.operations import attach_options
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.open_operation import Wanted
from cen_tui.operations.outcome import OperationKind
from cen_tui.wizard.execution.preview import command_of

TARGET = CenTarget("cen-7qthudw0ll6jmc1234", "1250000000000002")
ZONES = (VSwitch("vsw-1", "cn-shanghai-a"), VSwitch("vsw-2", "cn-shanghai-b"))
ROUTER = Router("tr-1", "cn-shanghai", enterprise=True)


def network(kind: str) -> Network:
    prefix = next(each.prefix for each in NETWORK_TYPES if each.key == kind)
    return Network(kind, f"{prefix}1", "", "cn-shanghai", "1250000000000001")


def planned() -> list[Wanted]:
    """Return a grant and a revoke by every API of every type, a change of payer, and attachments."""
    found = []
    for kind in NETWORK_TYPES:
        for calls in kind.apis:
            payer = Payer.NETWORK_OWNER if calls.api is GrantApi.ROUTER else None
            options = GrantOptions(calls.api, payer)
            found += [
                Wanted(wanted, network(kind.key), TARGET, options)
                for wanted in (OperationKind.GRANT, OperationKind.REVOKE)
            ]
    router = GrantOptions(GrantApi.ROUTER, Payer.CEN_OWNER)
    found.append(Wanted(OperationKind.CHANGE_PAYER, network("VPC"), TARGET, router))
    for key, attached in (
        ("VPC", AttachOptions(ROUTER, ZONES)),
        ("VBR", AttachOptions()),
        ("CCN", AttachOptions()),
        ("VPN", AttachOptions(ROUTER)),
        ("VPN", AttachOptions(ROUTER, zone="cn-shanghai-b")),
        ("ECR", AttachOptions(ROUTER)),
    ):
        api = next(kind.apis[0].api for kind in NETWORK_TYPES if kind.key == key)
        found.append(Wanted(OperationKind.ATTACH, network(key), TARGET, GrantOptions(api), attached))
    return found


async def sent(wanted: Wanted) -> tuple[str, dict[str, str]]:
    """Return the action and the parameters of the request that an operation sends."""
    what = (wanted.network, wanted.target)
    async with scripted_server() as server, server.cloud() as cloud:
        server.answer({"RequestId": REQUEST_ID})
        calls = calls_of(next(k for k in NETWORK_TYPES if k.key == wanted.network.type), wanted.options.api)
        if wanted.kind is OperationKind.ATTACH:
            await attach_options.send(cloud, wanted.attach_options or AttachOptions(), *what, "token")
        elif wanted.kind is OperationKind.REVOKE:
            await calls.revoke(cloud, *what, token="token")
        elif wanted.kind is OperationKind.GRANT:
            await calls.grant(cloud, *what, token="token", payer=wanted.options.payer)
        else:
            await change_payer(cloud, *what, token="token", payer=Payer.CEN_OWNER)
        (asked,) = server.asked
    return asked.action, {k: v for k, v in asked.query.items() if k != "ClientToken"}


@pytest.mark.parametrize(
    "wanted", planned(), ids=lambda w: f"{w.kind.value} {w.network.type} {w.options.api.value}"
)
async def test_the_printed_command_has_the_parameters_of_the_request(wanted: Wanted) -> None:
    _, product, action, *options = command_of(wanted).replace("\\\n", " ").split()
    printed = {k.removeprefix("--"): v for k, v in zip(options[::2], options[1::2], strict=False)}
    assert (action, printed) == await sent(wanted)
    assert options.count("--force") == (product == "smartag")


def test_what_cannot_be_sent_is_said_in_a_comment() -> None:
    nobody = CenTarget(TARGET.cen_id, "")
    shown = command_of(Wanted(OperationKind.REVOKE, network("VPC"), nobody, GrantOptions()))
    assert shown == "# The CEN owner's account ID is not a number"


def test_no_line_is_wider_than_asked_for() -> None:
    assert max(map(len, command_of(planned()[0], 54).splitlines())) <= 54
