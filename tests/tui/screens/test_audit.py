"""All that was granted out of an account: listed, saved, and several revoked at once."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from support.demo_networks import BACKBONE
from support.small_estate import small_estate
from support.walk import Walk, walking

from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.demo.estate.kinds import StandingRule
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind
from cen_tui.text import grouped
from cen_tui.tui.screens.confirm import ConfirmScreen
from cen_tui.tui.screens.dialogs.save import SAVE_LIST
from cen_tui.tui.screens.grants.audit import AuditScreen
from cen_tui.tui.screens.grants.details import RULES
from cen_tui.tui.screens.grants.revokes import IN_PROGRESS, RevokesScreen
from cen_tui.tui.widgets.confirmation import DRY_RUN
from cen_tui.tui.widgets.tables.filter_table import FilterTable
from cen_tui.wizard.confirmation import OF_THIS_ACCOUNT
from cen_tui.wizard.confirmation_texts import SENTENCES
from cen_tui.wizard.execution.operation_run import DETACH_FIRST, REVOKED_ATTACHED
from cen_tui.wizard.execution.revoke_run import ALL_REVOKED, SOME_ATTACHED

REVOKES = ("RevokeInstanceFromCen", "RevokeInstanceFromCbn", "RevokeInstanceFromTransitRouter")
ONE_TRY = CloudOptions(retrying=RetryPolicy(total=0))
ASKS_PEER = SENTENCES[OperationKind.REVOKE].question


async def to_audit(walk: Walk) -> None:
    """Open all grants of the network owner, and wait until all is read."""
    await walk.see("Enter signs in")
    await walk.go_to("prod-network")
    await walk.press("G")
    await walk.until(lambda: isinstance(walk.app.screen, AuditScreen), "the list")


async def read_through(walk: Walk) -> None:
    await to_audit(walk)
    await walk.see(f"{len(rules(walk))} grant rules on ", "x revokes, s saves.")


def rules(walk: Walk) -> set[tuple[str, str]]:
    """Return the rules of the account that the cloud holds: network and CEN."""
    every = walk.cloud.world.rules.all()
    return {(rule.network.id, rule.cen_id) for rule in every if rule.network.owner == NETWORK_OWNER}


def listed(walk: Walk) -> set[tuple[str, str]]:
    return {row.cells[:2] for row in walk.app.screen.query_one(FilterTable).rows}  # type: ignore[misc]


async def filtered(walk: Walk, text: str, count: int) -> None:
    """Narrow the list, and go back into the rows."""
    await walk.press("slash")
    await walk.type(text)
    await walk.see(f"{count} of ")
    await walk.press("tab")


async def select(walk: Walk, *names: str) -> None:
    """Select the rules for the group's backbone of these networks."""
    for name in names:
        await filtered(walk, f"{walk.id_of(name)} {BACKBONE}", 1)
        await walk.press("space", "escape")
    await walk.see(f"{len(names)} grant rule")


async def confirm(walk: Walk, uid: str) -> None:
    await walk.look_through()
    await walk.type(uid[-4:])
    await walk.press("enter")


async def test_every_rule_is_listed_with_its_network_its_cen_and_whether_it_is_attached() -> None:
    async with walking(contents=small_estate()) as walk:
        await read_through(walk)
        assert listed(walk) == rules(walk)
        await filtered(walk, walk.id_of("sg-prod"), 1)
        await walk.see(
            "sg-prod · ap-southeast-1",
            f"{BACKBONE} of account 1960 5210 7788 4321",
            "Granted 2025-07-01",
            "days ago, for a transit router, CEN owner pays",
            "Attached to this CEN now.",
        )
        await walk.press("escape")
        await filtered(walk, walk.id_of("partner-exchange"), 5)
        await walk.see("standard authorization, no payer named", "Not attached to a CEN.")


async def test_it_streams_in_and_esc_stops_it_and_r_continues_without_reading_twice() -> None:
    async with walking(contents=small_estate(200), faults="latency@DescribeGrantRulesToCen=1000") as walk:
        await to_audit(walk)
        await walk.see("Esc stops", walk.id_of("prod-data"))
        await walk.press("escape")
        await walk.see("Stopped: ", "r continues.")
        sent = len(walk.calls("DescribeGrantRulesToResource"))
        walk.cloud.set_faults("")
        await walk.press("r")
        await walk.see(f"{len(rules(walk))} grant rules on ", timeout=240)
        networks = [call.parameters["ResourceId"] for call in walk.calls("DescribeGrantRulesToResource")]
        assert 0 < sent < len(networks)
        assert len(networks) - len(set(networks)) <= 16, "only what was under way is read again"
        assert listed(walk) == rules(walk)
        await walk.press("escape")
        await walk.see("Enter signs in")


