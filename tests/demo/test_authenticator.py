import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import aiohttp
import pytest
from alibabacloud_sts20150401.client import Client
from alibabacloud_vpc20160428 import models
from support.demo import config, refusal, running_cloud, sts, vpc

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.demo.estate.accounts import EXPIRED, INACTIVE, PROD_NETWORK, TEMPORARY, credentials_of
from cen_tui.demo.http.signature import canonical_request, payload_hash, sign
from cen_tui.demo.server import DemoCloud

NONCE = "0123456789abcdef0123456789abcdef"


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: Mapping[str, str]


async def signed_by_hand(  # noqa: PLR0913 - whatever of a request can be wrong
    cloud: DemoCloud,
    *,
    date: str = "",
    nonce: str = NONCE,
    method: str = "POST",
    version: str = "2015-04-01",
    path: str = "/",
    body: bytes = b"",
    sent_body: bytes | None = None,
    unsigned: str = "",
    query: Mapping[str, str] | None = None,
) -> Reply:
    headers = {
        "host": cloud.url.removeprefix("http://"),
        "x-acs-action": "GetCallerIdentity",
        "x-acs-content-sha256": payload_hash(body),
        "x-acs-date": date or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": nonce,
        "x-acs-version": version,
    }
    names = sorted(headers.keys() - {unsigned})
    pairs = dict(query or {})
    canonical = canonical_request(method, path, pairs.items(), headers, names, payload_hash(body))
    signature = sign(str.__str__(PROD_NETWORK.secret), canonical)
    headers["Authorization"] = (
        f"ACS3-HMAC-SHA256 Credential={PROD_NETWORK.id},SignedHeaders={';'.join(names)},Signature={signature}"
    )
    url = f"{cloud.url}{path}?{urlencode(pairs)}"
    async with aiohttp.ClientSession() as session:
        data = body if sent_body is None else sent_body
        async with session.request(method, url, headers=headers, data=data) as response:
            return Reply(response.status, await response.json())


async def code(cloud: DemoCloud, who: Credentials) -> tuple[int, str]:
    refused = await refusal(sts(cloud, who).get_caller_identity_async())
    return refused.status, refused.code


async def test_a_request_signed_by_hand_is_let_in(cloud: DemoCloud) -> None:
    reply = await signed_by_hand(cloud, query={"Odd Name": "核心 +~*"})
    assert (reply.status, reply.body["AccountId"]) == (200, PROD_NETWORK.principal.uid)


async def test_a_nonce_is_good_once(cloud: DemoCloud) -> None:
    assert (await signed_by_hand(cloud)).status == 200
    again = await signed_by_hand(cloud)
    assert (again.status, again.body["Code"]) == (400, "SignatureNonceUsed")
    assert (await signed_by_hand(cloud, nonce="another")).status == 200


@pytest.mark.parametrize("minutes", [-16, 16])
async def test_a_clock_more_than_15_minutes_off_is_refused(minutes: int) -> None:
    async with running_cloud(now=lambda: datetime.now(UTC) + timedelta(minutes=minutes)) as cloud:
        refused = await refusal(sts(cloud).get_caller_identity_async())
    assert (refused.status, refused.code) == (400, "InvalidTimeStamp.Expired")


async def test_a_clock_14_minutes_off_is_good_enough() -> None:
    async with running_cloud(now=lambda: datetime.now(UTC) + timedelta(minutes=14)) as cloud:
        assert (await sts(cloud).get_caller_identity_async()).status_code == 200


async def test_a_date_that_is_none_is_refused(cloud: DemoCloud) -> None:
    reply = await signed_by_hand(cloud, date="yesterday")
    assert (reply.status, reply.body["Code"]) == (400, "InvalidTimeStamp.Format")


async def test_a_header_left_unsigned_is_refused(cloud: DemoCloud) -> None:
    reply = await signed_by_hand(cloud, unsigned="x-acs-action")
    assert (reply.status, reply.body["Code"]) == (400, "IncompleteSignature")


