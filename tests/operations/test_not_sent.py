"""A change that never reached the cloud is reported as not sent: nothing was done, nothing is open."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support.broken import Serving, full_port, hang_up, raw_server, sending, silent, tunnel
from support.certificates import certificates
from support.changes import ACTIONS, BOTH, HASTE, grant, network, rules
from support.demo import running_cloud
from support.reach import OWNER, PATIENT, reach, target
from support.sample_operations import ACCOUNT

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.credentials import Credentials
from cen_tui.cloud.endpoints import Endpoint, parse_endpoint
from cen_tui.cloud.errors.base import NOTHING_SENT, CloudError, ErrorKind
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.cloud.networks.base import Network
from cen_tui.demo.rules import Family
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.executor import run_journaled
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import Intent
from cen_tui.operations.outcome import OperationKind, Outcome, Refusal, Stage
from cen_tui.operations.polling import VISIBLE_WITHIN
from cen_tui.operations.runner import Earlier
from cen_tui.wizard.history import outcome_of

BEHIND = "cloud.example"
"""A name by which the cloud is reached through a proxy alone."""


@dataclass(slots=True)
class Scene:
    """A cloud behind TLS, the connection to which is about to break."""

    demo: DemoCloud
    folder: Path
    environment: pytest.MonkeyPatch
    resources: AsyncExitStack

    async def serve_again(self, tls: ssl.SSLContext | None) -> None:
        """Let another server stand where the cloud was."""
        port = int(self.demo.url.rpartition(":")[2])
        await self.demo.stop()
        await self.demo.start(port=port, tls=tls)

    def through(self, proxy: str) -> None:
        """Let what connects from now on take this proxy."""
        self.environment.setenv("HTTPS_PROXY", proxy)

    async def through_raw(self, serve: Serving) -> None:
        """Let what connects from now on take a proxy that does with each connection what it likes."""
        self.through(await self.resources.enter_async_context(raw_server(serve)))


Break = Callable[[Scene], Awaitable[None]]


async def gone(scene: Scene) -> None:
    await scene.demo.stop()


async def another_certificate(scene: Scene) -> None:
    other = scene.folder / "other"
    other.mkdir()
    await scene.serve_again(certificates(other).serving)


async def no_tls(scene: Scene) -> None:
    await scene.serve_again(None)


async def proxy_gone(scene: Scene) -> None:
    scene.through("127.0.0.1:1")


async def proxy_full(scene: Scene) -> None:
    scene.through(f"127.0.0.1:{scene.resources.enter_context(full_port())}")


async def proxy_silent(scene: Scene) -> None:
    await scene.through_raw(silent)


async def proxy_hangs_up(scene: Scene) -> None:
    await scene.through_raw(hang_up)


async def proxy_wants_a_password(scene: Scene) -> None:
    await scene.through_raw(sending(b"HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n"))


async def proxy_in_trouble(scene: Scene) -> None:
    await scene.through_raw(sending(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"))


async def proxy_breaks_tls(scene: Scene) -> None:
    await scene.through_raw(sending(b"HTTP/1.1 200 Connection established\r\n\r\nno TLS at all"))


async def proxy_unknown(scene: Scene) -> None:
    scene.through("proxy.invalid:3128")


async def proxy_unusable(scene: Scene) -> None:
    scene.through("socks5://127.0.0.1:1080")


DIRECT = (gone, another_certificate, no_tls)
PROXIED = (
    proxy_gone,
    proxy_full,
    proxy_silent,
    proxy_hangs_up,
    proxy_wants_a_password,
    proxy_in_trouble,
    proxy_breaks_tls,
    proxy_unknown,
    proxy_unusable,
)
WAITED_OUT = (proxy_full, proxy_silent)
"""Those that only a time limit tells of."""


class BreakingJournal(Journal):
    """Breaks the connection to the cloud once an intent is written: before it is sent."""

    def __init__(self, path: Path, on_begun: Callable[[], Awaitable[None]]) -> None:
        super().__init__(path)
        self._loop, self._on_begun = asyncio.get_running_loop(), on_begun

    def begin(self, *what: Any, **known: Any) -> Intent:  # noqa: ANN401 - as the journal itself takes it
        intent = super().begin(*what, **known)

        async def break_it() -> None:
            await self._on_begun()

        asyncio.run_coroutine_threadsafe(break_it(), self._loop).result()
        return intent


def stand(demo: DemoCloud, on: Network) -> None:
    """Let the rule stand."""
    to, world = target(demo), demo.world
    world.rules.add(Family.VPC, world.networks[on.id], to.cen_id, to.owner_uid, world.now())


@pytest.mark.parametrize("kind", BOTH)
@pytest.mark.parametrize("breaks", [*DIRECT, *PROXIED], ids=lambda breaks: breaks.__name__)
async def test_what_cannot_reach_the_cloud_is_not_sent_and_leaves_nothing_open(
    breaks: Break, kind: OperationKind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = certificates(tmp_path, "127.0.0.1", BEHIND)
    monkeypatch.setenv("SSL_CERT_FILE", str(made.authority))
    async with AsyncExitStack() as resources:
        demo = DemoCloud(work_seconds=0)
        await demo.start(tls=made.serving)
        resources.push_async_callback(demo.stop)
        scene = Scene(demo, tmp_path, monkeypatch, resources)
        endpoint = parse_endpoint(demo.url)
        if breaks in PROXIED:
            endpoint = Endpoint(BEHIND)
            await scene.through_raw(tunnel(demo.url))
        on = network(demo, "VPC")
        if kind is OperationKind.REVOKE:
            stand(demo, on)
        journal = BreakingJournal(tmp_path / "journal.jsonl", lambda: breaks(scene))
        options = replace(PATIENT, endpoint=endpoint, connect_timeout=5.0 if breaks in WAITED_OUT else 60.0)
        cloud = await resources.enter_async_context(Cloud(OWNER, options))
        result = await run_journaled(
            kind,
            journal=journal,
            cloud=cloud,
            account=ACCOUNT,
            network=on,
            target=target(demo),
            progress=lambda _: None,
            polling=HASTE,
        )
        assert (result.outcome, result.refusal) == (Outcome.REFUSED, Refusal.NOT_SENT)
        assert result.error is not None
        assert result.error.detail.endswith(NOTHING_SENT)
        assert result.error.detail.count(NOTHING_SENT) == 1
        assert not result.error.outcome_unknown
        assert demo.calls(ACTIONS[kind]["VPC"]) == []
        assert len(rules(demo, "VPC")) == (1 if kind is OperationKind.REVOKE else 0)
    ((entry,), notices) = Journal(journal.path).entries()
    assert (outcome_of(entry), entry.is_open, notices) == ("not sent", False, ())


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        ("throttle", Refusal.NOT_SENT),
        ("server-error", Refusal.NOT_SENT),
        ("drop-before", Refusal.NOT_SENT),
        ("html", Refusal.NOT_SENT),
        ("error@DescribeGrantRulesToCen=Forbidden.RAM/403", Refusal.BY_CLOUD),
    ],
)
async def test_what_is_not_sent_for_want_of_the_rules_is_told_so(fault: str, refusal: Refusal) -> None:
    async with running_cloud(work_seconds=0) as demo, reach(demo) as cloud:
        demo.set_faults(fault if "@" in fault else f"{fault}@DescribeGrantRulesToCen")
        on, to = network(demo, "VPC"), target(demo)
        result = await grant(cloud, on, to, progress=lambda _: None, polling=HASTE)
        assert (result.outcome, result.refusal) == (Outcome.REFUSED, refusal)
        assert demo.calls("GrantInstanceToCen") == []


async def test_a_refusal_of_the_cloud_is_one() -> None:
    async with running_cloud(work_seconds=0) as demo, reach(demo) as cloud:
        demo.set_faults("throttle@GrantInstanceToCen")
        on, to = network(demo, "VPC"), target(demo)
        result = await grant(cloud, on, to, progress=lambda _: None, polling=HASTE)
    assert (result.outcome, result.refusal) == (Outcome.REFUSED, Refusal.BY_CLOUD)


@pytest.mark.parametrize("stands", [True, False])
async def test_an_answer_lost_before_the_cloud_goes_away_is_unknown(*, stands: bool) -> None:
    """The last try never left; an earlier one did, and what came of it is all that counts."""
    retrying = RetryPolicy(total=4, first=0.02, longest=0.05)
    async with running_cloud(work_seconds=0) as demo, reach(demo, retrying=retrying) as cloud:
        on, to, stopping = network(demo, "VPC"), target(demo), set[asyncio.Task[None]]()
        lost = "drop-after" if stands else "drop-before"

        def then(stage: Stage) -> None:
            if stage is Stage.SENDING and demo.calls("GrantInstanceToCen"):
                stopping.add(asyncio.ensure_future(demo.stop()))

        async def announce(token: str) -> str:
            demo.set_faults(f"{lost}@GrantInstanceToCen:1,drop-before@DescribeGrantRulesToCen")
            return token

        result = await grant(cloud, on, to, progress=then, announce=announce, polling=HASTE)
        await asyncio.gather(*stopping)
        assert len(rules(demo, "VPC")) == (1 if stands else 0)
    assert (result.outcome, result.refusal) == (Outcome.UNKNOWN, Refusal.BY_CLOUD)
    assert result.error is not None
    assert result.error.outcome_unknown
    assert NOTHING_SENT not in result.error.detail
    assert (
        "An earlier try was sent, and its answer was lost. The rules could not be read" in result.error.detail
    )


class Lender:
    """Lends credentials until it is told to fail, as a role's do whose renewal gets no answer."""

    expires = None
    fails = False
    fails_for_good = True

    async def current(self) -> Credentials:
        if self.fails:
            self.fails = self.fails_for_good
            raise CloudError(
                "No answer in time",
                kind=ErrorKind.TRANSPORT,
                detail="sts.aliyuncs.com took the request and did not answer in time.",
                advice="Try again.",
                outcome_unknown=True,
            )
        return OWNER

    def forget(self, _: str) -> bool:
        return False

    async def finish(self) -> None:
        """Nothing is under way."""


