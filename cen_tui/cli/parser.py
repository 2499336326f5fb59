"""The command line's words: the help for each flag, and what they come to."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

from cen_tui import __version__
from cen_tui.cli.arguments import COMMANDS, Flags, UsageError
from cen_tui.cli.output import write_out
from cen_tui.i18n import LANGUAGES
from cen_tui.i18n import gettext as _
from cen_tui.terminal.cells import cell_width, wrapped
from cen_tui.terminal.display import THEMES
from cen_tui.text import plain_ids

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_DESCRIPTION: Final = _("""\
Authorize another Alibaba Cloud account's CEN to attach your networks. A guided
procedure: select the network, authorize the CEN, verify, and produce a sheet
for its owner.
""")
_EPILOG: Final = _("""\
examples:
  cen-tui                      start at the list of accounts
  cen-tui --demo               try everything; nothing real is touched or stored
  cen-tui --account prod --region cn-hangzhou
                               start at the networks of that region
  cen-tui --account prod --region cn-hangzhou --type VPC --network vpc-... \\
          --cen-owner 1250000000000002 --cen-id cen-...
                               start at the confirmation, which no flag skips

environment:
  ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET, and for
  temporary credentials ALIBABA_CLOUD_SECURITY_TOKEN
                               an account named environment; it is not stored
  CEN_TUI_ENDPOINT             as --endpoint
  CEN_TUI_LANGUAGE             as --language
  NO_COLOR                     send no colours

other commands, each with a --help of its own:
  cen-tui networks             print an account's networks, as a table or JSON
  cen-tui rules                print the existing grant rules of networks
  cen-tui audit                print all that was ever granted out of an account
  cen-tui request              write the request for another account's network
  cen-tui history              list what was granted, revoked and attached here
  cen-tui doctor               check this machine for what would stop a grant
""")
_HISTORY: Final = _(
    "List what was granted, revoked and attached from here, with the outcomes; the newest is last."
)
_REQUEST: Final = _("""\
Print the text with which the owner of a CEN requests another account's network:
the account UID, the CEN ID, and the command that opens the wizard with both.
""")
_REQUEST_EPILOG: Final = _("""\
With --account, the saved account signs in and its CENs are listed; nothing is
changed. Its only CEN is used; where there are several, --cen-id selects one.
With --cen-owner and --cen-id, no account signs in and nothing is sent.
--network, --region and --payer go into the text and the command, which then
preset these steps; the owner of the network still sees and confirms everything.

examples:
  cen-tui request --account group-backbone --cen-id cen-...
  cen-tui request --cen-owner 1250000000000002 --cen-id cen-... --cen-name hub
  cen-tui request --account group-backbone --cen-id cen-... \\
          --network vpc-... --region cn-hangzhou --payer cen-owner
