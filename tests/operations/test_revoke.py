import pytest
from support.changes import (
    HASTE,
    READS,
    REVOKES,
    SOON,
    carried_out,
    network,
    options,
    revoke,
    rules,
    stand,
)
from support.reach import reach, target

from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.errors.base import ErrorKind
from cen_tui.cloud.networks.base import CenTarget
from cen_tui.cloud.networks.registry import network_type
from cen_tui.demo.estate.accounts import PROD_VIEWER, credentials_of
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.outcome import OperationKind, OperationResult, Outcome, Stage

TYPES = pytest.mark.parametrize("key", list(REVOKES))


async def revoked(
    cloud: Cloud, demo: DemoCloud, key: str, stages: list[Stage] | None = None
) -> OperationResult:
    return await carried_out(OperationKind.REVOKE, cloud, demo, key, stages=stages)


@TYPES
async def test_a_revoke_is_sent_once_and_the_rule_is_seen_to_be_gone(
    cloud: Cloud, demo: DemoCloud, key: str
) -> None:
    await stand(demo, cloud, key)
    stages: list[Stage] = []
    result = await revoked(cloud, demo, key, stages=stages)
    assert (result.kind, result.outcome, result.error) == (OperationKind.REVOKE, Outcome.VERIFIED, None)
    assert result.rule is not None
    assert result.rule.target == target(demo)
    assert result.request_id == demo.calls(REVOKES[key])[0].request_id
    assert stages == [Stage.READING, Stage.SENDING, Stage.VERIFYING]
    assert rules(demo, key) == []


@TYPES
async def test_what_does_not_stand_is_not_revoked(cloud: Cloud, demo: DemoCloud, key: str) -> None:
    stages: list[Stage] = []
    result = await revoked(cloud, demo, key, stages=stages)
    assert (result.outcome, result.rule) == (Outcome.ALREADY, None)
    assert stages == [Stage.READING]
    assert demo.calls(REVOKES[key]) == []


async def test_only_the_rule_that_was_meant_goes(cloud: Cloud, demo: DemoCloud) -> None:
    await stand(demo, cloud, "VPC")
    other = target(demo, "group-legacy")
    await stand(demo, cloud, "VPC", other)
    assert (await revoked(cloud, demo, "VPC")).outcome is Outcome.VERIFIED
    assert len(rules(demo, "VPC", other)) == 1


@TYPES
@pytest.mark.parametrize("fault", ["drop-after", "truncated", "null", "hidden-error", "server-error-after"])
async def test_a_lost_answer_is_reconciled_by_reading(
    cloud: Cloud, demo: DemoCloud, key: str, fault: str
) -> None:
    await stand(demo, cloud, key)
    demo.set_faults(f"{fault}@{REVOKES[key]}")
    assert (await revoked(cloud, demo, key)).outcome is Outcome.VERIFIED
    assert len(demo.calls(REVOKES[key])) == 1


@TYPES
@pytest.mark.parametrize("fault", ["drop-before", "server-error", "html"])
async def test_what_stays_after_a_lost_answer_is_unknown(
    cloud: Cloud, demo: DemoCloud, key: str, fault: str
) -> None:
    await stand(demo, cloud, key)
    demo.set_faults(f"{fault}@{REVOKES[key]}")
    result = await revoked(cloud, demo, key)
    assert result.outcome is Outcome.UNKNOWN
    assert result.error is not None
    assert "before revoking again" in result.error.advice
    assert "still visible" in result.error.detail
    assert len(demo.calls(READS[key])) == 1 + HASTE.tries


@TYPES
@pytest.mark.parametrize("code", ["InvalidInstanceId.NotFound", "CcnNotExist"])
async def test_not_found_after_a_lost_answer_means_done(demo: DemoCloud, key: str, code: str) -> None:
    async with reach(demo, retrying=SOON) as cloud:
        await stand(demo, cloud, key)
        hidden = f"drop-after@{REVOKES[key]}:1,error@{READS[key]}={code}/404"

        def then(stage: Stage) -> None:
            if stage is Stage.SENDING:
                demo.set_faults(hidden)

        result = await revoke(
            cloud,
            network(demo, key),
            target(demo),
            options=options(key, OperationKind.REVOKE),
            progress=then,
            polling=HASTE,
        )
    assert result.outcome is Outcome.VERIFIED
    assert rules(demo, key) == []


