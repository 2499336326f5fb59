"""The roles that can be assumed in the embedded cloud. Every account ID and name here is made up."""

from typing import Final

from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER, OPERATING, OTHER_OWNER, READING
from cen_tui.demo.estate.kinds import Role

OIDC_PROVIDER: Final = f"acs:ram::{NETWORK_OWNER}:oidc-provider/demo-cluster"
OIDC_TOKEN: Final = "eyJhbGciOiJSUzI1NiJ9.demo-cluster.signed"  # noqa: S105 - made up, for this cloud alone

NETOPS: Final = Role(
    NETWORK_OWNER,
    "netops",
    "316044001234567801",
    trusts=(NETWORK_OWNER, CEN_OWNER),
    allows=(*OPERATING, "sts:AssumeRole"),
)
"""What the embedded cloud's management account is let into the network owner's account with."""
AUDIT: Final = Role(NETWORK_OWNER, "audit", "316044001234567802", trusts=(NETWORK_OWNER,), allows=READING)
PARTNER: Final = Role(
    OTHER_OWNER,
    "partner-netops",
    "333827160459012803",
    trusts=(NETWORK_OWNER,),
    allows=OPERATING,
    external_id="demo-external-id",
)
CLUSTER: Final = Role(
    NETWORK_OWNER,
    "cluster",
    "316044001234567804",
    trusts=(),
    allows=READING,
    oidc=(OIDC_PROVIDER, OIDC_TOKEN),
)
ROLES: Final = (NETOPS, AUDIT, PARTNER, CLUSTER)
