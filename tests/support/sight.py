"""The confirmation with as much to show as there can be, and whether all of it is on the screen."""

import re
from dataclasses import replace

from support.confirming import network_ids
from support.demo_networks import BACKBONE
from support.layout import drawn
from support.walk import Walk

from cen_tui.demo.estate.accounts import NETWORK_OWNER
from cen_tui.demo.estate.estate import Estate, estate
from cen_tui.text import grouped
from cen_tui.tui.widgets.field import Field
from cen_tui.tui.widgets.keys_line import QUIT
from cen_tui.wizard.caution import caution

OWNER = "1960 5210 7788 4321"
LONGEST = "生产环境核心业务网络-华东一区-财务与供应链系统-主用链路-请勿删除" * 4
MANY = (
    *("prod-core", "prod-data", "生产-核心", "生产-数据库", "staging", "partner-gateway", "partner-exchange"),
    *("edge-v6", "erp", "office-line-1", "office-line-2", "机房专线"),
)


def with_long_names() -> Estate:
    """Return the estate with every network of the network owner under the longest name there can be."""
    whole = estate()
    return replace(
        whole,
        vpcs=tuple(
            replace(vpc, name=LONGEST[:128]) if vpc.owner == NETWORK_OWNER else vpc for vpc in whole.vpcs
        ),
        vbrs=tuple(replace(vbr, name=LONGEST[:64]) for vbr in whole.vbrs),
    )


async def everything_is_in_sight(walk: Walk, networks: int) -> None:
    """Hold that nothing a person must have seen is beyond the edge of the screen."""
    await walk.until(lambda: QUIT.description in walk.lines()[-1], "the keys")
    await walk.until_input_is_taken()
    words = walk.words()
    for sentence in re.split(r"(?<=[.。])\s*", " ".join(caution(networks).split())):
        assert walk.shows(sentence), walk.screen()
    assert walk.shows("Type the last four digits of the peer account UID")
    assert walk.shows("to grant:")
    assert BACKBONE in words
    assert OWNER in words
    assert grouped(NETWORK_OWNER) in words
    assert network_ids("prod-core")[0] in words
    field = walk.app.screen.query_one("#digits", Field)
    await walk.until(lambda: field.has_focus, "the field to take input")
    edge = walk.app.size.region.shrink((1, 0, 1, 0))
    await walk.until(lambda: bool(field.region) and edge.contains_region(field.region), "the whole field")
    await walk.until(lambda: drawn(field).strip() == "____", "the field")