async def test_a_rule_that_somebody_else_took_meanwhile_is_gone_already(
    cloud: Cloud, demo: DemoCloud
) -> None:
    await stand(demo, cloud, "CCN")
    kind, ccn = network_type("CCN"), network(demo, "CCN")

    async def meanwhile(token: str) -> str:
        await kind.apis[0].revoke(cloud, ccn, target(demo), token="")
        return token

    result = await revoke(
        cloud, ccn, target(demo), progress=lambda _: None, announce=meanwhile, polling=HASTE
    )
    assert [call.code for call in demo.calls("RevokeInstanceFromCbn")] == ["", "InvalidInstanceId.NotFound"]
    assert result.outcome is Outcome.ALREADY


async def test_not_found_while_the_rule_stands_is_a_refusal(cloud: Cloud, demo: DemoCloud) -> None:
    await stand(demo, cloud, "VPC")
    demo.set_faults("error@RevokeInstanceFromCen=InvalidInstanceId.NotFound/404")
    result = await revoked(cloud, demo, "VPC")
    assert result.outcome is Outcome.REFUSED
    assert result.error is not None
    assert result.error.kind is ErrorKind.NOT_FOUND


async def test_a_network_that_cannot_be_found_is_not_taken_for_revoked(cloud: Cloud, demo: DemoCloud) -> None:
    demo.set_faults("error@DescribeGrantRulesToCen=InvalidInstanceId.NotFound/404")
    assert (await revoked(cloud, demo, "VPC")).outcome is Outcome.REFUSED
    assert demo.calls("RevokeInstanceFromCen") == []


@pytest.mark.parametrize("spec", ["", "throttle@DescribeGrantRulesToCen"])
async def test_an_accepted_revoke_that_still_shows_is_unknown(
    cloud: Cloud, demo: DemoCloud, spec: str
) -> None:
    await stand(demo, cloud, "VPC")
    kind, vpc = network_type("VPC"), network(demo, "VPC")
    api = kind.apis[0]

    async def announced(token: str) -> str:
        await api.revoke(cloud, vpc, target(demo), token="sent twice")  # the second is then passed over
        await api.grant(cloud, vpc, target(demo), token="again", payer=None)
        demo.set_faults(spec)
        return token

    result = await revoke(
        cloud,
        vpc,
        target(demo),
        progress=lambda _: None,
        announce=announced,
        token="sent twice",
        polling=HASTE,
    )
    assert result.outcome is Outcome.UNKNOWN
    assert result.error is not None
    assert result.error.title == "Revoked, but not verified"
    assert ("could not be read" in result.error.detail) is bool(spec)


async def test_without_permission_the_action_to_ask_for_is_named(cloud: Cloud, demo: DemoCloud) -> None:
    await stand(demo, cloud, "VPC")
    async with reach(demo, credentials_of(PROD_VIEWER)) as viewer:
        result = await revoked(viewer, demo, "VPC")
    assert result.outcome is Outcome.REFUSED
    assert result.error is not None
    assert result.error.ram_action == "vpc:RevokeInstanceFromCen"


async def test_read_only_refuses(cloud: Cloud, demo: DemoCloud) -> None:
    await stand(demo, cloud, "VPC")
    async with reach(demo, read_only=True) as looking:
        result = await revoked(looking, demo, "VPC")
    assert (result.outcome, demo.calls("RevokeInstanceFromCen")) == (Outcome.REFUSED, [])


async def test_an_owner_that_is_no_number_is_refused(cloud: Cloud, demo: DemoCloud) -> None:
    odd = CenTarget(target(demo).cen_id, "x")
    result = await revoke(cloud, network(demo, "VPC"), odd, progress=lambda _: None)
    assert result.outcome is Outcome.ALREADY
