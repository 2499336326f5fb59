"""Two of the program at once with one home: each grants, and neither takes the other's for unfinished."""

from pathlib import Path

import pytest
from support.demo_networks import id_of
from support.demo_process import KEYS, server
from support.program_process import journal_of, start, to_digits
from support.relay import be_patient, relay
from support.terminal import Terminal, missing, terminal

from cen_tui.operations.outcome import Outcome

pytestmark = pytest.mark.skipif(bool(missing("tmux")), reason=missing("tmux") or "all is there")

NAMES = ("prod-core", "erp")


def see_it_in_the_history(screen: Terminal, name: str) -> None:
    """Go back to the first screen, which reads the journal, and look up what was done."""
    screen.press("Escape")
    screen.see("Which account owns the network?", "h History")
    screen.press("h")
    screen.see(id_of(name))
    screen.press("Escape")
    screen.see("Which account owns the network?", "h History")


def granted(screen: Terminal, name: str) -> None:
    screen.see(f"+ granted and verified {id_of(name)}")
    screen.press("C-q")
    screen.see("it ended with 0")


def test_both_write_whole_lines_and_what_is_under_way_is_not_offered(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    be_patient(home)
    first, second = NAMES
    with (
        server(tmp_path) as cloud,
        relay(cloud.url) as held_back,
        terminal(home, KEYS) as one,
        terminal(home, KEYS) as other,
    ):
        start(other, cloud.url, tmp_path / "other")
        other.press("Enter")
        other.see("Which region is the network in?", "cn-shanghai")
        start(one, held_back.url, tmp_path / "one")
        to_digits(one, first)
        held_back.hold("GrantInstanceToCen")
        one.press("Enter")
        one.until(lambda: bool(cloud.granted()), "a grant that was worked on")
        other.screens.clear()
        see_it_in_the_history(other, first)
        assert f"{id_of(first)}: sending" in one.screen()
        assert not any("no known result" in screen or "s Check" in screen for screen in other.screens)
        to_digits(other, second)
        other.press("Enter")
        granted(other, second)
        held_back.release()
        granted(one, first)
    entries, notices = journal_of(home).entries()
    assert notices == ()
    assert [entry.intent.network_id for entry in entries] == [id_of(name) for name in NAMES]
    assert {entry.ending.outcome for entry in entries if entry.ending} == {Outcome.VERIFIED}
    assert len({entry.intent.process for entry in entries}) == 2
