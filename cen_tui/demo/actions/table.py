"""What the embedded cloud can do. Take `ACTIONS` from here: importing the modules has filled it."""

from cen_tui.demo.actions import (
    attach,
    attached,
    cens,
    grants_cbn,
    grants_ccn,
    grants_vpc,
    payers,
    routes,
    smartag,
    sts,
    vbr,
    vpc,
    vpn,
)
from cen_tui.demo.registry import ACTIONS

__all__ = [
    "ACTIONS",
    "attach",
    "attached",
    "cens",
    "grants_cbn",
    "grants_ccn",
    "grants_vpc",
    "payers",
    "routes",
    "smartag",
    "sts",
    "vbr",
    "vpc",
    "vpn",
]
