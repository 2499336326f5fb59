"""The Granted column: read for the rows in sight alone, honest where unknown, fresh after a change."""

from support.demo_networks import BACKBONE
from support.walk import Walk, walking

from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.tui.screens.network import NetworkScreen
from cen_tui.tui.screens.target import TargetScreen

RULES = ("DescribeGrantRulesToCen", "DescribeGrantRulesToResource", "DescribeGrantRules")
BIG = "us-west-1"


def granted(walk: Walk, name: str) -> str:
    """Return what the last column says of a network."""
    return walk.line_with(walk.id_of(name))[70:].strip()


def asked(walk: Walk, name: str) -> int:
    """Return how many calls asked for a network's rules."""
    wanted = walk.id_of(name)
    return sum(wanted in call.parameters.values() for call in walk.calls(*RULES))


async def all_are_known(walk: Walk) -> None:
    """Wait until nothing more is read of the networks in sight."""
    await walk.until(lambda: all(each.is_finished for each in walk.app.workers), "the end of the reading")


async def test_it_says_how_many_cens_each_network_in_sight_is_granted_to() -> None:
    async with walking(counts=True) as walk:
        await walk.to_networks()
        await walk.until(lambda: granted(walk, "prod-data") == "1 CEN", "the rule of prod-data counted")
        await walk.until(lambda: granted(walk, "prod-core") == "no", "none of prod-core")
        await walk.see("Granted")
        assert asked(walk, "prod-core") == 2
        assert granted(walk, "migration-2026") == ""
        assert asked(walk, "migration-2026") == 0, "it cannot be granted"
        await walk.press("2")
        await walk.listed("VBR")
        await walk.until(lambda: granted(walk, "office-line-1") != "", "the rules of a VBR")
        await walk.press("1", "2", "1")
        await walk.pilot.pause(0.5)
        assert asked(walk, "prod-core") == 2, "what is known is not asked again"


async def test_of_a_long_list_only_what_is_in_sight_is_read() -> None:
    async with walking(counts=True) as walk:
        await walk.to_networks(region=BIG)
        await walk.until(
            lambda: [line[70:].strip() for line in walk.lines()].count("no") >= 10, "a screenful"
        )
        first = {call.parameters["InstanceId"] for call in walk.calls("DescribeGrantRulesToCen")}
        assert 10 < len(first) < 40
        await walk.press("end")
        await walk.until(lambda: walk.line_with("10.156.48.0/20")[70:].strip() == "no", "the last screenful")
        last = {call.parameters["InstanceId"] for call in walk.calls("DescribeGrantRulesToCen")} - first
        assert 10 < len(last) < 40


async def test_what_may_not_be_read_is_a_question_mark_and_is_not_asked_for_again() -> None:
    denied = "error@DescribeGrantRulesToResource=Forbidden.RAM/403"
    async with walking(counts=True, faults=denied) as walk:
        await walk.to_networks()
        await walk.until(lambda: granted(walk, "prod-core") == "?", "that nobody knows of prod-core")
        await walk.until(lambda: granted(walk, "prod-data") == "1+", "that prod-data has one at least")
        await all_are_known(walk)
        assert walk.shows("13 VPCs in cn-hangzhou. Enter continues"), "no error covers the list"
        before = len(walk.calls(*RULES))
        await walk.press("2")
        await walk.listed("VBR")
        await walk.press("1", "o", "o")
        await walk.pilot.pause(0.6)
        vpcs = [one for one in walk.calls(*RULES)[before:] if "vbr-" not in str(one.parameters)]
        assert vpcs == []


async def test_it_is_off_without_counts() -> None:
    async with walking(counts=False) as walk:
        await walk.to_networks()
        await walk.pilot.pause(0.6)
        assert not walk.shows("Granted")
        assert walk.calls(*RULES) == []


async def test_it_is_fresh_after_a_grant_and_after_its_revocation() -> None:
    async with walking(counts=True) as walk:
        await walk.to_networks()
        await walk.until(lambda: granted(walk, "prod-core") == "no", "none yet")
        await walk.go_to(walk.id_of("prod-core"))
        await walk.press("enter")
        await walk.until(lambda: isinstance(walk.app.screen, TargetScreen), "step 4")
        await walk.see(walk.id_of("prod-core"))
        await walk.to_confirm(CEN_OWNER, BACKBONE)
        await walk.grant()
        await walk.press("n")
        await walk.until(lambda: granted(walk, "prod-core") == "1 CEN", "the new rule counted")
        data = asked(walk, "prod-data")
        await walk.press("d")
        await walk.see("since 20", BACKBONE)
        await walk.press("x")
        await walk.see("Type the last four digits")
        await walk.type(CEN_OWNER[-4:])
        await walk.press("enter")
        await walk.until(
            lambda: walk.cloud.world.rules.find(walk.id_of("prod-core"), BACKBONE) is None, "revoked"
        )
        while not isinstance(walk.app.screen, NetworkScreen):
            await walk.press("escape")
        await walk.until(lambda: granted(walk, "prod-core") == "no", "the rule gone")
        assert asked(walk, "prod-data") == data, "the others are not read again"
