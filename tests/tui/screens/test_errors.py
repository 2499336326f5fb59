"""Every error of the table, shown once on the screen where an operator would meet it."""

import pytest
from support.cen_side import DIGITS, grant, inbox_read, to_attach, to_inbox
from support.demo_networks import BACKBONE
from support.screen_calls import ACCOUNT, CORE, GRANT, REGION, VPCS, ScreenCall
from support.walk import Walk, walking

from cen_tui.cloud.errors.base import ErrorKind, ErrorText
from cen_tui.cloud.errors.codes.access import ACCESS, ACCESS_FAMILIES
from cen_tui.cloud.errors.codes.activation import ACTIVATION, ACTIVATION_FAMILIES
from cen_tui.cloud.errors.codes.attaching import ATTACHING, ATTACHING_FAMILIES
from cen_tui.cloud.errors.codes.attachments import ATTACHMENT_FAMILIES, ATTACHMENTS
from cen_tui.cloud.errors.codes.grants import GRANT_FAMILIES, GRANTS
from cen_tui.cloud.errors.codes.requests import REQUEST_FAMILIES, REQUESTS
from cen_tui.cloud.errors.codes.server import SERVER, SERVER_FAMILIES
from cen_tui.cloud.errors.codes.sign_in import SIGN_IN, SIGN_IN_FAMILIES
from cen_tui.cloud.errors.codes.table import CODES, FAMILIES, entry_for
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.demo.rules import Family

AT_ONCE = CloudOptions(retrying=RetryPolicy(total=0))
SUBJECTS = (
    (ACCOUNT, 400, SIGN_IN, SIGN_IN_FAMILIES),
    (VPCS, 403, ACCESS, ACCESS_FAMILIES),
    (GRANT, 400, ACTIVATION, ACTIVATION_FAMILIES),
    (REGION, 503, SERVER, SERVER_FAMILIES),
    (GRANT, 400, GRANTS, GRANT_FAMILIES),
    (VPCS, 400, REQUESTS, REQUEST_FAMILIES),
)
AT_A_TIME = 8
"""Codes that are met in one sitting, which costs less than a start of the app for each."""


def batches() -> list[tuple[ScreenCall, int, list[str]]]:
    """Return the codes to be met on each screen, and one made-up code of each family."""
    found = []
    for call, status, codes, families in SUBJECTS:
        named = [*codes, *(f"{family}.MadeUp" for family in families)]
        met = [code for code in named if (entry := entry_for(code)) and entry.kind is not ErrorKind.DUPLICATE]
        alone = [code for code in met if (entry := entry_for(code)) and entry.outcome_unknown]
        found += [(call, status, [code]) for code in alone]  # what it leaves open colours what comes after
        met = [code for code in met if code not in alone]
        found += [(call, status, met[at : at + AT_A_TIME]) for at in range(0, len(met), AT_A_TIME)]
    return found


def detail(entry: ErrorText, call: ScreenCall) -> str:
    return entry.detail.format(action=call.action, region="cn-hangzhou")


async def shown(walk: Walk, call: ScreenCall, code: str) -> None:
    """Wait until all about an error is in sight: title, what happened, what to do, code, request ID."""
    entry = entry_for(code)
    assert entry is not None
    texts = [entry.title, f"code {code}"]
    if entry.is_permission:
        action = f"vpc:{call.action}"
        texts += [f"What to do: Ask the account's administrator to allow {action}", f"action {action}"]
    elif entry.outcome_unknown and call is GRANT:
        texts += [detail(entry, call), "What to do: Check the network's grant rules in a minute"]
    else:
        texts += [detail(entry, call), f"What to do: {entry.advice}"]
    if entry.adds_cloud_message:
        texts.append("The cloud says: The request was refused.")
    await walk.see(*texts)
    await walk.see(f"request ID {walk.calls(call.action)[-1].request_id}")


def test_every_code_and_family_of_the_table_is_met_somewhere() -> None:
    met = {code for _, _, codes in batches() for code in codes}
    assert met | {
        "DuplicatedGrantRule",
        *ATTACHING,
        *ATTACHMENTS,
        *(f"{family}.MadeUp" for family in (*ATTACHING_FAMILIES, *ATTACHMENT_FAMILIES)),
    } == {*CODES, *(f"{family}.MadeUp" for family in FAMILIES)}


@pytest.mark.parametrize(
    ("call", "status", "codes"),
    batches(),
    ids=[f"{where.name}-{codes[0]}" for where, _, codes in batches()],
)
async def test_errors_are_reported_in_full_and_one_can_go_on(
    call: ScreenCall, status: int, codes: list[str]
) -> None:
    first, *others = codes
    faults = f"error@{call.action}={first}/{status}"
    async with walking(presets=call.presets, options=AT_ONCE, faults=faults) as walk:
        await call.ask(walk)
        await shown(walk, call, first)
        for code in others:
            walk.cloud.set_faults(f"error@{call.action}={code}/{status}")
            await walk.press(*call.again)
            await shown(walk, call, code)
        walk.cloud.set_faults("")
        await call.retry(walk)
        await walk.gone("What to do:")


async def test_errors_of_attaching_are_reported_in_full_and_one_can_go_on() -> None:
    async with walking(options=AT_ONCE) as walk:
        await walk.see("Enter signs in")
        ccn = grant(walk, "branches")
        await to_inbox(walk)
        for code in (*ATTACHING, *(f"{family}.MadeUp" for family in ATTACHING_FAMILIES)):
            entry = entry_for(code)
            assert entry is not None
            if entry.kind is ErrorKind.DUPLICATE:
                continue
            await to_attach(walk, ccn)
            walk.cloud.set_faults(f"error@AttachCenChildInstance={code}/400")
            await walk.type(DIGITS)
            await walk.press("enter")
            await walk.see(entry.title, entry.detail, f"What to do: {entry.advice}", f"code {code}")
            walk.cloud.set_faults("")
            await walk.press("escape")
            await inbox_read(walk)


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (400, "The cloud refused the request"),
        (404, "The cloud did not find it"),
        (429, "Too many requests"),
        (500, "The cloud had an error"),
    ],
)
async def test_a_code_that_the_table_lacks_is_reported_with_the_clouds_own_message(
    status: int, title: str
) -> None:
    faults = f"error@DescribeVpcs=Brand.New.Code/{status}"
    async with walking(presets=VPCS.presets, options=AT_ONCE, faults=faults) as walk:
        await VPCS.ask(walk)
        await walk.see(
            title, "The cloud says: The request was refused.", "code Brand.New.Code", "What to do:"
        )
        walk.cloud.set_faults("")
        await VPCS.retry(walk)


async def test_a_rule_that_somebody_else_made_meanwhile_is_reported_as_granted_already() -> None:
    faults = "error@GrantInstanceToCen=DuplicatedGrantRule/400"
    async with walking(presets=GRANT.presets, options=AT_ONCE, faults=faults, polling=None) as walk:
        await walk.see("Type the last four digits")
        world = walk.cloud.world
        world.rules.add(Family.VPC, world.networks[CORE], BACKBONE, CEN_OWNER, world.now(), lag=1.5)
        await walk.grant()
        await walk.see(f"= already granted  {CORE}")
