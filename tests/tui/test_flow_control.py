"""A held key on a slow link: what was moved over unseen is not drawn; a mute terminal is not waited for."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from support.walk import Walk, walking
from textual import events

from cen_tui.tui.flow_control import QUESTION, FlowControl
from cen_tui.wizard.draft import Presets

AT_REGIONS = Presets("prod-network")


class Asking(FlowControl):
    """Counts its questions, which no terminal of a test answers by itself."""

    asked = 0
    held_up = 0

    def ask(self, then: Callable[[], None] | None = None) -> None:
        super().ask(then)
        self.asked += 1

    def cursor_moved(self) -> None:
        before = self.holds
        super().cursor_moved()
        self.held_up += self.holds and not before


@asynccontextmanager
async def linked(patience: float = 60) -> AsyncIterator[tuple[Walk, Asking, Callable[[], None]]]:
    """Walk to the regions with a link whose terminal answers when it is told to."""
    async with walking(presets=AT_REGIONS) as walk:
        link = walk.app.flow_control = Asking(walk.app, walk.app.write, patience=patience)
        await walk.see("13 regions. Type to filter")

        def answer() -> None:
            walk.app.post_message(events.CursorPosition(0, 0))

        yield walk, link, answer


def held(walk: Walk) -> bool:
    return walk.app._batch_count > 0


async def test_the_third_move_ahead_of_the_terminal_waits_for_its_answer() -> None:
    async with linked() as (walk, link, answer):
        link.ask()
        answer()
        await walk.until(lambda: link._answers, "the first answer")
        asked = link.asked
        await walk.press("down", "down")
        await walk.until(lambda: link.asked == asked + 2, "a question a move")
        assert not held(walk)
        await walk.press("down", "down", "down")
        await walk.until(lambda: held(walk), "drawing to be held up")
        assert link.asked == asked + 2
        answer()
        await walk.until(lambda: not held(walk) and link.asked == asked + 3, "one frame for all of them")
        await walk.press("enter")
        await walk.see("· cn-chengdu")


async def test_a_terminal_that_never_answered_is_not_asked_about_moves() -> None:
    async with linked() as (walk, link, _):
        await walk.press(*["down"] * 6)
        assert link.asked == 0
        assert not held(walk)


async def test_a_terminal_that_stops_answering_is_waited_for_only_once() -> None:
    async with linked(patience=0.2) as (walk, link, answer):
        link.ask()
        answer()
        await walk.until(lambda: link._answers, "the first answer")
        link.ask()
        link.ask()
        await walk.press("down")
        await walk.until(lambda: link.held_up == 1, "drawing to be held up")
        await walk.until(lambda: not held(walk), "drawing to go on without an answer")
        await walk.press(*["down"] * 5)
        assert link.held_up == 1


async def test_what_waits_to_be_shown_waits_no_longer_than_a_terminal_may_take_to_answer() -> None:
    async with linked() as (walk, link, answer):
        link.ask()
        answer()
        await walk.until(lambda: link._answers, "the first answer")
        shown: list[str] = []
        link.when_shown(lambda: shown.append("answered"))
        assert shown == []
        answer()
        await walk.until(lambda: shown == ["answered"], "the answer")
        link._longest = 0.2
        link.when_shown(lambda: shown.append("given up"))
        assert shown == ["answered"]
        await walk.until(lambda: shown == ["answered", "given up"], "patience to end")
        link.when_shown(lambda: shown.append("at once"))
        assert shown == ["answered", "given up", "at once"]


def test_the_question_is_one_that_every_terminal_answers() -> None:
    assert QUESTION == "\x1b[6n"
