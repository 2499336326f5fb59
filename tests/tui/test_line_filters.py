import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from support.walk import walking
from textual.color import Color

from cen_tui.terminal.display import Display
from cen_tui.text import safe
from cen_tui.tui.line_filters import Ascii, Colourless, UnambiguousWidths, in_ascii, in_unambiguous_widths


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("╭─ Caution ─╮", "+- Caution -+"),
        ("1 Account ─ 2 Region", "1 Account - 2 Region"),
        ("prod-net…", "prod-net~"),
        ("a · b", "a - b"),
        ("生产", "????"),
        ("plain", "plain"),
        ("café", "caf?"),
        ("“a”—‘b’", "\"a\"-'b'"),  # noqa: RUF001 - as in a name
    ],
)
def test_lines_and_signs_have_their_likes_in_ascii(text: str, written: str) -> None:
    assert in_ascii(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("╭─ 注意 ─╮", "+- 注意 -+"),
        ("按“r”重试……", '按"r"重试~~'),
        ("生产·核心 → cen", "生产-核心 > cen"),
        ("café Ω 한글", "caf? ? 한글"),
    ],
)
def test_what_may_take_two_cells_has_its_like_in_ascii_and_chinese_stays(text: str, written: str) -> None:
    assert in_unambiguous_widths(text) == written
    assert cell_len(written) == cell_len(text)


@settings(deadline=None)
@given(st.text())
def test_any_safe_text_keeps_its_width(text: str) -> None:
    shown = safe(text)
    certain = in_unambiguous_widths(shown)
    assert cell_len(certain) == cell_len(shown)
    assert "A" not in map(unicodedata.east_asian_width, certain)
    assert in_ascii(shown).isascii()
    assert cell_len(in_ascii(shown)) == cell_len(shown)


def test_the_filters_leave_what_is_no_colour_and_what_is_ascii() -> None:
    style = Style.parse("bold reverse #5fafff on #121212")
    (plain,) = Colourless().apply([Segment("│x", style)], Color(0, 0, 0))
    assert plain == Segment("│x", Style.parse("bold reverse"))
    assert Ascii().apply([plain, Segment("y")], Color(0, 0, 0)) == [
        Segment("|x", Style.parse("bold reverse")),
        Segment("y"),
    ]


async def test_the_filters_are_the_same_every_time_so_that_filtered_lines_are_kept() -> None:
    async with walking(display=Display(colourless=True, ascii=True)) as walk:
        first, again = walk.app.get_line_filters(), walk.app.get_line_filters()
        walk.app.terminal_display = Display(ambiguous_wide=True)
        (*_, last), (*_, same) = walk.app.get_line_filters(), walk.app.get_line_filters()
    assert [type(each) for each in first] == [Colourless, Ascii]
    assert all(one is other for one, other in zip(first, again, strict=True))
    assert isinstance(last, UnambiguousWidths)
    assert last is same
