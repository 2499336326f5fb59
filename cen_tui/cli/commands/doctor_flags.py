"""The flags of `cen-tui doctor`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cen_tui.cli.parser import Parser

_DESCRIPTION: Final = """\
Check this machine for what would stop a grant, and say what to do. Nothing is
changed and no secret is read. The exit code is 1 when there is a problem.
"""


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
    parser = Parser(prog="cen-tui doctor", description=_DESCRIPTION, allow_abbrev=False)
    add = parser.add_argument
    add("--json", action="store_true", help="one JSON object a line, for other programs")
    add(
        "--online",
        action="store_true",
        help="check the cloud's servers and the clock as well, without signing in",
    )
    add("--endpoint", metavar="URL", help="the server that all calls would be sent to")
    return parser
