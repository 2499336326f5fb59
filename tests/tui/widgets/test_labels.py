"""The colour of a label follows the gravest of its words."""

import pytest

from cen_tui.tui.widgets.labels import tone_of


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
