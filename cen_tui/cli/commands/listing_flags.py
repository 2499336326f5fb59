"""The flags of `cen-tui networks`, `cen-tui rules` and `cen-tui audit`."""

import argparse
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from cen_tui.cli.arguments import UsageError
from cen_tui.cli.parser import (
    DEMO_HAS_NO_ENDPOINT,
    ENDPOINT,
    LINES_OF_JSON,
    Parser,
    add_language,
    add_text,
    command_parser,
)
from cen_tui.i18n import gettext as _
from cen_tui.text import plain_ids, safe

_NETWORKS: Final = _("""\
Print the networks of an account, as step 3 of cen-tui lists them. Nothing is
changed.
""")
_RULES: Final = _("""\
Print the existing grant rules of networks: which CENs may attach them. Nothing
is changed.
""")
_AUDIT: Final = _("""\
Print all that was ever granted out of an account: every grant rule of every
network type in every region. Nothing is changed.
""")
_EPILOG: Final = _("""\
--account may be left out where only one account can sign in. Nothing is asked:
an account that needs a passphrase, or consent to run a command, is refused.

exit codes:
  0    everything was read
  1    something could not be read, as standard error says; the rest is printed
  2    the command line cannot work
  130  interrupted with Ctrl+C

examples:
{examples}
""")
_NETWORKS_EXAMPLES: Final = """\
  cen-tui networks --account prod --region cn-hangzhou --type VPC
  cen-tui networks --account prod --json | jq 'select(.attached)'"""
_RULES_EXAMPLES: Final = """\
  cen-tui rules --account prod --network vpc-...
  cen-tui rules --account prod --network vpc-...,vbr-... --json"""
_AUDIT_EXAMPLES: Final = """\
  cen-tui audit --account prod
  cen-tui audit --account prod --csv > granted.csv
  cen-tui audit --account prod --json | jq 'select(.attached == "no")'"""
_REGION: Final = re.compile(r"[a-z]+(-[a-z0-9]+)+")
_ALL: Final = "all"
_GLOBAL: Final = "global"
"""What the lists say for the region of what belongs to none."""


@dataclass(frozen=True, slots=True)
class ListingFlags:
    """The command line of one of them, as typed."""

    account: str = ""
    regions: tuple[str, ...] = ()
    """Empty for all of them."""
    types: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    json: bool = False
    csv: bool = False
    demo: bool = False
    endpoint: str | None = None


def networks_parser() -> Parser:
    """Return the parser of what follows `cen-tui networks`."""
    parser = _parser("networks", _NETWORKS, _NETWORKS_EXAMPLES)
    _add_scope(parser)
    return parser


def audit_parser() -> Parser:
    """Return the parser of what follows `cen-tui audit`."""
    parser = _parser("audit", _AUDIT, _AUDIT_EXAMPLES)
    _add_scope(parser)
    parser.add_argument("--csv", action="store_true", help=_("comma-separated values, for a spreadsheet"))
    return parser


def _add_scope(parser: Parser) -> None:
    add = parser.add_argument
    add(
        "--region",
        action="append",
        default=[],
        metavar="ID[,ID]",
        help=_("only of these regions; else all, and ECRs"),
    )
    add("--type", action="append", default=[], metavar="TYPE[,TYPE]", help=_("only of these types"))


def rules_parser() -> Parser:
    """Return the parser of what follows `cen-tui rules`."""
    parser = _parser("rules", _RULES, _RULES_EXAMPLES)
    add = parser.add_argument
    add("--network", action="append", default=[], required=True, metavar="ID[,ID]", help=_("the networks"))
    add(
        "--region",
        action="append",
        default=[],
        metavar="ID",
        help=_("where they are; else each region is asked"),
    )
    return parser


def read_networks_flags(arguments: Sequence[str]) -> ListingFlags:
    """Return the flags that follow `cen-tui networks`.

    Raises:
        UsageError: an unknown flag, or a value that cannot be.
        SystemExit: after `--help` was printed.
    """
    return _flags(networks_parser().parse_args(arguments))


def read_audit_flags(arguments: Sequence[str]) -> ListingFlags:
    """Return the flags that follow `cen-tui audit`; raises as `read_networks_flags` does."""
    flags = _flags(audit_parser().parse_args(arguments))
    if flags.json and flags.csv:
        raise UsageError(_("audit takes --json or --csv, not both."))
    return flags


def read_rules_flags(arguments: Sequence[str]) -> ListingFlags:
    """Return the flags that follow `cen-tui rules`; raises as `read_networks_flags` does."""
    flags = _flags(rules_parser().parse_args(arguments))
    if not flags.networks:
        raise UsageError(_("--network needs the ID of a network."))
    if len(flags.regions) > 1:
        raise UsageError(_("rules takes one --region, or none."))
    return flags


def _parser(command: str, description: str, examples: str) -> Parser:
    parser = command_parser(command, description, _EPILOG.format(examples=examples))
    add_text(parser, "--account", "NAME", _("the saved account that owns the networks"))
    add = parser.add_argument
    add("--json", action="store_true", help=LINES_OF_JSON)
    add("--demo", action="store_true", help=_("use the demo cloud; --account prod-network owns networks"))
    add("--endpoint", metavar="URL", help=ENDPOINT)
    add_language(parser)
    return parser


def _flags(typed: argparse.Namespace) -> ListingFlags:
    if typed.demo and typed.endpoint is not None:
        raise UsageError(DEMO_HAS_NO_ENDPOINT)
    regions = _each(typed.region)
    for region in regions:
        if region not in {_ALL, _GLOBAL} and not _REGION.fullmatch(region):
            says = _("--region: {region} is no region ID, such as cn-hangzhou.")
            raise UsageError(says.format(region=safe(region, limit=60)))
    return ListingFlags(
        account=typed.account,
        regions=() if _ALL in regions else regions,
        types=tuple(map(str.upper, _each(getattr(typed, "type", ())))),
        networks=_each(getattr(typed, "network", ())),
        json=typed.json,
        csv=getattr(typed, "csv", False),
        demo=typed.demo,
        endpoint=typed.endpoint,
    )


def _each(typed: Iterable[str]) -> tuple[str, ...]:
    """Return each value once, whether it was typed after a flag of its own or after a comma or a blank."""
    return plain_ids(",".join(typed))
