"""Walkers find by an English text what a screen says in Chinese."""

import subprocess
import sys
from pathlib import Path

from support.spoken import speaks, squeezed

FINDS = """
from cen_tui import i18n
i18n.use("zh-CN")
from support.spoken import speaks, squeezed
screen = squeezed("  已保存7个账号：a、b。网络实 \\n 例正忙  这个账号在\\n cn-hangzhou中没有该网络实例。")
for text in (
    "7 saved accounts: a, b.",
    "The network is busy",
    "network is busy",
    "no such network in",
    "This account has no such network in cn-hangzhou.",
    "The VPC is busy",
    "Not a text of the program",
):
    print(speaks(screen, text))
"""


def test_in_english_only_what_stands_there_counts() -> None:
    assert not speaks(squeezed("网络实例正忙"), "The network is busy")


def test_in_chinese_a_text_is_found_by_what_it_says_in_english() -> None:
    ended = subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
        [sys.executable, "-c", FINDS],
        cwd=Path(__file__).parent,
        check=True,
        capture_output=True,
        text=True,
    )
    assert ended.stdout.split() == ["True"] * 5 + ["False"] * 2
