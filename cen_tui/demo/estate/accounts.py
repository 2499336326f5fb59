"""Who can sign in to the embedded cloud. Every account ID, key and secret here is made up."""

from datetime import UTC, datetime
from typing import Final

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.demo.estate.kinds import AccessKey, Principal
from cen_tui.vault.base import Account, Source

NETWORK_OWNER: Final = "1250440012345678"
"""Account ID that owns most networks."""
CEN_OWNER: Final = "1960521077884321"
"""Account ID that owns the CENs which networks are granted to."""
OTHER_OWNER: Final = "1033827160459012"
"""Account ID that shares a VPC with the network owner."""

READING: Final = (
    *("vpc:Describe*", "smartag:Describe*", "cen:Describe*", "cen:List*"),
    *("expressconnectrouter:Describe*", "expressconnectrouter:List*"),
)
OPERATING: Final = (*READING, "vpc:*", "smartag:*", "cen:*", "expressconnectrouter:*")

PROD_NETWORK: Final = AccessKey(
    id="LTAI5tDemoProdNetwork001",
    secret=Secret("DemoSecretProdNetworkAaBbCc001"),
    principal=Principal(NETWORK_OWNER, "Account", id=NETWORK_OWNER),
)
PROD_VIEWER: Final = AccessKey(
    id="LTAI5tDemoProdViewer0002",
    secret=Secret("DemoSecretProdViewerAaBbCcD002"),
    principal=Principal(NETWORK_OWNER, "RAMUser", "viewer", "216044001234567802", READING),
)
GROUP_BACKBONE: Final = AccessKey(
    id="LTAI5tDemoGroupBackbone3",
    secret=Secret("DemoSecretGroupBackboneAaBb003"),
    principal=Principal(CEN_OWNER, "Account", id=CEN_OWNER),
)
SPARE: Final = AccessKey(
    id="LTAI5tDemoSpareKey000004",
    secret=Secret("DemoSecretSpareKeyAaBbCcDdE004"),
    principal=Principal(NETWORK_OWNER, "RAMUser", "operator", "216044001234567804", OPERATING),
)
"""Not among the saved accounts: the key with which one more account can be added."""
MANAGER: Final = AccessKey(
    id="LTAI5tDemoManagement0008",
    secret=Secret("DemoSecretManagementAaBbCcD008"),
    principal=Principal(
        CEN_OWNER, "RAMUser", "netops-lead", "216052101234567808", (*READING, "sts:AssumeRole")
    ),
)
"""Of the management account: assumes roles of the others."""
INACTIVE: Final = AccessKey(
    id="LTAI5tDemoInactiveKey005",
    secret=Secret("DemoSecretInactiveKeyAaBbCc005"),
    principal=SPARE.principal,
    active=False,
)
TEMPORARY: Final = AccessKey(
    id="STS.DemoTemporaryKey000006",
    secret=Secret("DemoSecretTemporaryKeyAaBbC006"),
    principal=Principal(
        NETWORK_OWNER, "AssumedRoleUser", "netops/night-shift", "316044001234567806", OPERATING
    ),
    token=Secret("CAISdemoTokenOfTheNightShift0000000000000006"),
)
EXPIRED: Final = AccessKey(
    id="STS.DemoExpiredKey00000007",
    secret=Secret("DemoSecretExpiredKeyAaBbCcD007"),
    principal=TEMPORARY.principal,
    token=Secret("CAISdemoTokenOfTheDayShift000000000000000007"),
    expired=True,
)

KEYS: Final = (PROD_NETWORK, PROD_VIEWER, GROUP_BACKBONE, SPARE, MANAGER, INACTIVE, TEMPORARY, EXPIRED)

_SAVED: Final = (
    ("prod-network", "main account", PROD_NETWORK, datetime(2026, 11, 20, 9, 30, tzinfo=UTC)),
    ("prod-viewer", "RAM user viewer", PROD_VIEWER, datetime(2026, 11, 12, 14, 5, tzinfo=UTC)),
    ("group-backbone", "main account", GROUP_BACKBONE, datetime(2026, 10, 5, 7, 45, tzinfo=UTC)),
)


def credentials_of(key: AccessKey) -> Credentials:
    """Return what signs requests with a key."""
    return Credentials(key.id, key.secret, key.token)


def accounts() -> list[tuple[Account, Credentials]]:
    """Return the accounts that a demo starts with, as a vault in memory keeps them."""
    return [
        (
            Account(
                name=name,
                uid=key.principal.uid,
                principal=who,
                key_hint=f"{key.id[:4]}…{key.id[-4:]}",
                source=Source.MEMORY,
                last_used=last_used,
                id=f"demo-{name}",
            ),
            credentials_of(key),
        )
        for name, who, key, last_used in _SAVED
    ]
