"""The payer that suits a CEN, as the account of its owner tells."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from support.demo import running_cloud

from cen_tui.cloud.cen.instances import Cen, Router
from cen_tui.cloud.endpoints import parse_endpoint
from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.networks.base import CenTarget, Network, Payer
from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER, accounts
from cen_tui.demo.server import DemoCloud
from cen_tui.session import Session
from cen_tui.vault.account_directory import AccountDirectory
from cen_tui.vault.memory import MemoryVault
from cen_tui.wizard.payer_preset import (
    BASIC,
    FULL,
    NO_SUCH_CEN,
    PRESET,
    TAKES_PAYER,
    Advice,
    advice,
    advice_for,
)

HANGZHOU, SHANGHAI = "cn-hangzhou", "cn-shanghai"
VPC = Network("VPC", "vpc-1", "", HANGZHOU)
CEN = Cen("cen-1", "", CEN_OWNER)
ENTERPRISE = Router("tr-1", HANGZHOU, enterprise=True)
BASIC_ROUTER = Router("tr-2", HANGZHOU, enterprise=False)


def test_a_basic_router_and_the_protection_level_full_take_no_payer() -> None:
    basic, full = BASIC.format(regions=HANGZHOU), FULL
    assert advice(CEN, [BASIC_ROUTER], {HANGZHOU}) == Advice(None, basic, basic)
    assert advice(replace(CEN, protection="FULL"), [], {HANGZHOU}) == Advice(None, full, full)


def test_an_enterprise_router_has_the_cen_owner_preset() -> None:
    told = advice(CEN, [ENTERPRISE, Router("tr-9", "eu-central-1", enterprise=False)], {HANGZHOU})
    assert told == Advice(
        Payer.CEN_OWNER, PRESET.format(regions=HANGZHOU), TAKES_PAYER.format(regions=HANGZHOU)
    )


def test_where_a_region_has_none_or_a_basic_one_nothing_is_preset() -> None:
    assert advice(CEN, [], {HANGZHOU}) is None
    assert advice(CEN, [ENTERPRISE], {HANGZHOU, SHANGHAI}) is None
    mixed = advice(CEN, [ENTERPRISE, Router("tr-3", SHANGHAI, enterprise=False)], {HANGZHOU, SHANGHAI})
    assert mixed is not None
    assert (mixed.payer, mixed.why) == (None, BASIC.format(regions=SHANGHAI))


@pytest.fixture
async def demo() -> AsyncIterator[DemoCloud]:
    async with running_cloud(work_seconds=0) as cloud:
        yield cloud


@pytest.fixture
async def session(demo: DemoCloud) -> AsyncIterator[Session]:
    vault = MemoryVault(accounts())
    options = CloudOptions(endpoint=parse_endpoint(demo.url))
    made = Session(lambda: AccountDirectory(vault), lambda: options)
    yield made
    await made.disconnect()


def target(demo: DemoCloud, cen: str, owner: str = CEN_OWNER) -> CenTarget:
    return CenTarget(demo.estate.cen(cen).id, owner)


async def test_the_saved_account_of_the_owner_is_asked(demo: DemoCloud, session: Session) -> None:
    enterprise = await advice_for(session, NETWORK_OWNER, target(demo, "group-backbone"), [VPC])
    assert enterprise is not None
    assert (enterprise.payer, enterprise.why) == (Payer.CEN_OWNER, PRESET.format(regions=HANGZHOU))
    full = await advice_for(session, NETWORK_OWNER, target(demo, "group-legacy"), [VPC])
    assert full == Advice(None, FULL, FULL)
    assert await advice_for(session, NETWORK_OWNER, target(demo, "海外骨干"), [VPC]) is None


async def test_an_id_that_its_owner_does_not_have_is_said(demo: DemoCloud, session: Session) -> None:
    unknown = CenTarget("cen-000000000000000000", CEN_OWNER)
    says = NO_SUCH_CEN.format(account="group-backbone")
    assert await advice_for(session, NETWORK_OWNER, unknown, [VPC]) == Advice(None, says, says, warns=True)
    assert demo.calls("ListTransitRouters") == []


async def test_nobody_is_asked_where_the_account_is_not_saved_or_there_is_no_choice(
    demo: DemoCloud, session: Session
) -> None:
    stranger = CenTarget("cen-000000000000000000", "1033827160459099")
    assert await advice_for(session, NETWORK_OWNER, stranger, [VPC]) is None
    for kind, region in (("CCN", SHANGHAI), ("VPN", HANGZHOU), ("ECR", "global")):
        network = Network(kind, "x-1", "", region)
        assert await advice_for(session, NETWORK_OWNER, target(demo, "group-backbone"), [network]) is None
    assert demo.received == []


@pytest.mark.parametrize(
    "faults",
    [
        "error@DescribeCens=Forbidden.RAM/403",
        "error@ListTransitRouters=Forbidden.RAM/403",
        "error@GetCallerIdentity=InvalidAccessKeyId.NotFound/404",
    ],
)
async def test_what_fails_is_not_reported(demo: DemoCloud, session: Session, faults: str) -> None:
    demo.set_faults(faults)
    assert await advice_for(session, NETWORK_OWNER, target(demo, "group-backbone"), [VPC]) is None
