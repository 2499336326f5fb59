import pytest

from cen_tui.terminal.display import Display, detect_display, is_utf8


@pytest.mark.parametrize(
    ("environ", "in_c_locale", "utf8"),
    [
        ({"LANG": "C.UTF-8"}, False, True),
        ({"LANG": "zh_CN.utf8"}, False, True),
        ({"LC_CTYPE": "UTF-8"}, False, True),
        ({"LC_ALL": "C", "LANG": "C.UTF-8"}, True, False),
        ({"LC_ALL": "", "LANG": "en_GB.UTF-8"}, False, True),
        ({"LANG": "de_DE.ISO-8859-1"}, False, False),
        ({"LANG": "en_US"}, False, False),
        ({"LC_CTYPE": "C.UTF-8"}, True, False),
        ({"LC_CTYPE": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, True, True),
        ({"LC_CTYPE": "C.UTF-8"}, False, True),
        ({}, True, False),
    ],
)
def test_the_locale_says_whether_more_than_ascii_may_be_sent(
    environ: dict[str, str],
    in_c_locale: bool,  # noqa: FBT001
    utf8: bool,  # noqa: FBT001
) -> None:
    assert is_utf8(environ, platform="linux", in_c_locale=in_c_locale) is utf8


def test_windows_has_no_such_locale() -> None:
    assert is_utf8({}, platform="win32", in_c_locale=True)


@pytest.mark.parametrize(
    ("environ", "colourless"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, True),
        ({"TERM": "vt100"}, True),
        ({"TERM": "xterm-mono"}, True),
        ({"TERM": "linux"}, False),
    ],
)
def test_no_colour_is_sent_where_none_is_wanted_or_none_can_be_shown(
    environ: dict[str, str],
    colourless: bool,  # noqa: FBT001
) -> None:
    assert detect_display({"LANG": "C.UTF-8", **environ}).colourless is colourless


def test_what_was_asked_for_is_kept() -> None:
    look = detect_display({"LANG": "C.UTF-8"}, theme="light", mouse=False)
    assert look == Display(theme="light", mouse=False)
