"""What is shown before an operation, who is named, and which digits confirm it."""

from dataclasses import FrozenInstanceError

import pytest

from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.cen.received_grants import Granted
from cen_tui.cloud.cen.vswitches import VSwitch
from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantRule, Network, Payer
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.vault.base import Account
from cen_tui.wizard.caution import attach_caution, caution, revoke_caution
from cen_tui.wizard.confirmation import (
    Confirmation,
    Line,
    confirm_attach,
    confirm_grant,
    confirm_payer,
    confirm_revoke,
)
from cen_tui.wizard.payer import change_caution

OWN, OTHER = "1250000000000001", "1890000000004321"
ACCOUNT = Account("prod", uid=OWN, who="RAM user operator")
TARGET = CenTarget("cen-0123456789abcdef01", OTHER)
VPC = Network("VPC", "vpc-1", "prod-net", "cn-hangzhou", OWN, "10.0.0.0/8")
CCN = Network("CCN", "ccn-1", "", "cn", OWN)
RULE = GrantRule(TARGET, families=(GrantApi.ROUTER,), payer=Payer.CEN_OWNER)
GRANTED = Granted(VPC)
CEN = Cen(TARGET.cen_id, "hub", OTHER)
OPTIONS = AttachOptions(vswitches=(VSwitch("vsw-1", "cn-hangzhou-h"), VSwitch("vsw-2", "cn-hangzhou-i")))
GRANT = confirm_grant(ACCOUNT, (VPC,), TARGET, None)
REVOKE = confirm_revoke(ACCOUNT, VPC, RULE)
PAYER = confirm_payer(ACCOUNT, VPC, RULE, Payer.NETWORK_OWNER)
ATTACH = confirm_attach(GRANTED, CEN, OPTIONS)
OF_THE_CEN_OWNER = pytest.mark.parametrize("shown", [GRANT, REVOKE, PAYER], ids=lambda shown: shown.verb)
ALL = pytest.mark.parametrize("shown", [GRANT, REVOKE, PAYER, ATTACH], ids=lambda shown: shown.verb)


@OF_THE_CEN_OWNER
def test_the_cen_owner_is_named_whole_and_asked_for(shown: Confirmation) -> None:
    assert Line("of account", "1890 0000 0000 4321", strong=True) in shown.parties
    assert [line.value for line in shown.parties if line.label.endswith("CEN")] == [TARGET.cen_id]
    assert shown.question == f"Type the last four digits of the CEN owner's account ID to {shown.verb}:"
    assert shown.accepts("4321")
    assert not shown.accepts(OWN[-4:])


def test_who_attaches_confirms_with_the_network_owners_digits() -> None:
    assert ATTACH.question == "Type the last four digits of the network owner's account ID to attach:"
    assert ATTACH.accepts(OWN[-4:])
    assert not ATTACH.accepts(OTHER[-4:])


@ALL
@pytest.mark.parametrize(
    "typed", ["", "4", "432", " 4321", "4321 ", "14321", "432l", "\uff14\uff13\uff12\uff11"]
)
def test_nothing_else_confirms(shown: Confirmation, typed: str) -> None:
    assert not shown.accepts(typed)
    assert shown.refusal(typed).startswith(shown.undone)


def test_an_account_id_that_is_not_known_is_confirmed_by_nothing() -> None:
    unknown = confirm_attach(Granted(Network("VPC", "vpc-1", "", "cn-hangzhou")), CEN, OPTIONS)
    assert not unknown.accepts("")


@ALL
def test_what_is_confirmed_cannot_change_afterwards(shown: Confirmation) -> None:
    with pytest.raises(FrozenInstanceError):
        shown.uid = OWN  # type: ignore[misc]  # that it fails is what is tested


def test_each_says_its_own_caution() -> None:
    assert GRANT.caution == caution(1)
    assert REVOKE.caution == revoke_caution(VPC, RULE)
    assert PAYER.caution == change_caution(Payer.NETWORK_OWNER)
    assert ATTACH.caution == attach_caution(GRANTED, OPTIONS)


def test_a_grant_names_every_network_and_whom_a_payer_does_not_concern() -> None:
    shown = confirm_grant(ACCOUNT, (VPC, CCN), TARGET, Payer.NETWORK_OWNER)
    assert shown.heading == "Grant two networks to another CEN"
    assert [line.value for line in shown.networks if line.strong] == ['vpc-1 · "prod-net"', "ccn-1 · no name"]
    assert shown.networks[1].value.endswith("cn-hangzhou · 10.0.0.0/8")
    (pays,) = [line.value for line in shown.parties if line.label == "payer"]
    assert pays == "you, on a transit router (PayByResourceOwner); not for the CCN"
    assert [line for line in GRANT.parties if line.label == "payer"] == []


def test_a_change_of_payer_names_both() -> None:
    assert Line("payer", "from CEN owner to network owner") in PAYER.parties


def test_an_attachment_names_router_and_zones() -> None:
    assert Line("through", "a new Enterprise transit router") in ATTACH.parties
    assert Line("", "in cn-hangzhou-h, cn-hangzhou-i") in ATTACH.parties
    assert Line("to CEN", f'{CEN.id} · "hub"', strong=True) in ATTACH.parties


def test_an_endpoint_that_is_not_the_clouds_own_is_named_on_all() -> None:
    every = (
        confirm_grant(ACCOUNT, (VPC,), TARGET, None, "127.0.0.1:8080"),
        confirm_revoke(ACCOUNT, VPC, RULE, "127.0.0.1:8080"),
        confirm_payer(ACCOUNT, VPC, RULE, Payer.CEN_OWNER, "127.0.0.1:8080"),
        confirm_attach(GRANTED, CEN, OPTIONS, "127.0.0.1:8080"),
    )
    assert all(shown.parties[-1] == Line("sent to", "127.0.0.1:8080", strong=True) for shown in every)
    assert all("sent to" not in [line.label for line in each.parties] for each in (GRANT, REVOKE, ATTACH))
