"""What the reads before and after a change decide: sent or not, again or not, and the outcome."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import accumulate

import pytest
from aiohttp import web
from support.changes import SOON, grant, revoke
from support.scripted import KEY, Asked, scripted_server

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantOptions, Network, Payer
from cen_tui.operations.change import is_gone
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome
from cen_tui.operations.polling import VISIBLE_WITHIN, PollPolicy
from cen_tui.operations.runner import Announce, Earlier

VPC = Network("VPC", "vpc-bp1ujryty39knar8fnn5g", "prod-core", "cn-hangzhou", "1250440012345678")
CCN = Network("CCN", "ccn-4hoxgdml9ad8wlwdnf", "", "cn-shanghai", "1250440012345678")
VPN = Network("VPN", "vco-bp1ujryty39knar8fnn5g", "", "cn-hangzhou", "1250440012345678")
TARGET = CenTarget("cen-7qthudw0ll6jmc000b", "1960521077884321")
THREE = PollPolicy(waits=(0.0,), tries=3)
RUN = {OperationKind.GRANT: grant, OperationKind.REVOKE: revoke}

ABSENT = "absent"
STANDS = "stands"
DONE = "done"
LOST = "lost"


@dataclass(slots=True)
class Play:
    """What the cloud answers in turn to looks and to changes; the last of each is repeated."""

    looks: list[str]
    changes: list[str] = field(default_factory=lambda: [DONE])
    tokens: list[str] = field(default_factory=list)
    read: int = 0
    until_sent: int = 0
    """With as many changes sent, the rule stands, whatever the looks were to show."""

    @property
    def sent(self) -> int:
        return len(self.tokens)

    async def answer(self, asked: Asked) -> web.StreamResponse:
        reads = asked.action.startswith("Describe")
        coming = self.looks if reads else self.changes
        word = coming.pop(0) if len(coming) > 1 else coming[0]
        if reads:
            self.read += 1
            word = STANDS if 0 < self.until_sent <= self.sent else word
        else:
            self.tokens.append(asked.query.get("ClientToken", ""))
        return _answer(word, asked.action, self.sent)


def _answer(word: str, action: str, number: int) -> web.StreamResponse:
    request_id = f"R-{number}"
    if word in {ABSENT, STANDS, DONE}:
        return web.json_response(_rules(action, request_id, stands=word == STANDS))
    if word == LOST:
        raise web.HTTPInternalServerError(headers={"Connection": "close"})
    code, _, status = word.partition("/")
    return web.json_response({"RequestId": request_id, "Code": code}, status=int(status or 400))


def _rules(action: str, request_id: str, *, stands: bool) -> dict[str, object]:
    cen, owner = TARGET.cen_id, int(TARGET.owner_uid)
    head: dict[str, object] = {"RequestId": request_id, "TotalCount": 1 if stands else 0}
    if action == "DescribeGrantRules":
        rows = [{"CenInstanceId": cen, "CenUid": owner}]
        return head | {"GrantRules": {"GrantRule": rows if stands else []}}
    if action == "DescribeGrantRulesToResource":
        payers = [{"CenId": cen, "CenOwnerId": owner, "OrderType": Payer.CEN_OWNER}]
        return head | {"GrantRules": payers if stands else []}
    plain = [{"CenInstanceId": cen, "CenOwnerId": owner}]
    return head | {"CenGrantRules": {"CbnGrantRule": plain if stands else []}}


async def played(  # noqa: PLR0913 - each has its default
    play: Play,
    kind: OperationKind = OperationKind.GRANT,
    network: Network = VPC,
    *,
    earlier: Earlier | None = None,
    token: str = "",
    options: GrantOptions | None = None,
    polling: PollPolicy = THREE,
    announce: Announce | None = None,
    total: float = 120,
) -> OperationResult:
    """Return what comes of a change against a cloud that answers so."""
    async with scripted_server() as server:
        server.answering = play.answer
        timing = CloudOptions(endpoint=parse_endpoint(server.url), retrying=replace(SOON, total=total))
        async with Cloud(KEY, timing) as cloud:
            return await RUN[kind](
                cloud,
                network,
                TARGET,
                options=options,
                progress=lambda _: None,
                token=token,
                earlier=earlier,
                polling=polling,
                announce=announce,
            )


async def test_one_look_without_the_rule_does_not_make_a_revoke_needless() -> None:
    play = Play([ABSENT, STANDS, STANDS, STANDS, ABSENT])
    result = await played(play, OperationKind.REVOKE)
    assert (result.outcome, play.sent) == (Outcome.VERIFIED, 1)


async def test_a_revoke_is_needless_after_two_looks_and_a_grant_after_one() -> None:
    play = Play([ABSENT])
    assert (await played(play, OperationKind.REVOKE)).outcome is Outcome.ALREADY
    assert (play.sent, play.read) == (0, 3)
    play = Play([STANDS])
    assert (await played(play)).outcome is Outcome.ALREADY
    assert (play.sent, play.read) == (0, 1)


async def test_a_revoke_that_cannot_be_seen_to_be_needless_is_not_sent() -> None:
    play = Play([ABSENT, "Forbidden.RAM/403"])
    result = await played(play, OperationKind.REVOKE)
    assert (result.outcome, play.sent) == (Outcome.REFUSED, 0)
    assert result.error is not None
    assert result.error.kind is ErrorKind.DENIED


@pytest.mark.parametrize("between", [STANDS, "Forbidden.RAM/403"])
async def test_absence_counts_only_in_reads_in_a_row(between: str) -> None:
    play = Play([STANDS, ABSENT, between, ABSENT, between])
    result = await played(play, OperationKind.REVOKE)
    assert (result.outcome, play.read) == (Outcome.UNKNOWN, 5)
    play = Play([STANDS, between, ABSENT, ABSENT])
    assert (await played(play, OperationKind.REVOKE)).outcome is Outcome.VERIFIED


@pytest.mark.parametrize("before", [STANDS, "Forbidden.RAM/403"])
async def test_absence_in_the_last_look_allowed_is_looked_at_once_more(before: str) -> None:
    play = Play([STANDS, before, before, ABSENT])
    result = await played(play, OperationKind.REVOKE)
    assert (result.outcome, play.read) == (Outcome.VERIFIED, 5)


@pytest.mark.parametrize(
    ("network", "token", "age", "sent"),
    [
        (VPC, "T-1", timedelta(0), ["T-1"]),
        (VPC, "", timedelta(0), []),
        (VPC, "", VISIBLE_WITHIN, ["given"]),
        (CCN, "", VISIBLE_WITHIN - timedelta(seconds=1), []),
        (CCN, "", VISIBLE_WITHIN, [""]),
        (CCN, "T-1", timedelta(0), []),
    ],
)
async def test_what_was_begun_before_is_sent_again_only_as_the_same_or_when_it_can_no_longer_show(
    network: Network, token: str, age: timedelta, sent: list[str]
) -> None:
    looks = [ABSENT, STANDS] if sent else [ABSENT]
    play = Play(looks)
    result = await played(play, network=network, earlier=Earlier(token, age), token="given")
    assert play.tokens == sent
    assert result.outcome is (Outcome.VERIFIED if sent else Outcome.UNKNOWN)
    if not sent:
        assert result.error is not None
        assert result.error.title == "The grant is not visible yet"
        assert play.read == 4


async def test_what_was_begun_before_and_shows_meanwhile_is_done() -> None:
    play = Play([ABSENT, ABSENT, STANDS])
    result = await played(play, network=CCN, earlier=Earlier("", timedelta(0)))
    assert (result.outcome, play.sent) == (Outcome.VERIFIED, 0)


async def test_what_was_begun_before_and_can_no_longer_be_read_is_unknown_for_that_reason() -> None:
    play = Play([ABSENT, "Forbidden.RAM/403"])
    result = await played(play, network=CCN, earlier=Earlier("", timedelta(0)))
    assert (result.outcome, play.sent) == (Outcome.UNKNOWN, 0)
    assert result.error is not None
    assert result.error.kind is ErrorKind.DENIED


@pytest.mark.parametrize(
    ("look", "again", "total"),
    [
        ("Throttling.User", True, 3),  # which is tried until the end of the time for it
        ("InternalError/500", True, 120),
        (LOST, True, 120),
        ("/200", True, 120),
        ("Forbidden.RAM/403", False, 120),
        ("InvalidAccessKeyId.NotFound/404", False, 120),
    ],
)
async def test_only_a_look_that_fails_for_a_moment_lets_it_be_sent_again(
    look: str, *, again: bool, total: float
) -> None:
    """The look fails until it is sent again: a call may have been tried several times for one look."""
    play = Play([ABSENT, look], [LOST, DONE], until_sent=2)
    result = await played(play, total=total)
    assert result.outcome is (Outcome.VERIFIED if again else Outcome.UNKNOWN)
    assert (play.sent, len(set(play.tokens))) == (2 if again else 1, 1)


@pytest.mark.parametrize(("status", "outcome"), [(404, Outcome.REFUSED), (500, Outcome.UNKNOWN)])
async def test_gone_while_the_rule_stands_is_a_refusal_unless_the_cloud_was_in_trouble(
    status: int, outcome: Outcome
) -> None:
    play = Play([STANDS], [f"InvalidInstanceId.NotFound/{status}", DONE])
    result = await played(play, OperationKind.REVOKE)
    assert (result.outcome, play.sent) == (outcome, 1)
    play = Play([STANDS, ABSENT], [f"InvalidInstanceId.NotFound/{status}", DONE])
    result = await played(play, OperationKind.REVOKE)
    assert result.outcome is (Outcome.ALREADY if status == 404 else Outcome.VERIFIED)


@pytest.mark.parametrize(
    ("looks", "changes", "outcome", "request_id"),
    [
        ([ABSENT, STANDS], [DONE], Outcome.VERIFIED, "R-1"),
        ([ABSENT], [DONE], Outcome.UNKNOWN, "R-1"),
        ([ABSENT], ["Invalid.Grant"], Outcome.REFUSED, "R-1"),
        ([ABSENT, STANDS], ["InternalError/500"], Outcome.VERIFIED, "R-1"),
        ([ABSENT, ABSENT, STANDS], ["InternalError/500", "Invalid.Grant"], Outcome.VERIFIED, "R-2"),
        ([ABSENT], ["InternalError/500", "Invalid.Grant"], Outcome.UNKNOWN, "R-2"),
        ([ABSENT, STANDS], ["DuplicatedGrantRule"], Outcome.ALREADY, "R-1"),
        ([ABSENT, ABSENT, STANDS], ["InternalError/500", "DuplicatedGrantRule"], Outcome.VERIFIED, "R-2"),
        ([ABSENT], ["DuplicatedGrantRule"], Outcome.UNKNOWN, "R-1"),
    ],
)
async def test_the_request_id_is_that_of_the_answer_that_decided(
    looks: list[str], changes: list[str], outcome: Outcome, request_id: str
) -> None:
    result = await played(Play(looks, changes))
    assert (result.outcome, result.request_id) == (outcome, request_id)


async def test_without_a_payer_any_payer_of_a_rule_that_stands_will_do() -> None:
    play = Play([STANDS])
    assert (await played(play, network=VPN)).outcome is Outcome.ALREADY
    other = GrantOptions(GrantApi.ROUTER, Payer.NETWORK_OWNER)
    play = Play([STANDS])
    assert (await played(play, network=VPN, options=other)).outcome is Outcome.REFUSED


async def test_looking_ends_with_the_longest_time_however_many_looks_are_left() -> None:
    play = Play([ABSENT])
    polling = PollPolicy(waits=(0.02,), tries=100_000, longest=0.2)
    async with asyncio.timeout(60):
        result = await played(play, polling=polling)
    assert result.outcome is Outcome.UNKNOWN
    assert play.read > 2


async def test_without_waits_it_looks_at_once() -> None:
    play = Play([ABSENT, ABSENT, STANDS])
    assert (await played(play, polling=PollPolicy(waits=(), tries=2))).outcome is Outcome.VERIFIED


def test_a_rule_is_looked_for_six_times_in_ten_seconds() -> None:
    usual = PollPolicy()
    pauses = [*usual.waits, *[usual.waits[-1]] * (usual.tries - len(usual.waits))]
    assert list(accumulate(pauses)) == [0.0, 0.5, 1.5, 3.5, 6.5, 9.5]
    assert usual.longest == 90.0
    assert timedelta(minutes=5) == VISIBLE_WITHIN


@pytest.mark.parametrize(
    ("kind", "code", "gone"),
    [
        (ErrorKind.NOT_FOUND, "InvalidInstanceId.NotFound", True),
        (ErrorKind.NOT_FOUND, "CcnNotExist", True),
        (ErrorKind.NOT_FOUND, "InvalidCenId.NotFound", False),
        (ErrorKind.THROTTLED, "InvalidInstanceId.NotFound", False),
        (ErrorKind.CONFLICT, "InvalidVpcStatus", False),
    ],
)
def test_only_what_is_not_found_and_is_the_network_is_gone(kind: ErrorKind, code: str, *, gone: bool) -> None:
    assert is_gone(CloudError("No", kind=kind, detail="No.", advice="None.", code=code)) is gone


async def test_an_answer_lost_of_an_earlier_try_of_ours_is_not_forgotten_when_the_next_is_refused() -> None:
    play = Play([ABSENT], [LOST, "Forbidden.RAM/403"])
    result = await played(play, earlier=Earlier("token", VISIBLE_WITHIN))
    assert (result.outcome, play.tokens) == (Outcome.UNKNOWN, ["token", "token"])


async def test_a_refusal_does_not_resolve_what_another_session_has_just_begun() -> None:
    async def announce(_: str) -> str:
        return "theirs"

    play = Play([ABSENT], ["Forbidden.RAM/403"])
    result = await played(play, earlier=Earlier("ours", VISIBLE_WITHIN), announce=announce)
    assert (result.outcome, play.tokens) == (Outcome.UNKNOWN, ["theirs"])


async def test_what_is_said_to_be_gone_and_cannot_be_looked_for_is_unknown() -> None:
    play = Play([STANDS, "Forbidden.RAM/403"], ["InvalidInstanceId.NotFound/404"])
    result = await played(play, OperationKind.REVOKE)
    assert (result.outcome, play.sent) == (Outcome.UNKNOWN, 1)
