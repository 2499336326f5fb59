"""What the operating system gives as a reason is told in the language that is spoken."""

import errno
import json
import os
import sys
from pathlib import Path

import pytest
from support.chinese import printed_in_chinese

from cen_tui.i18n.system_reasons import reason_in_words
from cen_tui.storage.files import FileProblem, read_own

USUAL = (
    "EACCES",
    "EPERM",
    "ENOENT",
    "ENOTDIR",
    "EISDIR",
    "ENOSPC",
    "EDQUOT",
    "EROFS",
    "EIO",
    "EMFILE",
    "ELOOP",
)
SAYS = """
import json, os
from pathlib import Path
from cen_tui.i18n import english
from cen_tui.i18n.system_reasons import reason_in_words
from cen_tui.storage.files import FileProblem, read_own
said = [reason_in_words(each) for each in json.loads(REASONS)]
try:
    read_own(Path(FILE) / "below")
except FileProblem as problem:
    print(json.dumps([said, str(problem), english(problem.args[0])]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the words are those of a Unix")
def test_in_chinese_a_reason_is_in_chinese_and_known_in_english(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    reasons = [os.strerror(getattr(errno, name)) for name in USUAL]
    given = f"REASONS, FILE = {json.dumps(json.dumps([*reasons, 'Odd']))}, {str(file)!r}\n"
    said, told, meant = json.loads(printed_in_chinese(given + SAYS))
    assert not any(word.isascii() for word in said[:-1]), said
    assert said[-1] == "Odd"
    with pytest.raises(FileProblem) as caught:
        read_own(file / "below")
    assert meant == str(caught.value)
    assert "不是目录" in told


@pytest.mark.parametrize("name", USUAL)
def test_in_english_it_is_what_the_system_says(name: str) -> None:
    said = os.strerror(getattr(errno, name))
    assert reason_in_words(said) == said