""")
_DOCTOR: Final = _("""\
Check this machine for what would stop a grant, and say what to do. Nothing is
changed and no secret is read. The exit code is 1 when there is a problem.
""")
DEMO_HAS_NO_ENDPOINT: Final = _("--demo brings its own cloud and takes no --endpoint.")
COMMAND_FIRST: Final = _("{command} is a command, which comes first: cen-tui {command}, and then its flags.")
LINES_OF_JSON: Final = _("one JSON object a line, for other programs")
ENDPOINT: Final = _("send every call there: https, or http to this machine")


@dataclass(frozen=True, slots=True)
class HistoryFlags:
    """The command line of `cen-tui history`, as typed."""

    json: bool = False
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class RequestFlags:
    """The command line of `cen-tui request`, as typed."""

    account: str = ""
    cen_id: str = ""
    cen_owner: str = ""
    cen_name: str = ""
    network: str = ""
    region: str = ""
    payer: str = ""
    demo: bool = False
    endpoint: str | None = None


@dataclass(frozen=True, slots=True)
class DoctorFlags:
    """The command line of `cen-tui doctor`, as typed."""

    json: bool = False
    online: bool = False
    endpoint: str | None = None


class HelpFormat(argparse.HelpFormatter):
    """Lays help out by cells of the terminal, in the methods that the formatters of argparse replace."""

    class _Section(argparse.HelpFormatter._Section):  # noqa: SLF001 - as the methods
        def format_help(self) -> str:
            """Write the heading with the colon of the language."""
            written = _("{heading}:").format(heading=self.heading)
            return super().format_help().replace(f"{self.heading}:\n", f"{written}\n", 1)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(" ".join(text.split()), width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = wrapped(" ".join(text.split()), width - len(indent))
        return "\n".join(f"{indent}{line}" for line in lines)

    def _format_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable["argparse._MutuallyExclusiveGroup"],
        prefix: str | None,
    ) -> str:
        """Lay the usage out with a prefix of as many characters as ours has cells."""
        heading = _("usage: ") if prefix is None else prefix
        room = "\0" * cell_width(heading)
        return super()._format_usage(usage, actions, groups, room).replace(room, heading, 1)


class RawHelpFormat(argparse.RawDescriptionHelpFormatter, HelpFormat):
    """Keeps the lines of descriptions as they are written."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence: the whole usage would bury it."""

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:  # noqa: ARG002 - as argparse calls it
        """Print the help or the version; argparse would pass over an output that takes nothing."""
        if code := write_out(message):
            sys.exit(code)

    def error(self, message: str) -> NoReturn:
        """Raise the sentence."""
        says = _("{problem}; {command} --help lists the flags.")
        raise UsageError(says.format(problem=message, command=self.prog))


def command_parser(command: str, description: str, epilog: str | None = None) -> Parser:
    """Return a parser of what follows `cen-tui` and the name of a command."""
    return Parser(
        prog=f"cen-tui {command}".rstrip(),
        description=description,
        epilog=epilog,
        formatter_class=RawHelpFormat if epilog else HelpFormat,
        allow_abbrev=False,
    )


def add_text(to: "argparse._ActionsContainer", flag: str, metavar: str, help_text: str) -> None:
    """Add a flag with a value, which is empty where the flag is left out."""
    to.add_argument(flag, metavar=metavar, default="", help=help_text)


def read_flags(arguments: Sequence[str] | None = None) -> Flags:
    """Return the flags of a command line, the process's own where None is given.

    Raises:
        UsageError: an unknown flag, or two that exclude each other.
        SystemExit: after `--help` or `--version` was printed.
    """
    parser = wizard_parser()
    typed, unknown = parser.parse_known_args(arguments)
    if command := next(filter(COMMANDS.__contains__, unknown), ""):
        raise UsageError(COMMAND_FIRST.format(command=command))
    if unknown:
        parser.parse_args(arguments)  # it refuses them in its own words
    networks = plain_ids(typed.network)
    del typed.network
    if typed.demo and typed.endpoint is not None:
        raise UsageError(DEMO_HAS_NO_ENDPOINT)
    if typed.demo_faults and not typed.demo:
        raise UsageError(_("--demo-faults needs --demo."))
    return Flags(**vars(typed) | {"type": typed.type.strip(), "networks": networks})


def read_history_flags(arguments: Sequence[str]) -> HistoryFlags:
    """Return the flags that follow `cen-tui history`; raises as `read_flags` does."""
    typed = history_parser().parse_args(arguments)
    return HistoryFlags(json=typed.json, sheet=" ".join(plain_ids(typed.sheet)))


def history_parser() -> Parser:
    """Return the parser of `cen-tui history`."""
    parser = command_parser("history", _HISTORY)
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help=LINES_OF_JSON)
    add_text(forms, "--sheet", "NETWORK", _("the hand-over sheets of that network ID"))
    add_language(parser)
    return parser


def read_request_flags(arguments: Sequence[str]) -> RequestFlags:
    """Return the flags that follow `cen-tui request`; raises as `read_flags` does."""
    typed = RequestFlags(**vars(request_parser().parse_args(arguments)))
    if bool(typed.account) is bool(typed.cen_owner):
        raise UsageError(_("a request needs either --account, or --cen-owner with --cen-id."))
    if typed.demo and typed.endpoint is not None:
        raise UsageError(DEMO_HAS_NO_ENDPOINT)
    return typed


