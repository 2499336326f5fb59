"""The pictures in screenshots/ are those of today's screens."""

import re
from difflib import unified_diff
from pathlib import Path

import pytest
from rich.segment import Segment
from rich.style import Style
from support.pictures import (
    BY_LANGUAGE,
    FOLDER,
    IN_CHINESE,
    RENEW,
    SCENES,
    SIZE,
    Picture,
    Scene,
    take,
    taken_in,
)
from support.svg import plain, svg

from cen_tui.i18n import CHINESE

ROOT = Path(__file__).parents[1]
READMES = (ROOT / "README.md", ROOT / ".github/README.zh-CN.md")


@pytest.fixture(autouse=True)
def in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


def check(file: Path, today: str) -> None:
    """Fail with what differs, and with the command that takes the pictures anew."""
    taken = file.read_text(encoding="utf-8") if file.exists() else ""
    if taken != today:
        lines = unified_diff(
            taken.splitlines(), today.splitlines(), "the picture", "the screen today", lineterm=""
        )
        different = "\n".join(list(lines)[:60])
        pytest.fail(f"{file.name} is not today's screen. `{RENEW}` renews it.\n{different}", pytrace=False)


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
async def test_a_picture_is_todays_screen(scene: Scene) -> None:
    today = await take(scene)
    check(FOLDER / f"{scene.name}.txt", today.text)
    check(FOLDER / f"{scene.name}.svg", today.svg)
    assert "DEMO" in today.text
    holds_nothing_from_elsewhere(today)


def test_a_chinese_picture_is_todays_screen(tmp_path: Path) -> None:
    taken_in(CHINESE, tmp_path)
    for scene in BY_LANGUAGE[CHINESE]:
        text, drawn = ((tmp_path / f"{scene.name}.{ending}").read_text("utf-8") for ending in ("txt", "svg"))
        check(FOLDER / f"{scene.name}.txt", text)
        check(FOLDER / f"{scene.name}.svg", drawn)
        assert re.search("[\u4e00-\u9fff]{4}", text)
        holds_nothing_from_elsewhere(Picture(text, drawn))


def holds_nothing_from_elsewhere(picture: Picture) -> None:
    links = re.findall(r"https?://[^\"' )]+", picture.svg)
    assert set(links) == {"http://www.w3.org/2000/svg"}
    assert not re.search("@font-face|<script|<image|<style|href", picture.svg)
    assert len(picture.text.splitlines()) == SIZE[1]


def test_every_file_is_a_scenes_and_every_scene_has_its_files() -> None:
    wanted = {f"{scene.name}.{ending}" for scene in (*SCENES, *IN_CHINESE) for ending in ("txt", "svg")}
    found = {path.name for path in FOLDER.iterdir()}
    assert found == wanted, f"`{RENEW}` renews them"


@pytest.mark.parametrize("readme", READMES, ids=lambda readme: readme.name)
def test_every_picture_of_a_readme_is_there(readme: Path) -> None:
    named = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", readme.read_text(encoding="utf-8"))
    assert named
    assert [name for name in named if not (readme.parent / name).is_file()] == []


def test_a_screen_becomes_text_and_svg() -> None:
    bold = Style.parse("bold underline #5fafd7 on #121212")
    row = (Segment(" a<b  c ", bold), Segment("生产", bold + Style.parse("reverse")), Segment("  "))
    assert plain((row, row)) == " a<b  c 生产\n" * 2
    drawn = svg((row,), 14, 'A "title"')
    assert drawn == svg((row,), 14, 'A "title"')
    assert '<title>A "title"</title>' in drawn
    assert '<text x="12" textLength="36" y="18" fill="#5fafd7" font-weight="bold"' in drawn
    assert ">a&lt;b</text>" in drawn
    assert '<text x="72" textLength="12"' in drawn
    assert '<text x="96 120" y="18" fill="#121212"' in drawn
    assert '<rect x="96" y="0" width="48" height="23" fill="#5fafd7"/>' in drawn
