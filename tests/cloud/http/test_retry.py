import asyncio
import json
import time

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from support.reach import NEVER, OWNER, network_id, reach, target
from support.scripted import KEY, REQUEST_ID, Asked, scripted_server

from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.endpoints import Endpoint, Product
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.response import Request, Response, parse_response
from cen_tui.cloud.http.retry import Backoff, RetryEvent, RetryPolicy, call_with_retry, retry_listener
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.networks.registry import network_type
from cen_tui.demo.server import DemoCloud

SOON = RetryPolicy(total=10, first=0.01, longest=0.02)
VPC = network_type("VPC")
PASSING = ["throttle", "server-error", "unavailable", "bad-gateway", "drop-before", "drop-after"]


def failed(kind: ErrorKind = ErrorKind.THROTTLED, **more: object) -> CloudError:
    return CloudError("Not now", kind=kind, detail="It failed.", advice="Wait.", **more)  # type: ignore[arg-type]


@given(
    tries=st.integers(1, 10_000),
    asked=st.floats(0, 1000),
    chance=st.floats(0, 1),
    first=st.floats(0.001, 10),
    longest=st.floats(0.001, 60),
)
def test_a_pause_grows_within_bounds_and_is_never_shorter_than_asked_for(
    tries: int, asked: float, chance: float, first: float, longest: float
) -> None:
    retrying = RetryPolicy(first=first, longest=longest)
    pause = retrying.pause(tries, asked, chance)
    assert asked <= pause <= asked + longest + 1e-6
    assert retrying.pause(tries, asked, 1) <= retrying.pause(tries + 1, asked, 1)
    assert retrying.pause(1, 0, chance) <= first


def test_pauses_double_up_to_the_longest_within_a_minute_and_a_half() -> None:
    usual = RetryPolicy()
    assert [usual.pause(tries, 0, 1) for tries in range(1, 8)] == [0.5, 1, 2, 4, 8, 10, 10]
    assert usual.total == 90


def test_pauses_are_spread_over_their_whole_length() -> None:
    pauses = [Backoff(RetryPolicy(first=1)).next_pause(failed()) for _ in range(200)]
    seconds = [waiting.seconds for waiting in pauses if waiting]
    assert len(seconds) == 200
    assert min(seconds) < 0.2
    assert 0.8 < max(seconds) <= 1


def test_what_the_cloud_asks_for_is_waited_and_not_beyond_the_total() -> None:
    asked = Backoff(RetryPolicy(total=60)).next_pause(failed(retry_after=7))
    assert asked is not None
    assert 7 <= asked.seconds <= 7.5
    assert Backoff(RetryPolicy(total=60)).next_pause(failed(retry_after=61)) is None


def test_with_a_total_of_nothing_nothing_is_tried_again() -> None:
    assert Backoff(NEVER).next_pause(failed()) is None


@pytest.mark.parametrize(
    ("error", "times"),
    [
        (failed(ErrorKind.SERVER, outcome_unknown=True), 5),
        (failed(ErrorKind.TRANSPORT, outcome_unknown=True), 4),
        (failed(ErrorKind.TRANSPORT), 2),
        (failed(ErrorKind.TRANSPORT, permanent=True), 0),
        (failed(ErrorKind.UNREADABLE, outcome_unknown=True), 1),
        *((failed(kind), 0) for kind in (ErrorKind.DENIED, ErrorKind.SIGN_IN, ErrorKind.REFUSED)),
        (failed(ErrorKind.NOT_FOUND), 0),
    ],
    ids=lambda value: str(getattr(value, "kind", value)),
)
def test_each_kind_is_tried_again_so_often(error: CloudError, times: int) -> None:
    pauses = Backoff(RetryPolicy())
    assert [pauses.next_pause(error) is not None for _ in range(times + 1)] == [True] * times + [False]


@pytest.mark.parametrize("kind", [ErrorKind.THROTTLED, ErrorKind.CONFLICT])
def test_throttling_and_conflicts_are_waited_out_until_the_total(kind: ErrorKind) -> None:
    pauses = Backoff(RetryPolicy(total=10, first=0, longest=0))
    assert all(pauses.next_pause(failed(kind)) for _ in range(900))


