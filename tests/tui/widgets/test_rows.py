"""A line of a table has exactly the cells it is given, whatever stands in its columns."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cen_tui.text import safe
from cen_tui.tui.widgets.tables.rows import GAP, LEAST, Column, Layout, Row, by_address, by_text, fitted

CJK = st.text("生产核心网络門店ネットワーク한국어", max_size=30)
TEXTS = CJK | st.text(max_size=30).map(safe) | st.from_regex(r"[a-z0-9-]{0,30}", fullmatch=True)
COLUMNS = st.lists(
    st.builds(
        Column,
        TEXTS,
        st.none() | st.integers(1, 40),
        min_width=st.just(LEAST),
        sort_key=st.just(by_text),
        room=st.just(0),
        keeps_end=st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@given(TEXTS, st.integers(0, 60), st.booleans())
def test_a_text_is_made_to_fit_exactly(text: str, width: int, keeps_end: bool) -> None:  # noqa: FBT001
    shown = fitted(text, width, keeps_end=keeps_end)
    assert cell_len(shown) == width
    if cell_len(text) <= width:
        assert shown.rstrip() == text.rstrip()
    elif width > 1:
        assert "…" in shown if keeps_end else shown.rstrip().endswith("…")


def test_texts_that_differ_at_their_ends_are_cut_unlike() -> None:
    assert fitted("partner-exchange-prod", 9, keeps_end=True) == "part…prod"
    assert fitted("partner-exchange-test", 9, keeps_end=True) == "part…test"
    assert fitted("生产核心网络", 9, keeps_end=True) == "生产…网络"


def test_a_column_without_room_gives_its_cells_to_the_others() -> None:
    layout = Layout((Column("Name", None), Column("Status", 9, room=30), Column("Region", 9)))
    layout.fit_to([Row("1", ("a-name-of-twenty-chars", "Available", "cn-beijing"))])
    cells = ("a-name-of-twenty-chars", "Available", "cn-ha")
    assert layout.line(cells, 33) == "a-name-of-…  Available  cn-ha    "
    assert layout.line(cells, 29) == "a-name-of-twenty-…  cn-ha    "


def test_an_id_gives_cells_to_names_that_could_not_be_distinguished() -> None:
    layout = Layout((Column("ID", 25, keeps_end=True), Column("Name", None, keeps_end=True)))
    layout.fit_to([Row("1", ("vpc-bp1ujryty39knar8fnn5g", "partner-exchange"))])
    assert layout.widths(40) == [25, 13]
    assert layout.widths(30) == [22, 6]
    assert layout.widths(20) == [14, 4]


def test_an_open_column_gets_its_least_before_the_others_get_more() -> None:
    layout = Layout((Column("Name", None, keeps_end=True), Column("CIDR block", None, min_width=16)))
    layout.fit_to([Row("1", ("partner-exchange-prod", "192.168.100.0/24, 10.0.0.0/8"))])
    assert layout.widths(30) == [12, 16]
    assert layout.widths(60) == [21, 28]


def test_addresses_are_sorted_by_their_numbers_and_other_text_comes_after_them() -> None:
    several = "10.20.0.0/16, 10.21.0.0/16"
    cells = ["172.16.0.0/12", "10.120.0.0/16", several, "", "9.0.0.0/8", "10.20.0.0/8", "x"]
    assert sorted(cells, key=by_address) == [
        "9.0.0.0/8",
        "10.20.0.0/8",
        several,
        "10.120.0.0/16",
        "172.16.0.0/12",
        "",
        "x",
    ]


@given(st.data(), COLUMNS, st.integers(1, 200))
def test_every_line_is_as_wide_as_the_screen(data: st.DataObject, columns: list[Column], width: int) -> None:
    cells = st.tuples(*(TEXTS for _ in columns))
    rows = [Row(str(number), cells) for number, cells in enumerate(data.draw(st.lists(cells, max_size=8)))]
    layout = Layout(columns)
    layout.fit_to(rows)
    for row in rows:
        assert cell_len(layout.line(row.cells, width)) == width


@given(st.data(), COLUMNS)
def test_nothing_is_cut_where_there_is_room_for_all(data: st.DataObject, columns: list[Column]) -> None:
    unlimited = [Column(column.heading, None) for column in columns]
    layout = Layout(unlimited)
    row = Row("a", data.draw(st.tuples(*(TEXTS for _ in columns))))
    layout.fit_to([row])
    assert layout.line(row.cells, 1000).split() == " ".join(row.cells).split()


@given(st.data(), COLUMNS, st.integers(1, 120))
def test_no_column_is_wider_than_it_may_be_nor_open_ones_than_the_rest(
    data: st.DataObject, columns: list[Column], width: int
) -> None:
    layout = Layout(columns)
    layout.fit_to([Row("a", data.draw(st.tuples(*(TEXTS for _ in columns))))])
    widths = layout.widths(width)
    assert all(
        size <= column.max_width for size, column in zip(widths, columns, strict=True) if column.max_width
    )
    fixed = sum(size for size, column in zip(widths, columns, strict=True) if column.max_width)
    open_columns = [size for size, column in zip(widths, columns, strict=True) if not column.max_width]
    needed = fixed + GAP * (len(columns) - 1) + LEAST * len(open_columns)
    if width >= needed:
        assert sum(widths) + GAP * (len(columns) - 1) <= width


def test_open_columns_share_what_is_left_and_a_short_one_gives_its_share_away() -> None:
    layout = Layout((Column("ID", 5), Column("Name", None), Column("Note", None)))
    layout.fit_to([Row("1", ("12345", "a" * 50, "1234567"))])
    assert layout.widths(40) == [5, 40 - 5 - 2 * GAP - 7, 7]


def test_wide_characters_take_two_cells_and_are_cut_at_their_edge() -> None:
    assert fitted("生产核心", 8) == "生产核心"
    assert fitted("生产核心", 7) == "生产核…"
    assert fitted("生产核心", 6) == "生产… "
    assert fitted("a 核心", 4) == "a … "
    assert fitted("生产-核心", 7, keeps_end=True) == "生…心  "
    assert fitted("生产", 6) == "生产  "


def test_columns_grow_with_the_rows_and_say_so() -> None:
    layout = Layout((Column("ID"),))
    assert layout.fit_to([Row("1", ("12345",))])
    assert not layout.fit_to([Row("2", ("123",))])
    assert layout.widths(80) == [5]


def test_a_heading_is_never_narrower_than_itself() -> None:
    assert Layout((Column("Attached", 8),)).widths(80) == [8]


def test_forgotten_rows_give_their_room_back() -> None:
    layout = Layout((Column("ID"),))
    layout.fit_to([Row("1", ("12345",))])
    layout.reset()
    assert layout.widths(80) == [2]
