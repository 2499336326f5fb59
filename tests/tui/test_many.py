"""Many networks in one go: confirmed once, a few at a time, each with its own outcome, the rest retried."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from support.changes import GRANT_ACTIONS
from support.demo_networks import BACKBONE
from support.walk import Walk, walking
from textual.containers import VerticalScroll

from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.demo.estate.estate import Estate, estate
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import Outcome
from cen_tui.tui.screens.confirm import ConfirmScreen
from cen_tui.tui.screens.handover import IN_PROGRESS, HandoverScreen
from cen_tui.tui.widgets.field import Field
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.execution.grant_run import NONE
from cen_tui.wizard.target import TARGET_QUESTION

DIGITS = CEN_OWNER[-4:]
SHANGHAI = {
    "VPC": ("prod-sh", "办公网", "ci-runners", "more-1", "more-2", "more-3", "more-4"),
    "VBR": ("idc-shanghai-1", "idc-shanghai-2"),
    "CCN": ("branches", "None", "warehouses"),
}
TWELVE = tuple(name for names in SHANGHAI.values() for name in names)
BIG_REGION = "us-west-1"


def shanghai() -> Estate:
    """Return the estate with enough networks of every type in one region."""
    whole = estate()
    vpc = next(each for each in whole.vpcs if each.name == "ci-runners")
    vbr = next(each for each in whole.vbrs if each.name == "idc-shanghai-1")
    more = tuple(replace(vpc, id=f"{vpc.id[:-1]}{number}", name=f"more-{number}") for number in range(1, 5))
    second = replace(vbr, id=f"{vbr.id[:-2]}02", name="idc-shanghai-2")
    return replace(whole, vpcs=(*whole.vpcs, *more), vbrs=(*whole.vbrs, second))


async def to_twelve(walk: Walk) -> None:
    """Mark twelve networks of all types and go on to the confirmation."""
    await walk.to_networks(region="cn-shanghai")
    for kind, names in SHANGHAI.items():
        await walk.to_tab(kind)
        for name in names:
            await walk.go_to(walk.id_of(name))
            await walk.press("space")
    await walk.see("12 networks selected")
    await walk.press("enter")
    await walk.see(TARGET_QUESTION)
    await walk.to_confirm()


def has_ended(walk: Walk) -> bool:
    """Tell whether every grant has its outcome; cheaper than to look at the screen."""
    screen = walk.app.screen
    return isinstance(screen, HandoverScreen) and not screen.is_busy()


def outcomes(walk: Walk) -> dict[str, Outcome]:
    """Return the outcome of each network that the hand-over shows."""
    screen = walk.app.screen
    assert isinstance(screen, HandoverScreen)
    return {result.network.id: result.outcome for result in screen._run.results}


def outcomes_are_true(walk: Walk) -> None:
    """Hold that every outcome is what the cloud holds, and that nothing was written twice."""
    for network_id, outcome in outcomes(walk).items():
        rules = [rule for rule in walk.cloud.world.rules.all() if rule.network.id == network_id]
        assert [rule.repeats for rule in rules] in ([], [0])
        if outcome is not Outcome.UNKNOWN:
            assert bool(rules) is (outcome is not Outcome.REFUSED), network_id


async def looked_through(walk: Walk, ids: list[str]) -> set[str]:
    """Page down to the end, what must be read in sight all the time; return the networks that were seen."""
    what = walk.app.screen.query_one("#what", VerticalScroll)

    def in_sight() -> set[str]:
        return {each for each in ids if walk.shows(each)}

    page = in_sight()
    seen = set(page)
    while what.scroll_y < what.max_scroll_y:
        await walk.press("pagedown")
        await walk.until(partial(lambda last: in_sight() != last, page), "the next page")
        page = in_sight()
        seen |= page
        assert walk.shows("Revoking later does not detach a network that has already been attached.")
        assert walk.app.screen.query_one("#digits", Field).is_on_screen
    return seen


async def test_twelve_of_all_types_are_marked_confirmed_once_and_handed_over() -> None:
    async with walking(contents=shanghai()) as walk:
        ids = [walk.id_of(name) for name in TWELVE]
        await to_twelve(walk)
        await walk.see(
            "CEN to attach 12 networks",
            "scroll to its end first (PgDn)",
            "attach these 12 networks to its CEN",
        )
        assert await looked_through(walk, ids) == set(ids)
        await walk.gone(ids[0])
        for _ in range(len(ids)):
            await walk.press("pageup")
        await walk.see(ids[0], "____")
        assert walk.grants() == []
        await walk.grant()
        await walk.see("Done. Send the sheet")
        assert list(outcomes(walk)) == ids
        assert set(outcomes(walk).values()) == {Outcome.VERIFIED}
        assert len(walk.grants()) == len(ids)
        outcomes_are_true(walk)
        await walk.press("y")
        await walk.until(lambda: bool(walk.app.clipboard), "the sheet")
        for each in ids:
            assert f"Network ID           {each}" in walk.app.clipboard
        assert walk.app.clipboard.count("Network access granted to your CEN") == 1


async def test_at_most_four_at_a_time_and_never_two_on_one_network() -> None:
    async with walking(contents=shanghai()) as walk:
        await to_twelve(walk)
        release = walk.cloud.hold(*GRANT_ACTIONS)
        await walk.look_through()
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("sending…", "waiting for its turn…", "0 of 12 done")
        await walk.until(lambda: len(walk.grants()) == 4, "four grants at the cloud")
        await walk.press("escape")
        await walk.see(IN_PROGRESS)
        await walk.press("r", "y", "s")
        assert len(walk.grants()) == 4, "a fifth was sent before one of four was answered"
        release.set()
        await walk.see("Done. Send the sheet")
        assert len(walk.grants()) == len(TWELVE)
        assert not [call for call in walk.cloud.received if "Conflict" in call.code]


async def test_what_fails_stops_no_other_and_r_tries_it_again_and_only_it() -> None:
    quota = "error@GrantInstanceToCbn=QuotaExceeded.CbnGrantRules/404:1"
    faults = f"{quota},error@GrantInstanceToCen=Forbidden.RAM/403:1"
    journal = Journal(None)
    async with walking(contents=shanghai(), faults=faults, journal=journal) as walk:
        await to_twelve(walk)
        await walk.grant()
        await walk.see("10 of 12 granted. r retries the others.")
        refused = {key for key, outcome in outcomes(walk).items() if outcome is Outcome.REFUSED}
        named = {
            call.parameters.get("InstanceId") or call.parameters["CcnInstanceId"]
            for call in walk.grants()
            if call.code
        }
        assert len(refused) == 2
        assert refused == named
        outcomes_are_true(walk)
        await walk.press("y")
        await walk.until(lambda: bool(walk.app.clipboard), "the sheet")
        assert not [each for each in refused if each in walk.app.clipboard]
        before = len(walk.grants())
        await walk.press("r")
        await walk.see("Done. Send the sheet")
        again = walk.grants()[before:]
        tried = {call.parameters.get("InstanceId") or call.parameters["CcnInstanceId"] for call in again}
        assert tried == refused
        assert len(again) == 2
        outcomes_are_true(walk)
        await walk.press("y")
        await walk.until(
            lambda: all(each in walk.app.clipboard for each in outcomes(walk)), "all twelve on one sheet"
        )
        assert not walk.shows("r Retry")
        await walk.press("r")
        assert len(walk.grants()) == before + 2
        entries, _ = journal.entries()
        assert len(entries) == len(TWELVE) + 2
        assert not [entry for entry in entries if entry.is_open]


@pytest.mark.timeout(600)
async def test_two_hundred_with_a_fifth_of_all_calls_failing_end_true_and_one_key_finishes_them() -> None:
    ids = tuple(vpc.id for vpc in estate().vpcs if vpc.region == BIG_REGION)[:200]
    presets = Presets("prod-network", BIG_REGION, "", ids, CEN_OWNER, BACKBONE)
    options = CloudOptions(retrying=RetryPolicy(total=0.2, first=0.02, longest=0.05))
    refusal = "error@GrantInstanceToCen=QuotaExceeded.CbnGrantRules/404:3"
    async with walking(presets=presets, options=options) as walk:
        await walk.until(lambda: isinstance(walk.app.screen, ConfirmScreen), "the confirmation")
        await walk.see("Type the last four digits", "attach 200 networks")
        walk.cloud.set_faults(f"{refusal},throttle=0.1,unavailable=0.05,drop-after=0.05")
        await walk.look_through()
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.until(lambda: has_ended(walk), "the end of all grants", timeout=200)
        await walk.see("r retries the others.")
        assert len(outcomes(walk)) == len(ids)
        failed = {key for key, each in outcomes(walk).items() if each in {Outcome.REFUSED, Outcome.UNKNOWN}}
        assert 3 <= len(failed) < 100
        outcomes_are_true(walk)
        screen = walk.app.screen
        assert isinstance(screen, HandoverScreen)
        assert not [one for one in screen._run.results if (one.network.id in failed) is (one.error is None)]
        walk.cloud.set_faults("")
        before = len(walk.cloud.received)
        await walk.press("r")
        await walk.until(lambda: has_ended(walk), "the end of the retry", timeout=200)
        await walk.see("Done. Send the sheet")
        outcomes_are_true(walk)
        assert set(outcomes(walk).values()) <= {Outcome.VERIFIED, Outcome.ALREADY}
        # Through the API of transit routers the screen of the target may still be reading all of them.
        asked = [call.parameters.get("InstanceId", "") for call in walk.cloud.received[before:]]
        assert set(filter(None, asked)) == failed
        await walk.press("y")
        await walk.until(lambda: bool(walk.app.clipboard), "the sheet")
        assert all(each in walk.app.clipboard for each in ids)


@pytest.mark.parametrize("place", ["file/journal", "folder"])
@pytest.mark.parametrize("networks", [1, 3])
async def test_without_a_journal_that_can_be_written_nothing_is_granted(
    tmp_path: Path, place: str, networks: int
) -> None:
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "folder").mkdir()
    names = ("prod-core", "edge-v6", "office-line-1")[:networks]
    ids = tuple(estate().network(name).id for name in names)
    presets = Presets("prod-network", "cn-hangzhou", "", ids, CEN_OWNER, BACKBONE)
    async with walking(presets=presets, journal=Journal(tmp_path / place)) as walk:
        await walk.see("Type the last four digits")
        await walk.grant()
        await walk.see("x refused", "Nothing was sent: the journal cannot be written", "What to do:")
        await walk.see(NONE)
        assert walk.grants() == []
        assert set(outcomes(walk).values()) == {Outcome.REFUSED}
        outcomes_are_true(walk)
