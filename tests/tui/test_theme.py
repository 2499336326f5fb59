"""Our colours stay apart in true colour, in the 256 of most SSH sessions, and in 16."""

from itertools import combinations

import pytest
from rich.color import Color, ColorSystem
from textual.theme import Theme

from cen_tui.terminal.display import THEMES
from cen_tui.tui.theme import CEN_DARK, CEN_LIGHT, CEN_TERMINAL, THEMES_BY_NAME, select_theme, tone_of

SIGNALS = ("primary", "success", "warning", "error")
"""What would be taken for another state in another's colour; words and signs say each, too."""


def shown(theme: Theme, name: str, system: ColorSystem) -> object:
    """Return what a colour of a theme becomes in a colour system."""
    value = theme.variables.get(name) or getattr(theme, name)
    colour = Color.parse(value).downgrade(system)
    return colour.triplet if system is ColorSystem.TRUECOLOR else colour.number


@pytest.mark.parametrize("theme", [CEN_DARK, CEN_LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize(
    "system",
    [ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD],
    ids=lambda system: system.name,
)
def test_colours_stay_apart(theme: Theme, system: ColorSystem) -> None:
    for one, other in combinations(("background", "foreground", *SIGNALS), 2):
        assert shown(theme, one, system) != shown(theme, other, system), (one, other)
    for surface in ("background", "surface", "panel"):
        assert shown(theme, "boost", system) != shown(theme, surface, system), "the field with the focus"
        for letters in ("foreground", *SIGNALS):
            assert shown(theme, letters, system) != shown(theme, surface, system), (letters, surface)


@pytest.mark.parametrize("theme", [CEN_DARK, CEN_LIGHT], ids=lambda theme: theme.name)
def test_surfaces_are_of_the_grey_ramp_and_stay_apart_in_256(theme: Theme) -> None:
    numbers = [
        shown(theme, name, ColorSystem.EIGHT_BIT) for name in ("background", "surface", "panel", "boost")
    ]
    assert len(set(numbers)) == len(numbers)
    assert all(isinstance(number, int) and 232 <= number <= 255 for number in numbers)


def test_the_terminals_own_colours_are_named_and_never_mixed() -> None:
    values = [CEN_TERMINAL.primary, CEN_TERMINAL.background, *CEN_TERMINAL.variables.values()]
    assert all(value is None or value.startswith("ansi_") or value == "reverse" for value in values)


@pytest.mark.parametrize(
    ("word", "colours", "theme"),
    [
        ("", "truecolor", CEN_DARK),
        ("", "256", CEN_DARK),
        ("", "standard", CEN_TERMINAL),
        ("", None, CEN_DARK),
        ("dark", "standard", CEN_DARK),
        ("light", "256", CEN_LIGHT),
        ("terminal", "truecolor", CEN_TERMINAL),
    ],
)
def test_what_is_asked_for_is_used_else_what_fits(word: str, colours: str | None, theme: Theme) -> None:
    assert select_theme(word, colours) is theme


def test_every_word_has_its_theme() -> None:
    assert tuple(THEMES_BY_NAME) == THEMES


@pytest.mark.parametrize(
    ("label", "tone"),
    [
        ("", ""),
        ("production", "error"),
        ("EU Production", "error"),
        ("test of prod", "error"),
        ("staging-west", "warning"),
        ("my lab", "success"),
        ("products", "secondary"),
        ("team blue", "secondary"),
    ],
)
def test_the_gravest_word_gives_the_colour(label: str, tone: str) -> None:
    assert tone_of(label) == tone
