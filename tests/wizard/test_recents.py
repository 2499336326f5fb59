import json
import time
from pathlib import Path

import pytest

from cen_tui.cloud.networks.base import CenTarget
from cen_tui.storage.lock import exclusive
from cen_tui.wizard.recents import MOST_REGIONS, MOST_TARGETS, Recents

PATIENCE = 60.0
"""Seconds until a choice is written, on a machine that may be busy."""
TARGET = CenTarget("cen-abcdefghij12345678", "1250000000000002")


def test_the_last_used_comes_first_and_nothing_comes_twice(tmp_path: Path) -> None:
    path = tmp_path / "recents.json"
    recents = Recents(path, wait=PATIENCE)
    for region in ("cn-hangzhou", "eu-central-1", "cn-hangzhou"):
        assert recents.region_used("1", region) == ""
    recents.region_used("2", "cn-beijing")
    recents.target_used(TARGET)
    again = Recents(path, wait=PATIENCE)
    for one in (recents, again):
        assert one.regions("1") == ("cn-hangzhou", "eu-central-1")
        assert one.regions("2") == ("cn-beijing",)
        assert one.regions("3") == ()
        assert one.targets() == (TARGET,)
        assert one.notices() == ()
    assert path.stat().st_mode & 0o777 == 0o600


def test_only_so_many_are_kept(tmp_path: Path) -> None:
    recents = Recents(tmp_path / "recents.json", wait=PATIENCE)
    for number in range(20):
        recents.region_used("1", f"region-{number}")
        recents.target_used(CenTarget(f"cen-{number}", "1"))
    for one in (recents, Recents(tmp_path / "recents.json")):
        assert one.regions("1") == tuple(f"region-{19 - place}" for place in range(MOST_REGIONS))
        assert len(one.targets()) == MOST_TARGETS


def test_in_memory_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    recents = Recents(None)
    recents.region_used("1", "cn-hangzhou")
    recents.target_used(TARGET)
    assert recents.regions("1") == ("cn-hangzhou",)
    assert recents.targets() == (TARGET,)
    assert list(tmp_path.iterdir()) == []


def test_two_programs_lose_nothing_of_each_other(tmp_path: Path) -> None:
    one, other = (Recents(tmp_path / "recents.json", wait=PATIENCE) for _ in range(2))
    one.region_used("1", "cn-hangzhou")
    other.region_used("1", "cn-beijing")
    other.target_used(TARGET)
    one.region_used("2", "eu-west-1")
    both = Recents(tmp_path / "recents.json", wait=PATIENCE)
    assert both.regions("1") == ("cn-beijing", "cn-hangzhou")
    assert both.regions("2") == ("eu-west-1",)
    assert both.targets() == (TARGET,)


def test_a_damaged_file_is_reported_once_and_set_aside_by_the_next_change(tmp_path: Path) -> None:
    path = tmp_path / "recents.json"
    path.write_text("nonsense")
    recents = Recents(path, wait=PATIENCE)
    (notice,) = recents.notices()
    assert f"The list of recent choices in {path} is damaged" in notice
    assert recents.notices() == ()
    assert str(tmp_path / "recents.json.damaged") in recents.region_used("1", "cn-hangzhou")
    assert Recents(path).regions("1") == ("cn-hangzhou",)


def test_a_write_that_fails_is_said_and_the_choice_still_remembered(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("a file is in the way")
    recents = Recents(tmp_path / "folder" / "recents.json", wait=PATIENCE)
    recents.notices()
    assert "The recent choices are not stored. Could not make the folder" in recents.target_used(TARGET)
    assert recents.targets() == (TARGET,)


def test_a_busy_file_holds_nobody_up_and_is_written_in_the_end(tmp_path: Path) -> None:
    path = tmp_path / "recents.json"
    recents = Recents(path)
    with exclusive(path):
        began = time.monotonic()
        assert recents.region_used("1", "cn-hangzhou") == ""
        assert time.monotonic() - began < 20
        assert recents.regions("1") == ("cn-hangzhou",)
    await_regions(path, "cn-hangzhou")


def test_what_waits_for_a_busy_file_is_written_in_the_order_of_the_choices(tmp_path: Path) -> None:
    path, regions = tmp_path / "recents.json", [f"region-{number}" for number in range(MOST_REGIONS)]
    recents = Recents(path, wait=0)
    with exclusive(path):
        for region in regions:
            recents.region_used("1", region)
    await_regions(path, *reversed(regions))


def await_regions(path: Path, *regions: str) -> None:
    """Wait until the file holds so many regions, and these in this order."""
    deadline = time.monotonic() + PATIENCE
    while len(Recents(path).regions("1")) < len(regions) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert Recents(path).regions("1") == regions


def test_a_file_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "recents.json"
    path.write_text('{"schema": 99}')
    recents = Recents(path, wait=PATIENCE)
    assert "a newer cen-tui" in recents.notices()[0]
    assert "a newer cen-tui" in recents.region_used("1", "cn-hangzhou")
    assert path.read_text() == '{"schema": 99}'


@pytest.mark.parametrize(
    "content",
    [
        {"schema": 1},
        {"schema": 1, "regions": [], "targets": {}},
        {
            "schema": 1,
            "regions": {"1": "cn-hangzhou", "2": [3, "", None]},
            "targets": [1, {}, {"cen_id": ""}],
        },
    ],
)
def test_what_is_odd_inside_is_passed_over(tmp_path: Path, content: object) -> None:
    path = tmp_path / "recents.json"
    path.write_text(json.dumps(content))
    recents = Recents(path, wait=PATIENCE)
    assert (recents.regions("1"), recents.regions("2"), recents.targets()) == ((), (), ())
    assert recents.notices() == ()


def test_what_a_file_holds_is_made_safe_to_show(tmp_path: Path) -> None:
    path = tmp_path / "recents.json"
    hostile = {"cen_id": "cen-\x1b[2J", "owner_uid": "1\n2"}
    path.write_text(json.dumps({"schema": 1, "regions": {"1": ["a\x1b[mb"]}, "targets": [hostile]}))
    recents = Recents(path, wait=PATIENCE)
    shown = [*recents.regions("1"), recents.targets()[0].cen_id, recents.targets()[0].owner_uid]
    assert all(text.isprintable() for text in shown)
