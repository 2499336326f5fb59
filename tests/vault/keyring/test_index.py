import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cen_tui.storage.files import FileProblem
from cen_tui.storage.json_file import NewerFileError
from cen_tui.storage.lock import BusyError, exclusive
from cen_tui.vault.base import Account
from cen_tui.vault.keyring.index import Index, IndexRow, from_fields, to_fields

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
RECORD = IndexRow(
    Account(
        "prod", uid="1250000000000001", principal="main account", key_hint="LTAI…", last_used=NOON, id="a1"
    ),
    3,
)


def write(index: Index, *records: IndexRow) -> None:
    with index.changing():
        index.write(records)


def test_what_is_written_is_read_back_and_holds_these_fields_only(tmp_path: Path) -> None:
    path = tmp_path / "config" / "accounts.json"
    index = Index(path)
    assert index.read() == ()
    write(index, RECORD)
    assert index.read() == (RECORD,)
    assert index.notices == []
    (fields,) = json.loads(path.read_text())["accounts"]
    assert set(fields) == {"id", "gen", "state", "source", "name", "uid", "who", "key_hint", "last_used"}
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("content", ["", "nonsense", "[]", "{}", '{"schema": 1}', '{"accounts": []}'])
def test_a_damaged_file_is_reported_and_set_aside_by_the_next_change(tmp_path: Path, content: str) -> None:
    path = tmp_path / "accounts.json"
    path.write_text(content)
    index = Index(path)
    assert index.read() == index.read() == ()
    (notice,) = index.notices
    assert f"The list of accounts in {path} is damaged" in notice
    assert path.read_text() == content
    write(index, RECORD)
    aside = tmp_path / "accounts.json.damaged"
    assert str(aside) in index.notices[1]
    assert aside.read_text() == content
    assert index.read() == (RECORD,)
    assert len(index.notices) == 2


def test_one_damaged_account_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    index = Index(path)
    write(index, RECORD)
    document = json.loads(path.read_text())
    document["accounts"].append({"id": "b2", "name": "test", "gen": "one"})
    path.write_text(json.dumps(document))
    assert index.read() == (RECORD,)
    assert "an account in it is unreadable. What can be read is used" in index.notices[0]
    with index.changing() as rows:
        assert rows == (RECORD,)
    assert json.loads((tmp_path / "accounts.json.damaged").read_text()) == document
    assert Index(path).read() == (RECORD,)


def test_a_newer_index_is_refused_and_never_changed(tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    newer = json.dumps({"schema": 2, "accounts": [to_fields(RECORD)]})
    path.write_text(newer)
    index = Index(path)
    with pytest.raises(NewerFileError):
        index.read()
    with pytest.raises(NewerFileError, match=r"newer cen-tui\.") as caught, index.changing():
        pytest.fail("a newer index was given")
    assert "Update" in caught.value.advice
    assert path.read_text() == newer


def test_damage_that_cannot_be_set_aside_is_said_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    path.write_text("nonsense")
    (tmp_path / "accounts.json.lock").mkdir()
    index = Index(path)
    assert index.read() == index.read() == ()
    (notice,) = index.notices
    assert "is damaged" in notice
    with pytest.raises(FileProblem), index.changing():
        pytest.fail("it cannot be held")
    assert path.read_text() == "nonsense"


def test_where_nothing_can_be_held_it_can_still_be_read(tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    index = Index(path)
    write(index, RECORD)
    (tmp_path / "accounts.json.lock").unlink()
    (tmp_path / "accounts.json.lock").mkdir()
    with index.reading() as records:
        assert records == (RECORD,)


def test_reading_waits_for_whoever_changes(tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    with exclusive(path), pytest.raises(BusyError), Index(path).reading():
        pytest.fail("it was held twice")


def test_an_error_inside_reading_is_that_error(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="of the block"), Index(tmp_path / "accounts.json").reading():
        raise FileProblem("of the block")


NAMES = st.sampled_from(("id", "gen", "state", "source", "name", "uid", "who", "key_hint", "last_used"))
VALUES = st.none() | st.integers() | st.text() | st.lists(st.text()) | st.just("0001-01-01T00:00:00+14:00")


@given(st.dictionaries(NAMES, VALUES) | VALUES)
def test_any_fields_are_a_record_or_none(fields: object) -> None:
    record = from_fields(fields)
    if record is not None:
        assert from_fields(to_fields(record)) == record


def test_what_a_file_holds_is_made_safe_to_show() -> None:
    record = from_fields({"id": "a1", "gen": 1, "name": "pr\x1b[2Jod", "uid": "1\n", "who": 7})
    assert record is not None
    assert (record.account.name, record.account.uid, record.account.principal) == ("pr\ufffdod", "1 ", "")
