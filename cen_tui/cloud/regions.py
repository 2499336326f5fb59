"""The regions known without asking: shown at once, and while the cloud cannot be reached.

The cloud's own list (`inventory.regions`) has most of these too; notes, and which hold CCNs, stand only here.
"""

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from cen_tui.i18n import gettext as _
from cen_tui.i18n import pgettext


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the cloud. All strings are safe to show."""

    id: str
    name: str
    """As the console calls it: `China (Hangzhou)`."""
    note: str = ""
    """What a person should know before choosing it, such as `being shut down`."""
    ccn: bool = False
    """Whether CCNs are found in it."""


BUILT_IN: Final = (
    Region("cn-hangzhou", _("China (Hangzhou)")),
    Region("cn-shanghai", _("China (Shanghai)"), _("Mainland China CCNs"), ccn=True),
    Region("cn-beijing", _("China (Beijing)")),
    Region("cn-shenzhen", _("China (Shenzhen)")),
    Region("cn-guangzhou", _("China (Guangzhou)")),
    Region("cn-chengdu", _("China (Chengdu)")),
    Region("cn-qingdao", _("China (Qingdao)")),
    Region("cn-zhangjiakou", _("China (Zhangjiakou)")),
    Region("cn-huhehaote", _("China (Hohhot)")),
    Region("cn-wulanchabu", _("China (Ulanqab)")),
    Region("cn-heyuan", _("China (Heyuan)")),
    Region("cn-zhongwei", _("China (Zhongwei)")),
    Region("cn-nanjing", _("China (Nanjing - Local Region)"), _("being shut down")),
    Region("cn-fuzhou", _("China (Fuzhou - Local Region)"), _("being shut down")),
    Region("cn-wuhan-lr", _("China (Wuhan - Local Region)")),
    Region("cn-zhengzhou-jva", _("China (Zhengzhou, joint venture)")),
    Region("cn-hongkong", _("China (Hong Kong)"), ccn=True),
    Region("ap-northeast-1", _("Japan (Tokyo)"), ccn=True),
    Region("ap-northeast-2", _("South Korea (Seoul)")),
    Region("ap-southeast-1", _("Singapore"), ccn=True),
    Region("ap-southeast-3", _("Malaysia (Kuala Lumpur)"), ccn=True),
    Region("ap-southeast-8", _("Malaysia (Johor)")),
    Region("ap-southeast-5", _("Indonesia (Jakarta)"), ccn=True),
    Region("ap-southeast-6", _("Philippines (Manila)")),
    Region("ap-southeast-7", _("Thailand (Bangkok)")),
    Region("ap-southeast-2", _("Australia (Sydney)"), _("closed")),
    Region("ap-south-1", _("India (Mumbai)"), _("closed")),
    Region("us-west-1", _("US (Silicon Valley)")),
    Region("us-east-1", _("US (Virginia)")),
    Region("us-southeast-1", _("US (Atlanta)")),
    Region("na-south-1", _("Mexico")),
    Region("eu-central-1", _("Germany (Frankfurt)"), ccn=True),
    Region("eu-west-1", _("UK (London)")),
    Region("eu-west-2", _("Europe West 2")),
    Region("me-east-1", _("UAE (Dubai)")),
    Region("me-central-1", _("Saudi Arabia (Riyadh)"), _("operated by a partner")),
    Region("cn-hangzhou-finance", _("China East 1 Finance"), _("finance cloud")),
    Region("cn-shanghai-finance-1", _("China East 2 Finance"), _("finance cloud"), ccn=True),
    Region("cn-shenzhen-finance-1", _("China South 1 Finance"), _("finance cloud")),
    Region("cn-beijing-finance-1", _("China North 2 Finance (Preview)"), _("finance cloud, invitation only")),
    Region("cn-north-2-gov-1", _("China North 2 Ali Gov 1"), _("government cloud")),
    Region(
        "cn-heyuan-acdr-1", _("China (Heyuan, disaster recovery)"), _("dedicated disaster-recovery region")
    ),
)
"""Mainland China first, then by part of the world, the clouds for finance and government last."""

ALL: Final = "all"
"""Stands for every region of the account where a region ID is asked for."""
GLOBAL: Final = "global"
"""Stands for a region ID where a network belongs to no region: an Express Connect Router."""
CCN_REGIONS: Final = tuple(region.id for region in BUILT_IN if region.ccn)
"""The regions that hold CCNs. Mainland China's CCNs all live in cn-shanghai."""
KNOWN: Final = MappingProxyType({region.id: region for region in BUILT_IN})
"""By their IDs."""


_REGION_ID: Final = re.compile(r"[a-z]{2,}(-[a-z0-9]+)+")


def can_be_region(text: str) -> bool:
    """Tell whether a text looks like the ID of a region, listed or not."""
    return _REGION_ID.fullmatch(text) is not None


def region_name(region: str) -> str:
    """Return a region's name, or its ID when it is not a known one."""
    if region == ALL:
        return _("all regions")
    return KNOWN[region].name if region in KNOWN else region


def region_label(region: str) -> str:
    """Return a region's ID as a list shows it; a word where there is none."""
    return pgettext("region", "global") if region == GLOBAL else region


def region_words(region: str) -> str:
    """Return a region's name and its ID; in words that there is none."""
    if region == GLOBAL:
        return _("none (global)")
    return _("{name}, {region}").format(name=region_name(region), region=region)


def ccn_region(region: str) -> str:
    """Return the region that holds the CCNs serving `region`, or `region` itself when none is known."""
    if region in CCN_REGIONS or not region.startswith("cn-") or "-gov-" in region:
        return region
    return "cn-shanghai-finance-1" if "finance" in region else "cn-shanghai"
