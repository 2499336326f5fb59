"""The actions that only read. With `--read-only`, nothing else is ever sent."""

from typing import Final

READING: Final = frozenset(
    {
        "DescribeCenAttachedChildInstances",
        "DescribeCens",
        "DescribeChildInstanceRegions",
        "DescribeCloudConnectNetworks",
        "DescribeGrantRules",
        "DescribeGrantRulesToCen",
        "DescribeGrantRulesToResource",
        "DescribeRegions",
        "DescribeVirtualBorderRouters",
        "DescribeVpcAttribute",
        "DescribeVpcs",
        "GetCallerIdentity",
        "ListGrantVSwitchesToCen",
        "ListTransitRouterAvailableResource",
        "ListTransitRouterVbrAttachments",
        "ListTransitRouterVpcAttachments",
        "ListTransitRouters",
    }
)
"""Actions of Vpc, Smartag, Cbn and Sts."""
