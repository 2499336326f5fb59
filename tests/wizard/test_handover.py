"""The hand-over sheet holds what the CEN's owner needs, of the grants that stand and of no other."""

import re
import shlex
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.cloud.networks.base import CenTarget, GrantRule, Network
from cen_tui.cloud.networks.registry import network_type
from cen_tui.operations.outcome import OperationResult, Outcome
from cen_tui.wizard.handover import NOTHING_TO_HAND_OVER, OUTCOME_WORDS, in_force, sheet

OWN = "1250440012345678"
TARGET = CenTarget("cen-7qthudw0ll6jmc000b", "1960521077884321")
VPC = Network("VPC", "vpc-bp1ujryty39knar8fnn5g", "prod-core", "cn-hangzhou", OWN)
VBR = Network("VBR", "vbr-bp1ujryty39knar8fnn5g", "", "cn-shanghai", OWN)
CCN = Network("CCN", "ccn-4hoxgdml9ad8wlwdnf", "门店网络", "cn-shanghai", OWN)
RULE = GrantRule(TARGET, datetime(2026, 11, 24, 2, 36, tzinfo=UTC))
REFUSAL = CloudError("No", kind=ErrorKind.REFUSED, detail="It was refused.", advice="Ask.")


def result(network: Network, outcome: Outcome = Outcome.VERIFIED) -> OperationResult:
    standing = outcome in {Outcome.VERIFIED, Outcome.ALREADY}
    return OperationResult(
        network, TARGET, outcome, RULE if standing else None, None if standing else REFUSAL
    )


def text_of(*results: OperationResult) -> str:
    return sheet(results, TARGET, OWN)


@pytest.mark.parametrize("network", [VPC, VBR, CCN], ids=lambda network: network.type)
def test_the_sheet_names_both_accounts_the_cen_and_the_network(network: Network) -> None:
    lines = text_of(result(network)).splitlines()
    assert f"CEN ID               {TARGET.cen_id}" in lines
    assert f"CEN owner account    {TARGET.owner_uid}" in lines
    assert f"Network owner        {OWN}" in lines
    assert f"Network type         {network.type}" in lines
    assert f"Network ID           {network.id}" in lines
    assert any(re.match(rf"Region +China \(\w+\), {network.region}$", line) for line in lines)
    assert "Grant                granted and verified" in lines
    assert "Rule created         2026-11-24 02:36 UTC" in lines
    assert (f"Name                 {network.name}" in lines) == bool(network.name)


def test_the_steps_for_the_console_name_the_values_to_enter() -> None:
    text = text_of(result(VPC))
    assert f"In the CEN console of account {TARGET.owner_uid}:" in text
    assert f"Open the CEN {TARGET.cen_id}" in text
    assert f"choose Different Account, and enter {OWN}." in " ".join(text.split())


@pytest.mark.parametrize("network", [VPC, VBR, CCN], ids=lambda network: network.type)
def test_the_command_to_attach_is_on_the_sheet_as_a_shell_takes_it(network: Network) -> None:
    text = text_of(result(network))
    words = network_type(network.type).apis[0].attach_command(network, TARGET)
    command = text[text.index("aliyun cbn") :].split("\n\n")[0].replace("\\\n", "")
    assert tuple(shlex.split(command)) == words
    assert network.owner_uid in words


def test_several_networks_stand_on_one_sheet_each_with_its_command() -> None:
    text = text_of(result(VPC), result(VBR, Outcome.ALREADY), result(CCN))
    for network in (VPC, VBR, CCN):
        assert f"Network ID           {network.id}" in text
        assert f"Id {network.id}" in text
    assert text.count("aliyun cbn CreateTransitRouter") == 2
    assert text.count("aliyun cbn AttachCenChildInstance") == 3
    assert text.count("To attach\n") == 1
    assert "Grant                already granted" in text


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.UNKNOWN])
def test_what_does_not_stand_is_not_handed_over(outcome: Outcome) -> None:
    text = text_of(result(VPC), result(VBR, outcome))
    assert VPC.id in text
    assert VBR.id not in text
    assert text_of(result(VBR, outcome)) == f"{NOTHING_TO_HAND_OVER}\n"


def test_no_grant_at_all_makes_a_sheet_that_says_so() -> None:
    assert text_of() == f"{NOTHING_TO_HAND_OVER}\n"


def test_a_rule_without_a_date_leaves_the_date_out() -> None:
    bare = replace(result(VPC), rule=GrantRule(TARGET))
    assert "Grant                granted and verified\n" in text_of(bare)


def test_ids_are_written_ungrouped_and_lines_are_short_enough_for_a_mail() -> None:
    text = text_of(result(VPC), result(VBR), result(CCN))
    assert "1960 5210" not in text
    assert "1250 4400" not in text
    assert all(len(line) <= 72 for line in text.splitlines())
    assert text.endswith("\n")


def test_every_outcome_has_its_word_and_only_two_stand() -> None:
    assert set(OUTCOME_WORDS) == set(Outcome)
    assert len(set(OUTCOME_WORDS.values())) == len(Outcome)
    assert {outcome for outcome in Outcome if in_force(result(VPC, outcome))} == {
        Outcome.VERIFIED,
        Outcome.ALREADY,
    }
