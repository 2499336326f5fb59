"""One key has one meaning on every screen."""

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterator

from support.walk import walking
from textual.binding import Binding
from textual.dom import DOMNode

import cen_tui.tui
from cen_tui.tui.screens.dialogs.dialog import Question

SEVERAL = {
    "c": {"CEN owner", "Attach"},
    "d": {"Details", "Close"},
    "f1": {"Help", "Close"},
    "f2": {"Show command", "Close"},
    "p": {"Payer", "Change payer"},
    "question_mark": {"Help", "Close"},
    "r": {"Reload", "Retry"},
    "s": {"Save", "Save list"},
    "v": {"View", "View commands", "Print"},
    "x": {"Remove", "Revoke", "Detach"},
    "ctrl+s": {"Save", "Verify and save"},
}
"""By key: the words that say its one meaning where it is about different things, or closes what it opened."""
COPIES = {"Copy", "Copy ID", "Copy all", "Copy commands", "Copy error", "Copy errors"}
EVERYWHERE = {"enter", "escape", "left", "right", "pagedown", "pageup", *"123456789"}
"""Keys that mean what lies nearest: go on, go back, beside, further, the one with that number."""


def bindings() -> Iterator[tuple[type[DOMNode], Binding]]:
    """Yield each binding that a class of ours declares, but for the `y` and `n` of a question."""
    for module in pkgutil.walk_packages(cen_tui.tui.__path__, "cen_tui.tui."):
        importlib.import_module(module.name)
    for kind in _below(DOMNode):
        if kind.__module__.startswith("cen_tui.") and kind is not Question:
            for binding in Binding.make_bindings(kind.__dict__.get("BINDINGS", ())):
                yield kind, binding


def _below(kind: type[DOMNode]) -> set[type[DOMNode]]:
    return {*kind.__subclasses__(), *(one for below in kind.__subclasses__() for one in _below(below))}


def test_a_key_has_one_meaning_on_all_screens() -> None:
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    for _, binding in bindings():
        if binding.key not in EVERYWHERE and binding.action != "none":
            meanings[binding.key].add("Copy" if binding.description in COPIES else binding.description)
    clashing = {key: words for key, words in meanings.items() if len(words) > 1}
    clashing = {key: words for key, words in clashing.items() if not words <= SEVERAL.get(key, set())}
    assert clashing == {}


def test_an_action_has_one_word_on_all_screens() -> None:
    words: defaultdict[str, set[str]] = defaultdict(set)
    for _, binding in bindings():
        if binding.key in {"r", "u", "space", "slash", "o"}:
            words[binding.action].add(binding.description)
    assert {action: said for action, said in words.items() if len(said) > 1} == {}


async def test_a_question_mark_is_text_where_one_types() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        await walk.press("a")
        await walk.see("Add an account")
        await walk.type("who?")
        await walk.see("who?")
        await walk.press("f1")
        await walk.see("Adds an account, or edits one, by an AccessKey of it.")


async def test_enter_says_whether_it_goes_to_the_next_field_or_sends_the_form() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        await walk.press("a")
        await walk.see("⏎ Next field")
        await walk.press("enter", "enter", "enter")
        await walk.see("⏎ Verify and save")
        await walk.gone("⏎ Next field")
        await walk.press("shift+tab")
        await walk.see("⏎ Next field")