def request_parser() -> Parser:
    """Return the parser of `cen-tui request`."""
    parser = command_parser("request", _REQUEST, _REQUEST_EPILOG)
    add = parser.add_argument
    add_text(parser, "--account", "NAME", _("the saved account that owns the CEN"))
    add_text(parser, "--cen-id", "ID", _("the CEN, where the account has several"))
    add_text(parser, "--cen-owner", "UID", _("the account UID of the CEN's owner, instead of --account"))
    add_text(parser, "--cen-name", "NAME", _("the CEN's name, with --cen-owner"))
    add_text(parser, "--network", "ID[,ID]", _("the networks that are requested, where known"))
    add_text(parser, "--region", "ID", _("their region, such as cn-hangzhou"))
    add_text(parser, "--payer", "WHO", _("cen-owner or network-owner, on a transit router"))
    add("--demo", action="store_true", help=_("use the demo cloud; --account group-backbone owns CENs"))
    add("--endpoint", metavar="URL", help=ENDPOINT)
    add_language(parser)
    return parser


def read_doctor_flags(arguments: Sequence[str]) -> DoctorFlags:
    """Return the flags that follow `cen-tui doctor`; raises as `read_flags` does."""
    return DoctorFlags(**vars(doctor_parser().parse_args(arguments)))


def doctor_parser() -> Parser:
    """Return the parser of `cen-tui doctor`."""
    parser = command_parser("doctor", _DOCTOR)
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


def wizard_parser() -> Parser:
    """Return the parser of `cen-tui` without another command."""
    parser = command_parser("", _DESCRIPTION, _EPILOG)
    parser.add_argument(
        "--version", action="version", version=f"cen-tui {__version__}", help=_("show the version and exit")
    )
    _add_general(parser.add_argument_group(_("general options")))
    _add_display(parser.add_argument_group(_("display options")))
    _add_presets(parser.add_argument_group(_("preset values (checked on the screen of each step)")))
    return parser


def _add_general(group: "argparse._ArgumentGroup") -> None:
    add = group.add_argument
    add("--demo", action="store_true", help=_("use the demo cloud with made-up accounts and networks"))
    add_text(group, "--demo-faults", "SPEC", _("inject faults: latency=300,throttle=0.2"))
    add("--endpoint", metavar="URL", help=ENDPOINT)
    add("--read-only", action="store_true", help=_("refuse every change before it is sent"))
    add("--no-counts", action="store_true", help=_("count neither networks by region nor grants by network"))
    add(
        "--low-bandwidth", action="store_true", help=_("send fewer bytes: 16 colours, no mouse, fewer frames")
    )


def _add_display(group: "argparse._ArgumentGroup") -> None:
    add = group.add_argument
    add_language(group)
    add("--theme", choices=THEMES, default="", help=_("dark, light, or the terminal's own colours"))
    add(
        "--no-mouse",
        action="store_true",
        help=_("disable mouse support, so that the terminal can select text"),
    )


def _add_presets(group: "argparse._ArgumentGroup") -> None:
    add_text(group, "--account", "NAME", _("the saved account that owns the networks"))
    add_text(group, "--region", "ID", _("the region of the networks, such as cn-hangzhou, or all"))
    add_text(group, "--type", "TYPE", _("the networks' type, such as VPC or VBR"))
    add_text(group, "--network", "ID[,ID]", _("the networks, of that region or of all"))
    add_text(group, "--cen-owner", "UID", _("the peer account UID: the account ID of the CEN's owner"))
    add_text(group, "--cen-id", "ID", _("the peer CEN instance ID: the CEN to authorize"))
    add_text(group, "--payer", "WHO", _("cen-owner or network-owner, on a transit router"))


def add_language(to: "argparse._ActionsContainer") -> None:
    """Add `--language` for the help and the completions: `cli.language` takes it from the command line."""
    to.add_argument(
        "--language",
        choices=LANGUAGES,
        default=argparse.SUPPRESS,
        help=_("the language of texts; else that of the settings, or of the locale"),
    )
