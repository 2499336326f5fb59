from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st
from support.scripted import REQUEST_ID, Asked, scripted_server

from cen_tui.cloud import converters
from cen_tui.cloud.cen.received_grants import received
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.networks.router_rules import RouterGrants

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2026-01-02T03:04Z", datetime(2026, 1, 2, 3, 4, tzinfo=UTC)),
        ("2026-01-02T11:04:05+08:00", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2026-01-02T03:04:05", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (1767323045, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (1767323045000, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("1767323045000", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        (0, None),
        ("", None),
        (None, None),
        ("soon", None),
        (10**30, None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_times_come_in_many_dresses(value: object, expected: datetime | None) -> None:
    assert converters.moment(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1250000000000001, "1250000000000001"),
        ("1250000000000001", "1250000000000001"),
        (1.25e15, "1250000000000000"),
        (None, ""),
        ("", ""),
        (True, ""),
        (-5, ""),
        ("none", ""),
        ("²", ""),
        ([1], ""),
    ],
)
def test_account_ids_are_digits(value: object, expected: str) -> None:
    assert converters.account_id(value) == expected


def test_texts_are_safe_and_flat() -> None:
    assert converters.text(" a\x1b[31m\nb ") == "a� b"
    assert converters.text({"a": 1}) == ""
    assert converters.texts(["10.0.0.0/8", None, ""]) == ("10.0.0.0/8",)
    assert converters.texts("10.0.0.0/8") == ("10.0.0.0/8",)
    assert converters.texts(None) == ()


@given(ANYTHING)
def test_no_value_breaks_a_reader(value: object) -> None:
    assert isinstance(converters.text(value), str)
    assert isinstance(converters.texts(value), tuple)
    assert converters.account_id(value) == "" or converters.account_id(value).isdigit()
    moment = converters.moment(value)
    assert moment is None or moment.tzinfo is UTC


def body(total: object, rows: object = None, *, wrapped: bool = True) -> SimpleNamespace:
    return SimpleNamespace(total_count=total, vpcs=SimpleNamespace(vpc=rows) if wrapped else None)


@pytest.mark.parametrize("total", [None, 3, "3", "many"])
def test_a_list_that_is_absent_is_not_an_empty_list(total: object) -> None:
    with pytest.raises(CloudError) as caught:
        converters.rows_of(body(total, wrapped=False), "vpcs", "vpc")
    assert caught.value.kind is ErrorKind.UNREADABLE


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (body(0, wrapped=False), ([], 0)),
        (body("0", wrapped=False), ([], 0)),
        (body(2, ["a", "b"]), (["a", "b"], 2)),
        (body(None, ["a"]), (["a"], 1)),
        (body(0, []), ([], 0)),
    ],
)
def test_rows_come_with_their_total(answer: SimpleNamespace, expected: tuple[list[object], int]) -> None:
    assert converters.rows_of(answer, "vpcs", "vpc") == expected


@pytest.mark.parametrize("response", [None, SimpleNamespace(body=None)])
def test_a_body_that_the_sdk_dropped_is_an_error(response: object) -> None:
    with pytest.raises(CloudError, match="could not be read"):
        converters.body_of(response)


async def test_all_pages_end_with_the_total_or_an_empty_page() -> None:
    asked = []

    async def fetch(page: int) -> tuple[list[object], int]:
        asked.append(page)
        return (["a", "b"], 5) if page < 3 else ([], 5)

    assert len(await converters.all_pages(fetch)) == 4
    assert asked == [1, 2, 3]


async def test_all_tokens_end_with_none_or_the_same_again() -> None:
    parts = {"": (["a"], 3, "x"), "x": ([], 3, "y"), "y": (["b", "c"], 3, "y")}
    asked = []

    async def fetch(token: str) -> tuple[list[str], int | None, str]:
        asked.append(token)
        return parts[token]

    assert await converters.all_tokens(fetch) == ["a", "b", "c"]
    assert asked == ["", "x", "y"]


@pytest.mark.parametrize("total", [None, 0, 1])
async def test_an_empty_part_with_others_behind_it_is_read_on(total: int | None) -> None:
    async def fetch(token: str) -> tuple[list[str], int | None, str]:
        return {"": ([], total, "x"), "x": ([], total, "y"), "y": (["a"], 1, "")}[token]

    assert await converters.all_tokens(fetch) == ["a"]


