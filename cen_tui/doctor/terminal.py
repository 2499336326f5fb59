"""The terminal: whether the screens can be drawn on it, and how well."""

from typing import Final

from cen_tui.doctor.finding import Finding, note, ok, problem
from cen_tui.doctor.host import Host
from cen_tui.i18n import gettext as _
from cen_tui.terminal.checks import terminal_problem
from cen_tui.terminal.display import is_too_small
from cen_tui.text import safe

_MEANT_FOR: Final = (80, 24)
_TRUE_COLOUR: Final = frozenset({"truecolor", "24bit"})
_LOCALE: Final = ("LC_ALL", "LC_CTYPE", "LANG")


def check_terminal(host: Host) -> list[Finding]:
    """Tell what is known of the terminal by its environment and its size; nothing is sent to it."""
    found = [_drawing(host), *_size(host), _colours(host), _characters(host)]
    return [*found, *_between(host)]


def _drawing(host: Host) -> Finding:
    streams = (host.stdin, host.stdout)
    if not all(stream is not None and not stream.closed and stream.isatty() for stream in streams):
        return note(
            "terminal",
            _("Not checked: input or output is not a terminal."),
            _("Run cen-tui doctor as cen-tui is to be run, and over SSH with ssh -t."),
        )
    why = terminal_problem(*streams, host.environ, host.platform)
    if why:
        return problem("terminal", _sentence(why), _("Run it again when TERM names your terminal."))
    return ok("terminal", f"TERM={safe(host.environ.get('TERM', 'none'), limit=60)}")


def _size(host: Host) -> list[Finding]:
    if host.size is None:
        return []
    columns, lines = host.size
    if is_too_small(columns, lines):
        says = _("{columns} columns, {lines} lines: too small to show what must be seen.")
        return [problem("size", says.format(columns=columns, lines=lines), _("Make it 80x24 or more."))]
    if columns < _MEANT_FOR[0] or lines < _MEANT_FOR[1]:
        says = _("{columns} columns, {lines} lines: small.")
        advice = _("80x24 or more shows everything without scrolling.")
        return [note("size", says.format(columns=columns, lines=lines), advice)]
    return [ok("size", _("{columns} columns, {lines} lines").format(columns=columns, lines=lines))]


def _colours(host: Host) -> Finding:
    if host.environ.get("NO_COLOR"):
        return ok("colours", _("None, as NO_COLOR asks."))
    if host.environ.get("COLORTERM", "").lower() in _TRUE_COLOUR:
        return ok("colours", _("16 million (COLORTERM)."))
    if "256" in host.environ.get("TERM", "") or host.platform == "win32":
        return ok("colours", _("256 (by TERM)."))
    return note(
        "colours",
        _("16, as far as TERM tells. Everything that colours show is also shown by words and signs."),
        _("If your terminal has 256: export TERM=xterm-256color (in tmux, tmux-256color)."),
    )


def _characters(host: Host) -> Finding:
    named = next((host.environ[name] for name in _LOCALE if host.environ.get(name)), "")
    if host.platform in {"win32", "darwin"} or "utf8" in named.lower().replace("-", ""):
        says = _("UTF-8 ({locale}).").format(locale=safe(named, limit=40)) if named else _("UTF-8.")
        return ok("characters", says)
    if named:
        says = _("The locale ({locale}) does not promise UTF-8.").format(locale=safe(named, limit=40))
    else:
        says = _("The locale (none is set) does not promise UTF-8.")
    return note("characters", says, _("If your terminal shows UTF-8: export LC_ALL=C.UTF-8"))


def _between(host: Host) -> list[Finding]:
    found = []
    if host.environ.get("TMUX"):
        found.append(ok("tmux", _("The screens run inside tmux.")))
    elif host.environ.get("STY"):
        found.append(ok("screen", _("The screens run inside GNU screen.")))
    if host.environ.get("SSH_CONNECTION") or host.environ.get("SSH_TTY"):
        says = _("The line is SSH. On a slow one, ssh -C makes the screens much smaller.")
        found.append(ok("SSH", says))
    return found


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
