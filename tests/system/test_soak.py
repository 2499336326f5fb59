"""A few runs of the soak, with those that once found something; and that the soak sees what is wrong."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.soak.plan import Plan, plan
from support.soak.run import compared, run
from support.soak.stage import Stage
from support.soak.truth import CloudProcess, cloud_process
from support.terminal import missing

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.networks.grant_apis import calls_of
from cen_tui.cloud.networks.registry import network_type
from cen_tui.demo.estate.accounts import credentials_of
from cen_tui.operations.outcome import Outcome

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked for in /proc"),
    pytest.mark.skipif(bool(missing("tmux")), reason=missing("tmux") or "all is there"),
    pytest.mark.timeout(240),
]

RUNS = ((2, 5), (2, 39), (2, 24), (31, 40), (51, 33))
"""Seed and number: in a terminal and below the screens."""
GRANT = next(number for number in range(19) if str(plan(1, number).case) == "grant VPC")


def reported(seed: int, number: int) -> str:
    """Carry out one run, and return what is wrong with it."""
    with cloud_process() as cloud:
        report = run(plan(seed, number), cloud)
    return str(report) if report.findings else ""


def test_what_is_reported_is_what_the_cloud_holds() -> None:
    with ThreadPoolExecutor(len(RUNS)) as pool:
        found = pool.map(lambda each: reported(*each), RUNS)
    assert [each for each in found if each] == []


def test_a_run_is_the_same_whenever_it_is_asked_for() -> None:
    assert [plan(3, number) for number in range(40)] == [plan(3, number) for number in range(40)]
    assert len({str(plan(3, number)) for number in range(40)}) == 40


@pytest.fixture(scope="module")
def cloud() -> Iterator[CloudProcess]:
    with cloud_process() as running:
        yield running


def begun(cloud: CloudProcess, home: Path, run_of: Plan) -> Stage:
    cloud.begin(run_of)
    return Stage(run_of, cloud, home)


async def granted(stage: Stage, *tokens: str) -> None:
    """Grant outside of the program, once with each token."""
    case = stage.plan.case
    calls = calls_of(network_type(case.type), case.options.api)
    options = CloudOptions(endpoint=parse_endpoint(stage.cloud.url))
    async with Cloud(credentials_of(case.access_key), options) as reached:
        for token in tokens:
            await calls.grant(reached, case.network, case.target, token=token, payer=None)


def kinds(stage: Stage) -> list[str]:
    return [finding.kind for finding in compared(stage, stage.plan.case)]


async def test_the_soak_sees_what_was_done_twice_and_what_is_not_in_the_journal(
    cloud: CloudProcess, tmp_path: Path
) -> None:
    stage = begun(cloud, tmp_path, plan(1, GRANT))
    assert kinds(stage) == []
    await granted(stage, "one", "one")
    assert kinds(stage) == ["lost"]
    await granted(stage, "another")
    assert kinds(stage) == ["duplicates", "lost"]


async def test_the_soak_sees_an_outcome_that_is_not_so(cloud: CloudProcess, tmp_path: Path) -> None:
    stage = begun(cloud, tmp_path, plan(1, GRANT))
    stage.told(Outcome.VERIFIED)
    assert kinds(stage) == ["wrong"]
    stage = begun(cloud, tmp_path, plan(1, GRANT))
    await granted(stage, "one")
    stage.told(Outcome.REFUSED)
    assert kinds(stage) == ["wrong", "lost"]


def test_the_soak_sees_that_screen_and_journal_disagree(cloud: CloudProcess, tmp_path: Path) -> None:
    stage = begun(cloud, tmp_path, plan(1, GRANT))
    stage.told(Outcome.UNKNOWN)
    assert kinds(stage) == ["mismatches"]
    case = stage.plan.case
    stage.journal.begin(case.kind, case.account, case.network, case.target, "a token", case.options)
    assert kinds(stage) == []
    stage.told(Outcome.REFUSED)
    assert kinds(stage) == ["mismatches"]
