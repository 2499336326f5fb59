"""Names that would break a screen that trusts them, and a check that a screen is intact."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from rich.cells import cell_len
from support.walk import Walk

from cen_tui.demo.estate.accounts import NETWORK_OWNER, PROD_NETWORK
from cen_tui.demo.estate.estate import Estate, estate
from cen_tui.demo.estate.kinds import Principal, StandingRule, Vpc

HOSTILE: Final = {
    "escape": "\x1b[31mred\x1b[0m\x1b[2J\x1b]0;title\x07\x1b]52;c;ZXZpbA==\x1b\\",
    "c1": "\x9b31mred\x85next\x90dcs\x9c",
    "bidi": "\u202ecod.evil\u202c \u2066x\u2069 \u200f",
    "zero-width": "a\u200bb\u200dc\u2060d\ufeffe\u00adf",
    "markup": "[red]x[/red]",
    "closing": "a[/]b",
    "link": "[link=http://x.example]y[/link]",
    "action": "[@click=app.quit]z[/]",
    "long": "x" * 3000,
    "cjk": "核心网络" * 30,
    "lines": "one\ntwo\r\nthree\tfour\u2028five",
    "control": "nul\x00bell\x07back\x08del\x7f",
    "combining": "e" + "\u0301" * 300,
    "emoji": "👩\u200d💻 🏴\U000e0067\U000e007f 🇨🇳",
    "format": "{0} {action} %s ${HOME}",
}
_FORBIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def hostile_estate() -> Estate:
    """Return the demo's estate with a region, a caller, VPCs, tags and rules named like that."""
    known = estate()
    escape, markup = HOSTILE["escape"], HOSTILE["closing"]
    regions = [
        replace(region, name=f"{markup} {escape}") if region.id == "me-east-1" else region
        for region in known.regions
    ]
    caller = Principal(NETWORK_OWNER, "RAMUser", f"{markup}{escape}", "216044001234567899")
    keys = [replace(key, principal=caller) if key.id == PROD_NETWORK.id else key for key in known.keys]
    vpcs = tuple(_vpc(number, *pair) for number, pair in enumerate(HOSTILE.items()))
    rules = tuple(
        StandingRule(vpc.id, f"cen-{name}", "1900000000000001", datetime(2026, 1, 1, tzinfo=UTC))
        for vpc in vpcs
        for name in (HOSTILE["closing"], HOSTILE["escape"])
    )
    return replace(
        known,
        regions=tuple(regions),
        keys=tuple(keys),
        vpcs=(*known.vpcs, *vpcs),
        rules=(*known.rules, *rules),
    )


def _vpc(number: int, what: str, text: str) -> Vpc:
    return Vpc(
        id=f"vpc-eb3hostile{number:011}",
        region="me-east-1",
        owner=NETWORK_OWNER,
        name=text,
        created=datetime(2026, 1, 1, tzinfo=UTC),
        cidr="10.0.0.0/16",
        description=f"{what}: {text}",
        tags=((text, text),),
    )


def unharmed(walk: Walk) -> None:
    """Assert that nothing on the screen can move the cursor, hide, turn or stretch what stands there."""
    width = walk.app.size.width
    for strip in walk.app.screen._compositor.render_strips():
        assert not any(segment.control for segment in strip)
        hidden = [char for char in strip.text if unicodedata.category(char) in _FORBIDDEN]
        assert not hidden, f"{hidden!r} on the screen:\n{walk.screen()}"
        assert strip.cell_length == cell_len(strip.text) == width, repr(strip.text)
