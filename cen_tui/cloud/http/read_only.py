"""The actions that only read. With `--read-only`, nothing else is ever sent."""

from typing import Final

from cen_tui.cloud.networks import NETWORK_TYPES

READING: Final = frozenset(
    {
        "AssumeRole",
        "AssumeRoleWithOIDC",
        "DescribeCenAttachedChildInstances",
        "DescribeCens",
        "DescribeChildInstanceRegions",
        "DescribeGrantRules",
        "DescribeGrantRulesToCen",
        "DescribeGrantRulesToResource",
        "DescribeRegions",
        "GetCallerIdentity",
        "ListGrantVSwitchesToCen",
        "ListTransitRouterAvailableResource",
        "ListTransitRouterVbrAttachments",
        "ListTransitRouterVpcAttachments",
        "ListTransitRouters",
        *(action for kind in NETWORK_TYPES for action in kind.reads),
    }
)
"""Actions of Vpc, Smartag, Cbn and Sts. A role that is assumed is lent: nothing is changed by that."""
