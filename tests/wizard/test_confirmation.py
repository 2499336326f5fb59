"""What is shown before an operation, who is named, and which digits confirm it."""

from dataclasses import FrozenInstanceError

import pytest
from support.wide import full_width

from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.cen.received_grants import Granted
from cen_tui.cloud.cen.vswitches import VSwitch
from cen_tui.cloud.networks.base import (
    Attachment,
    CenTarget,
    GrantApi,
    GrantOptions,
    GrantRule,
    Network,
    Payer,
)
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.outcome import OperationKind
from cen_tui.vault.base import Account
from cen_tui.wizard.caution import attach_caution, caution, change_caution, revoke_caution
from cen_tui.wizard.confirmation import (
    OF_THIS_ACCOUNT,
    Confirmation,
    Line,
    confirm_attach,
    confirm_grant,
    confirm_payer,
    confirm_revoke,
    confirm_revokes,
)
from cen_tui.wizard.confirmation_texts import DIGITS_ALONE, SENTENCES
from cen_tui.wizard.draft import Draft

OWN, OTHER = "1250000000000001", "1890000000004321"
ACCOUNT = Account("prod", uid=OWN, principal="RAM user operator")
ELSEWHERE = "Already attached to another CEN: cen-other of 1890 0000 0000 4321."
TARGET = CenTarget("cen-0123456789abcdef01", OTHER)
VPC = Network("VPC", "vpc-1", "prod-net", "cn-hangzhou", OWN, "10.0.0.0/8")
CCN = Network("CCN", "ccn-1", "", "cn", OWN)
VPN = Network("VPN", "vco-1", "line", "cn-hangzhou", OWN)
RULE = GrantRule(TARGET, apis=(GrantApi.CEN, GrantApi.ROUTER), payer=Payer.CEN_OWNER)
GRANTED = Granted(VPC)
CEN = Cen(TARGET.cen_id, "hub", OTHER)
OPTIONS = AttachOptions(vswitches=(VSwitch("vsw-1", "cn-hangzhou-h"), VSwitch("vsw-2", "cn-hangzhou-i")))
DRAFT = Draft(ACCOUNT, networks=(VPC,), target=TARGET)
GRANT = confirm_grant(DRAFT)
REVOKE = confirm_revoke(DRAFT, VPC, RULE)
PAYER = confirm_payer(DRAFT, VPC, RULE, Payer.NETWORK_OWNER)
ATTACH = confirm_attach(GRANTED, CEN, OPTIONS)
OF_THE_CEN_OWNER = pytest.mark.parametrize(
    "shown", [GRANT, REVOKE, PAYER], ids=lambda shown: shown.kind.value
)
ALL = pytest.mark.parametrize("shown", [GRANT, REVOKE, PAYER, ATTACH], ids=lambda shown: shown.kind.value)


def of_several(*networks: Network, payer: Payer | None = None) -> Confirmation:
    return confirm_grant(DRAFT.with_answers(networks=networks, payer=payer))


def payer_lines(shown: Confirmation) -> list[str]:
    """Return what is said of who pays, and what for."""
    values = [line.value for line in shown.parties]
    return values[[line.label for line in shown.parties].index("Peer account") + 1 :]


@OF_THE_CEN_OWNER
def test_the_cen_owner_is_named_whole_and_asked_for(shown: Confirmation) -> None:
    assert Line("Peer account", "1890 0000 0000 4321", strong=True) in shown.parties
    assert Line("Peer CEN", TARGET.cen_id, strong=True) in shown.parties
    assert "of the peer " in shown.sentences.question
    assert shown.accepts("4321")
    assert not shown.accepts(OWN[-4:])


def test_who_attaches_confirms_with_the_network_owners_digits() -> None:
    assert "the network owner's UID" in ATTACH.sentences.question
    assert ATTACH.accepts(OWN[-4:])
    assert not ATTACH.accepts(OTHER[-4:])


@ALL
@pytest.mark.parametrize(
    "typed", ["", "4", "432", " 4321", "4321 ", "14321", "432l", "\uff14\uff13\uff12\uff11"]
)
def test_nothing_else_confirms(shown: Confirmation, typed: str) -> None:
    assert not shown.accepts(typed)
    assert shown.refusal(typed).startswith(shown.sentences.not_done.rstrip("."))


@ALL
def test_the_right_digits_in_another_form_are_not_called_wrong(shown: Confirmation) -> None:
    digits = shown.uid[-4:]
    for typed in (f" {digits}", f"{digits} ", full_width(digits)):
        assert not shown.accepts(typed)
        assert shown.refusal(typed) == f"{shown.sentences.not_done} {DIGITS_ALONE}"
    assert shown.refusal("0000") == shown.sentences.mismatch


def test_every_kind_has_sentences_of_its_own() -> None:
    assert set(SENTENCES) == set(OperationKind)
    assert len({sentence for each in SENTENCES.values() for sentence in each}) == 4 * len(OperationKind)


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


def test_one_network_is_named_in_full_and_several_have_a_line_each() -> None:
    assert [line.value for line in GRANT.networks] == [
        'vpc-1 · "prod-net"',
        "China (Hangzhou), cn-hangzhou · 10.0.0.0/8",
    ]
    shown = of_several(VPC, CCN)
    assert shown.heading == "Authorize another account's CEN to attach 2 networks"
    assert [line.value for line in shown.networks] == [
        'vpc-1 · "prod-net" · cn-hangzhou',
        "ccn-1 · no name · cn",
    ]


