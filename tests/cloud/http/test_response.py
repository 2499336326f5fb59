import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cen_tui.cloud.endpoints import Endpoint, Product
from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.errors.codes.table import CODES, FAMILIES
from cen_tui.cloud.http.response import Request, Response, parse_response

CALL = Request(Product.VPC, "GrantInstanceToCen", Endpoint("vpc.aliyuncs.com"), "cn-hangzhou")
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
DOUBTFUL = {
    "SignatureNonceUsed",
    "InternalError",
    "InternalFailure",
    "InnerServiceFailed",
    "UnknownError",
} | {
    "LastTokenProcessing",
    "OperationFailed.LastTokenProcessing",
    "TokenProcessing",
}
DENIAL = {
    "AuthAction": "vpc:GrantInstanceToCen",
    "AuthPrincipalType": "SubUser",
    "AuthPrincipalDisplayName": "operator",
    "NoPermissionType": "ImplicitDeny",
}


def error(status: int, content: object, *, call: Request = CALL, **headers: str) -> CloudError:
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with pytest.raises(CloudError) as caught:
        parse_response(Response(status, named, body), call, NOW)
    return caught.value


def refusal(code: str, status: int = 400, message: str = "Words of the cloud.", **more: object) -> CloudError:
    return error(status, {"RequestId": "REQ-1", "Code": code, "Message": message, **more})


def test_the_clouds_words_are_quoted_only_where_there_are_any() -> None:
    assert refusal("Brand.New").detail.endswith("The cloud says: Words of the cloud.")
    assert refusal("Brand.New", message="").detail == "It answered with the code Brand.New."


@pytest.mark.parametrize("name", ["Message", "message"])
def test_the_words_of_an_answer_without_a_code_are_shown_in_either_spelling(name: str) -> None:
    told = error(503, {name: "Come back later."})
    assert told.detail.endswith("(HTTP status 503). It says: Come back later.")


def test_a_code_is_kept_whole_as_far_as_codes_go() -> None:
    assert refusal("C" * 120).code == "C" * 120
    assert len(refusal("C" * 500).code) <= 120


def test_a_success_is_its_json() -> None:
    content = {"RequestId": "REQ-1", "TotalCount": 0}
    assert parse_response(Response(200, {}, json.dumps(content).encode()), CALL) == content


@pytest.mark.parametrize("code", sorted({*CODES, *FAMILIES}))
def test_every_code_of_the_table_has_words(code: str) -> None:
    told = refusal(code)
    assert told.code == code
    assert told.request_id == "REQ-1"
    assert told.title
    assert told.detail.endswith((".", "…"))
    assert told.advice.endswith(".")
    assert "{" not in told.detail + told.advice + told.title
    assert len(told.title) <= 50
    assert len(told.advice) <= 120
    assert told.outcome_unknown is (code in DOUBTFUL)


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_a_family_explains_codes_nobody_has_seen(family: str) -> None:
    assert refusal(f"{family}.NeverSeen").title == FAMILIES[family].title


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("InvalidAccessKeyId.NotFound", ErrorKind.SIGN_IN),
        ("SignatureDoesNotMatch", ErrorKind.SIGN_IN),
        ("InvalidSecurityToken.Whatever", ErrorKind.SIGN_IN),
        ("Forbidden.RAM", ErrorKind.DENIED),
        ("Throttling.Whatever", ErrorKind.THROTTLED),
        ("TaskConflict", ErrorKind.CONFLICT),
        ("InvalidInstanceId.NotFound", ErrorKind.NOT_FOUND),
        ("InvalidRegionId.NotFound", ErrorKind.NOT_FOUND),
        ("DuplicatedGrantRule", ErrorKind.DUPLICATE),
        ("MissingAnything", ErrorKind.REFUSED),
        ("InternalError", ErrorKind.SERVER),
    ],
)
def test_a_code_decides_the_kind(code: str, kind: ErrorKind) -> None:
    assert refusal(code).kind is kind


def test_an_expired_token_in_other_dress() -> None:
    told = refusal("InvalidParameter", message="Specified SecurityToken.Expired is not valid")
    assert told.title == "The temporary credentials have expired"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ErrorKind.REFUSED),
        (403, ErrorKind.REFUSED),
        (404, ErrorKind.NOT_FOUND),
        (429, ErrorKind.THROTTLED),
        (500, ErrorKind.SERVER),
        (503, ErrorKind.SERVER),
    ],
)
def test_an_unknown_code_is_reported_in_the_clouds_words(status: int, kind: ErrorKind) -> None:
    told = refusal("Brand.New{}", status, "The \x1b[31mred\x1b[0m thing\nfailed.")
    assert told.kind is kind
    assert told.code == "Brand.New{}"
    assert "thing failed." in told.detail
    assert "\x1b" not in told.detail
    assert told.outcome_unknown is (status >= 500)