@pytest.mark.parametrize(
    ("seconds", "attempt", "words"),
    [
        (2.4, 2, "trying again in 3 s (try 2)"),
        (0.01, 3, "trying again in 1 s (try 3)"),
        (10, 4, "trying again in 10 s (try 4)"),
        (1, 11, "(try 11)"),
        (1, 21, "(try 21)"),
        (1, 101, "(try 101)"),
        (1, 111, "(try 111)"),
        (1, 212, "(try 212)"),
    ],
)
def test_a_pause_is_reported_in_words(seconds: float, attempt: int, words: str) -> None:
    assert words in str(RetryEvent(failed(), seconds, attempt))
    assert str(RetryEvent(failed(), seconds, attempt)).startswith("Throttled by the cloud: ")
    assert str(RetryEvent(failed(ErrorKind.SERVER), seconds, attempt)).startswith("Not now: ")


@pytest.mark.parametrize("fault", PASSING)
async def test_a_read_is_tried_again_until_it_goes_well(demo: DemoCloud, fault: str) -> None:
    demo.set_faults(f"{fault}@DescribeVpcs:2")
    told: list[RetryEvent] = []
    async with reach(demo, retrying=SOON) as cloud:
        cloud.on_wait = told.append
        page = await VPC.page(cloud, "cn-hangzhou", 1)
    assert page.networks
    assert len(demo.calls("DescribeVpcs")) == 3
    assert [waiting.attempt for waiting in told] == [2, 3]
    nonces = {call.headers["x-acs-signature-nonce"] for call in demo.calls("DescribeVpcs")}
    assert len(nonces) == 3


@pytest.mark.parametrize("fault", ["truncated", "html", "nonsense", "null"])
async def test_an_unreadable_answer_is_asked_for_once_more(demo: DemoCloud, fault: str) -> None:
    async with reach(demo, retrying=SOON) as cloud:
        demo.set_faults(f"{fault}@DescribeVpcs:1")
        assert (await VPC.page(cloud, "cn-hangzhou", 1)).networks
        demo.set_faults(f"{fault}@DescribeVpcs")
        with pytest.raises(CloudError, match="could not be read"):
            await VPC.page(cloud, "cn-hangzhou", 1)
    assert len(demo.calls("DescribeVpcs")) == 4


async def test_an_answer_that_does_not_come_is_asked_for_again(demo: DemoCloud) -> None:
    demo.set_faults("latency@DescribeVpcs=600000:1")
    async with reach(demo, retrying=SOON, read_timeout=1) as cloud:
        assert (await VPC.page(cloud, "cn-hangzhou", 1)).networks


async def test_a_refused_read_is_not_tried_again(demo: DemoCloud) -> None:
    demo.set_faults("error@DescribeVpcs=Forbidden.RAM/403")
    async with reach(demo, retrying=SOON) as cloud:
        with pytest.raises(CloudError):
            await VPC.page(cloud, "cn-hangzhou", 1)
    assert len(demo.calls("DescribeVpcs")) == 1


@pytest.mark.parametrize("fault", [*PASSING, "truncated", "html"])
async def test_a_change_is_sent_once_whatever_comes(demo: DemoCloud, fault: str) -> None:
    demo.set_faults(f"{fault}@GrantInstanceToCen")
    network = Network("VPC", network_id(demo, "prod-core"), "", "cn-hangzhou")
    async with reach(demo, retrying=SOON) as cloud:
        with pytest.raises(CloudError):
            await VPC.apis[0].grant(cloud, network, target(demo), token="token", payer=None)
    assert len(demo.calls("GrantInstanceToCen")) == 1


