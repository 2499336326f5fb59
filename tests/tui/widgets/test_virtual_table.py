"""The table that draws only what is in sight: its cursor, its marks, its rows as they come and go."""

import pytest
from rich.cells import cell_len
from support.stage import Stage, staged
from textual.widgets import Static

from cen_tui.tui.widgets.tables.rows import Column, Layout, Row
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable

SIZE = (40, 11)


def rows(count: int, start: int = 0) -> list[Row]:
    return [Row(f"id-{n}", (f"id-{n}", f"name {n}")) for n in range(start, start + count)]


def table_of(held: list[Row]) -> VirtualTable:
    layout = Layout((Column("ID"), Column("Name", None)))
    layout.fit_to(held)
    table = VirtualTable(layout)
    table.call_later(table.set_rows, held)
    return table


def cursor(stage: Stage) -> str:
    row = stage.app.query_one(VirtualTable).row
    return row.key if row else ""


def first_shown(stage: Stage) -> str:
    return stage.lines()[0].split()[0]


async def test_a_scroll_bar_covers_nothing_of_a_line() -> None:
    held = [
        Row(f"id-{n}", (f"id-{n}", "a name that is longer than the line has room for")) for n in range(30)
    ]
    table = table_of(held)
    async with staged(table, size=SIZE) as stage:
        assert [line[SIZE[0] - 2] for line in stage.lines()] == ["…"] * SIZE[1]
        table.set_rows(held[:3])
        await stage.settle()
        assert [line[SIZE[0] - 1] for line in stage.lines()[:3]] == ["…"] * 3


async def test_an_empty_table_takes_every_key_and_says_what_it_was_told_to() -> None:
    table = table_of([])
    table.empty_text = "Nothing here."
    async with staged(table, size=SIZE) as stage:
        await stage.press("down", "up", "pagedown", "pageup", "home", "end", "enter", "end", "home")
        table.toggle_mark()
        table.go_to("id-1")
        await stage.click(VirtualTable, offset=(2, 0))
        assert table.row is None
        assert stage.text() == "  Nothing here."
        assert not stage.app.heard


@pytest.mark.parametrize(
    ("keys", "lands"),
    [
        (["down", "down"], "id-2"),
        (["j", "j", "k"], "id-1"),
        (["up"], "id-0"),
        (["end"], "id-99"),
        (["end", "down"], "id-99"),
        (["end", "home"], "id-0"),
        (["pagedown"], "id-10"),
        (["ctrl+f", "ctrl+f", "ctrl+b"], "id-10"),
        (["end", "pageup"], "id-89"),
        (["down", "pageup"], "id-0"),
    ],
)
async def test_keys_move_the_cursor_and_keep_it_in_sight(keys: list[str], lands: str) -> None:
    async with staged(table_of(rows(100)), size=SIZE) as stage:
        await stage.press(*keys)
        assert cursor(stage) == lands
        assert any(lands in line.split() for line in stage.lines())
        assert stage.moved()[-1] == lands
        assert len(stage.text().splitlines()) == SIZE[1]


async def test_the_view_moves_only_when_the_cursor_leaves_it() -> None:
    async with staged(table_of(rows(100)), size=SIZE) as stage:
        await stage.press(*["down"] * 10)
        assert first_shown(stage) == "id-0"
        await stage.press("down")
        assert first_shown(stage) == "id-1"
        await stage.press(*["up"] * 10)
        assert first_shown(stage) == "id-1"
        await stage.press("up")
        assert first_shown(stage) == "id-0"


async def test_enter_chooses_the_row_under_the_cursor() -> None:
    async with staged(table_of(rows(3)), size=SIZE) as stage:
        await stage.press("down", "enter")
        assert stage.chosen() == ["id-1"]


async def test_marks_are_seen_without_colour_and_can_be_taken_away() -> None:
    table = table_of(rows(3))
    async with staged(table, size=SIZE) as stage:
        table.toggle_mark()
        await stage.press("down")
        assert stage.lines()[0].startswith("* id-0")
        assert stage.lines()[1].startswith("  id-1")
        assert table.marked == {"id-0"}
        await stage.press("up")
        table.toggle_mark()
        await stage.settle()
        assert stage.lines()[0].startswith("  id-0")
        assert not table.marked


async def test_appended_rows_leave_cursor_and_view_where_they_are() -> None:
    held = rows(30)
    table = table_of(held)
    async with staged(table, size=SIZE) as stage:
        await stage.press("end", "up")
        before = stage.lines()
        table.add_rows(held + rows(500, 30))
        await stage.settle()
        assert [line.split()[0] for line in stage.lines()] == [line.split()[0] for line in before]
        assert cursor(stage) == "id-28"
        await stage.press("end")
        assert cursor(stage) == "id-529"


async def test_the_first_rows_that_arrive_put_the_cursor_on_the_first_of_them() -> None:
    table = table_of([])
    async with staged(table, size=SIZE) as stage:
        table.add_rows(rows(3))
        await stage.settle()
        assert cursor(stage) == "id-0"
        assert stage.moved() == ["id-0"]