def test_each_network_of_a_mixed_selection_is_granted_through_its_own_api_which_its_line_says() -> None:
    shown = of_several(VPC, CCN, VPN, payer=Payer.NETWORK_OWNER)
    assert [line.value.split(" · ")[1] for line in shown.networks] == ["you pay", "no payer", "you pay"]
    router = GrantOptions(GrantApi.ROUTER, Payer.NETWORK_OWNER)
    assert [each.options for each in shown.operations] == [router, GrantOptions(GrantApi.CEN), router]
    assert payer_lines(shown)[0] == "this account, for VPC, VPN only (PayByResourceOwner)"


def test_a_vpn_connection_changes_nothing_of_the_grant_of_a_vpc() -> None:
    shown = of_several(VPC, VPN)
    assert [each.options for each in shown.operations] == [
        GrantOptions(GrantApi.CEN),
        GrantOptions(GrantApi.ROUTER, Payer.CEN_OWNER),
    ]
    assert payer_lines(shown) == ["the CEN's owner, for VPN only (PayByCenOwner)"]


def test_what_this_account_is_charged_for_is_said_where_it_pays() -> None:
    assert payer_lines(of_several(VPC, payer=Payer.NETWORK_OWNER)) == [
        "this account (PayByResourceOwner)",
        "for connections, by the hour, and traffic",
    ]
    assert payer_lines(of_several(VPC, payer=Payer.CEN_OWNER)) == ["the CEN's owner (PayByCenOwner)"]
    assert payer_lines(GRANT) == []


@pytest.mark.parametrize(
    ("attached", "attachments", "says"),
    [
        (
            True,
            (Attachment("cen-other", OTHER),),
            [ELSEWHERE],
        ),
        (True, (Attachment(TARGET.cen_id, OTHER),), []),
        (True, (), ["Already attached to a CEN."]),
        (False, (), []),
    ],
    ids=["elsewhere", "to this one", "not known where", "not attached"],
)
def test_a_network_that_is_attached_elsewhere_says_so(
    attached: bool,  # noqa: FBT001 - a case of the table
    attachments: tuple[Attachment, ...],
    says: list[str],
) -> None:
    network = Network("VPC", "vpc-1", "", "cn-hangzhou", OWN, attached=attached, attachments=attachments)
    for shown in (of_several(network), of_several(network, CCN)):
        assert [line.value for line in shown.networks if "attached" in line.value.casefold()] == says


def test_a_change_of_payer_names_both() -> None:
    assert Line("Payer", "CEN owner now, network owner from then on") in PAYER.parties


def test_a_rule_is_revoked_through_every_api_that_shows_it() -> None:
    assert [each.options.api for each in REVOKE.operations] == [GrantApi.CEN, GrantApi.ROUTER]


def test_an_attachment_names_router_and_zones() -> None:
    assert Line("Through", "a new Enterprise transit router") in ATTACH.parties
    assert Line("", "in cn-hangzhou-h, cn-hangzhou-i") in ATTACH.parties
    assert Line("Your CEN", f'{CEN.id} · "hub"', strong=True) in ATTACH.parties
    assert Line("Network owner", "1250 0000 0000 0001", strong=True) in ATTACH.parties


@ALL
def test_an_endpoint_that_is_not_the_clouds_own_is_named(shown: Confirmation) -> None:
    named = shown.sent_to("127.0.0.1:8080")
    assert named.parties == (*shown.parties, Line("Sent to", "127.0.0.1:8080", strong=True))
    assert shown.sent_to("") == shown


def test_a_draft_without_account_or_target_confirms_nothing() -> None:
    for incomplete in (Draft(), DRAFT.with_answers(account=None), DRAFT.with_answers(target=None)):
        with pytest.raises(ValueError, match="needs"):
            confirm_grant(incomplete)


def test_several_revokes_name_each_rule_and_are_confirmed_by_the_account_they_have_in_common() -> None:
    shown = confirm_revokes(DRAFT, [(VPC, RULE), (CCN, GrantRule(TARGET))])
    assert (shown.heading, shown.uid) == ("Revoke 2 grant rules", OTHER)
    assert [line.value.partition(" · ")[0] for line in shown.networks] == [
        "vpc-1",
        TARGET.cen_id,
        "ccn-1",
        TARGET.cen_id,
    ]
    assert Line("Peer account", "1890 0000 0000 4321", strong=True) in shown.parties
    assert [(one.network.id, one.options.api) for one in shown.operations] == [
        ("vpc-1", GrantApi.CEN),
        ("vpc-1", GrantApi.ROUTER),
        ("ccn-1", GrantApi.CEN),
    ]
    assert shown.sentences == SENTENCES[OperationKind.REVOKE]


def test_revokes_for_several_accounts_name_each_and_are_confirmed_by_the_own_account() -> None:
    third = CenTarget("cen-0000000000000000ff", "1777000000001111")
    shown = confirm_revokes(DRAFT, [(VPC, RULE), (VPC, GrantRule(third))])
    assert (shown.uid, shown.sentences) == (OWN, OF_THIS_ACCOUNT)
    accounts = [line.value for line in shown.networks if line.label == "Peer account"]
    assert accounts == ["1890 0000 0000 4321", "1777 0000 0000 1111"]
    assert shown.accepts(OWN[-4:])
    assert not shown.accepts(OTHER[-4:])
    with pytest.raises(ValueError, match="needs a rule"):
        confirm_revokes(DRAFT, [])
