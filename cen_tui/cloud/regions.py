"""The regions known without asking: shown at once, and while the cloud cannot be reached.

The cloud's own list (`inventory.regions`) has most of these too; notes, and which hold CCNs, stand only here.
"""

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the cloud. All strings are safe to show."""

    id: str
    name: str
    """In English: `China (Hangzhou)`."""
    note: str = ""
    """What a person should know before choosing it, such as `being shut down`."""
    ccn: bool = False
    """Whether CCNs are found in it."""


BUILT_IN: Final = (
    Region("cn-hangzhou", "China (Hangzhou)"),
    Region("cn-shanghai", "China (Shanghai)", "Mainland China CCNs", ccn=True),
    Region("cn-beijing", "China (Beijing)"),
    Region("cn-shenzhen", "China (Shenzhen)"),
    Region("cn-guangzhou", "China (Guangzhou)"),
    Region("cn-chengdu", "China (Chengdu)"),
    Region("cn-qingdao", "China (Qingdao)"),
    Region("cn-zhangjiakou", "China (Zhangjiakou)"),
    Region("cn-huhehaote", "China (Hohhot)"),
    Region("cn-wulanchabu", "China (Ulanqab)"),
    Region("cn-heyuan", "China (Heyuan)"),
    Region("cn-zhongwei", "China (Zhongwei)"),
    Region("cn-nanjing", "China (Nanjing - Local Region)", "being shut down"),
    Region("cn-fuzhou", "China (Fuzhou - Local Region)", "being shut down"),
    Region("cn-wuhan-lr", "China (Wuhan - Local Region)"),
    Region("cn-zhengzhou-jva", "China (Zhengzhou, joint venture)"),
    Region("cn-hongkong", "China (Hong Kong)", ccn=True),
    Region("ap-northeast-1", "Japan (Tokyo)", ccn=True),
    Region("ap-northeast-2", "South Korea (Seoul)"),
    Region("ap-southeast-1", "Singapore", ccn=True),
    Region("ap-southeast-3", "Malaysia (Kuala Lumpur)", ccn=True),
    Region("ap-southeast-8", "Malaysia (Johor)"),
    Region("ap-southeast-5", "Indonesia (Jakarta)", ccn=True),
    Region("ap-southeast-6", "Philippines (Manila)"),
    Region("ap-southeast-7", "Thailand (Bangkok)"),
    Region("ap-southeast-2", "Australia (Sydney)", "closed"),
    Region("ap-south-1", "India (Mumbai)", "closed"),
    Region("us-west-1", "US (Silicon Valley)"),
    Region("us-east-1", "US (Virginia)"),
    Region("us-southeast-1", "US (Atlanta)"),
    Region("na-south-1", "Mexico"),
    Region("eu-central-1", "Germany (Frankfurt)", ccn=True),
    Region("eu-west-1", "UK (London)"),
    Region("eu-west-2", "Europe West 2"),
    Region("me-east-1", "UAE (Dubai)"),
    Region("me-central-1", "Saudi Arabia (Riyadh)", "operated by a partner"),
    Region("cn-hangzhou-finance", "China East 1 Finance", "finance cloud"),
    Region("cn-shanghai-finance-1", "China East 2 Finance", "finance cloud", ccn=True),
    Region("cn-shenzhen-finance-1", "China South 1 Finance", "finance cloud"),
    Region("cn-beijing-finance-1", "China North 2 Finance (Preview)", "finance cloud, invitation only"),
    Region("cn-north-2-gov-1", "China North 2 Ali Gov 1", "government cloud"),
    Region("cn-heyuan-acdr-1", "China (Heyuan, disaster recovery)", "dedicated disaster-recovery region"),
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
    """Return a region's English name, or its ID when it is not a known one."""
    if region == ALL:
        return "all regions"
    return KNOWN[region].name if region in KNOWN else region


def region_words(region: str) -> str:
    """Return a region's name and its ID; in words that there is none."""
    return "none (global)" if region == GLOBAL else f"{region_name(region)}, {region}"


def ccn_region(region: str) -> str:
    """Return the region that holds the CCNs serving `region`, or `region` itself when none is known."""
    if region in CCN_REGIONS or not region.startswith("cn-") or "-gov-" in region:
        return region
    return "cn-shanghai-finance-1" if "finance" in region else "cn-shanghai"
