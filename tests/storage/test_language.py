"""Which language is asked for, and by what: the environment, the settings, the aliyun CLI's profile."""

import json
import os
from pathlib import Path

import pytest

from cen_tui.storage.language import Preference, language_named, preferred_language
from cen_tui.storage.settings import Settings, load_settings


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


@pytest.fixture
def aliyun(tmp_path: Path) -> Path:
    return tmp_path / "config.json"


def profiles(current: str = "default", **languages: str) -> str:
    each = [{"name": name, "mode": "AK", "language": language} for name, language in languages.items()]
    return json.dumps({"current": current, "profiles": each})


@pytest.mark.parametrize(
    ("environ", "language", "source"),
    [
        ({}, "en", ""),
        ({"LANG": "zh_CN.UTF-8"}, "zh-CN", "LANG"),
        ({"LANG": "zh_CN"}, "zh-CN", "LANG"),
        ({"LANG": "zh"}, "zh-CN", "LANG"),
        ({"LANG": "zh_SG.UTF-8"}, "zh-CN", "LANG"),
        ({"LANG": "zh_Hans_CN.UTF-8"}, "zh-CN", "LANG"),
        ({"LANG": "zh_CN.GB18030@pinyin"}, "zh-CN", "LANG"),
        ({"LANG": "zh_TW.UTF-8"}, "en", "LANG"),
        ({"LANG": "de_DE.UTF-8"}, "en", "LANG"),
        ({"LANG": "nonsense"}, "en", "LANG"),
        ({"LANG": "C"}, "en", "LANG"),
        ({"LANG": "C.UTF-8"}, "en", "LANG"),
        ({"LANG": "POSIX"}, "en", "LANG"),
        ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_GB.UTF-8"}, "zh-CN", "LC_MESSAGES"),
        ({"LC_ALL": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "zh_CN.UTF-8"}, "en", "LC_ALL"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"}, "zh-CN", "LANG"),
        ({"LC_CTYPE": "zh_CN.UTF-8"}, "en", ""),
        ({"CEN_TUI_LANGUAGE": "en", "LANG": "zh_CN.UTF-8"}, "en", "CEN_TUI_LANGUAGE"),
        ({"CEN_TUI_LANGUAGE": "zh_cn", "LC_ALL": "C"}, "zh-CN", "CEN_TUI_LANGUAGE"),
        ({"CEN_TUI_LANGUAGE": "", "LANG": "zh_CN.UTF-8"}, "zh-CN", "LANG"),
    ],
)
def test_the_environment_asks_for_it(environ: dict[str, str], language: str, source: str) -> None:
    assert preferred_language(environ) == Preference(language, source)


def test_the_settings_come_before_the_locale_and_after_the_variable(settings: Path) -> None:
    settings.write_text('{"language": "zh-CN"}')
    found = preferred_language({"LANG": "en_GB.UTF-8"}, lambda: settings)
    assert found == Preference("zh-CN", "settings.json")
    assert preferred_language({"CEN_TUI_LANGUAGE": "en"}, lambda: settings).language == "en"
    assert load_settings(settings) == (Settings(language="zh-CN"), ())


def test_the_profile_of_the_cli_comes_last(settings: Path, aliyun: Path) -> None:
    aliyun.write_text(profiles(default="zh"))
    assert preferred_language({}, lambda: settings, lambda: aliyun) == Preference("zh-CN", "aliyun")
    assert preferred_language({"LANG": "C"}, lambda: settings, lambda: aliyun).language == "en"
    ignored = {"ALIBABA_CLOUD_IGNORE_PROFILE": "TRUE"}
    assert preferred_language(ignored, lambda: settings, lambda: aliyun).language == "en"


def test_the_profile_is_the_current_one(aliyun: Path) -> None:
    aliyun.write_text(profiles("work", default="zh", work="en"))
    assert preferred_language({}, None, lambda: aliyun) == Preference()
    aliyun.write_text(profiles("work", default="en", work="zh"))
    assert preferred_language({}, None, lambda: aliyun).language == "zh-CN"


@pytest.mark.parametrize(
    "text", ["", "nonsense", "[]", '{"profiles": 7}', '{"profiles": [7]}', '{"language": 7}']
)
def test_what_is_damaged_counts_as_not_there(text: str, settings: Path, aliyun: Path) -> None:
    settings.write_text(text)
    aliyun.write_text(text)
    assert preferred_language({}, lambda: settings, lambda: aliyun) == Preference()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_is_not_waited_for(settings: Path, aliyun: Path) -> None:
    os.mkfifo(settings)
    aliyun.mkdir()
    assert preferred_language({}, lambda: settings, lambda: aliyun) == Preference()


def test_a_user_without_a_home_has_no_files() -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    assert preferred_language({}, homeless, homeless) == Preference()


def test_a_setting_that_is_no_language_is_reported(settings: Path) -> None:
    settings.write_text('{"language": "fr"}')
    _taken, (notice,) = load_settings(settings)
    assert "language in" in notice
    assert "must be one of en, zh-CN" in notice
    assert [language_named(each) for each in ("fr", "", None, 7, "zh")] == [None] * 5
