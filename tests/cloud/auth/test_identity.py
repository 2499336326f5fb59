import pytest
from support.demo import running_cloud
from support.reach import reach
from support.scripted import REQUEST_ID, scripted_server

from cen_tui.cloud.auth.identity import who_am_i
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.demo.estate.accounts import (
    EXPIRED,
    INACTIVE,
    NETWORK_OWNER,
    PROD_NETWORK,
    PROD_VIEWER,
    TEMPORARY,
    credentials_of,
)
from cen_tui.demo.estate.kinds import AccessKey


@pytest.mark.parametrize(
    ("key", "who"),
    [
        (PROD_NETWORK, "main account"),
        (PROD_VIEWER, "RAM user viewer"),
        (TEMPORARY, "role netops (session night-shift)"),
    ],
)
async def test_a_sign_in_says_who_it_is(key: AccessKey, who: str) -> None:
    async with running_cloud() as demo, reach(demo, credentials_of(key)) as cloud:
        identity = await who_am_i(cloud)
        assert (identity.uid, identity.principal) == (NETWORK_OWNER, who)
        assert cloud.uid == NETWORK_OWNER


@pytest.mark.parametrize(("key", "title"), [(INACTIVE, "disabled"), (EXPIRED, "expired")])
async def test_a_key_that_does_not_work_says_why(key: AccessKey, title: str) -> None:
    async with running_cloud() as demo, reach(demo, credentials_of(key)) as cloud:
        with pytest.raises(CloudError, match=title) as caught:
            await who_am_i(cloud)
        assert caught.value.kind is ErrorKind.SIGN_IN
        assert cloud.uid == ""


@pytest.mark.parametrize(
    ("answer", "who"),
    [
        ({"IdentityType": "AssumedRoleUser", "Arn": "acs:ram::1:assumed-role/ops"}, "role ops"),
        ({"IdentityType": "Robot", "Arn": "acs:ram::1:robot/r2"}, "robot/r2"),
        ({"IdentityType": "RAMUser"}, "RAM user"),
        ({}, "unknown identity"),
    ],
)
async def test_odd_identities_have_words(answer: dict[str, str], who: str) -> None:
    async with scripted_server() as server, server.cloud() as cloud:
        server.answer({"RequestId": REQUEST_ID, "AccountId": 1250000000000001, **answer})
        assert (await who_am_i(cloud)).principal == who


async def test_an_answer_without_an_account_is_an_error() -> None:
    async with scripted_server() as server, server.cloud() as cloud:
        server.answer({"RequestId": REQUEST_ID, "IdentityType": "Account"})
        with pytest.raises(CloudError, match="could not be read"):
            await who_am_i(cloud)
