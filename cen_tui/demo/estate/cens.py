"""The CEN instances of the estate, and their transit routers."""

from dataclasses import replace
from typing import Final, Literal

from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.demo.estate.idents import made_up, moment
from cen_tui.demo.estate.kinds import Cen, TransitRouter
from cen_tui.demo.estate.regions import LETTERS, REGIONS

_WITH_CIDR: Final = ("cn-hangzhou", "eu-central-1")
"""Where the Enterprise transit routers have a CIDR block."""


def _routers(cen: str, **types: Literal["Enterprise", "Basic"]) -> tuple[TransitRouter, ...]:
    chosen = {region.replace("_", "-"): kind for region, kind in types.items()}
    return tuple(
        TransitRouter(
            made_up("tr-", 21, cen, region.id, letters=LETTERS[region.id]),
            region.id,
            kind,
            ("10.255.0.0/24",) if kind == "Enterprise" and region.id in _WITH_CIDR else (),
        )
        for region in REGIONS
        if (kind := chosen.get(region.id))
    )


def _cen(
    owner: str, name: str, created: str, routers: tuple[TransitRouter, ...], description: str = ""
) -> Cen:
    tags = (("owner", "netops"),) if owner == CEN_OWNER else ()
    return Cen(
        id=made_up("cen-", 18, owner, name),
        owner=owner,
        name=name,
        created=moment(created),
        description=description,
        routers=routers,
        tags=tags,
    )


CENS: Final = (
    _cen(
        CEN_OWNER,
        "group-backbone",
        "2025-06-01T02:00:00",
        _routers(
            "group-backbone",
            cn_hangzhou="Enterprise",
            cn_shanghai="Enterprise",
            ap_southeast_1="Enterprise",
            eu_central_1="Enterprise",
        ),
        "The group's backbone",
    ),
    replace(
        _cen(
            CEN_OWNER,
            "group-legacy",
            "2020-03-15T06:30:00",
            _routers("group-legacy", cn_hangzhou="Basic", cn_beijing="Basic", cn_shenzhen="Basic"),
            "To be retired",
        ),
        protection="FULL",
    ),
    _cen(CEN_OWNER, "海外骨干", "2025-09-09T01:00:00", _routers("overseas", us_west_1="Enterprise")),
    _cen(
        NETWORK_OWNER,
        "own-backbone",
        "2021-05-20T08:00:00",
        _routers("own-backbone", cn_hangzhou="Basic", cn_shanghai="Basic"),
    ),
)
"""Every CEN, in the order in which its owner's list shows it."""


def cen_named(name: str) -> Cen:
    """Return a CEN of the estate by its name."""
    return next(cen for cen in CENS if cen.name == name)
