"""All grant rules of an account as they are read: lines, progress, and what could not be read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.inventory.audit import NetworkGrants, NetworksListed, Unread
from cen_tui.cloud.inventory.multi_region import RegionBatch
from cen_tui.cloud.networks.base import Attachment, CenTarget, GrantApi, GrantRule, Network
from cen_tui.wizard.attached import AttachedState
from cen_tui.wizard.audit import Audit, GrantLine, age

UID, PEER = "1250440012345678", "1960521077884321"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TARGET, OTHER = CenTarget("cen-1", PEER), CenTarget("cen-2", PEER)
VPC = Network("VPC", "vpc-1", "core", "cn-hangzhou", UID)
VBR = Network("VBR", "vbr-1", "line", "cn-shanghai", UID)
RULE = GrantRule(TARGET, NOON - timedelta(days=400))
ERROR = CloudError(
    "Permission denied", kind=ErrorKind.DENIED, detail="No.", advice="Ask.", code="Forbidden.RAM"
)


def listed(*networks: Network, total: int | None = None, error: CloudError | None = None) -> NetworksListed:
    one = networks[0] if networks else VPC
    batch = RegionBatch(one.region, networks, total, ended=True, error=error)
    return NetworksListed(one.type, batch)


def test_rules_are_lines_and_a_network_that_is_read_again_replaces_its_own_in_their_place() -> None:
    audit = Audit(UID)
    audit.take(listed(VPC, total=1))
    audit.take(NetworkGrants(VPC, (), (RULE, GrantRule(OTHER))))
    audit.take(NetworkGrants(VBR, (), (RULE,)))
    assert [line.key for line in audit.lines] == [
        f"vpc-1 cen-1 {PEER}",
        f"vpc-1 cen-2 {PEER}",
        f"vbr-1 cen-1 {PEER}",
    ]
    audit.take(NetworkGrants(VPC, (), (replace(RULE, payer="PayByCenOwner"),)))
    assert [line.key for line in audit.lines] == [f"vpc-1 cen-1 {PEER}", f"vbr-1 cen-1 {PEER}"]
    assert audit.lines[0].rule.payer == "PayByCenOwner"
    assert audit.drop("vbr-1", "cen-1", PEER)
    assert not audit.drop("vbr-1", "cen-1", PEER)
    assert len(audit.lines) == 1


def test_the_progress_counts_the_account_s_own_networks_alone() -> None:
    audit = Audit(UID)
    shared = replace(VPC, id="vpc-2", owner_uid=PEER)
    audit.take(listed(VPC, shared, total=120))
    assert (audit.done, audit.expected) == (0, 119)
    audit.take(NetworkGrants(VPC, ()))
    assert audit.progress().startswith("Reading: 1 of 119 networks, 0 grant rules…")
    assert "0 grant rules, 2 selected…" in audit.progress(2)
    assert audit.summary.startswith("Stopped: 1 of 119 networks read")
    audit.ended = True
    assert audit.summary == "0 grant rules on 1 network. x revokes, s saves."


def test_what_could_not_be_read_is_named_by_type_region_and_api_with_what_to_do() -> None:
    audit = Audit(UID)
    audit.take(listed(VPC, total=1))
    audit.take(listed(VBR, error=ERROR))
    unread = (Unread(GrantApi.ROUTER, ERROR), Unread(None, ERROR))
    audit.take(NetworkGrants(VPC, unread, (RULE,)))
    audit.take(NetworkGrants(replace(VPC, id="vpc-2"), unread[:1]))
    audit.ended = True
    assert [gap.what for gap in audit.gaps] == [
        "List of VBRs, cn-shanghai",
        "VPC rules (for a transit router), cn-hangzhou: 2 networks",
        "Attachments, cn-hangzhou: 1 network",
    ]
    error = audit.error
    assert error is not None
    assert error.title == "This list is not complete: 3 parts could not be read"
    assert "List of VBRs, cn-shanghai: Permission denied." in error.detail
    assert (error.advice, error.code) == ("Ask.", "Forbidden.RAM")
    assert audit.summary.startswith("Not complete: ")
    assert audit.known == set()
    audit.begin(anew=False)
    audit.take(listed(VBR))
    audit.take(NetworkGrants(VPC, (), (RULE,)))
    audit.take(NetworkGrants(replace(VPC, id="vpc-2"), ()))
    assert audit.gaps == ()
    assert audit.error is None
    assert audit.known == {"vpc-1", "vpc-2"}
    audit.begin(anew=True)
    assert (audit.lines, audit.known) == ((), set())


def test_more_gaps_than_have_room_are_counted() -> None:
    audit = Audit(UID)
    for number in range(7):
        audit.take(listed(replace(VBR, region=f"r-{number}"), error=ERROR))
    assert audit.error is not None
    assert audit.error.detail.endswith("And 3 more.")


def test_a_line_says_all_that_is_known_of_it() -> None:
    here = replace(VPC, attached=True, attachments=(Attachment("cen-1", PEER),))
    line = GrantLine(here, replace(RULE, note="also permits secure rerouting of traffic"))
    said = line.about(NOON)
    for text in (
        "vpc-1 · core · cn-hangzhou",
        "cen-1 of account 1960 5210 7788 4321",
        "Granted 2025-10-20, 400 days ago, standard authorization, no payer named",
        "Attached to this CEN now. It also permits secure rerouting of traffic.",
    ):
        assert text in said
    assert line.attached is AttachedState.HERE
    assert GrantLine(here, GrantRule(OTHER)).attached is AttachedState.ELSEWHERE
    assert GrantLine(replace(VPC, attached=None), RULE).attached is AttachedState.UNKNOWN
    record = GrantLine(replace(VPC, attached=None), RULE).record()
    assert (record["attached"], record["network_id"], record["v"]) == ("unknown", "vpc-1", 1)


def test_the_age_counts_days() -> None:
    assert age(NOON - timedelta(hours=5), NOON) == "today"
    assert age(NOON - timedelta(days=1), NOON) == "1 day ago"
    assert age(NOON + timedelta(hours=1), NOON) == "today"


def test_lines_stand_by_type_and_region_whatever_came_first() -> None:
    audit = Audit(UID)
    lines = [
        GrantLine(VBR, RULE),
        GrantLine(replace(VPC, region="eu-central-1"), RULE),
        GrantLine(VPC, RULE),
        GrantLine(replace(VPC, region="not-known"), RULE),
    ]
    ordered = sorted(lines, key=audit.rank)
    assert [(line.network.type, line.network.region) for line in ordered] == [
        ("VPC", "cn-hangzhou"),
        ("VPC", "eu-central-1"),
        ("VPC", "not-known"),
        ("VBR", "cn-shanghai"),
    ]
