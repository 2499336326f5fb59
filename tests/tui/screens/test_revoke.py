"""A rule is revoked with the same care as it is granted: restated, cautioned, four digits, and read back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from support.confirming import network_ids
from support.demo_networks import BACKBONE
from support.walk import Walk, walking

from cen_tui.cloud.networks.base import Attachment, CenTarget, GrantRule, Network
from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.demo.estate.estate import estate
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.text import grouped
from cen_tui.tui.screens.confirm import ConfirmScreen
from cen_tui.tui.screens.grants.details import NOT_READ, RULES, WHAT_X_DOES, DetailsScreen
from cen_tui.tui.screens.operation import OperationScreen
from cen_tui.tui.screens.operation_texts import OPERATION_TEXTS
from cen_tui.tui.widgets.confirmation import DRY_RUN
from cen_tui.tui.widgets.field import Field
from cen_tui.tui.widgets.rules_list import NO_RULES
from cen_tui.wizard.attached import WITHOUT_A_GRANT
from cen_tui.wizard.caution import revoke_caution
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.execution.operation_run import REVOKED_ATTACHED

DIGITS = CEN_OWNER[-4:]
ATTACHED = {"VPC": "prod-data", "VBR": "office-line-2", "CCN": "门店网络"}
"""Networks that are granted and attached to the CEN of the other account."""
REVOKES = ("RevokeInstanceFromCen", "RevokeInstanceFromCbn")
NOTE = "also permits secure rerouting of traffic"


@asynccontextmanager
async def revoking(  # noqa: PLR0913 - each has its default, and all are given by name
    name: str = "prod-data",
    *,
    kind: str = "VPC",
    account: str = "prod-network",
    faults: str = "",
    journal: Journal | None = None,
    size: tuple[int, int] = (80, 24),
    noted: bool = False,
    read_only: bool = False,
    asks: str = "Type the last four digits",
) -> AsyncIterator[Walk]:
    """Open the confirmation of a revoke, by `d` and `x` from the list of networks."""
    region = "cn-shanghai" if kind == "CCN" else "cn-hangzhou"
    presets = Presets(account=account, region=region, type=kind)
    async with walking(
        presets=presets, faults=faults, journal=journal, size=size, read_only=read_only
    ) as walk:
        if noted:
            rule = walk.cloud.world.rules.find(walk.id_of(name), BACKBONE)
            assert rule
            rule.traffic_service = True
        await walk.listed(kind)
        await walk.go_to(walk.id_of(name))
        await walk.press("d")
        await walk.see("since 20")
        await walk.press("x")
        await walk.see(asks)
        yield walk


def has_rule(walk: Walk, name: str = "prod-data") -> bool:
    return walk.cloud.world.rules.find(walk.id_of(name), BACKBONE, CEN_OWNER) is not None


async def nothing_is_revoked(walk: Walk, after: object, says: str = "Type the last four digits") -> None:
    assert isinstance(walk.app.screen, ConfirmScreen), f"another screen after {after!r}"
    assert walk.calls(*REVOKES) == [], f"revoked after {after!r}"
    assert has_rule(walk), f"gone after {after!r}"
    await walk.until(lambda: walk.shows(says), f"{says!r} after {after!r}")


async def afresh(walk: Walk) -> None:
    """Empty the field, as it was at first, with nothing said and the cursor in it."""
    assert isinstance(walk.app.screen, ConfirmScreen)
    field = walk.app.screen.query_one("#digits", Field)
    field.focus()
    await walk.press("end", "ctrl+u")
    walk.app.screen.status.say()
    await walk.gone("Nothing is revoked")
    assert (field.value, field.has_focus) == ("", True)


def everything_is_in_sight(walk: Walk, kind: str, *, note: str = "") -> None:
    """Hold that all of it, the caution's every sentence included, is on the screen with the field."""
    (network_id,) = network_ids(ATTACHED[kind])
    target = CenTarget(BACKBONE, CEN_OWNER)
    network = Network(kind, network_id, "", "", attachments=(Attachment(BACKBONE, CEN_OWNER, ""),))
    words = walk.words()
    for sentence in " ".join(revoke_caution(network, GrantRule(target, note=note)).split()).split(". "):
        assert sentence in words, walk.screen()
    parties = (network_id, BACKBONE, grouped(CEN_OWNER), grouped(NETWORK_OWNER), "prod-network")
    for text in (*parties, "Type the last four digits of the peer account UID", "to revoke:"):
        assert text in words, walk.screen()
    field = walk.app.screen.query_one("#digits", Field)
    assert field.has_focus
    assert walk.app.screen.region.contains_region(field.region)
    assert 0 < field.region.bottom < walk.app.size.height - 1
    assert walk.lines()[field.region.y][field.region.x :].strip() == "____"


