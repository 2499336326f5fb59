"""The language in use: English without a catalogue, Chinese from one, for argparse's words too."""

import ast
import copy
import json
import subprocess
import sys
from pathlib import Path

import cen_tui
from cen_tui import i18n
from cen_tui.i18n import english, listed, ngettext, pgettext, sentences, translated
from cen_tui.i18n import gettext as _

CHOOSES = "import sys; import cen_tui.cli.main as main; main.choose_language(None, [], {}, prints=True)"


def python(code: str) -> str:
    """Run code in a fresh interpreter and return what it printed."""
    ended = subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_english_is_what_stands_in_the_code() -> None:
    assert i18n.language() == i18n.ENGLISH
    assert _("Nothing was sent.") == "Nothing was sent."
    assert [ngettext("{count} file", "{count} files", number) for number in (0, 1, 2)] == [
        "{count} files",
        "{count} file",
        "{count} files",
    ]
    assert pgettext("doctor", "note") == "note"
    assert sentences("One.", "", "Two.") == "One. Two."
    assert listed(["one", "two"]) == "one, two"


def test_english_opens_no_catalogue_and_loads_no_gettext() -> None:
    loaded = python(f"{CHOOSES}; print('gettext' in sys.modules, main.__name__)")
    assert loaded.startswith("False")


def test_chinese_comes_from_the_catalogue_also_at_import() -> None:
    spoken = python(
        "from cen_tui import i18n; i18n.use('zh-CN')\n"
        "from cen_tui.cloud.errors.base import NOTHING_SENT\n"
        "print(NOTHING_SENT, i18n.pgettext('doctor', 'note'), i18n.language())\n"
        "print(i18n.ngettext('{count:,} file in {places}.', '{count:,} files in {places}.', 1))\n"
        "print(i18n.sentences('一。', '二。'), i18n.listed('ab'), i18n.gettext('not in there'))"
    )
    assert spoken.splitlines() == [
        "未发送任何请求。 提示 zh-CN",
        "{places}中有{count:,}个文件。",
        "一。二。 a、b not in there",
    ]


def test_chinese_is_loaded_within_ten_milliseconds() -> None:
    code = (
        "import time; from cen_tui import i18n\n"
        "began = time.process_time(); i18n.use('zh-CN'); print(time.process_time() - began)"
    )
    assert min(float(python(code)) for _try in range(5)) < 0.010


def test_a_translation_knows_itself_in_english() -> None:
    busy = translated("{network}正忙。", "{network} is busy.").format(
        network=translated("网络", "The network")
    )
    assert (busy, english(busy)) == ("网络正忙。", "The network is busy.")
    sent = translated("未发送。", "Not sent.")
    assert english(busy + sent) == "The network is busy.Not sent."
    assert english((busy + sent).removesuffix(sent)) == "The network is busy."
    assert english((busy + " ").rstrip()) == "The network is busy."
    assert english("Of another program.") == "Of another program."
    assert json.loads(json.dumps(busy)) == busy
    assert english(copy.deepcopy(busy)) == english(busy)


def test_what_is_imported_before_the_choice_says_nothing_at_import() -> None:
    """It would say it in English, whatever is chosen then."""
    names = python(f"{CHOOSES}; print(*(name for name in sys.modules if name.startswith('cen_tui')))")
    spoken = [
        f"{name}:{call.lineno}"
        for name in names.split()
        for call in calls_at_import(ast.parse(source_of(name)))
        if isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext", "pgettext"}
    ]
    assert "cen_tui.cli.main" in names
    assert spoken == []


def source_of(name: str) -> str:
    place = Path(cen_tui.__file__).parents[1].joinpath(*name.split("."))
    path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    return path.read_text(encoding="utf-8")


def calls_at_import(tree: ast.AST) -> list[ast.Call]:
    """Return the calls outside of functions."""
    found = []
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        found += [child] if isinstance(child, ast.Call) else []
        found += calls_at_import(child)
    return found
