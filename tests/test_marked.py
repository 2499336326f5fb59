"""Every text of the program is marked for translation where it stands, shown by a test or not."""

import ast
import re
from collections.abc import Iterator, Sequence

from support.catalogue import PACKAGE

MARKS = frozenset({"_", "gettext", "ngettext", "pgettext"})
FOR_PROGRAMMERS = frozenset(
    {"AssertionError", "ImportError", "LookupError", "RuntimeError", "TypeError", "ValueError"}
)
"""Exceptions whose text no operator sees: one that escapes is reported by its type alone."""
SENTENCE = re.compile(r"[A-Za-z]{2,}[,.:;]? [a-z]{2,}|^[A-Z][a-z]+ [A-Z]?[a-z]+$")
"""Two words one after the other."""
CODES = frozenset(
    {
        # As they are stored; what is shown for them is marked in another place.
        *("main account", "unknown identity", "RAM user {}", "Resource group", "attachment's payer"),
        # What was being done when a file failed: the key of the sentence that says so.
        *("set aside", "make the folder", "read the journal", "write the journal", "lock a file beside"),
        # Names of threads, processes and rows; what a library says; a part of the man page.
        *("private keyring", "encrypted file", "cen-tui probe", "cen-tui recents", "rest of {}"),
        *("status code: {}", "other commands"),
        # Errors that are caught where they are told in other words.
        *("{} pages lack: {}", "the same operation was begun meanwhile"),
        "the same operation was begun elsewhere",
    }
)
"""Texts that nobody reads on a screen."""
OF_PROGRAMS = re.compile(
    r"\s*(?:sudo|aliyun|cen-tui|systemctl|mkdir|security|TERM=|IFS=|<!DOCTYPE)|(?:dialog|bold|\$)"
)
"""How commands begin that are shown to be copied, scripts that are run, and styles."""
PATTERN = re.compile(r"\\[sSdw]")
"""What regular expressions have, and no text."""


def unmarked(source: str) -> Iterator[tuple[int, str]]:
    """Yield the literals that look like a text and are not marked, each with its line."""
    tree = ast.parse(source)
    passed = {id(node) for node in _passed_over(tree)}
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        if isinstance(node, ast.JoinedStr):
            passed |= {id(part) for part in node.values}
            text = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        else:
            continue
        if SENTENCE.search(text):
            yield node.lineno, text


def _passed_over(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what need not be marked: marked ones, docstrings, annotations, codes, errors of programmers."""
    for node in ast.walk(tree):
        inner: Sequence[ast.AST | None] = ()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inner = [node.value]
        elif isinstance(node, ast.ClassDef) and any(
            _name(base) in {"StrEnum", "Enum"} for base in node.bases
        ):
            inner = list(node.body)  # codes
        elif isinstance(node, ast.Call) and _name(node.func) in MARKS | FOR_PROGRAMMERS:
            inner = list(node.args)
        elif isinstance(node, ast.AnnAssign) or (isinstance(node, ast.arg) and node.annotation):
            inner = [node.annotation]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = [node.returns]
        for each in filter(None, inner):
            yield from ast.walk(each)


def _name(called: ast.expr) -> str:
    return (
        called.id
        if isinstance(called, ast.Name)
        else called.attr
        if isinstance(called, ast.Attribute)
        else ""
    )


def test_every_text_is_marked() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}:{line}: {text!r}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if "demo" not in path.relative_to(PACKAGE).parts  # what it says is what the cloud says, in English
        for line, text in unmarked(path.read_text(encoding="utf-8"))
        if text not in CODES and not OF_PROGRAMS.match(text) and not PATTERN.search(text)
    ]
    assert not found, "\n".join(found)


def marked_within_f_strings(source: str) -> list[int]:
    """Return the lines of the texts that are marked within an f-string: Python 3.11 shows none to Babel."""
    within = (
        part
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
    )
    return [part.lineno for part in within if isinstance(part, ast.Call) and _name(part.func) in MARKS]


def test_no_text_is_marked_where_it_is_not_extracted() -> None:
    found = {
        str(path.relative_to(PACKAGE)): lines
        for path in sorted(PACKAGE.rglob("*.py"))
        if (lines := marked_within_f_strings(path.read_text(encoding="utf-8")))
    }
    assert found == {}
    assert marked_within_f_strings('SAYS = f"{_(1)} of it"') == [1]


def test_a_text_that_is_not_marked_is_found() -> None:
    source = "class Odd:\n    HELP = 'What is known.'\n    TITLE = f'{HELP} of it'\n    SAYS = _('It is.')\n"
    assert list(unmarked(source)) == [(2, "What is known."), (3, "{} of it")]