async def test_a_changed_body_is_refused(cloud: DemoCloud) -> None:
    reply = await signed_by_hand(cloud, sent_body=b"something else")
    assert (reply.status, reply.body["Code"]) == (400, "SignatureDoesNotMatch")


async def test_a_request_without_any_signature_is_refused(cloud: DemoCloud) -> None:
    headers = {"x-acs-action": "GetCallerIdentity", "x-acs-version": "2015-04-01"}
    async with aiohttp.ClientSession() as session, session.post(cloud.url, headers=headers) as response:
        assert (response.status, (await response.json())["Code"]) == (400, "IncompleteSignature")


@pytest.mark.parametrize(
    ("method", "version", "path", "expected"),
    [
        ("PUT", "2015-04-01", "/", (400, "UnsupportedHTTPMethod")),
        ("POST", "1999-01-01", "/", (404, "InvalidProduct.NotFound")),
        ("POST", "2016-04-28", "/", (404, "InvalidApi.NotFound")),
        ("POST", "2015-04-01", "/deeper", (404, "InvalidApi.NotFound")),
    ],
)
async def test_what_is_not_there(
    cloud: DemoCloud, method: str, version: str, path: str, expected: tuple[int, str]
) -> None:
    reply = await signed_by_hand(cloud, method=method, version=version, path=path)
    assert (reply.status, reply.body["Code"]) == expected


async def test_a_key_that_does_not_exist(cloud: DemoCloud) -> None:
    assert await code(cloud, Credentials("LTAI5tNobody", Secret("x"))) == (404, "InvalidAccessKeyId.NotFound")


async def test_a_wrong_secret(cloud: DemoCloud) -> None:
    assert await code(cloud, Credentials(PROD_NETWORK.id, Secret("x"))) == (400, "SignatureDoesNotMatch")


async def test_a_disabled_key(cloud: DemoCloud) -> None:
    assert await code(cloud, credentials_of(INACTIVE)) == (400, "InvalidAccessKeyId.Inactive")


async def test_temporary_credentials_with_their_token(cloud: DemoCloud) -> None:
    answer = await sts(cloud, credentials_of(TEMPORARY)).get_caller_identity_async()
    assert answer.body.identity_type == "AssumedRoleUser"


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (credentials_of(EXPIRED), "InvalidSecurityToken.Expired"),
        (Credentials(TEMPORARY.id, TEMPORARY.secret), "MissingSecurityToken"),
        (Credentials(TEMPORARY.id, TEMPORARY.secret, Secret("rubbish")), "InvalidSecurityToken.Malformed"),
        (
            Credentials(TEMPORARY.id, TEMPORARY.secret, EXPIRED.token),
            "InvalidSecurityToken.MismatchWithAccessKey",
        ),
        (
            Credentials(PROD_NETWORK.id, PROD_NETWORK.secret, TEMPORARY.token),
            "InvalidSecurityToken.MismatchWithAccessKey",
        ),
    ],
)
async def test_tokens_that_do_not_fit(cloud: DemoCloud, who: Credentials, expected: str) -> None:
    assert await code(cloud, who) == (400, expected)


async def test_the_synchronous_client_signs_alike(cloud: DemoCloud) -> None:
    client = Client(config(cloud))
    answer = await asyncio.to_thread(client.get_caller_identity)
    assert answer.body.account_id == PROD_NETWORK.principal.uid


async def test_every_refusal_comes_in_the_envelope(cloud: DemoCloud) -> None:
    request = models.DescribeVpcsRequest(region_id="xx-nowhere-1")
    refused = await refusal(vpc(cloud).describe_vpcs_async(request))
    assert (refused.status, refused.code) == (404, "InvalidRegionId.NotFound")
    assert refused.body.keys() >= {"RequestId", "HostId", "Code", "Message", "Recommend"}
    assert "AccessDeniedDetail" not in refused.body
    assert cloud.received[-1].code == "InvalidRegionId.NotFound"
