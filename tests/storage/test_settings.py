import json
import re
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cen_tui.storage.settings import Settings, load_settings
from cen_tui.text import safe


def written(folder: Path, value: object) -> Path:
    path = folder / "settings.json"
    path.write_text(json.dumps(value))
    return path


def test_no_file_means_defaults_and_nothing_to_say(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == (Settings(), ())


def test_what_is_set_is_taken(tmp_path: Path) -> None:
    path = written(tmp_path, {"connect_timeout": 2, "read_timeout": 20.5})
    assert load_settings(path) == (Settings(connect_timeout=2, read_timeout=20.5), ())


def test_nothing_is_tried_again_when_the_operator_says_so(tmp_path: Path) -> None:
    assert load_settings(written(tmp_path, {"retry_total": 0})) == (Settings(retry_total=0), ())
    settings, (notice,) = load_settings(written(tmp_path, {"retry_total": -1}))
    assert settings.retry_total == 90
    assert "from 0 to 600; 90 is used" in notice


@pytest.mark.parametrize("value", ["5", None, True, 0, -1, 601, float("nan"), float("inf"), [5], 10**400])
def test_a_wrong_value_is_said_and_the_default_is_used(tmp_path: Path, value: object) -> None:
    settings, notices = load_settings(written(tmp_path, {"total_timeout": value}))
    assert settings == Settings()
    (notice,) = notices
    assert "total_timeout" in notice
    assert "30 is used" in notice


def test_an_unknown_name_is_said(tmp_path: Path) -> None:
    settings, notices = load_settings(written(tmp_path, {"conect_timeout": 2, "read_timeout": 3}))
    assert settings == Settings(read_timeout=3)
    assert "conect_timeout, which cen-tui does not know" in notices[0]


@pytest.mark.parametrize(("value", "taken"), [(True, True), (False, False), (1, False), ("yes", False)])
def test_low_bandwidth_is_a_switch(tmp_path: Path, value: object, taken: bool) -> None:  # noqa: FBT001
    settings, notices = load_settings(written(tmp_path, {"low_bandwidth": value, "read_timeout": 3}))
    assert settings == Settings(read_timeout=3, low_bandwidth=taken)
    said = [notice for notice in notices if "low_bandwidth" in notice and "must be true or false" in notice]
    assert len(said) == (0 if isinstance(value, bool) else 1)


def test_a_damaged_file_is_said_at_each_start_and_left_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    text = '{\n  "connect_timeout": 2,\n}\n'
    path.write_text(text)
    for _ in range(2):
        settings, (notice,) = load_settings(path)
        assert settings == Settings()
        assert re.search(
            r"settings\.json could not be read: it is not JSON \(line [23], column \d+\)", notice
        )
        assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("settings.json", text)]


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    settings, notices = load_settings(tmp_path)
    assert settings == Settings()
    assert "Could not read" in notices[0]


@hypothesis.settings(deadline=None)
@given(
    value=st.dictionaries(
        st.sampled_from(("connect_timeout", "total_timeout", "x\x1b[m")) | st.text(),
        st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.lists(st.integers()),
    )
)
def test_any_settings_give_usable_ones(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    settings, notices = load_settings(written(tmp_path_factory.mktemp("any"), value))
    assert 0.1 <= settings.connect_timeout <= 600
    assert all(safe(notice) == notice for notice in notices)