async def test_what_cannot_be_read_is_said_and_read_again_with_r() -> None:
    faults = (
        "error@DescribeVirtualBorderRouters=Forbidden.RAM/403,error@DescribeVpcAttribute=Forbidden.RAM/403"
    )
    async with walking(contents=small_estate(), faults=faults, options=ONE_TRY) as walk:
        await to_audit(walk)
        await walk.see("This list is not complete", "List of VBRs, ", "vpc:DescribeVirtualBorderRouters")
        await walk.see("Not complete: ", "r reads what is missing.")
        await filtered(walk, walk.id_of("prod-data"), 1)
        await walk.see("Whether it is attached to this CEN could not be read.")
        await walk.press("s")
        await walk.see(SAVE_LIST, f"grants-{NETWORK_OWNER}-incomplete.csv")
        await walk.press("escape", "escape")
        walk.cloud.set_faults("")
        walk.cloud.received.clear()
        await walk.press("r")
        await walk.see(f"{len(rules(walk))} grant rules on ", "x revokes")
        await walk.gone("This list is not complete")
        assert listed(walk) == rules(walk)
        again = [call.parameters["InstanceId"] for call in walk.calls("DescribeGrantRulesToCen")]
        assert walk.id_of("prod-core") not in again


async def test_an_account_that_cannot_sign_in_says_why() -> None:
    async with walking(
        contents=small_estate(), faults="error@GetCallerIdentity=InvalidAccessKeyId.NotFound/404"
    ) as walk:
        await to_audit(walk)
        await walk.see("Nothing was read. Press r to try again.", "InvalidAccessKeyId.NotFound")
        walk.cloud.set_faults("")
        await walk.press("r")
        await walk.see(f"{len(rules(walk))} grant rules on ")
        await walk.gone("InvalidAccessKeyId")


async def test_an_account_that_granted_nothing_says_so() -> None:
    async with walking(contents=replace(small_estate(), rules=())) as walk:
        await to_audit(walk)
        await walk.see("Nothing is granted out of this account.")
        await walk.gone("x Revoke")


async def test_the_list_is_saved_as_it_is_filtered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with walking(contents=small_estate()) as walk:
        await read_through(walk)
        await filtered(walk, BACKBONE, len([one for one in rules(walk) if one[1] == BACKBONE]))
        await walk.press("s")
        await walk.see(SAVE_LIST, f"grants-{NETWORK_OWNER}.csv")
        await walk.press("enter")
        await walk.see("readable by you alone.")
        data = walk.id_of("prod-data")
    rows = list(csv.DictReader((tmp_path / f"grants-{NETWORK_OWNER}.csv").read_text("utf-8").splitlines()))
    assert {row["cen_id"] for row in rows} == {BACKBONE}
    row = next(row for row in rows if row["network_id"] == data)
    assert (row["attached"], row["cen_owner_uid"], row["families"]) == ("yes", CEN_OWNER, "cen")


async def test_rules_of_several_types_and_apis_are_revoked_at_once_each_through_its_own() -> None:
    journal, names = Journal(None), ("prod-data", "office-line-2", "门店网络", "sg-colo")
    async with walking(contents=small_estate(), journal=journal) as walk:
        await read_through(walk)
        await select(walk, *names)
        await walk.press("x")
        await walk.see("Revoke 4 grant rules", ASKS_PEER, "Peer account   1960 5210 7788 4321")
        await walk.see("3 of 4 are, or may be, still attached")
        walk.cloud.set_faults("error@RevokeInstanceFromCbn=Forbidden.RAM/403")
        assert walk.calls(*REVOKES) == []
        await confirm(walk, CEN_OWNER)
        await walk.until(lambda: isinstance(walk.app.screen, RevokesScreen), "the results")
        await walk.see(SOME_ATTACHED.format(revoked=3, total=4, left=2), "x refused")
        for name in ("prod-data", "office-line-2", "sg-colo"):
            await walk.see(f"+ revoked and verified  {walk.id_of(name)}")
        assert sorted(call.action for call in walk.calls(*REVOKES)) == [
            "RevokeInstanceFromCbn",
            "RevokeInstanceFromCen",
            "RevokeInstanceFromCen",
            "RevokeInstanceFromTransitRouter",
        ]
        assert {entry.intent.network_id for entry in journal.entries()[0]} == {
            walk.id_of(one) for one in names
        }
        await walk.press("y")
        await walk.until(lambda: walk.id_of("sg-colo") in walk.app.clipboard, "the results in the clipboard")
        await walk.press("escape")
        await walk.see("1 grant rule selected")
        assert listed(walk) == rules(walk)


