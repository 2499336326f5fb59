"""How codes of attaching and granting are explained, through the SDK, and which are retried."""

from dataclasses import dataclass

import pytest
from support.attaching import BASIC, CCN, ENTERPRISE, OWNS_CENS, VBR, Case, attached
from support.changes import SOON, carried_out
from support.reach import reach

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome


@dataclass(frozen=True, slots=True)
class Told:
    """A code, on what it comes, and what the operator is to be told."""

    code: str
    on: Case
    title: str
    advice: str
    kind: ErrorKind = ErrorKind.REFUSED
    again: bool = False
    status: int = 400

    def __str__(self) -> str:
        return self.code


CODES = (
    Told("Forbidden.TransitRouterServiceNotOpen", ENTERPRISE, "is not activated", "Activate it once"),
    Told("Forbbiden.TransitRouterServiceNotOpen", ENTERPRISE, "is not activated", "Activate it once"),
    Told("USER_NOT_OPEN_TR_SERVICE", ENTERPRISE, "is not activated", "Activate it once"),
    Told("Forbidden.TransitRouterServiceExpired", VBR, "is suspended", "Pay what is due"),
    Told(
        "Forbidden.ResourceOwnerTransitRouterServiceNotOpen",
        ENTERPRISE,
        "network owner's service is not activated",
        "Ask the network's owner to activate it",
    ),
    Told(
        "Forbidden.ResourceOwnerTransitRouterServiceExpired",
        ENTERPRISE,
        "network owner's service is suspended",
        "Ask the network's owner to pay",
    ),
    Told("Forbidden.AttachChildInstance", VBR, "device is not supported", "Choose another VBR", status=403),
    Told("OperationUnsupported.CenFullLevel", ENTERPRISE, "level FULL", "REDUCED"),
    Told("InvalidStatus.VpcAttachedFullModeCen", ENTERPRISE, "level FULL", "Trying again does not help"),
    Told("QuotaFull.ChildInstanceRelatedCen", ENTERPRISE, "as many CENs", "higher quota"),
    Told("OperationUnsupported.TransitRouterRegionId", ENTERPRISE, "No transit routers", "Check the region"),
    Told("OperationUnsupported.TransitRouterType", ENTERPRISE, "other edition", "press r"),
    Told("OperationFailed.InvalidTransitRouter", BASIC, "does not take this call", "press r"),
    Told("InvalidTransitRouterMode.NeedUpgrade", ENTERPRISE, "to be upgraded", "Upgrade it"),
    Told("OperationUnsupported.VcoTunnelNotMatchZoneParam", VBR, "zone does not fit", "Leave the zone out"),
    Told("InvalidOperation.VpnAssociated", ENTERPRISE, "VPN binding", "end the binding"),
    Told("InsufficientIpAddr.vsw", ENTERPRISE, "no address left", "another vSwitch"),
    Told("Duplicated.ZoneMapping", ENTERPRISE, "named twice", "one vSwitch in each zone"),
    Told("OperationFailed.VSwitchNotFound", ENTERPRISE, "vSwitch is not there", "again", ErrorKind.NOT_FOUND),
    Told("InvalidCenId.NotFound", VBR, "CEN is not there", "Compare", ErrorKind.NOT_FOUND),
    Told("Bid.NotFound", CCN, "site is not known", "Compare", ErrorKind.NOT_FOUND, status=404),
    Told("ResourceNotFound.EcrId", VBR, "Express Connect Router", "Compare", ErrorKind.NOT_FOUND, status=404),
    Told(
        "Operation.FailedAndTryAgain",
        CCN,
        "owner's account could not be looked up",
        "compare that ID",
        ErrorKind.CONFLICT,
        again=True,
        status=404,
    ),
    Told(
        "OperationFailed.AllocateCidrFailed",
        VBR,
        "no address to give",
        "Add a CIDR block",
        ErrorKind.CONFLICT,
        again=True,
    ),
    Told("Conflict.Lock", VBR, "Another change", "Wait", ErrorKind.CONFLICT, again=True),
    Told(
        "IncorrectStatus.TransitRouterInstance",
        ENTERPRISE,
        "transit router is busy",
        "Wait",
        ErrorKind.CONFLICT,
        again=True,
    ),
    Told(
        "InvalidOperation.CenInstanceStatus",
        ENTERPRISE,
        "The CEN is busy",
        "Wait",
        ErrorKind.CONFLICT,
        again=True,
        status=409,
    ),
)