def test_a_denial_names_who_and_what_to_ask_for() -> None:
    told = refusal("Forbidden.RAM", 403, AccessDeniedDetail=DENIAL)
    assert told.ram_action == "vpc:GrantInstanceToCen"
    assert told.detail == "The RAM user operator may not do vpc:GrantInstanceToCen: no policy allows it."
    assert "allow vpc:GrantInstanceToCen" in told.advice


def test_a_denial_that_says_little_still_says_what() -> None:
    told = refusal("Forbidden.RAM", 403, AccessDeniedDetail={"AuthAction": "vpc:DescribeVpcs"})
    assert told.detail == "The identity may not do vpc:DescribeVpcs."


def test_a_denying_policy_is_to_be_changed() -> None:
    told = refusal("Forbidden.RAM", 403, AccessDeniedDetail=DENIAL | {"NoPermissionType": "ExplicitDeny"})
    assert "a policy denies it" in told.detail
    assert "take vpc:GrantInstanceToCen out of the policy" in told.advice


@pytest.mark.parametrize(
    ("product", "action"),
    [
        (Product.VPC, "vpc:GrantInstanceToCen"),
        (Product.SMARTAG, "smartag:GrantInstanceToCen"),
        (Product.CBN, "cen:GrantInstanceToCen"),
    ],
)
@pytest.mark.parametrize("detail", [{}, {"AccessDeniedDetail": "odd"}, {"AccessDeniedDetail": None}])
def test_without_details_the_action_is_derived(
    product: Product, action: str, detail: dict[str, object]
) -> None:
    call = Request(product, "GrantInstanceToCen", Endpoint("x.example"))
    told = error(403, {"RequestId": "R", "Code": "NoPermission", **detail}, call=call)
    assert told.ram_action == action
    assert action in told.advice


@pytest.mark.parametrize("code", ["InvalidTimeStamp.Expired", "IllegalTimestamp", "InvalidTimeStamp.New"])
@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (timedelta(minutes=20), "20 min ahead"),
        (-timedelta(hours=8), "8 h 0 min behind"),
        (timedelta(seconds=5), ""),
    ],
)
def test_a_wrong_clock_is_reported_by_how_much(code: str, offset: timedelta, words: str) -> None:
    date = format_datetime(NOW - offset, usegmt=True)
    told = error(400, {"RequestId": "R", "Code": code}, date=date)
    assert told.kind is ErrorKind.SIGN_IN
    assert (f" It is {words}." in told.detail) if words else ("It is" not in told.detail)


@pytest.mark.parametrize("date", ["", "yesterday", "Fri, 02 Jan 2026 03:04:05"])
def test_without_a_date_the_clock_is_still_blamed(date: str) -> None:
    told = error(400, {"RequestId": "R", "Code": "InvalidTimeStamp.Expired"}, date=date)
    assert told.title == "This machine's clock is wrong"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "an empty answer"),
        (b"  \n", "an empty answer"),
        (b"<html><body>Sign in</body></html>", "a web page"),
        (b"<!DOCTYPE html><title>x</title>", "a web page"),
        (b'{"RequestId": "x", "Vpcs": {"Vpc": [{"Vpc', "an incomplete answer"),
        (b"[]", "something other"),
        (b"null", "something other"),
        (b'"text"', "something other"),
        (b"hello", "something other"),
        (b"\xff\xfe", "bytes that are not text"),
        (b"[" * 100_000, "an incomplete answer"),
        (b"{}", "without a request ID"),
        (b'{"Code": "OK"}', "without a request ID"),
    ],
)
@pytest.mark.parametrize("status", [200, 403, 502])
def test_what_is_no_answer_of_an_api(status: int, body: bytes, what: str) -> None:
    told = error(status, body)
    assert told.kind is (ErrorKind.SERVER if status >= 500 else ErrorKind.UNREADABLE)
    assert what in told.detail
    assert str(status) in told.detail
    assert told.outcome_unknown


@pytest.mark.parametrize("status", [200, 403, 502])
@pytest.mark.parametrize("body", [b"", b"<html>", b"null", b"[]", b'{"Vpcs": {'])
def test_what_is_no_answer_shows_the_request_id_of_its_header(status: int, body: bytes) -> None:
    assert error(status, body, x_acs_request_id="REQ-2").request_id == "REQ-2"


