from hypothesis import given
from hypothesis import strategies as st

from cen_tui.demo.http.signature import (
    Authorization,
    canonical_request,
    matches,
    parse_authorization,
    payload_hash,
    rpc_sign,
    rpc_string_to_sign,
    sign,
)

IMAGE = "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"
HEADERS = {
    "host": "ecs.cn-shanghai.aliyuncs.com",
    "x-acs-action": "RunInstances",
    "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "x-acs-date": "2023-10-26T10:22:32Z",
    "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
    "x-acs-version": "2014-05-26",
}
PUBLISHED = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"


def test_the_published_vector() -> None:
    query = [("RegionId", "cn-shanghai"), ("ImageId", IMAGE)]
    canonical = canonical_request("POST", "/", query, HEADERS, HEADERS, payload_hash(b""))
    assert (
        payload_hash(canonical.encode()) == "7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259"
    )
    assert matches(sign("YourAccessKeySecret", canonical), PUBLISHED)


def test_reserved_characters_are_encoded_and_pairs_sorted() -> None:
    query = [("b", "核 心*~/"), ("a.1", "+")]
    canonical = canonical_request("GET", "/", query, {}, (), "")
    assert canonical.splitlines()[2] == "a.1=%2B&b=%E6%A0%B8%20%E5%BF%83%2A~%2F"


def test_an_authorization_header_is_taken_apart() -> None:
    header = f"ACS3-HMAC-SHA256 Credential=LTAI5t,SignedHeaders=host;x-acs-date,Signature={PUBLISHED}"
    assert parse_authorization(header) == Authorization("LTAI5t", ("host", "x-acs-date"), PUBLISHED)


@given(st.text())
def test_no_other_header_is_taken_for_one(text: str) -> None:
    assert parse_authorization(text) is None


def test_the_published_vector_of_the_older_signature() -> None:
    query = {
        "AccessKeyId": "testid",
        "Action": "DescribeRegions",
        "Format": "XML",
        "SignatureMethod": "HMAC-SHA1",
        "SignatureNonce": "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf",
        "SignatureVersion": "1.0",
        "Timestamp": "2016-02-23T12:46:24Z",
        "Version": "2014-05-26",
    }
    text = rpc_string_to_sign("GET", [*query.items(), ("Signature", "is left out")])
    assert rpc_sign("testsecret", text) == "OLeaidS1JvxuMvnyHOwuJ+uX5qY="
