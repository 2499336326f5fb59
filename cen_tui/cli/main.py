"""The command `cen-tui`: which of its parts answers a command line.

Everything that takes time to import is imported where it is used: `--help` and `--version` answer
at once, and a terminal that cannot show the wizard is found out before the wizard is loaded.
"""

import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from cen_tui import __version__
from cen_tui.cli.arguments import Flags, UsageError
from cen_tui.cli.environment import scrub
from cen_tui.cli.language import choose_language, language_flag
from cen_tui.i18n import gettext as _
from cen_tui.terminal.checks import terminal_problem
from cen_tui.terminal.streams import open_closed_streams
from cen_tui.text import safe

_USAGE: Final = 2
_BROKEN: Final = 1
_INTERRUPTED: Final = 130
_HELP: Final = frozenset({"-h", "--help"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 2 when it was called in a way that cannot work."""
    open_closed_streams()
    environ = scrub(os.environ)
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words == ["--version"]:
        from cen_tui.cli.output import write_out

        return write_out(f"cen-tui {__version__}\n")
    try:
        asked, words = language_flag(words)
        choose_language(asked, words, environ, prints=_prints(words))
        if "--demo" not in words:
            _check_home(environ)
        if words and words[0] in _COMMANDS:
            return _COMMANDS[words[0]](words[1:], environ)
        return _run_wizard(words, environ)
    except UsageError as error:
        sys.stderr.write(f"cen-tui: {safe(error)}\n")
        return _USAGE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - a traceback would show what an error's message holds
        from cen_tui.crash import report

        sys.stderr.write(report(error))
        return _BROKEN


def _prints(words: Sequence[str]) -> bool:
    """Tell whether a command line is answered by text, and not by screens."""
    return not _HELP.isdisjoint(words) or not _COMMANDS.keys().isdisjoint(words[:1])


def _run_wizard(words: Sequence[str], environ: Mapping[str, str]) -> int:
    gc.disable()  # no garbage is found among what is being loaded; the warm-up turns it on
    flags = _flags(words)
    if flags.demo:
        _check_faults(flags.demo_faults)
    else:
        from cen_tui.cli.cloud_options import endpoint_of

        endpoint = endpoint_of(flags.endpoint, environ)
    _check_terminal(environ)
    from cen_tui.cli.commands import wizard

    return wizard.run_demo(flags, environ) if flags.demo else wizard.run_wizard(flags, environ, endpoint)


def _flags(words: Sequence[str]) -> "Flags":
    if not words:
        from cen_tui.cli.arguments import Flags

        return Flags()
    from cen_tui.cli.parser import read_flags

    return read_flags(words)


def _history(words: Sequence[str], environ: Mapping[str, str]) -> int:  # noqa: ARG001 - as every command is called
    from cen_tui.cli.parser import read_history_flags

    flags = read_history_flags(words)
    from cen_tui.cli.commands.history import show_history
    from cen_tui.storage import paths

    return show_history(flags, paths.journal_file())


def _request(words: Sequence[str], environ: Mapping[str, str]) -> int:
    from cen_tui.cli.parser import read_request_flags

    flags = read_request_flags(words)
    from cen_tui.cli.commands.request import print_asked, print_typed

    if not flags.account:
        return print_typed(flags)
    from cen_tui.cli.signed_in import read_only_session

    with read_only_session(demo=flags.demo, endpoint=flags.endpoint, environ=environ) as session:
        return print_asked(flags, session)


def _networks(words: Sequence[str], environ: Mapping[str, str]) -> int:
    from cen_tui.cli.commands.listing_flags import read_networks_flags

    flags = read_networks_flags(words)
    from cen_tui.cli.commands.listing import print_networks

    return print_networks(flags, environ)


def _rules(words: Sequence[str], environ: Mapping[str, str]) -> int:
    from cen_tui.cli.commands.listing_flags import read_rules_flags

    flags = read_rules_flags(words)
    from cen_tui.cli.commands.listing import print_rules

    return print_rules(flags, environ)


def _audit(words: Sequence[str], environ: Mapping[str, str]) -> int:
    from cen_tui.cli.commands.listing_flags import read_audit_flags

    flags = read_audit_flags(words)
    from cen_tui.cli.commands.audit import print_audit

    return print_audit(flags, environ)


def _doctor(words: Sequence[str], environ: Mapping[str, str]) -> int:
    from cen_tui.cli.parser import read_doctor_flags

    flags = read_doctor_flags(words)
    from cen_tui.cli.commands.doctor import examine

    return examine(flags, environ)


_COMMANDS: Final[Mapping[str, Callable[[Sequence[str], Mapping[str, str]], int]]] = {
    "audit": _audit,
    "doctor": _doctor,
    "history": _history,
    "networks": _networks,
    "request": _request,
    "rules": _rules,
}
"""What the first word may ask for instead of a wizard, and who answers its flags and the environment."""


def _check_home(environ: Mapping[str, str]) -> None:
    """Refuse a user without a home, as in a container started with a number for its user."""
    if sys.platform == "win32" or "HOME" in environ:
        return
    import pwd

    try:
        pwd.getpwuid(os.getuid())
    except KeyError:
        says = _(
            "user {uid} has no home folder: HOME is not set, and the system does not know that user."
            " Name a folder of yours: HOME=/some/folder cen-tui."
        )
        raise UsageError(says.format(uid=os.getuid())) from None


def _check_faults(spec: str) -> None:
    if not spec:
        return
    from cen_tui.demo.fault_spec import FaultSpecError, parse_faults

    try:
        parse_faults(spec)
    except FaultSpecError as error:
        raise UsageError(f"--demo-faults: {error}") from error


def _check_terminal(environ: Mapping[str, str]) -> None:
    problem = terminal_problem(sys.stdin, sys.stdout, environ, stderr=sys.stderr)
    if problem:
        if sys.stdout.isatty() and not sys.stderr.isatty():
            sys.stdout.write(f"cen-tui: {problem}\n")  # where the operator looks
        raise UsageError(problem)