@pytest.mark.parametrize(("kind", "noted"), [("VPC", False), ("VBR", False), ("CCN", False), ("CCN", True)])
async def test_of_an_attached_network_all_is_in_sight(kind: str, noted: bool) -> None:  # noqa: FBT001
    async with revoking(ATTACHED[kind], kind=kind, noted=noted) as walk:
        for size in ((80, 24), (120, 40), (80, 24)):
            await walk.resize(*size)
            assert walk.app.screen.size == size
            await walk.until_input_is_taken()
            await walk.until(lambda: walk.app.screen.query_one("#digits", Field).has_focus, "the field")
            everything_is_in_sight(walk, kind, note=NOTE if noted else "")
            assert walk.shows(
                f"still attached to {BACKBONE} of {grouped(CEN_OWNER)}. Ask its owner to detach"
            )
            permits = f"This rule {NOTE}. While traffic uses it, the cloud refuses to revoke it"
            assert walk.shows(permits) if noted else "traffic" not in walk.words()


async def test_anything_but_the_four_digits_revokes_nothing_and_says_so() -> None:
    async with revoking() as walk:
        for typed in ("", "4320", "432", "43211", "1234", CEN_OWNER, CEN_OWNER[:4], "yes"):
            await walk.type(typed)
            await nothing_is_revoked(walk, typed)
            await walk.press("enter")
            await nothing_is_revoked(walk, typed, "Nothing is revoked")
            await afresh(walk)


async def test_no_paste_is_an_answer() -> None:
    texts = (DIGITS, CEN_OWNER, "1960 5210 7788 4321", f"{DIGITS}1", f"{CEN_OWNER}\n{DIGITS}\n", "４３２１")  # noqa: RUF001
    async with revoking() as walk:
        for text in (*texts, f"{DIGITS}\r\n"):
            await walk.until_input_is_taken()
            await walk.paste(text)
            await nothing_is_revoked(walk, text, "What was pasted was dropped")
            await walk.press("enter")
            await nothing_is_revoked(walk, text, "Nothing is revoked")


async def coming_back_doubles_no_fact(walk: Walk) -> None:
    await walk.see("Contains")
    for _ in range(2):
        walk.cloud.received.clear()
        await walk.press("r")
        await walk.until(lambda: bool(walk.calls("DescribeGrantRulesToCen")), "another reading")
        await walk.gone("Reading details")
    assert walk.screen().count("Contains") == 1


async def test_no_other_key_revokes_and_esc_goes_back_to_the_rules() -> None:
    async with revoking() as walk:
        for keys in (
            ("enter", "y", "x", "enter"),
            (*DIGITS, "tab"),
            (*DIGITS, "x"),
            (*DIGITS, "ctrl+s"),
            (*DIGITS, "space"),
            (*DIGITS, "backspace", "enter"),
        ):
            await walk.press(*keys)
            await nothing_is_revoked(walk, keys)
            await afresh(walk)
        await walk.type(DIGITS)
        await walk.press("escape")
        await walk.see(RULES, "since 2025-06-02")
        assert isinstance(walk.app.screen, DetailsScreen)
        assert walk.calls(*REVOKES) == []
        assert has_rule(walk)
        await coming_back_doubles_no_fact(walk)


@pytest.mark.parametrize("kind", ["VPC", "VBR", "CCN"])
async def test_the_four_digits_and_enter_revoke_and_it_is_read_back(kind: str) -> None:
    journal = Journal(None)
    async with revoking(ATTACHED[kind], kind=kind, journal=journal) as walk:
        network_id = walk.id_of(ATTACHED[kind])
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see(f"+ revoked and verified  {network_id}", "Esc goes back.")
        assert not has_rule(walk, ATTACHED[kind])
        (call,) = walk.calls(*REVOKES)
        sent = dict(call.parameters)
        assert BACKBONE in sent.values()
        behind = walk.cloud.received[walk.cloud.received.index(call) + 1 :]
        assert any(one.action.startswith("DescribeGrantRules") for one in behind), "it was not read back"
        await walk.see(REVOKED_ATTACHED.format(cen=BACKBONE, owner=grouped(CEN_OWNER)))
        ((entry,), says) = journal.entries()
        assert says == ()
        assert (entry.intent.kind, entry.intent.network_id) == (OperationKind.REVOKE, network_id)
        assert (entry.intent.uid, entry.intent.target) == (NETWORK_OWNER, CenTarget(BACKBONE, CEN_OWNER))
        assert entry.intent.token == sent.get("ClientToken", "")
        assert bool(entry.intent.token) is (kind != "CCN")
        assert entry.ending
        assert (entry.ending.outcome, entry.ending.request_id) == (Outcome.VERIFIED, call.request_id)
        await walk.press("escape")
        without = WITHOUT_A_GRANT.format(cen=BACKBONE, owner=grouped(CEN_OWNER))
        await walk.see(NO_RULES, without)
        await walk.gone("x Revoke")


