"""What the embedded cloud can do. Take `ACTIONS` from here: importing the modules has filled it."""

from cen_tui.demo.actions import (  # noqa: F401 - what they declare enters the table
    attach,
    attached,
    cens,
    detach,
    ecr,
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

__all__ = ["ACTIONS"]
