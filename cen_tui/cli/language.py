"""Chooses the language of a command line, before any module with texts is imported."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from cen_tui import i18n
from cen_tui.cli.arguments import UsageError
from cen_tui.i18n import gettext as _
from cen_tui.storage.language import VARIABLE, language_named, preferred_language
from cen_tui.terminal.display import is_utf8, output_takes

_FLAG: Final = "--language"
_PROGRAMS: Final = frozenset({"--json", "--csv"})
"""What a program reads is English, whoever asked for it."""


def language_flag(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return what follows `--language`, None where it is not given, and the words without it.

    The flag may stand before another command's name as after it.
    """
    asked: str | None = None
    rest, left = [], list(words)
    while left:
        word = left.pop(0)
        name, equals, value = word.partition("=")
        if name != _FLAG:
            rest.append(word)
        elif equals:
            asked = value
        else:
            asked = left.pop(0) if left else ""
    return asked, rest


def choose_language(
    asked: str | None, words: Sequence[str], environ: Mapping[str, str], *, prints: bool
) -> None:
    """Choose the language by flag, environment, settings, locale or the aliyun CLI's profile, and load it.

    `prints` is whether the command prints text, which needs an output that takes Chinese; screens need a
    locale that says so. Without that, English is used.

    Raises:
        UsageError: flag or variable name no language, or the flag asks for Chinese where it cannot be shown.
    """
    wanted = language_named(asked) or _preferred(words, environ)
    shown = output_takes(i18n.CHINESE_LETTERS) if prints else is_utf8(environ)
    language = wanted if shown and _PROGRAMS.isdisjoint(words) else i18n.ENGLISH
    os.environ[VARIABLE] = language  # for the processes that this one starts
    i18n.use(language)
    _check(_FLAG, asked)
    _check(VARIABLE, environ.get(VARIABLE) or None)
    if asked is not None and wanted != i18n.ENGLISH and not shown:
        raise UsageError(
            _("{flag} needs a locale of UTF-8. If your terminal shows UTF-8: export LC_ALL=C.UTF-8").format(
                flag=f"{_FLAG} {asked}"
            )
        )


def _check(name: str, value: str | None) -> None:
    if value is not None and not language_named(value):
        known = i18n.listed(i18n.LANGUAGES)
        raise UsageError(_("{name} must be one of: {known}.").format(name=name, known=known))


def _preferred(words: Sequence[str], environ: Mapping[str, str]) -> str:
    if "--demo" in words:  # reads no file of the operator's
        return preferred_language(environ).language
    return preferred_language(environ, _settings_file, _aliyun_file).language


def _settings_file() -> Path:
    from cen_tui.storage.paths import settings_file

    return settings_file()


def _aliyun_file() -> Path:
    from cen_tui.storage.paths import aliyun_file

    return aliyun_file()