async def test_fewer_rows_keep_the_cursor_on_its_row_and_in_sight() -> None:
    held = rows(100)
    table = table_of(held)
    async with staged(table, size=SIZE) as stage:
        table.go_to("id-60")
        table.set_rows(held[::20])
        await stage.settle()
        assert cursor(stage) == "id-60"
        assert [line.split()[0] for line in stage.text().splitlines()] == [row.key for row in held[::20]]
        table.set_rows(held)
        await stage.settle()
        assert cursor(stage) == "id-60"
        assert any("id-60" in line.split() for line in stage.lines())


async def test_when_its_row_is_gone_the_cursor_goes_to_the_first() -> None:
    held = rows(100)
    table = table_of(held)
    async with staged(table, size=SIZE) as stage:
        await stage.press("end")
        table.set_rows(held[:5])
        await stage.settle()
        assert cursor(stage) == "id-0"
        assert first_shown(stage) == "id-0"
        table.set_rows([])
        await stage.settle()
        assert cursor(stage) == ""
        assert stage.text().strip() == ""


async def test_rows_are_in_sight_after_a_narrowing_even_when_the_wheel_had_moved_the_view() -> None:
    held = rows(100)
    table = table_of(held)
    async with staged(table, size=SIZE) as stage:
        table.scroll_to(y=80, animate=False, force=True)
        await stage.settle()
        assert first_shown(stage) == "id-80"
        table.set_rows(held[:3])
        await stage.settle()
        assert [line.split()[0] for line in stage.text().splitlines()] == ["id-0", "id-1", "id-2"]


async def test_a_click_moves_the_cursor_and_a_double_click_chooses() -> None:
    async with staged(table_of(rows(100)), size=SIZE) as stage:
        await stage.click(VirtualTable, offset=(3, 4))
        assert cursor(stage) == "id-4"
        assert stage.chosen() == []
        await stage.click(VirtualTable, offset=(3, 2), times=2)
        assert cursor(stage) == "id-2"
        assert stage.chosen() == ["id-2"]


async def test_a_click_below_the_last_row_does_nothing() -> None:
    async with staged(table_of(rows(2)), size=SIZE) as stage:
        await stage.click(VirtualTable, offset=(3, 7), times=2)
        assert cursor(stage) == "id-0"
        assert stage.chosen() == []


@pytest.mark.parametrize("size", [(20, 4), (80, 24), (200, 60), (6, 3)])
async def test_a_resize_keeps_the_cursor_in_sight_and_the_lines_fitting(size: tuple[int, int]) -> None:
    async with staged(table_of(rows(100)), size=SIZE) as stage:
        await stage.press(*["down"] * 9)
        await stage.resize(*size)
        assert cursor(stage) == "id-9"
        assert all(cell_len(line) <= size[0] for line in stage.lines())
        assert any(line.strip().startswith("id"[: size[0] - 4]) for line in stage.lines())
        table = stage.app.query_one(VirtualTable)
        assert 0 <= table.cursor - table.scroll_offset.y < size[1]


async def test_ten_thousand_rows_cost_no_more_than_a_screenful() -> None:
    held = rows(10_000)
    async with staged(table_of(held), size=SIZE) as stage:
        await stage.press("end")
        assert cursor(stage) == "id-9999"
        assert stage.lines()[-1].split()[0] == "id-9999"


async def test_the_cursor_is_drawn_otherwise_when_keys_go_elsewhere() -> None:
    table = table_of(rows(3))
    other = Static("other")
    other.can_focus = True
    async with staged(table, other, size=SIZE) as stage:
        table.focus()
        await stage.settle()
        focused = table.render_line(0)
        other.focus()
        await stage.settle()
        assert table.render_line(0) != focused
        assert table.render_line(0) != table.render_line(1)


async def test_fewer_rows_than_were_scrolled_past_fill_the_view() -> None:
    held = rows(100)
    table = table_of(held)
    async with staged(table, size=SIZE) as stage:
        await stage.press("end")
        table.set_rows([*held[80:], held[99]])
        await stage.settle()
        assert cursor(stage) == "id-99"
        assert len([line for line in stage.lines() if line.strip()]) == SIZE[1]


async def test_only_a_scroll_bar_that_comes_or_goes_lays_all_out_anew() -> None:
    held = rows(100)
    table = table_of(held)
    async with staged(table, size=SIZE) as stage:
        layouts: list[int] = []
        stage.app.screen.screen_layout_refresh_signal.subscribe(table, lambda _: layouts.append(1))
        for count in (50, 30, 80):
            table.set_rows(held[:count])
            await stage.settle()
        assert (layouts, table.show_vertical_scrollbar) == ([], True)
        table.set_rows(held[:3])
        await stage.settle()
        assert (len(layouts) > 0, table.show_vertical_scrollbar) == (True, False)