async def test_each_result_of_several_says_where_its_network_is_still_attached_and_who_detaches_it() -> None:
    async with walking(contents=small_estate(), options=ONE_TRY, size=(110, 40)) as walk:
        await read_through(walk)
        await select(walk, "prod-data", "sg-prod", "sg-colo")
        await walk.press("x")
        await walk.see("Revoke 3 grant rules", ASKS_PEER)
        await confirm(walk, CEN_OWNER)
        await walk.see(SOME_ATTACHED.format(revoked=2, total=3, left=2))
        whose = {"cen": BACKBONE, "owner": grouped(CEN_OWNER)}
        await walk.see(REVOKED_ATTACHED.format(**whose), DETACH_FIRST.format(**whose))
        await walk.press("y")
        await walk.until(lambda: bool(walk.app.clipboard), "the results in the clipboard")
        results = walk.app.clipboard.partition(f"revoked and verified  {walk.id_of('prod-data')}")[2]
        of_data, refused, others = results.partition(walk.id_of("sg-prod"))
        of_sg_prod, verified, of_colo = others.partition(walk.id_of("sg-colo"))
        assert refused
        assert verified
        assert REVOKED_ATTACHED.format(**whose) in of_data
        assert f"What to do: {DETACH_FIRST.format(**whose)}" in of_sg_prod
        assert "try again" not in of_sg_prod
        assert "attached" not in of_colo


async def test_of_several_accounts_the_network_owner_s_digits_are_asked_for() -> None:
    async with walking(contents=small_estate()) as walk:
        await read_through(walk)
        before = rules(walk)
        await filtered(walk, walk.id_of("partner-exchange"), 5)
        await walk.press("space", "down", "space", "x")
        await walk.see("Revoke 2 grant rules", OF_THIS_ACCOUNT.question, "1250 4400 1234 5678")
        await confirm(walk, CEN_OWNER)
        await walk.see(OF_THIS_ACCOUNT.mismatch)
        assert walk.calls(*REVOKES) == []
        await walk.press("ctrl+u")
        await confirm(walk, NETWORK_OWNER)
        await walk.see(ALL_REVOKED.format(total=2))
        gone = before - rules(walk)
        assert len(gone) == 2
        assert {network for network, _ in gone} == {walk.id_of("partner-exchange")}


async def test_one_rule_alone_is_revoked_with_the_ordinary_confirmation_and_leaves_the_list() -> None:
    async with walking(contents=small_estate()) as walk:
        await read_through(walk)
        await filtered(walk, walk.id_of("office-line-2"), 1)
        await walk.press("x")
        await walk.see("Revoke one grant rule", f"still attached to {BACKBONE}", ASKS_PEER)
        await confirm(walk, CEN_OWNER)
        await walk.see("+ revoked and verified")
        await walk.press("escape")
        await walk.until(lambda: isinstance(walk.app.screen, AuditScreen), "the list")
        assert listed(walk) == set()
        await walk.press("escape")
        await walk.until(lambda: listed(walk) == rules(walk), "the others")


async def test_one_that_is_refused_because_it_is_attached_says_nothing_else_to_do() -> None:
    async with walking(contents=small_estate(), options=ONE_TRY) as walk:
        await read_through(walk)
        await filtered(walk, walk.id_of("sg-prod"), 1)
        await walk.press("x")
        await walk.see("Revoke one grant rule", ASKS_PEER)
        await confirm(walk, CEN_OWNER)
        first = DETACH_FIRST.format(cen=BACKBONE, owner=grouped(CEN_OWNER))
        await walk.see("x refused", f"What to do: {first}")
        assert not walk.shows("try again")
        await walk.press("y")
        await walk.until(lambda: first in walk.app.clipboard, "the error with what to do")