@pytest.mark.parametrize(
    ("age", "outcome", "refusal"),
    [
        (VISIBLE_WITHIN, Outcome.REFUSED, Refusal.NOT_SENT),
        (VISIBLE_WITHIN - timedelta(seconds=1), Outcome.UNKNOWN, Refusal.BY_CLOUD),
    ],
)
async def test_what_was_not_sent_again_is_known_not_to_be_done_once_the_first_can_no_longer_show(
    age: timedelta, outcome: Outcome, refusal: Refusal
) -> None:
    lender = Lender()
    lender.fails_for_good = False

    async def announce(token: str) -> str:
        lender.fails = True
        return token

    async with running_cloud(work_seconds=0) as demo:
        options = replace(PATIENT, endpoint=parse_endpoint(demo.url))
        async with Cloud(lender, options) as cloud:
            result = await grant(
                cloud,
                network(demo, "VPC"),
                target(demo),
                progress=lambda _: None,
                announce=announce,
                earlier=Earlier("T-1", age),
                polling=HASTE,
            )
        assert demo.calls("GrantInstanceToCen") == []
    assert (result.outcome, result.refusal) == (outcome, refusal)


async def test_an_answer_lost_on_the_way_to_credentials_is_no_answer_lost_of_the_change() -> None:
    lender = Lender()

    async def announce(token: str) -> str:
        lender.fails = True
        return token

    async with running_cloud(work_seconds=0) as demo:
        options = replace(PATIENT, endpoint=parse_endpoint(demo.url))
        async with Cloud(lender, options) as cloud:
            on, to = network(demo, "VPC"), target(demo)
            result = await grant(cloud, on, to, progress=lambda _: None, announce=announce, polling=HASTE)
        assert demo.calls("GrantInstanceToCen") == []
    assert (result.outcome, result.refusal) == (Outcome.REFUSED, Refusal.NOT_SENT)
