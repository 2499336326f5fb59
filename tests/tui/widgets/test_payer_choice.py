"""The options of the payer stay whole, also where they need more than a line, as in Chinese."""

from textual.content import Content

from cen_tui.tui.widgets.payer_choice import packed


def lines(cells: int, *options: str) -> list[str]:
    return [line.plain for line in packed([Content(option) for option in options], cells)]


def test_options_that_fit_stand_side_by_side() -> None:
    assert lines(48, "(*) none", "( ) CEN owner") == ["(*) none  ( ) CEN owner"]


def test_an_option_that_does_not_fit_stands_whole_on_the_next_line() -> None:
    # 10 and 18 cells: with the blank between, two more than there are
    assert lines(28, "(*) 不指定", "( ) 云企业网所属方", "( ) 您") == [
        "(*) 不指定",
        "( ) 云企业网所属方  ( ) 您",
    ]


def test_an_option_longer_than_a_line_is_not_lost() -> None:
    assert lines(5, "(*) 不指定", "( ) 您") == ["(*) 不指定", "( ) 您"]
