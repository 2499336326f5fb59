"""Our own keys that work on a screen now, and what they do."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

NOTHING = "none"
"""The action of a binding that only keeps a key from doing something else."""


@dataclass(frozen=True, slots=True)
class Command:
    """One action, all the keys that start it, and whom it is asked of."""

    keys: tuple[str, ...]
    name: str
    says: str
    action: str
    node: DOMNode


def commands_of(screen: Screen[Any]) -> list[Command]:
    """Return what can be done on a screen now, the screen's own before its widgets'."""
    found: dict[tuple[str, str], Command] = {}
    for keys, binding, node in _active(screen):
        says = binding.tooltip or binding.description
        before = found.get((binding.action, says))
        names = (*before.keys, *keys) if before else keys
        found[binding.action, says] = Command(
            tuple(dict.fromkeys(names)), binding.description, says, binding.action, node
        )
    return list(found.values())


def _active(screen: Screen[Any]) -> Iterator[tuple[tuple[str, ...], Binding, DOMNode]]:
    for active in sorted(screen.active_bindings.values(), key=lambda active: active.node is not screen):
        binding = active.binding
        if (
            binding.description
            and active.enabled
            and binding.action != NOTHING
            and _is_ours(active.node, binding)
        ):
            yield (binding.key_display or screen.app.get_key_display(binding),), binding, active.node


def _is_ours(node: DOMNode, binding: Binding) -> bool:
    """Tell a key of ours from one that Textual gives to every field and every list."""
    ours = (kind for kind in type(node).__mro__ if kind.__module__.startswith("cen_tui."))
    made = (Binding.make_bindings(kind.__dict__.get("BINDINGS", ())) for kind in ours)
    return any(one.key == binding.key and one.action == binding.action for some in made for one in some)
