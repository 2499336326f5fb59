"""The estate of the embedded cloud without most of the region that holds thousands of VPCs."""

from dataclasses import replace

from cen_tui.demo.estate.estate import Estate, estate
from cen_tui.demo.estate.vpcs import BIG_REGION


def small_estate(of_the_big_region: int = 0) -> Estate:
    """Return the estate with so many of that region's VPCs, which come last."""
    whole = estate()
    others = (vpc for vpc in whole.vpcs if vpc.region != BIG_REGION)
    big = [vpc for vpc in whole.vpcs if vpc.region == BIG_REGION][:of_the_big_region]
    return replace(whole, vpcs=(*others, *big))
