"""The flags of `cen-tui doctor`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cen_tui.cli.help_format import HelpFormat
from cen_tui.cli.parser import LINES_OF_JSON, Parser, add_language
from cen_tui.i18n import gettext as _

_DESCRIPTION: Final = _("""\
Check this machine for what would stop a grant, and say what to do. Nothing is
changed and no secret is read. The exit code is 1 when there is a problem.
""")


@dataclass(frozen=True, slots=True)
class DoctorFlags:
    """The command line of `cen-tui doctor`, as typed."""

    json: bool = False
    online: bool = False
    endpoint: str | None = None


def read_doctor_flags(arguments: Sequence[str]) -> DoctorFlags:
    """Return the flags that follow `cen-tui doctor`.

    Raises:
        UsageError: an unknown flag.
        SystemExit: after `--help` was printed.
    """
    typed = doctor_parser().parse_args(arguments)
    return DoctorFlags(json=typed.json, online=typed.online, endpoint=typed.endpoint)


def doctor_parser() -> Parser:
    """Return the parser of `cen-tui doctor`."""
    parser = Parser(
        prog="cen-tui doctor", description=_DESCRIPTION, formatter_class=HelpFormat, allow_abbrev=False
    )
    add = parser.add_argument
    add("--json", action="store_true", help=LINES_OF_JSON)
    add(
        "--online",
        action="store_true",
        help=_("check the cloud's servers and the clock as well, without signing in"),
    )
    add("--endpoint", metavar="URL", help=_("the server that all calls would be sent to"))
    add_language(parser)
    return parser
