"""What must not be misread in Chinese: whose account is whose, outcomes, the sheet and the request.

Each Chinese text has its translation back into English beside it.
"""

import json
from typing import Any

import pytest
from support.catalogue import kept, messages, strings
from support.chinese import printed_in_chinese

from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.networks.base import Payer
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.wizard.cen_owner.request import RequestDetails, request_presets, request_text
from cen_tui.wizard.confirmation_texts import SENTENCES
from cen_tui.wizard.paste import read_message

SAYS = """
import json
from cen_tui.cloud.networks.base import *
from cen_tui.operations.outcome import *
from cen_tui.vault.base import Account
from cen_tui.wizard.confirmation import *
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.handover import outcome_words, sheet
from cen_tui.terminal.cells import cell_width
from cen_tui.tui.widgets.confirmation import labelled

TARGET = CenTarget("cen-0123456789abcdef01", "1890000000004321")
VPC = Network("VPC", "vpc-1", "prod", "cn-hangzhou", "1250000000000001", "10.0.0.0/8", attached=False)
DRAFT = Draft(Account("prod", uid="1250000000000001", principal="root"), networks=(VPC,), target=TARGET)
grant = confirm_grant(DRAFT)
said = {"grant": [[each.label, each.value] for each in grant.parties]}
said["columns"] = [
    cell_width(str(labelled(lines)).partition(lines[0].value)[0]) for lines in (grant.networks, grant.parties)
]
said["outcomes"] = {k: {o: outcome_words(k, o) for o in Outcome} for k in OperationKind}
said["sheet"] = sheet([OperationResult(VPC, TARGET, Outcome.VERIFIED)], TARGET, "1250000000000001")
print(json.dumps(said))
"""
ASKS = """
import json
from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.networks.base import Payer
from cen_tui.wizard.cen_owner.request import RequestDetails, request_text
cen = Cen("cen-0123456789abcdef01", "1250 0000 0000 0009", "1890000000004321")
full = RequestDetails(("vpc-bp1aaaa", "vpc-bp1bbbb"), "cn-hangzhou", Payer.NETWORK_OWNER)
one = RequestDetails(("vbr-bp1aaaa",), "cn-hangzhou", Payer.CEN_OWNER)
print(json.dumps([request_text(cen, each) for each in (full, one, RequestDetails())]))
"""
CEN = Cen("cen-0123456789abcdef01", "1250 0000 0000 0009", "1890000000004321")
WANTED = (
    RequestDetails(("vpc-bp1aaaa", "vpc-bp1bbbb"), "cn-hangzhou", Payer.NETWORK_OWNER),
    RequestDetails(("vbr-bp1aaaa",), "cn-hangzhou", Payer.CEN_OWNER),
    RequestDetails(),
)
READS = """
import json, sys
from cen_tui.wizard.cen_owner.request import request_presets
texts = json.loads(%r)
print(json.dumps([repr(request_presets(text)) for text in texts]))
"""


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    spoken: dict[str, Any] = json.loads(printed_in_chinese(SAYS))
    return spoken


def test_a_grant_names_the_other_account_and_its_cen(said: dict[str, Any]) -> None:
    assert said["grant"] == [
        # the account that owns the network instance; the other side's CEN; the other side's account UID
        ["网络实例所属账号", "1250 0000 0000 0001 · prod，root"],
        ["对方云企业网", "cen-0123456789abcdef01"],
        ["对方账号UID", "1890 0000 0000 4321"],
    ]


def test_the_networks_of_a_confirmation_stand_in_one_column_with_the_rest(said: dict[str, Any]) -> None:
    assert said["columns"] == [17, 17]


def test_two_operations_are_never_worded_alike() -> None:
    """In a question, in what was not done, or in an outcome that something was done."""
    chinese = {(one.context, strings(one)[0][0]): strings(one)[1][0] for one in messages(kept())}
    for place in range(len(SENTENCES[OperationKind.GRANT])):
        told = [chinese[None, SENTENCES[kind][place]] for kind in OperationKind]
        assert len(set(told)) == len(told), told


def test_outcomes_of_two_operations_are_never_worded_alike(said: dict[str, Any]) -> None:
    outcomes = said["outcomes"]
    for outcome in (Outcome.VERIFIED, Outcome.ALREADY):
        told = [outcomes[kind][outcome] for kind in OperationKind]
        assert len(set(told)) == len(told), told


def test_the_sheet_is_in_the_language_that_is_spoken_with_its_values_in_one_column(
    said: dict[str, Any],
) -> None:
    text = said["sheet"]
    # granted to your CEN instance: the network instances / CEN instance ID / account that owns the CEN
    # instance / account that owns the network instance / … / granted and verified
    assert text.splitlines()[:9] == [
        "已授权给您的云企业网实例的网络实例",
        "",
        "云企业网实例ID       cen-0123456789abcdef01",
        "云企业网实例所属账号 1890000000004321",
        "网络实例所属账号     1250000000000001",
        "",
        "网络实例类型         VPC",
        "网络实例ID           vpc-1",
        "名称                 prod",
    ]
    assert "授权                 已授权并核实" in text
    assert max(len(line.encode("gb18030")) for line in text.splitlines()) <= 72, "two cells a character"


@pytest.fixture(scope="module")
def requests() -> list[str]:
    texts: list[str] = json.loads(printed_in_chinese(ASKS))
    return texts


def test_a_request_in_chinese_presets_the_same_in_an_english_wizard(requests: list[str]) -> None:
    for text, wanted in zip(requests, WANTED, strict=True):
        assert "请允许我们的云企业网实例加载您的网络实例。" in text
        assert request_presets(text) == request_presets(request_text(CEN, wanted))
        assert read_message(text) == read_message(request_text(CEN, wanted))


def test_without_the_command_its_lines_alone_preset_the_same(requests: list[str]) -> None:
    """A messenger may drop the end, or who reads it the command."""
    for text, wanted in zip(requests, WANTED, strict=True):
        lines = text.partition("在控制台中")[0]
        cut = request_text(CEN, wanted).partition("In the console")[0]
        found, same = request_presets(lines), request_presets(cut)
        assert found is not None
        assert found == same


def test_a_request_in_english_presets_the_same_in_a_chinese_wizard() -> None:
    texts = [request_text(CEN, wanted) for wanted in WANTED]
    read = json.loads(printed_in_chinese(READS % json.dumps(texts)))
    assert read == [repr(request_presets(text)) for text in texts]


def test_what_contradicts_itself_across_the_languages_is_not_used(requests: list[str]) -> None:
    found = request_presets(f"{requests[0]}\nRegion    cn-beijing\n")
    assert found is not None
    presets, refused = found
    assert presets.region == ""
    assert any("cn-beijing" in each for each in refused)