async def attaching(demo: DemoCloud, case: Case, faults: str) -> OperationResult:
    """Return what comes of attaching a granted network while these faults are in force."""
    case.grant(demo)
    async with reach(demo, OWNS_CENS, retrying=SOON) as cloud:
        options = await case.attach_options(demo, cloud)
        demo.set_faults(faults)
        return await attached(case, demo, cloud, options)


def error_of(result: OperationResult) -> CloudError:
    assert result.error
    return result.error


@pytest.mark.parametrize("told", CODES, ids=str)
async def test_a_code_has_its_own_words_and_only_what_may_pass_is_tried_again(
    told: Told, demo: DemoCloud
) -> None:
    fault = f"error@{told.on.action}={told.code}/{told.status}"
    once = await attaching(demo, told.on, f"{fault}:1")
    assert len(demo.calls(told.on.action)) == (2 if told.again else 1)
    if told.again:
        assert once.outcome is Outcome.VERIFIED
        return
    error = error_of(once)
    assert once.outcome is Outcome.REFUSED
    assert (error.code, error.kind, error.outcome_unknown) == (told.code, told.kind, False)
    assert told.title in error.title
    assert told.advice in error.advice
    assert "permission" not in error.advice.replace("No permission is missing", "")
    assert error.ram_action == ""


@pytest.mark.parametrize("told", [each for each in CODES if each.again], ids=str)
async def test_what_may_pass_has_its_own_words_when_it_does_not(told: Told, demo: DemoCloud) -> None:
    told.on.grant(demo)
    async with reach(demo, OWNS_CENS) as cloud:
        options = await told.on.attach_options(demo, cloud)
        demo.set_faults(f"error@{told.on.action}={told.code}/{told.status}")
        result = await attached(told.on, demo, cloud, options)
    error = error_of(result)
    assert (result.outcome, error.kind, error.outcome_unknown) == (Outcome.REFUSED, told.kind, False)
    assert told.title in error.title
    assert told.advice in error.advice


async def test_a_missing_service_linked_role_names_the_permission_that_creates_it(demo: DemoCloud) -> None:
    code = "NoPermission.AliyunServiceRoleForCEN"
    error = error_of(await attaching(demo, ENTERPRISE, f"error@{ENTERPRISE.action}={code}/403"))
    assert len(demo.calls(ENTERPRISE.action)) == 1
    assert (error.code, error.ram_action) == (code, "ram:CreateServiceLinkedRole")
    assert "ram:ServiceName = cen.aliyuncs.com" in error.advice
    assert "CreateTransitRouterVpcAttachment" not in error.advice + error.detail


async def test_a_denial_of_the_resource_directory_sends_nobody_to_the_accounts_administrator(
    demo: DemoCloud,
) -> None:
    error = error_of(await attaching(demo, ENTERPRISE, f"control-policy@{ENTERPRISE.action}"))
    assert (error.kind, error.ram_action) == (ErrorKind.DENIED, f"cen:{ENTERPRISE.action}")
    assert "a control policy of the resource directory denies it" in error.detail
    assert "The account's own administrator cannot change that" in error.advice
    assert f"to allow cen:{ENTERPRISE.action}" in error.advice


async def test_a_code_of_forbidden_that_is_not_known_guesses_no_permission(demo: DemoCloud) -> None:
    error = error_of(await attaching(demo, VBR, f"error@{VBR.action}=Forbidden.MadeUp/403"))
    assert (error.kind, error.ram_action) == (ErrorKind.DENIED, "")
    assert "The cloud says: The request was refused." in error.detail
    assert "to allow" not in error.advice


async def test_a_change_of_payer_that_a_region_does_not_offer_says_so(demo: DemoCloud) -> None:
    async with reach(demo) as cloud:
        assert (await carried_out(OperationKind.GRANT, cloud, demo, "VPC router")).outcome is Outcome.VERIFIED
        demo.set_faults("error@ModifyGrantInstanceToTransitRouter=OperationUnsupported.action/400")
        error = error_of(await carried_out(OperationKind.CHANGE_PAYER, cloud, demo, "VPC router"))
    assert error.title == "Not offered in this region"
    assert "grant again with the other payer" in error.advice


async def test_a_vbr_that_may_not_cross_says_that_it_is_opened_for_each_pair_of_accounts(
    demo: DemoCloud,
) -> None:
    async with reach(demo) as cloud:
        demo.set_faults("error@GrantInstanceToCen=Invalid.Grant/400")
        error = error_of(await carried_out(OperationKind.GRANT, cloud, demo, "VBR"))
    assert "for this pair of accounts" in error.detail
    assert "one enterprise" in error.advice
