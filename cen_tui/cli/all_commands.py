"""All command lines as one parser, from which the shells' completions and the man page are generated."""

from collections.abc import Callable, Mapping
from typing import Final

from cen_tui.cli.commands.listing_flags import audit_parser, networks_parser, rules_parser
from cen_tui.cli.parser import Parser, doctor_parser, history_parser, request_parser, wizard_parser

_PARSERS: Final[Mapping[str, Callable[[], Parser]]] = {
    "networks": networks_parser,
    "rules": rules_parser,
    "audit": audit_parser,
    "request": request_parser,
    "history": history_parser,
    "doctor": doctor_parser,
}


def all_commands() -> Parser:
    """Return a parser of the wizard's flags, with every other command under its name."""
    whole = wizard_parser()
    commands = whole.add_subparsers(title="other commands", metavar="COMMAND")
    for name, parser in _PARSERS.items():
        one = parser()
        summary = " ".join((one.description or "").split()).partition(". ")[0].rstrip(".")
        commands.add_parser(
            name,
            parents=[one],
            add_help=False,
            help=summary,
            description=one.description,
            epilog=one.epilog,
            formatter_class=one.formatter_class,
        )
    return whole
