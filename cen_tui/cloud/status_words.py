"""The console's words for the API's status values: what is shown in their place, never what is stored.

Sources: the Chinese descriptions of these values in the documentation of DescribeVpcs,
DescribeVirtualBorderRouters, DescribePhysicalConnections, DescribeVpnConnections,
DescribeExpressConnectRouter, DescribeCens and ListTransitRouter…Attachments. The same word in other letters
is another value: `attached` is an IPsec connection's, `Attached` a CEN's.
"""

from types import MappingProxyType
from typing import Final

from cen_tui.i18n import english, pgettext

_WORDS: Final = MappingProxyType(
    {
        english(word): word
        for word in (
            # VPCs, vSwitches
            pgettext("status", "Pending"),
            pgettext("status", "Available"),
            # VBRs
            pgettext("status", "unconfirmed"),
            pgettext("status", "active"),
            pgettext("status", "recovering"),
            pgettext("status", "terminating"),
            pgettext("status", "terminated"),
            pgettext("status", "deleting"),
            # Leased lines
            pgettext("status", "Initial"),
            pgettext("status", "Approved"),
            pgettext("status", "Allocating"),
            pgettext("status", "Allocated"),
            pgettext("status", "Confirmed"),
            pgettext("status", "Enabled"),
            pgettext("status", "Rejected"),
            pgettext("status", "Canceled"),
            pgettext("status", "Allocation Failed"),
            pgettext("status", "Terminated"),
            # What is paid for
            pgettext("status", "Normal"),
            pgettext("status", "FinancialLocked"),
            pgettext("status", "SecurityLocked"),
            # IPsec connections, and their negotiation
            pgettext("status", "init"),
            pgettext("status", "attaching"),
            pgettext("status", "attached"),
            pgettext("status", "detaching"),
            pgettext("status", "financialLocked"),
            pgettext("status", "provisioning"),
            pgettext("status", "updating"),
            pgettext("status", "upgrading"),
            pgettext("status", "deleted"),
            pgettext("status", "ike_sa_not_established"),
            pgettext("status", "ike_sa_established"),
            pgettext("status", "ipsec_sa_not_established"),
            pgettext("status", "ipsec_sa_established"),
            # CCNs
            pgettext("status", "enabled"),
            pgettext("status", "disabled"),
            # ECRs, and what they are associated with
            pgettext("status", "CREATING"),
            pgettext("status", "ACTIVE"),
            pgettext("status", "INACTIVE"),
            pgettext("status", "UPDATING"),
            pgettext("status", "ASSOCIATING"),
            pgettext("status", "DISSOCIATING"),
            pgettext("status", "LOCKED_ATTACHING"),
            pgettext("status", "LOCKED_DETACHING"),
            pgettext("status", "RECLAIMING"),
            pgettext("status", "DELETING"),
            # CENs, their attachments, and the routes of these
            pgettext("status", "Creating"),
            pgettext("status", "Active"),
            pgettext("status", "Deleting"),
            pgettext("status", "Attaching"),
            pgettext("status", "Attached"),
            pgettext("status", "Detaching"),
            pgettext("status", "Associating"),
            pgettext("status", "Dissociating"),
            pgettext("status", "Enabling"),
            pgettext("status", "Disabling"),
        )
    }
)


def status_word(status: str) -> str:
    """Return the console's word for a status value, which knows the value; another value as it came.

    In English, every value is shown as it came.
    """
    return _WORDS.get(status, status)
