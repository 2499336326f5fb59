"""What stands in plain letters in any language: IDs, commands, actions of the API, and the demo's names."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from support.small_estate import small_estate

from cen_tui.cloud.networks.registry import NETWORK_TYPES
from cen_tui.cloud.regions import KNOWN
from cen_tui.demo.estate.accounts import KEYS, accounts
from cen_tui.demo.estate.kinds import Vpc
from cen_tui.demo.estate.profiles import configuration
from cen_tui.demo.estate.vpcs import vswitches

_RESOURCES: Final = (
    *(kind.prefix for kind in NETWORK_TYPES),
    *("cen-", "tr-", "vtb-", "vsw-", "vpn-", "cgw-", "pc-", "rg-"),
)
"""What the IDs of networks, and of what belongs to them, begin with."""
_ID: Final = rf"(?<![\w-])(?:{'|'.join(_RESOURCES)})[a-z0-9-]*\d[a-z0-9]*"
"""An ID has a digit somewhere, a word has none."""
_REGIONS: Final = "|".join(
    sorted({*KNOWN, *(region.id for region in small_estate().regions)}, key=len, reverse=True)
)
_COMMAND: Final = r"\baliyun (?:cbn|vpc|smartag|expressconnectrouter) [A-Z]\w+|\baliyun configure\b"
_OUR_COMMAND: Final = r"\bcen-tui\b(?: (?:networks|rules|audit|request|history|doctor)\b)?"
VALUES: Final = (
    r"https?://[^\s]+",
    r"(?<![\w/])~?/[\w./-]+",  # a path
    r"(?<![\w-])[\w.-]+\.(?:txt|csv|json|jsonl|md)\b",  # a file
    r"\bacs:ram::\d+:[\w/-]+",  # an ARN
    r"\b(?:LTAI|STS\.)\w*…?\w*",  # an AccessKey ID
    r"\b(?:vpc|cen|sts|smartag|expressconnectrouter):[A-Z]\w+",  # a permission
    r"\b[A-Z]\w+(?:\.\w+)+",  # a code of an error
    r"\b[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}\b",  # the ID of a request
    _COMMAND,
    _OUR_COMMAND,
    r"(?<![\w-])--[A-Z][\w.]*",  # a parameter of the API on a command line
    _ID,
    rf"\bap-(?:{_REGIONS})-[\w-]+",  # an access point
    rf"\b(?:{_REGIONS})(?:-[a-z])?\b",  # a region, or a zone of one
    r"\bcen-(?:\.\.\.|(?![\w.-]))|\bvpc-\.\.\.|\bvbr-\.\.\.",  # an ID that is shown as an example
    r"(?<![\w-])(?:--[a-z][a-z-]+|-[a-zA-Z])\b",  # a flag
    r"\bMbit/",
    r"(?<![A-Za-z0-9])[A-Z][A-Z0-9_]*(?![A-Za-z0-9])",  # an abbreviation, a variable, a value in the help
    r"\b[A-Z][a-z]*(?:[A-Z][a-z]+)+[A-Z]*\b",  # an action of an API, a value of its parameters
)
"""Patterns of what is no text; each is taken out whole, those that hold others first."""


@cache
def demo_names() -> str:
    """Return a pattern of the names that the demo's accounts, networks, CENs and their tags have."""
    names = sorted({name for name in _names() if re.search("[A-Za-z]{2}", name)}, key=len, reverse=True)
    return whole_words(names)


def whole_words(words: Iterable[str]) -> str:
    """Return a pattern of these words, none of which is a part of another."""
    return rf"(?<![\w+-])(?:{'|'.join(map(re.escape, words))})(?![\w+-])"


@cache
def parts_of_names() -> frozenset[str]:
    """Return the beginnings and the ends of descriptions, which stand on lines of their own."""
    described = [name.split() for name in _names() if " " in name]
    places = [(words, place) for words in described for place in range(1, len(words))]
    return frozenset(" ".join(part) for words, place in places for part in (words[:place], words[place:]))


def _names() -> Iterator[str]:
    held = small_estate()
    for thing in (*held.networks, *held.cens):
        yield from (thing.name, getattr(thing, "description", ""), getattr(thing, "circuit", ""))
        for key, value in thing.tags:
            yield from (f"{key} = {value}", f"{key}={value}")
        if isinstance(thing, Vpc):
            yield from (one.name for one in vswitches(thing))
    yield from (account.name for account, _signs in accounts())
    for pair in KEYS:
        yield from (pair.principal.name, pair.secret.reveal())
    profiles = configuration()["profiles"]
    assert isinstance(profiles, list)
    yield from (str(profile["name"]) for profile in profiles)