async def test_the_cloud_is_left_alone_as_long_as_it_asks(demo: DemoCloud) -> None:
    demo.set_faults("retry-after@DescribeVpcs=300:1")
    began = time.monotonic()
    async with reach(demo, retrying=SOON) as cloud:
        await VPC.page(cloud, "cn-hangzhou", 1)
    assert time.monotonic() - began >= 0.3


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("1500", 1.5), ("0", 0), ("", 0), ("soon", 0), ("-1", 0), ("1.5", 0), ("²", 0), ("9" * 5000, 86_400)],
)
def test_the_pause_that_an_answer_asks_for(header: str, seconds: float) -> None:
    body = json.dumps({"RequestId": REQUEST_ID, "Code": "Throttling"}).encode()
    call = Request(Product.VPC, "DescribeVpcs", Endpoint("vpc.aliyuncs.com"), "cn-hangzhou")
    with pytest.raises(CloudError) as caught:
        parse_response(Response(429, {"x-acs-retry-after": header}, body), call)
    assert caught.value.retry_after == seconds


def test_a_new_code_that_asks_for_a_pause_is_throttling() -> None:
    body = json.dumps({"RequestId": REQUEST_ID, "Code": "Brand.New"}).encode()
    call = Request(Product.VPC, "DescribeVpcs", Endpoint("vpc.aliyuncs.com"), "cn-hangzhou")
    with pytest.raises(CloudError) as caught:
        parse_response(Response(400, {"x-acs-retry-after": "500"}, body), call)
    assert caught.value.kind is ErrorKind.THROTTLED


async def test_a_port_that_nobody_listens_on_is_tried_three_times() -> None:
    told: list[RetryEvent] = []
    async with Cloud(
        KEY, CloudOptions(endpoint=Endpoint("127.0.0.1:9", secure=False), retrying=SOON)
    ) as cloud:
        cloud.on_wait = told.append
        with pytest.raises(CloudError, match="refused"):
            await who_am_i(cloud)
    assert len(told) == 2


async def test_the_wait_ends_with_the_total(demo: DemoCloud) -> None:
    demo.set_faults("throttle@DescribeVpcs")
    async with reach(demo, retrying=RetryPolicy(total=2, first=0.05, longest=0.1)) as cloud:
        with pytest.raises(CloudError, match="Too many requests"):
            await VPC.page(cloud, "cn-hangzhou", 1)
    assert len(demo.calls("DescribeVpcs")) > 3


async def test_a_wait_can_be_cancelled(demo: DemoCloud) -> None:
    demo.set_faults("retry-after@DescribeVpcs=60000")
    waits = asyncio.Event()
    async with reach(demo, retrying=RetryPolicy()) as cloud:
        cloud.on_wait = lambda _: waits.set()
        reading = asyncio.ensure_future(VPC.page(cloud, "cn-hangzhou", 1))
        await waits.wait()
        began = time.monotonic()
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
    assert time.monotonic() - began < 20


async def test_a_closed_cloud_tries_no_more(demo: DemoCloud) -> None:
    cloud = Cloud(OWNER, CloudOptions(retrying=RetryPolicy(total=10, first=5)))
    await cloud.close()
    with pytest.raises(CloudError, match="closed"):
        await VPC.page(cloud, "cn-hangzhou", 1)
    assert demo.received == []


async def test_who_listens_closer_hears_instead() -> None:
    outer, inner = list[RetryEvent](), list[RetryEvent]()
    left = [failed(), failed()]

    async def attempt() -> str:
        if left:
            raise left.pop()
        return "done"

    with retry_listener(inner.append), retry_listener(None):
        assert await call_with_retry(attempt, Backoff(SOON, outer.append)) == "done"
    assert (len(outer), len(inner)) == (0, 2)


async def test_the_last_failure_is_the_one_raised() -> None:
    answers = iter([(503, {"RequestId": "R", "Code": "ServiceUnavailable"}), (403, {"Code": "NoPermission"})])

    async def answer(_: Asked) -> web.StreamResponse:
        status, body = next(answers)
        return web.json_response(body, status=status)

    async with scripted_server() as server, server.cloud(retrying=SOON) as cloud:
        server.answering = answer
        with pytest.raises(CloudError, match="Permission denied"):
            await who_am_i(cloud)
    assert len(server.asked) == 2
