"""What must not be misread in Chinese: cautions, confirmations, the sheet and the request.

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
from dataclasses import replace
from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.cen.instances import Cen, Router
from cen_tui.cloud.cen.received_grants import Granted
from cen_tui.cloud.cen.route_tables import AttachmentRoutes
from cen_tui.cloud.networks.base import *
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.outcome import *
from cen_tui.vault.base import Account
from cen_tui.wizard.confirmation import *
from cen_tui.wizard.draft import Draft
from cen_tui.wizard.handover import outcome_words, sheet

TARGET = CenTarget("cen-0123456789abcdef01", "1890000000004321")
RULE = GrantRule(TARGET, apis=(GrantApi.ROUTER,), payer=Payer.CEN_OWNER, payer_in_force=Payer.CEN_OWNER)
HERE = Attachment(TARGET.cen_id, TARGET.owner_uid)
VPC = Network("VPC", "vpc-1", "prod", "cn-hangzhou", "1250000000000001", "10.0.0.0/8", attached=False)
DRAFT = Draft(Account("prod", uid="1250000000000001", who="root"), networks=(VPC,), target=TARGET)
CEN = Cen(TARGET.cen_id, "hub", TARGET.owner_uid)
HELD = CenAttachment(VPC, "Attached", id="tr-attach-1", router_id="tr-1")
ROUTES = AttachmentRoutes("vtb-1")
two = (VPC, replace(VPC, id="vpc-2"))
confirmations = {
    "grant": confirm_grant(DRAFT),
    "grant of two": confirm_grant(replace(DRAFT, networks=two)),
    "revoke": confirm_revoke(DRAFT, VPC, RULE),
    "revoke of attached": confirm_revoke(DRAFT, replace(VPC, attached=True, attachments=(HERE,)), RULE),
    "revoke of unknown": confirm_revoke(DRAFT, replace(VPC, attached=None), RULE),
    "revoke of two": confirm_revokes(DRAFT, [(replace(VPC, attached=None), RULE), (VPC, RULE)]),
    "payer": confirm_payer(DRAFT, VPC, RULE, Payer.NETWORK_OWNER),
    "attach": confirm_attach(Granted(VPC), CEN, AttachOptions(Router("tr-1", "cn-hangzhou", True))),
    "detach": confirm_detach(HELD, CEN),
    "routes": confirm_routes(HELD, CEN, ROUTES),
    "attachment payer": confirm_attachment_payer(HELD, CEN, Payer.CEN_OWNER),
}
said = {
    name: [one.heading, one.sentences.question, one.caution, [[x.label, x.value] for x in one.parties]]
    for name, one in confirmations.items()
}
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


CAUTIONS = {
    # The other account will be able to attach this network instance to its CEN instance, and to access the
    # resources in it. / Alibaba Cloud does not check whether this CEN instance exists, or whether it belongs
    # to that account. If one single digit is wrong, this network instance is opened to a stranger: before you
    # continue, check these two. / Revoking the grant afterwards does not detach a network instance that is
    # already attached.
    "grant": (
        "对方账号将可以把这个网络实例加载到其云企业网实例，并访问其中的资源。\n"
        "阿里云不会检查这个云企业网实例是否存在、是否属于该账号。只要有一位数字填错，这个网络实例就会向陌生人开放："
        "继续之前，请核对这两项。\n"
        "之后撤销授权，不会卸载已经加载的网络实例。"
    ),
    # The same of "these 2 network instances".
    "grant of two": (
        "对方账号将可以把这2个网络实例加载到其云企业网实例，并访问其中的资源。\n"
        "阿里云不会检查这个云企业网实例是否存在、是否属于该账号。只要有一位数字填错，这些网络实例就会向陌生人开放："
        "继续之前，请核对这两项。\n"
        "之后撤销授权，不会卸载已经加载的网络实例。"
    ),
    # After the grant is revoked, the CEN instance's owner can no longer attach this network instance. /
    # Revoking the grant does not detach: what is attached stays attached and reachable, until the CEN
    # instance's owner detaches it in their account. / The CEN instance's owner receives no notice. To grant
    # again, all steps must be repeated.
    "revoke": (
        "撤销授权后，云企业网实例所属方不能再加载这个网络实例。\n"
        "撤销授权不会卸载：已经加载的会一直保持加载、仍可访问，直到云企业网实例所属方在其账号中将它卸载。\n"
        "云企业网实例所属方不会收到通知。如需重新授权，必须重做所有步骤。"
    ),
    # (middle) Revoking the grant does not detach: it is attached to cen-… (owned by account …) at present.
    # Please have the owner of that CEN instance detach it first: after the grant is revoked, a detached
    # network instance cannot be attached again; and with an Enterprise transit router, the cloud refuses the
    # revoke before it is detached.
    "revoke of attached": (
        "撤销授权后，云企业网实例所属方不能再加载这个网络实例。\n"
        "撤销授权不会卸载：它目前仍加载在cen-0123456789abcdef01（所属账号1890 0000 0000 4321）。"
        "请先让该云企业网实例的所属方将它卸载：授权撤销后，卸载了的网络实例不能再次加载；"
        "而且对于企业版转发路由器，卸载之前云端会拒绝撤销授权。\n"
        "云企业网实例所属方不会收到通知。如需重新授权，必须重做所有步骤。"
    ),
    # (middle) Whether it is attached to this CEN instance could not be read. Revoking the grant does not
    # detach: …
    "revoke of unknown": (
        "撤销授权后，云企业网实例所属方不能再加载这个网络实例。\n"
        "无法读取它是否已加载到这个云企业网实例。"
        "撤销授权不会卸载：已经加载的会一直保持加载、仍可访问，直到云企业网实例所属方在其账号中将它卸载。\n"
        "云企业网实例所属方不会收到通知。如需重新授权，必须重做所有步骤。"
    ),
    # After the grants are revoked, the owners of these CEN instances can no longer attach these network
    # instances. / Revoking the grant does not detach: as shown above, of 2 there is 1 whose network instance
    # is still attached, or may be. Please have the owners of these CEN instances detach first: after the
    # grant is revoked it cannot be attached again. / The owners receive no notice. To grant again, …
    "revoke of two": (
        "撤销授权后，这些云企业网实例的所属方不能再加载这些网络实例。\n"
        "撤销授权不会卸载：如上所示，2条中有1条的网络实例目前仍加载着，或可能仍加载着。"
        "请先让这些云企业网实例的所属方卸载：授权撤销后不能再次加载。\n"
        "各所属方不会收到通知。如需重新授权，必须重做所有步骤。"
    ),
    # From then on this account (PayByResourceOwner) bears the transit router's connection fee (by the hour)
    # and traffic fee. / Within an hour of the connection being made, or of the last change, the cloud refuses
    # a change. / While the network instance is attached, each account has one step to take: the CEN
    # instance's owner has to change the payer of the connection too. Until then, the previous payer pays.
    "payer": (
        "此后由本账号（PayByResourceOwner）承担转发路由器的连接费（按小时计）和流量费。\n"
        "连接建立或上次更改后的一小时内，云端拒绝更改。\n"
        "网络实例处于加载状态时，双方账号各有一步操作：云企业网实例所属方还须更改连接的资费承担方。"
        "在此之前，仍由原资费承担方付费。"
    ),
    # After attaching, the resources in your CEN instance and those in this network instance can reach each
    # other, within what routes and security groups allow. Please make sure that it is the network instance
    # that you asked for, and that its addresses do not overlap with yours. / Until it is detached, the
    # Enterprise transit router bills this connection by the hour, and takes traffic fees. Payer: not named;
    # usually the account that owns the CEN instance. / Attaching sets no routes: once it is attached, press f
    # to set them.
    "attach": (
        "加载后，您的云企业网实例中的资源与这个网络实例中的资源可以互相访问，以路由和安全组允许的范围为限。"
        "请确认它就是您所申请的网络实例，且其地址与您的地址不重叠。\n"
        "在卸载之前，企业版转发路由器对该连接按小时计费，并收取流量费。"
        "资费承担方：未指定；通常为云企业网实例所属账号。\n"
        "加载不会设置路由：加载完成后，按f设置。"
    ),
    # After detaching, the resources in your CEN instance and those in this network instance can no longer
    # reach each other through this CEN instance. Business that uses this connection now will be interrupted.
    # / Its associated forwarding with a route table, its route learning, and other settings in the transit
    # router that depend on this connection, are deleted together with it. This connection is no longer
    # billed. / The grant is kept: it can be attached again until the network instance's owner revokes it.
    "detach": (
        "卸载后，您的云企业网实例中的资源与这个网络实例中的资源不能再通过这个云企业网实例互相访问。"
        "正在使用该连接的业务会中断。\n"
        "它与路由表的关联转发、路由学习，以及转发路由器中依赖该连接的其他配置，会一并删除。该连接不再计费。\n"
        "授权仍然保留：在网络实例所属方撤销授权之前，可以再次加载。"
    ),
    # Associated forwarding: traffic from this network instance is forwarded by the transit router by the
    # routes in its system route table. / Route learning: the system route table learns the routes of this
    # network instance, so every connection associated with that table can send traffic to it. / With both
    # set, this network instance and the others on that table can reach each other, within what security
    # groups allow. Please make sure that its addresses do not overlap with theirs.
    "routes": (
        "关联转发：来自这个网络实例的流量，由转发路由器按其系统路由表中的路由转发。\n"
        "路由学习：系统路由表学习这个网络实例的路由，因此与该路由表关联转发的每个连接都可以向它发送流量。\n"
        "两者都设置后，这个网络实例与该路由表上的其他网络实例可以互相访问，以安全组允许的范围为限。"
        "请确认其地址与它们的地址不重叠。"
    ),
    # From then on this account (PayByCenOwner) bears this connection's fee (by the hour) and traffic fee. /
    # The grant rule has this payer already; this step makes it effective. Within an hour of …, the cloud
    # refuses a change.
    "attachment payer": (
        "此后由本账号（PayByCenOwner）承担该连接的费用（按小时计）和流量费。\n"
        "授权规则中已经是这个资费承担方；这一步使其生效。连接建立或上次更改后的一小时内，云端拒绝更改。"
    ),
}
ASKED = {
    # Authorize another account's CEN instance to attach 1 network instance.
    # Enter the last four digits of the other account's UID to grant:
    "grant": ("授权另一个账号的云企业网实例加载1个网络实例", "输入对方账号UID的后四位以授权："),
    # Revoke one grant rule. Enter the last four digits of the other account's UID to revoke the grant:
    "revoke": ("撤销一条授权规则", "输入对方账号UID的后四位以撤销授权："),
    # Change the payer of the transit router connection in the grant. … to change the payer:
    "payer": ("更改授权中转发路由器连接的资费承担方", "输入对方账号UID的后四位以更改资费承担方："),
    # Attach one network instance to your CEN instance. Enter the last four digits of the UID of the account
    # that owns the network instance to attach:
    "attach": ("将一个网络实例加载到您的云企业网实例", "输入网络实例所属账号UID的后四位以加载："),
    # Detach one network instance from your CEN instance. … to detach:
    "detach": ("将一个网络实例从您的云企业网实例卸载", "输入网络实例所属账号UID的后四位以卸载："),
    # Set the routes of one connection. … to set routes:
    "routes": ("设置一个连接的路由", "输入网络实例所属账号UID的后四位以设置路由："),
    # Change the payer of one connection. … to change the payer:
    "attachment payer": (
        "更改一个连接的资费承担方",
        "输入网络实例所属账号UID的后四位以更改资费承担方：",
    ),
}


@pytest.mark.parametrize("operation", CAUTIONS)
def test_a_caution_says_it_in_chinese(operation: str, said: dict[str, Any]) -> None:
    assert said[operation][2] == CAUTIONS[operation]


@pytest.mark.parametrize("operation", ASKED)
def test_a_confirmation_says_what_is_done_and_whose_digits_are_asked_for(
    operation: str, said: dict[str, Any]
) -> None:
    assert tuple(said[operation][:2]) == ASKED[operation]


def test_a_grant_names_the_other_account_and_its_cen(said: dict[str, Any]) -> None:
    assert said["grant"][3] == [
        # the account that owns the network instance; the other side's CEN; the other side's account UID
        ["网络实例所属账号", "1250 0000 0000 0001 · prod，root"],
        ["对方云企业网", "cen-0123456789abcdef01"],
        ["对方账号UID", "1890 0000 0000 4321"],
    ]


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
