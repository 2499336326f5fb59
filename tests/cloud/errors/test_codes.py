from support.catalogue import extracted, messages, strings

from cen_tui.cloud.errors.codes.table import CODES, FAMILIES, entry_for

DOCUMENTED = (
    "InvalidAccessKeyId.NotFound",
    "InvalidAccessKeyId.Inactive",
    "SignatureDoesNotMatch",
    "IncompleteSignature",
    "SignatureNonceUsed",
    "InvalidTimeStamp.Expired",
    "InvalidTimeStamp.Format",
    "IllegalTimestamp",
    "InvalidSecurityToken.Expired",
    "InvalidSecurityToken.Malformed",
    "InvalidSecurityToken.MismatchWithAccessKey",
    "MissingSecurityToken",
    "Forbidden.RAM",
    "Forbidden",
    "NoPermission",
    "ActionUnauthorized",
    "Unauthorized",
    "Forbedden.NotSupportRAM",
    "Forbidden.RiskControl",
    "Forbidden.UserVerification",
    "InsufficientBalance",
    "Abs.ApiForbiddenBySubBid",
    "InvalidOwnerId",
    "InvalidOwner",
    "Forbbiden.AttachChildInstanceAcrossUid",
    "Forbbiden.AttachChildInstanceAcrossBid",
    "InvalidOperation.ChildInstanceAlreadyAttached",
    "InvalidOperation.ChildInstanceRIAlreadyExist",
    "InvalidOperation.VbrAttachedToEcr",
    "Operation.FailedAndTryAgain",
    "Throttling",
    "Throttling.User",
    "Throttling.Api",
    "ServiceUnavailable",
    "ServiceUnavailableTemporary",
    "InternalError",
    "InternalFailure",
    "InnerServiceFailed",
    "Rejected.Throttling",
    "SystemBusy",
    "InvalidInstanceId.NotFound",
    "InvalidVbr.NotFound",
    "InstanceType.Invalid",
    "MissingParam.CenInstanceId",
    "IllegalParam.CenInstanceId",
    "Invalid.Grant",
    "QuotaExceeded.CbnGrantRules",
    "IncorrectStatus",
    "TaskConflict",
    "InvalidRegionId.NotFound",
    "DuplicatedGrantRule",
    "CcnNotExist",
    "ParameterCcnInstanceId",
    "Operation.Blocking",
    "UnknownError",
    "OperationFailed.TaskConflict",
    "OperationFailed.GrantCrossAccountNotExist",
    "OperationUnsupported.action",
    "MissingParameter.CenId",
    "MissingParameter.InstanceId",
    "MissingParameter.OrderType",
    "ResourceInOperating",
    "OperationConflict",
    "LastTokenProcessing",
    "OperationFailed.LastTokenProcessing",
    "TokenProcessing",
    "IncorrectVpcStatus",
    "InstanceStatus.NotSupport",
    "InvalidOperation.CenInstanceStatus",
    "InvalidOperation.ChildInstanceStatus",
    "InvalidParameter",
    "InvalidParameter.Format",
    "InvalidApi.NotFound",
    "InvalidProduct.NotFound",
    "InvalidProtocol.NeedSsl",
    "UnsupportedHTTPMethod",
    "InvalidSignatureMethod",
)


def test_every_documented_code_is_in_the_table() -> None:
    assert [code for code in DOCUMENTED if entry_for(code) is None] == []


def test_no_code_says_only_what_its_family_says() -> None:
    for code, entry in CODES.items():
        families = [family for family in FAMILIES if code.startswith(family)]
        assert not families or entry != FAMILIES[max(families, key=len)], code


def test_the_longest_family_wins() -> None:
    assert entry_for("IllegalParam.CenId") is FAMILIES["IllegalParam.Cen"]
    assert entry_for("IllegalParam.Other") is FAMILIES["IllegalParam"]


def test_every_text_is_marked_for_translation() -> None:
    known = [strings(message)[0][0] for message in messages(extracted())]
    for code, entry in (*CODES.items(), *FAMILIES.items()):
        permission = {"permission": entry.ram_action, "action": "{action}", "region": "{region}"}
        said = {text.format(**permission) for text in known if "{permission}" in text}
        assert {entry.title, entry.detail, entry.advice} <= {*known, *said}, code


def test_an_unknown_code_has_no_entry() -> None:
    assert entry_for("Brand.New") is None
