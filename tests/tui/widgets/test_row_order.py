"""Which rows are shown and in which order: however they come, as if all were filtered and sorted at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cen_tui.tui.widgets.tables.row_order import RowOrder, Sorting
from cen_tui.tui.widgets.tables.rows import Column, Row, by_address

CELLS = st.tuples(
    st.sampled_from(("", "prod", "PROD-b", "test", "生产")), st.sampled_from(("10.1", "10.2", ""))
)
ROWS = st.lists(st.tuples(CELLS, st.integers(0, 2)), max_size=12).map(
    lambda some: [Row(str(n), cells, rank=rank) for n, (cells, rank) in enumerate(some)]
)
FILTERS = st.lists(st.sampled_from(("", "p", "pr", "prod", "prod 1", "生", "x")), max_size=4)


@pytest.mark.parametrize(
    ("text", "matches"),
    [("prod", True), ("prod 10.20", True), ("生产", True), ("prod x", False), ("", True), ("PROD", True)],
)
def test_a_row_is_shown_when_every_word_is_in_some_column(text: str, matches: bool) -> None:  # noqa: FBT001
    order = RowOrder()
    order.set([Row("1", ("vpc-1", "PROD 生产", "10.20.0.0/16"))])
    order.narrow(text)
    assert bool(order.shown) is matches


def test_a_row_may_say_what_a_filter_searches() -> None:
    assert Row("1", ("A", "13"), search_text="a").search_text == "a"
    assert Row("1", ("A", "13")).search_text == "a 13"


SORTINGS = st.none() | st.builds(Sorting, st.integers(0, 1), st.booleans())


@given(ROWS, ROWS, SORTINGS, FILTERS)
def test_rows_that_come_in_parts_stand_as_if_they_had_come_at_once(
    first: list[Row], later: list[Row], sorting: Sorting | None, filters: list[str]
) -> None:
    later = [Row(f"later-{row.key}", row.cells, rank=row.rank) for row in later]
    parts, whole = RowOrder(), RowOrder()
    parts.set(first)
    parts.sort(sorting)
    for text in filters:
        parts.narrow(text)
    before = parts.shown
    at_the_end = parts.add(later)
    whole.set([*first, *later])
    whole.sort(sorting)
    whole.narrow(filters[-1] if filters else "")
    assert sorted(row.key for row in parts.shown) == sorted(row.key for row in whole.shown)
    assert parts.total == whole.total
    if sorting is None:
        assert parts.shown == whole.shown
    else:
        cells = [[row.cells[sorting.column].casefold() for row in one.shown] for one in (parts, whole)]
        assert cells[0] == cells[1]
    if at_the_end:
        assert parts.shown[: len(before)] == before
    assert before is not parts.shown


@given(ROWS, SORTINGS)
def test_changed_rows_stand_where_the_old_ones_stood(rows: list[Row], sorting: Sorting | None) -> None:
    order = RowOrder()
    order.set(rows)
    order.sort(sorting)
    places = [row.key for row in order.shown]
    order.change([Row(row.key, ("changed", "")) for row in rows[::2]])
    assert [row.key for row in order.shown] == places
    assert {row.key for row in order.shown if row.cells[0] == "changed"} == {row.key for row in rows[::2]}
    order.sort(None)
    assert sum(row.cells[0] == "changed" for row in order.shown) == len(rows[::2])


def test_descending_reverses_what_has_a_value_and_leaves_the_rest_last() -> None:
    addresses = ("172.16.0.0/12", "-", "10.0.0.0/8", "9.9.0.0/16", "")
    order = RowOrder((Column("CIDR block", sort_key=by_address),))
    order.set(Row(str(n), (address,)) for n, address in enumerate(addresses))
    order.sort(Sorting(0))
    assert [row.cells[0] for row in order.shown] == ["9.9.0.0/16", "10.0.0.0/8", "172.16.0.0/12", "-", ""]
    order.sort(Sorting(0, descending=True))
    assert [row.cells[0] for row in order.shown] == ["172.16.0.0/12", "10.0.0.0/8", "9.9.0.0/16", "-", ""]


def test_the_keys_of_rows_that_a_filter_hides_are_held() -> None:
    order = RowOrder()
    order.set([Row("a", ("prod",)), Row("b", ("test",))])
    order.narrow("prod")
    assert ([each.key for each in order.shown], order.keys) == (["a"], frozenset("ab"))