async def test_what_was_attached_or_revoked_since_is_read_before_the_confirmation() -> None:
    async with walking(contents=small_estate()) as walk:
        await read_through(walk)
        world, exchange = walk.cloud.world, walk.cloud.estate.network("partner-gateway")
        await filtered(walk, exchange.id, 2)
        gone = world.rules.of_network(exchange.id)[0]
        world.rules.remove(gone)
        await walk.press("home", "space", "down", "space", "x")
        await walk.see("Revoke one grant rule")
        await walk.press("escape")
        await walk.see("1 of ")
        world.rules.remove(world.rules.of_network(exchange.id)[0])
        await walk.press("x")
        await walk.see("Nothing to revoke: 1 rule is not there any more.")
        assert walk.calls(*REVOKES) == []


async def test_where_a_rule_cannot_be_read_nothing_is_confirmed() -> None:
    async with walking(contents=small_estate(), options=ONE_TRY) as walk:
        await read_through(walk)
        await select(walk, "prod-data", "fra-prod")
        walk.cloud.set_faults("error@DescribeGrantRulesToResource=Forbidden.RAM/403")
        await walk.press("x")
        await walk.see("Nothing was changed. x tries again.", "code Forbidden.RAM")
        walk.cloud.set_faults("")
        await walk.press("x")
        await walk.see("Revoke 2 grant rules")
        assert isinstance(walk.app.screen, ConfirmScreen)


async def test_a_dry_run_shows_every_request_and_can_send_none() -> None:
    async with walking(contents=small_estate(), read_only=True) as walk:
        await read_through(walk)
        await select(walk, "prod-data", "门店网络")
        await walk.press("x")
        await walk.see("Revoke 2 grant rules", DRY_RUN, "aliyun vpc RevokeInstanceFromCen")
        await walk.press("end")
        await walk.see("RevokeInstanceFromCbn")
        assert walk.calls(*REVOKES) == []


async def test_the_results_cannot_be_left_before_they_are_known() -> None:
    async with walking(contents=small_estate(), faults="latency@RevokeInstanceFromCen=600000") as walk:
        await read_through(walk)
        await select(walk, "prod-data", "fra-prod")
        await walk.press("x")
        await walk.see("Revoke 2 grant rules")
        await confirm(walk, CEN_OWNER)
        await walk.see("Revoking: 0 of 2 done")
        await walk.press("escape")
        await walk.see(IN_PROGRESS)
        assert isinstance(walk.app.screen, RevokesScreen)


async def test_enter_shows_the_details_and_a_revoke_from_there_leaves_the_list_too() -> None:
    async with walking(contents=small_estate()) as walk:
        await read_through(walk)
        await filtered(walk, walk.id_of("fra-prod"), 1)
        await walk.press("enter")
        await walk.see(RULES, "since 2025-06-03")
        await walk.press("x")
        await walk.see("Revoke one grant rule")
        await confirm(walk, CEN_OWNER)
        await walk.see("+ revoked and verified")
        await walk.press("escape", "escape", "escape")
        await walk.until(lambda: listed(walk) == rules(walk), "the others")


async def test_a_payer_that_is_changed_from_the_details_is_shown_in_the_list() -> None:
    async with walking(contents=small_estate()) as walk:
        await read_through(walk)
        await filtered(walk, walk.id_of("sg-colo"), 1)
        await walk.see("for a transit router, network owner pays")
        await walk.press("enter")
        await walk.see(RULES, "Payer requested: network owner")
        await walk.press("p")
        await walk.see(SENTENCES[OperationKind.CHANGE_PAYER].question)
        await confirm(walk, CEN_OWNER)
        await walk.see("+ payer changed and verified")
        await walk.press("escape")
        await walk.see(RULES)
        await walk.press("escape")
        await walk.see("for a transit router, CEN owner pays")


async def test_a_thousand_rules_stay_quick_to_move_through() -> None:
    whole = small_estate(400)
    big, cen = whole.vpcs[-400:], whole.cen("group-backbone")
    many = tuple(
        StandingRule(vpc.id, f"cen-{number:018d}", cen.owner, whole.rules[0].created)
        for vpc in big
        for number in range(3)
    )
    async with walking(contents=replace(whole, rules=(*whole.rules, *many))) as walk:
        await to_audit(walk)
        await walk.see(f"{len(rules(walk)):,} grant rules on ", timeout=240)
        assert len(rules(walk)) > 1200
        assert listed(walk) == rules(walk)
        table = walk.app.screen.query_one(FilterTable)
        await walk.press("end", "space", "home", "space")
        await walk.see("2 grant rules selected")
        await filtered(walk, big[0].id, 3)
        assert table.shown == 3
