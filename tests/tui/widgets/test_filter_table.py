"""A table with a filter line: narrowing, sorting, choosing while typing, and what is counted."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from support.stage import Stage, staged

from cen_tui.tui.widgets.tables.filter_table import FilterField, FilterTable
from cen_tui.tui.widgets.tables.rows import Column, Row

SIZE = (60, 12)
COLUMNS = (Column("ID"), Column("Name", None), Column("CIDR"))
ROWS = [
    Row("vpc-1", ("vpc-1", "prod-core", "10.20.0.0/16")),
    Row("vpc-2", ("vpc-2", "生产-核心", "10.24.0.0/16")),
    Row("vpc-3", ("vpc-3", "", "10.99.0.0/24")),
    Row("vpc-4", ("vpc-4", "Staging", "172.16.0.0/12")),
    Row("vpc-5", ("vpc-5", "prod-data", "10.22.0.0/16")),
]


@asynccontextmanager
async def tabled(rows: list[Row], *, typing_first: bool = False) -> AsyncIterator[tuple[Stage, FilterTable]]:
    """Show a table with these rows, the focus where a person begins."""
    table = FilterTable(COLUMNS, id="networks", typing_first=typing_first)
    async with staged(table, size=SIZE) as stage:
        table.set_rows(rows)
        table.focus_first()
        await stage.settle()
        yield stage, table


def shown(stage: Stage) -> list[str]:
    """Return the IDs on the screen, in their order."""
    return [line.split()[0] for line in stage.lines()[2:] if line.strip().startswith("vpc-")]


def top(stage: Stage) -> str:
    return stage.lines()[0]


def cursor(stage: Stage) -> str:
    row = stage.app.query_one(FilterTable).row
    return row.key if row else ""


async def test_all_rows_are_shown_under_their_headings_and_counted() -> None:
    async with tabled(ROWS) as (stage, _):
        assert shown(stage) == ["vpc-1", "vpc-2", "vpc-3", "vpc-4", "vpc-5"]
        assert "Press / to filter" in top(stage)
        assert top(stage).endswith(" 5")
        headings = stage.lines()[1]
        assert headings.split() == ["ID", "Name", "CIDR"]
        assert headings.index("Name") == stage.lines()[2].index("prod-core")
        assert headings.index("CIDR") == stage.lines()[2].index("10.20")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("prod", ["vpc-1", "vpc-5"]),
        ("PROD", ["vpc-1", "vpc-5"]),
        ("prod 22", ["vpc-5"]),
        ("10.2", ["vpc-1", "vpc-2", "vpc-5"]),
        ("vpc-3", ["vpc-3"]),
        ("stag /12", ["vpc-4"]),
        ("  ", ["vpc-1", "vpc-2", "vpc-3", "vpc-4", "vpc-5"]),
    ],
)
async def test_typing_narrows_over_every_column(typed: str, found: list[str]) -> None:
    async with tabled(ROWS) as (stage, _):
        await stage.press("slash", *typed)
        assert shown(stage) == found
        narrowed = len(found) != len(ROWS)
        assert top(stage).endswith(f"{len(found)} of 5" if narrowed else " 5")


async def test_chinese_names_are_found() -> None:
    async with tabled(ROWS) as (stage, table):
        table.set_filter("核心")
        await stage.settle()
        assert shown(stage) == ["vpc-2"]


async def test_where_nothing_matches_the_table_says_so_and_enter_chooses_nothing() -> None:
    async with tabled(ROWS) as (stage, _):
        await stage.press("slash", "x", "x", "enter", "down", "enter")
        assert shown(stage) == []
        assert "Nothing here matches. Esc clears the filter." in stage.text()
        assert "0 of 5" in top(stage)
        assert stage.chosen() == []
        assert [type(one).__name__ for one in stage.app.heard].count("NothingToChoose") == 2


async def test_the_table_is_moved_through_and_chosen_from_while_typing() -> None:
    async with tabled(ROWS) as (stage, _):
        await stage.press("slash", *"prod", "down")
        assert cursor(stage) == "vpc-5"
        assert stage.app.query_one(FilterField).has_focus
        await stage.press("enter")
        assert stage.chosen() == ["vpc-5"]
        await stage.press("up", "enter")
        assert stage.chosen() == ["vpc-5", "vpc-1"]
        await stage.press("pagedown", "enter")
        assert stage.chosen()[-1] == "vpc-5"


async def test_letters_that_are_keys_of_the_table_are_typed_into_the_filter() -> None:
    async with tabled(ROWS) as (stage, _):
        await stage.press("slash", *"o/jkgG ")
        table = stage.app.query_one(FilterTable)
        assert table.filter == "o/jkgG "
        assert "^" not in stage.lines()[1]


async def test_the_cursor_stays_on_its_row_while_the_filter_comes_and_goes() -> None:
    async with tabled(ROWS) as (stage, table):
        await stage.press("down", "down", "down", "down", "slash", *"prod")
        assert cursor(stage) == "vpc-5"
        assert table.clear_filter()
        await stage.settle()
        assert cursor(stage) == "vpc-5"
        assert table.table.has_focus
        assert shown(stage) == ["vpc-1", "vpc-2", "vpc-3", "vpc-4", "vpc-5"]


async def test_leaving_the_filter_says_whether_there_was_one() -> None:
    async with tabled(ROWS) as (stage, table):
        assert not table.clear_filter()
        await stage.press("slash")
        assert table.clear_filter()
        await stage.settle()
        assert not table.clear_filter()


async def test_a_list_to_type_in_takes_letters_at_once_and_keeps_the_focus_in_its_line() -> None:
    async with tabled(ROWS, typing_first=True) as (stage, table):
        assert "Type to filter" in top(stage)
        await stage.press(*"stag")
        assert shown(stage) == ["vpc-4"]
        assert table.clear_filter()
        await stage.settle()
        assert stage.app.query_one(FilterField).has_focus
        assert not table.clear_filter()


async def test_sorting_goes_through_the_columns_both_ways_and_back_to_the_given_order() -> None:
    async with tabled(list(reversed(ROWS))) as (stage, _):
        given = ["vpc-5", "vpc-4", "vpc-3", "vpc-2", "vpc-1"]
        assert shown(stage) == given
        await stage.press("o")
        assert shown(stage) == ["vpc-1", "vpc-2", "vpc-3", "vpc-4", "vpc-5"]
        assert stage.lines()[1].split()[:2] == ["ID", "^"]
        await stage.press("o")
        assert shown(stage) == ["vpc-5", "vpc-4", "vpc-3", "vpc-2", "vpc-1"]
        assert stage.lines()[1].split()[:2] == ["ID", "v"]
        await stage.press("o")
        assert shown(stage) == ["vpc-1", "vpc-5", "vpc-4", "vpc-2", "vpc-3"], "no name comes last"
        await stage.press("o")
        assert shown(stage) == ["vpc-2", "vpc-4", "vpc-5", "vpc-1", "vpc-3"], "descending too"
        await stage.press("o")
        assert shown(stage) == ["vpc-1", "vpc-5", "vpc-2", "vpc-3", "vpc-4"]
        await stage.press("o", "o")
        assert shown(stage) == given
        assert stage.lines()[1].split() == ["ID", "Name", "CIDR"]


async def test_a_column_that_a_narrow_line_does_not_show_is_not_sorted_by() -> None:
    table = FilterTable((Column("ID"), Column("Name", room=99), Column("CIDR")), id="networks")
    async with staged(table, size=SIZE) as stage:
        table.set_rows(ROWS)
        table.focus_first()
        await stage.settle()
        assert stage.lines()[1].split() == ["ID", "CIDR"]
        assert "prod-core" not in stage.text()
        await stage.press("o", "o", "o")
        assert stage.lines()[1].split() == ["ID", "CIDR", "^"]


async def test_coming_back_to_the_filter_selects_its_text_so_that_typing_replaces_it() -> None:
    async with tabled(ROWS) as (stage, table):
        await stage.press("slash", *"prod", "tab", "slash", *"stag")
        assert table.filter == "stag"
        assert shown(stage) == ["vpc-4"]


async def test_sorting_keeps_the_cursor_on_its_row() -> None:
    async with tabled(list(reversed(ROWS))) as (stage, _):
        assert cursor(stage) == "vpc-5"
        await stage.press("o")
        assert cursor(stage) == "vpc-5"


async def test_rows_that_arrive_later_are_filtered_sorted_and_counted() -> None:
    async with tabled(ROWS[:2]) as (stage, table):
        table.add_rows(ROWS[2:4])
        await stage.settle()
        assert shown(stage) == ["vpc-1", "vpc-2", "vpc-3", "vpc-4"]
        assert top(stage).endswith(" 4")
        await stage.press("slash", *"prod")
        table.add_rows(ROWS[4:])
        await stage.settle()
        assert shown(stage) == ["vpc-1", "vpc-5"]
        assert top(stage).endswith("2 of 5")


async def test_a_wide_column_that_arrives_later_moves_the_headings_too() -> None:
    async with tabled(ROWS[:1]) as (stage, table):
        table.add_rows([Row("vpc-9", ("vpc-9", "a-much-longer-name-than-before", "10.0.0.0/8"))])
        await stage.settle()
        assert stage.lines()[1].index("CIDR") == stage.lines()[3].index("10.0.0.0/8")
        assert stage.lines()[1].index("CIDR") == stage.lines()[2].index("10.20")


async def test_marks_outlive_a_filter_and_end_with_the_rows() -> None:
    async with tabled(ROWS) as (stage, table):
        await stage.press("down")
        table.table.toggle_mark()
        await stage.press("slash", *"prod")
        assert table.clear_filter()
        await stage.settle()
        assert stage.lines()[3].startswith("* vpc-2")
        table.clear()
        await stage.settle()
        assert not table.table.marked
        assert shown(stage) == []
        assert (table.shown, table.total) == (0, 0)


async def test_new_rows_in_the_place_of_old_ones_keep_the_cursor_and_the_filter() -> None:
    async with tabled(ROWS) as (stage, table):
        await stage.press("slash", *"10.", "down", "down")
        assert cursor(stage) == "vpc-3"
        table.set_rows([*ROWS[2:], *ROWS[:2]])
        await stage.settle()
        assert shown(stage) == ["vpc-3", "vpc-5", "vpc-1", "vpc-2"]
        assert cursor(stage) == "vpc-3"


async def test_a_thousand_rows_are_counted_with_a_comma() -> None:
    many = [Row(f"vpc-{n}", (f"vpc-{n}", "x", "")) for n in range(2500)]
    async with tabled(many) as (stage, _):
        assert top(stage).endswith(" 2,500")
        await stage.press("slash", *"vpc-24")
        assert top(stage).endswith("111 of 2,500")


async def test_a_resize_keeps_the_headings_over_their_columns() -> None:
    async with tabled(ROWS) as (stage, _):
        await stage.resize(34, 10)
        assert stage.lines()[1].index("CIDR") == stage.lines()[2].index("10.20")
        assert stage.lines()[1].index("Name") == stage.lines()[2].index("prod")


async def test_a_letter_in_the_filter_lays_nothing_out_anew() -> None:
    async with tabled(ROWS) as (stage, table):
        await stage.press("slash")
        layouts: list[int] = []
        stage.app.screen.screen_layout_refresh_signal.subscribe(table, lambda _: layouts.append(1))
        await stage.press("p", "r", "o", "d", "backspace")
        assert (top(stage).split()[0], layouts) == ("pro", [])