async def test_under_way_the_intent_is_written_enter_does_not_repeat_it_and_esc_and_quit_wait() -> None:
    journal = Journal(None)
    written: list[int] = []
    async with revoking(journal=journal) as walk:
        walk.cloud.on_received = lambda call: (
            written.append(len(journal.entries()[0])) if call.action in REVOKES else None
        )
        release = walk.cloud.hold("RevokeInstanceFromCen")
        await walk.type(DIGITS)
        await walk.press("enter", "enter", "enter")
        await walk.until(lambda: bool(walk.calls(*REVOKES)), "the revoke call")
        await walk.press("escape")
        await walk.see(OPERATION_TEXTS[OperationKind.REVOKE].in_progress)
        await walk.press("ctrl+q")
        assert isinstance(walk.app.screen, OperationScreen)
        release.set()
        await walk.see("+ revoked and verified")
        assert walk.app.is_running
        await walk.press("enter", "enter")
        assert written == [1], "the entries there were as each revoke came in"


@pytest.mark.parametrize("kind", ["VPC", "CCN"])
async def test_a_rule_that_is_gone_by_now_is_said_to_be_gone_and_nothing_is_sent(kind: str) -> None:
    journal = Journal(None)
    async with revoking(ATTACHED[kind], kind=kind, journal=journal) as walk:
        rules = walk.cloud.world.rules
        rule = rules.find(walk.id_of(ATTACHED[kind]), BACKBONE)
        assert rule
        rules.remove(rule)
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("= not granted any more")
        assert walk.calls(*REVOKES) == []
        assert journal.entries() == ((), ())


async def test_an_account_that_may_not_is_refused_with_what_to_do() -> None:
    journal = Journal(None)
    async with revoking(account="prod-viewer", journal=journal) as walk:
        assert walk.shows("prod-viewer, RAM user viewer")
        await walk.type(DIGITS)
        await walk.press("enter")
        await walk.see("x refused", "Permission denied", "Ask the account's administrator")
        await walk.see("vpc:RevokeInstanceFromCen")
        assert has_rule(walk)
        (call,) = walk.calls(*REVOKES)
        await walk.see(call.request_id)
        ((entry,), _) = journal.entries()
        assert entry.ending
        assert (entry.ending.outcome, entry.ending.code) == (Outcome.REFUSED, call.code)


async def test_a_dry_run_shows_the_request_and_sends_nothing() -> None:
    async with revoking(read_only=True, asks=DRY_RUN) as walk:
        await walk.see("aliyun vpc RevokeInstanceFromCen", f"--CenId {BACKBONE}")
        await walk.type(DIGITS)
        await walk.press("enter")
        assert isinstance(walk.app.screen, ConfirmScreen)
        assert walk.calls(*REVOKES) == []
        assert has_rule(walk)


async def test_x_is_offered_once_a_rule_is_known_and_says_whom_it_cuts_off() -> None:
    async with walking(presets=Presets(account="prod-network", region="cn-hangzhou")) as walk:
        await walk.listed()
        release = walk.cloud.hold("DescribeVpcAttribute")
        await walk.go_to(walk.id_of("prod-data"))
        await walk.press("d", "x")
        await walk.see(RULES, NOT_READ)
        await walk.gone("x Revoke")
        release.set()
        whom = WHAT_X_DOES.format(cen=BACKBONE, owner="1960 5210 7788 4321")
        await walk.see("since 2025-06-02", whom, "x Revoke")


async def test_a_rule_of_several_is_the_one_under_the_cursor() -> None:
    async with revoking("partner-gateway") as walk:
        first, second = [rule for rule in estate().rules if rule.network_id == walk.id_of("partner-gateway")]
        assert walk.shows(first.cen_id)
        assert walk.shows("Revoking does not detach")
        assert not walk.shows("is attached to this CEN now"), "of a CEN that has not attached it"
        await walk.press("escape")
        await walk.see(second.cen_id)
        await walk.press("down", "x")
        await walk.see("Type the last four digits", second.cen_id, grouped(second.cen_owner))
        await walk.gone(first.cen_id)
