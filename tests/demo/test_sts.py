import pytest
from support.demo import sts

from cen_tui.demo.estate.accounts import (
    NETWORK_OWNER,
    PROD_NETWORK,
    SPARE,
    TEMPORARY,
    accounts,
    credentials_of,
)
from cen_tui.demo.estate.kinds import AccessKey
from cen_tui.demo.server import DemoCloud


@pytest.mark.parametrize(
    ("key", "kind", "arn"),
    [
        (PROD_NETWORK, "Account", "root"),
        (SPARE, "RAMUser", "user/operator"),
        (TEMPORARY, "AssumedRoleUser", "assumed-role/netops/night-shift"),
    ],
)
async def test_who_is_calling(cloud: DemoCloud, key: AccessKey, kind: str, arn: str) -> None:
    body = (await sts(cloud, credentials_of(key)).get_caller_identity_async()).body
    assert (body.account_id, body.identity_type) == (NETWORK_OWNER, kind)
    assert body.arn == f"acs:ram::{NETWORK_OWNER}:{arn}"
    assert (body.user_id is None) == (key is TEMPORARY)
    assert (body.role_id is None) == (key is not TEMPORARY)


def test_the_accounts_of_a_demo() -> None:
    saved = {account.name: (account.uid, signs.key_id) for account, signs in accounts()}
    assert saved["prod-network"] == (NETWORK_OWNER, PROD_NETWORK.id)
    assert saved["prod-viewer"][0] == NETWORK_OWNER
    assert saved["group-backbone"][0] != NETWORK_OWNER
    assert SPARE.id not in {key_id for _, key_id in saved.values()}