@pytest.mark.parametrize(
    "body", [b"", b"<html>Slow down</html>", b"null", b"{}", b'{"message": "Slow down"}']
)
def test_too_many_requests_is_throttling_whatever_its_body(body: bytes) -> None:
    told = error(429, body, x_acs_request_id="REQ-2", x_acs_retry_after="1500")
    assert (told.title, told.kind) == ("Too many requests", ErrorKind.THROTTLED)
    assert (told.request_id, told.retry_after) == ("REQ-2", 1.5)
    assert "HTTP status 429" in told.detail
    assert not told.outcome_unknown


def test_the_request_id_of_the_header_stands_for_one_that_the_body_lacks() -> None:
    headers = {"x-acs-request-id": "REQ-2"}
    assert parse_response(Response(200, headers, b'{"A": 1}'), CALL) == {"A": 1, "RequestId": "REQ-2"}
    assert parse_response(Response(200, headers, b'{"RequestId": "REQ-1"}'), CALL) == {"RequestId": "REQ-1"}
    assert error(400, {"Code": "Brand.New"}, x_acs_request_id="REQ-2").request_id == "REQ-2"
    assert error(400, {"Code": "Brand.New", "RequestId": "REQ-1"}, x_acs_request_id="x").request_id == "REQ-1"


@pytest.mark.parametrize("status", [400, 403, 500])
@pytest.mark.parametrize("code", [None, "", "OK"])
def test_an_error_without_a_code_still_shows_its_request_id(status: int, code: object) -> None:
    told = error(status, {"Code": code, "RequestId": "REQ-1", "Message": "Words of the cloud."})
    assert told.request_id == "REQ-1"
    assert f"an answer without an error code (HTTP status {status})." in told.detail
    assert told.detail.endswith("It says: Words of the cloud.")
    assert told.kind is (ErrorKind.SERVER if status == 500 else ErrorKind.UNREADABLE)
    assert told.outcome_unknown


@pytest.mark.parametrize("code", ["Brand.New", "OperationDenied.NotNow", "Forbidden.RAM", "Throttling.User"])
def test_a_pause_that_the_cloud_names_counts_with_any_code(code: str) -> None:
    told = error(400, {"RequestId": "R", "Code": code}, x_acs_retry_after="2500")
    assert (told.kind, told.retry_after, told.outcome_unknown) == (ErrorKind.THROTTLED, 2.5, False)


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (500, "InternalError", ErrorKind.SERVER),
        (503, "Brand.New", ErrorKind.SERVER),
        (400, "TaskConflict", ErrorKind.CONFLICT),
        (400, "DuplicatedGrantRule", ErrorKind.DUPLICATE),
    ],
)
def test_a_named_pause_leaves_what_is_tried_again_anyway(status: int, code: str, kind: ErrorKind) -> None:
    told = error(status, {"RequestId": "R", "Code": code}, x_acs_retry_after="2500")
    assert (told.kind, told.retry_after) == (kind, 2.5)
    assert error(502, b"<html>", x_acs_retry_after="2500").retry_after == 2.5


@pytest.mark.parametrize("pause", ["", "0", "soon", "-1", "1.5", "\u0663"])
def test_a_pause_that_cannot_be_read_is_none(pause: str) -> None:
    told = error(400, {"RequestId": "R", "Code": "Forbidden.RAM"}, x_acs_retry_after=pause)
    assert (told.kind, told.retry_after) == (ErrorKind.DENIED, 0)


def test_html_by_its_header_alone() -> None:
    assert "a web page" in error(200, b"Please sign in", content_type="text/html; charset=utf-8").detail


def test_a_redirect_is_not_followed() -> None:
    assert "redirect" in error(302, b"", location="https://elsewhere.example").detail


def test_a_200_with_an_error_code_is_an_error_with_an_unknown_outcome() -> None:
    told = refusal("TaskConflict", 200)
    assert told.kind is ErrorKind.CONFLICT
    assert told.outcome_unknown


@given(status=st.integers(200, 599), body=st.binary())
def test_no_bytes_break_the_reader(status: int, body: bytes) -> None:
    with pytest.raises(CloudError):
        parse_response(Response(status, {}, body), CALL, NOW)


@given(
    status=st.sampled_from([200, 400, 403, 500]),
    content=st.dictionaries(
        st.sampled_from(["Code", "Message", "RequestId", "AccessDeniedDetail", "code", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=5,
        ),
    ),
)
def test_odd_objects_are_errors_or_successes_and_nothing_else(
    status: int, content: dict[str, object]
) -> None:
    try:
        found = parse_response(Response(status, {}, json.dumps(content).encode()), CALL, NOW)
    except CloudError as told:
        shown = told.detail
    else:
        shown = ""
        assert status == 200
        assert found["RequestId"]
    assert "\x1b" not in shown
