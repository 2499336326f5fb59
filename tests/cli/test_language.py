"""The language of the command as it is run: what chooses it, and what stays English."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.on_a_terminal import run_on_terminal

from cen_tui.cli.language import language_flag
from cen_tui.storage.paths import aliyun_file, settings_file
from cen_tui.terminal.cells import cell_width

ZH = {"LANG": "zh_CN.UTF-8"}
CHINESE_HELP = "显示本帮助并退出"
ENGLISH_HELP = "show this help message and exit"
COMMANDS = ("", "networks", "rules", "audit", "request", "history", "doctor")


def run(*arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - this interpreter, and our own module
        [sys.executable, "-m", "cen_tui", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env=os.environ | environ,
    )


@pytest.mark.parametrize(
    ("words", "asked", "rest"),
    [
        ([], None, []),
        (["--language", "zh-CN"], "zh-CN", []),
        (["--language=en", "doctor"], "en", ["doctor"]),
        (["doctor", "--language", "en", "--json"], "en", ["doctor", "--json"]),
        (["--language"], "", []),
        (["--language", "en", "--language", "zh-CN"], "zh-CN", []),
        (["--account", "prod"], None, ["--account", "prod"]),
    ],
)
def test_the_flag_is_taken_out_of_the_command_line(
    words: list[str], asked: str | None, rest: list[str]
) -> None:
    assert language_flag(words) == (asked, rest)


def test_the_flag_the_variable_and_the_locale_choose() -> None:
    assert CHINESE_HELP in run("--help", **ZH).stdout
    assert CHINESE_HELP in run("--language", "zh-CN", "--help").stdout
    assert CHINESE_HELP in run("--help", CEN_TUI_LANGUAGE="zh-CN").stdout
    assert ENGLISH_HELP in run("--help", "--language=en", **ZH).stdout
    assert ENGLISH_HELP in run("--help", LANG="zh_TW.UTF-8").stdout
    assert ENGLISH_HELP in run("--help").stdout


def test_the_settings_and_the_profile_of_the_cli_choose() -> None:
    aliyun_file().parent.mkdir()
    aliyun_file().write_text('{"current": "default", "profiles": [{"name": "default", "language": "zh"}]}')
    assert CHINESE_HELP in run("--help", LANG="").stdout
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text('{"language": "en"}')
    assert ENGLISH_HELP in run("--help", **ZH).stdout
    settings_file().write_text('{"language": "zh-CN"}')
    assert CHINESE_HELP in run("--help").stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_fits_on_a_screen_of_80(command: str) -> None:
    ended = run(*command.split(), "--help", **ZH, COLUMNS="80")
    assert ended.stdout.startswith(f"用法：cen-tui {command}")
    assert max(map(cell_width, ended.stdout.splitlines())) <= 86  # an example stands in one line
    laid_out = ended.stdout.partition("示例")[0].splitlines()
    assert max(map(cell_width, laid_out)) <= 80
    assert not [line for line in laid_out if line.endswith(":") or line.strip()[:1] in set("，。：；）、")]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--nonsense"], "cen-tui: 无法识别的参数：--nonsense；运行cen-tui --help查看所有参数。\n"),
        (["--account"], "cen-tui: 参数--account：需要一个值；运行cen-tui --help查看所有参数。\n"),
        (["--demo", "--endpoint", "https://x"], "cen-tui: --demo自带演示云，不能与--endpoint同时使用。\n"),
        (["rules"], "cen-tui: 缺少以下参数：--network；运行cen-tui rules --help查看所有参数。\n"),
        (["--language", "fr"], "cen-tui: --language只能是以下之一：en、zh-CN。\n"),
        (["networks", "--demo", "--account", "x"], "cen-tui: 没有名为x的账号；本机已保存：prod-network、"),
    ],
)
def test_what_cannot_work_is_said_in_chinese(arguments: list[str], says: str) -> None:
    ended = run(*arguments, **ZH)
    assert ended.returncode == 2
    assert ended.stderr.startswith(says)


def test_a_language_that_is_none_is_refused() -> None:
    for ended in (run("--language", "fr"), run("doctor", "--language"), run("doctor", "--language=")):
        assert (ended.returncode, ended.stderr) == (2, "cen-tui: --language must be one of: en, zh-CN.\n")
    ended = run("doctor", CEN_TUI_LANGUAGE="fr")
    assert (ended.returncode, ended.stderr) == (2, "cen-tui: CEN_TUI_LANGUAGE must be one of: en, zh-CN.\n")


def test_what_a_program_reads_is_english() -> None:
    ended = run("doctor", "--json", "--language", "zh-CN", **ZH)
    found = {one["subject"]: one["says"] for one in map(json.loads, ended.stdout.splitlines())}
    assert ended.stdout.isascii()
    assert found["proxy"] == "None is set."
    assert found["language"].startswith("English")
    assert "there is no account named x" in run("audit", "--demo", "--csv", "--account", "x", **ZH).stderr


def test_the_doctor_speaks_chinese_in_columns_and_says_why() -> None:
    ended = run("doctor", **ZH)
    assert "正常     语言          简体中文，由LANG决定。" in ended.stdout
    lines = [line for line in ended.stdout.splitlines() if line.startswith(("正常", "提示", "问题"))]
    assert len(lines) > 10
    for line in lines:
        _level, subject, says = line.split(maxsplit=2)
        assert (cell_width(line.partition(subject)[0]), cell_width(line.partition(says)[0])) == (9, 23)


def test_an_output_that_takes_no_chinese_gets_english() -> None:
    ended = run("--help", **ZH, PYTHONIOENCODING="latin-1")
    assert ENGLISH_HELP in ended.stdout
    ended = run("--help", "--language", "zh-CN", PYTHONIOENCODING="latin-1")
    assert ended.returncode == 2
    assert "needs a locale of UTF-8" in ended.stderr


def test_screens_need_a_locale_of_utf8() -> None:
    draws = {"TERM": "xterm-256color", "LC_ALL": "zh_CN.GBK"}
    command = [sys.executable, "-m", "cen_tui", "--demo"]
    ended = run_on_terminal([*command, "--language", "zh-CN"], os.environ | draws)
    assert ended.code == 2
    assert "needs a locale of UTF-8" in ended.shown
    ended = run_on_terminal(command, os.environ | draws, keys=(("prod-network", b"\x11"),))
    assert ended.code == 0
    assert ended.shown.isascii()


def test_the_demo_reads_no_settings(own_home: Path) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text('{"language": "zh-CN"}')
    assert own_home in settings_file().parents
    assert "there is no account named x" in run("networks", "--demo", "--account", "x").stderr
    assert "没有名为x的账号" in run("networks", "--demo", "--account", "x", **ZH).stderr


def test_a_process_that_it_starts_speaks_the_same_language() -> None:
    code = (
        "import os; from cen_tui.cli.language import choose_language; {}; "
        "print(os.environ['CEN_TUI_LANGUAGE'])"
    )
    for chosen, environ in (("zh-CN", ZH), ("en", {})):
        speak = "choose_language(None, [], os.environ, prints=True)"
        ended = subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
            [sys.executable, "-c", code.format(speak)],
            env=os.environ | environ,
            check=True,
            capture_output=True,
            text=True,
        )
        assert ended.stdout.strip() == chosen