@pytest.mark.parametrize("part", [{"GrantRules": []}, {}, {"GrantRules": [], "TotalCount": 2}])
async def test_rules_behind_an_empty_part_are_found(part: dict[str, object]) -> None:
    rule = {"CenId": "cen-1", "CenOwnerId": 1960000000000001, "OrderType": "PayByCenOwner"}

    async def answer(asked: Asked) -> web.StreamResponse:
        last = {"GrantRules": [rule]} if asked.query.get("NextToken") else {**part, "NextToken": "t"}
        return web.json_response({"RequestId": REQUEST_ID, **last})

    async with scripted_server() as server, server.cloud() as cloud:
        server.answering = answer
        (found,) = await RouterGrants("VPC").rules(cloud, Network("VPC", "vpc-1", "", "cn-hangzhou"))
    assert found.target.cen_id == "cen-1"


@pytest.mark.parametrize("part", [{"GrantRules": {"GrantRule": []}}, {"GrantRules": {}}, {}])
async def test_networks_granted_behind_an_empty_part_are_found(part: dict[str, object]) -> None:
    row = {"ChildInstanceId": "vpc-1", "ChildInstanceOwnerId": 1250000000000001}

    async def answer(asked: Asked) -> web.StreamResponse:
        last = (
            {"GrantRules": {"GrantRule": [row]}}
            if asked.query.get("NextToken")
            else part | {"NextToken": "t"}
        )
        return web.json_response({"RequestId": REQUEST_ID, **last})

    async with scripted_server() as server, server.cloud() as cloud:
        server.answering = answer
        (found,) = (await received(cloud, "cen-1", "VPC")).found
    assert found.network.id == "vpc-1"


@pytest.mark.parametrize("total", [None, 2])
async def test_no_rows_at_all_are_believed_only_with_a_total_of_none(total: int | None) -> None:
    async def fetch(_: str) -> tuple[list[str], int | None, str]:
        return [], total, ""

    with pytest.raises(CloudError, match="could not be read"):
        await converters.all_tokens(fetch)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (SimpleNamespace(total_count=0, routers=[]), ([], 0)),
        (SimpleNamespace(total_count="3", routers=["a"]), (["a"], 3)),
        (SimpleNamespace(total_count=None, routers=["a"]), (["a"], 1)),
    ],
)
def test_bare_rows_come_with_their_total(answer: object, expected: tuple[list[object], int]) -> None:
    assert converters.bare_rows_of(answer, "routers") == expected


@pytest.mark.parametrize("rows", [None, [], "text"])
def test_a_bare_list_that_is_absent_is_not_an_empty_list(rows: object) -> None:
    with pytest.raises(CloudError, match="could not be read"):
        converters.bare_rows_of(SimpleNamespace(total_count=None, routers=rows), "routers")


@pytest.mark.parametrize(
    "answer", [body(1, None), body("1", wrapped=False), body(None, None), body(0, ["a"])]
)
def test_an_answer_that_contradicts_itself_is_not_read_as_empty(answer: SimpleNamespace) -> None:
    with pytest.raises(CloudError, match="could not be read"):
        converters.rows_of(answer, "vpcs", "vpc")


async def test_a_page_that_repeats_the_first_is_not_the_rest() -> None:
    async def fetch(_: int) -> tuple[list[str], int]:
        return ["a", "b"], 4

    with pytest.raises(CloudError, match="could not be read"):
        await converters.all_pages(fetch, key=str)


async def test_tokens_that_lead_in_a_circle_are_noticed_at_once() -> None:
    asked = []

    async def fetch(token: str) -> tuple[list[str], int | None, str]:
        asked.append(token)
        return [f"row {len(asked)}"], 9, "b" if token == "a" else "a"

    with pytest.raises(CloudError, match="could not be read"):
        await converters.all_tokens(fetch)
    assert asked == ["", "a", "b"]


async def test_an_empty_part_leads_on() -> None:
    parts: dict[str, tuple[list[str], int | None, str]] = {"": ([], 1, "x"), "x": (["a"], 1, "")}

    async def fetch(token: str) -> tuple[list[str], int | None, str]:
        return parts[token]

    assert await converters.all_tokens(fetch, key=str) == ["a"]


async def test_a_part_that_fails_ends_the_chain_and_it_is_gone_on_with_from_there() -> None:
    parts = {"": (["a"], 3, "x"), "x": (["b"], 3, "y"), "y": (["c"], 3, "")}
    bad = {"y"}

    async def fetch(token: str) -> tuple[list[str], int | None, str]:
        if token in bad:
            raise CloudError("No", kind=ErrorKind.SERVER, detail="It failed.", advice="Wait.")
        return parts[token]

    first = await converters.parts_from(fetch)
    assert (first.rows, first.token, first.error is None) == (["a", "b"], "y", False)
    with pytest.raises(CloudError):
        await converters.all_tokens(fetch)
    bad.clear()
    rest = await converters.parts_from(fetch, first.token)
    assert (rest.rows, rest.error) == (["c"], None)
