"""Status values of the API: shown in the console's words, stored and written out as they came."""

import json
import re
from typing import Any

import pytest
from support.catalogue import kept, messages, strings
from support.chinese import printed_in_chinese

from cen_tui.cloud.networks.base import Network
from cen_tui.cloud.status_words import status_word
from cen_tui.tui.widgets.tables.network_rows import row_of

VALUES = {
    "Available": "可用",
    "Pending": "配置中",
    "active": "正常",
    "unconfirmed": "等待确认",
    "ACTIVE": "正常",
    "ASSOCIATING": "资源绑定中",
    "Attached": "已加载",
    "Attaching": "加载中",
    "Detaching": "卸载中",
    "attached": "已绑定",
    "ike_sa_not_established": "第一阶段协商失败",
    "Odd": "Odd",
    "": "",
}
SAYS = """
import json
from dataclasses import replace
from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.cen.received_grants import Granted
from cen_tui.cloud.cen.route_tables import AttachmentRoutes, TableUse
from cen_tui.cloud.networks.base import Attachment, Network
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import english
from cen_tui.tui.widgets.tables.network_rows import row_of
from cen_tui.wizard.cen_owner.attachment_facts import attachment_facts
from cen_tui.wizard.cen_owner.inbox import Inbox, InboxRow
from cen_tui.wizard.facts import facts_text, in_a_line, main_facts
from cen_tui.wizard.listing import csv_text, json_array, json_lines, network_record, networks_table

VPC = Network("VPC", "vpc-1", "prod", "cn-hangzhou", "1250000000000001", "10.0.0.0/8", "Available")
held = replace(VPC, attachments=(Attachment("cen-1", "1890000000004321", "Detaching"),))
odd = replace(VPC, status="Odd")
row = InboxRow(VPC, Granted(VPC), CenAttachment(VPC, "Attaching", id="tr-attach-1", router_id="tr-1"))
routes = AttachmentRoutes("vtb-1", (TableUse("vtb-1", "Associating"),), (TableUse("vtb-1", "Active"),))
record = network_record(VPC)
ecr = replace(VPC, type="ECR", id="ecr-1", region="global")
print(json.dumps({
    "words": {value: status_word(value) for value in json.loads(VALUES)},
    "values": {value: english(status_word(value)) for value in json.loads(VALUES)},
    "facts": facts_text(main_facts(held)),
    "line": in_a_line(VPC),
    "table": networks_table([VPC, odd]),
    "cells": row_of(VPC).cells,
    "search_text": row_of(VPC).search_text,
    "attachment": facts_text(attachment_facts(Inbox(Cen("cen-1", "hub", "1")), row, routes)),
    "of no region": [networks_table([ecr]), facts_text(main_facts(ecr)), in_a_line(ecr)],
    "written of no region": json_lines([network_record(ecr)]),
    "written": [json_lines([record]), json_array([record]), csv_text([record])],
}))
"""
NOT_TRANSLATED = re.compile(r"\{\w+\}|（\w+）")
"""Placeholders; and a value that is named beside its word, for who reads the answer of a command."""


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    spoken: dict[str, Any] = json.loads(
        printed_in_chinese(f"VALUES = {json.dumps(json.dumps(VALUES))}\n{SAYS}")
    )
    return spoken


def test_in_chinese_a_value_is_shown_in_the_consoles_word_and_an_unknown_one_as_it_came(
    said: dict[str, Any],
) -> None:
    assert said["words"] == VALUES
    assert said["values"] == {value: value for value in VALUES}


@pytest.mark.parametrize("value", VALUES)
def test_in_english_a_value_is_shown_as_it_came(value: str) -> None:
    assert status_word(value) == value


def test_lists_facts_and_tables_show_the_word(said: dict[str, Any]) -> None:
    assert "可用" in said["cells"]
    assert "可用" in said["facts"]
    assert "（卸载中）" in said["facts"]
    assert "可用" in said["line"]
    assert "可用" in said["table"]
    assert "Odd" in said["table"]
    for word in ("加载中", "关联中", "可用"):
        assert word in said["attachment"]
    assert not any("Available" in said[place] for place in ("cells", "facts", "line", "table"))


def test_a_filter_finds_either(said: dict[str, Any]) -> None:
    assert "可用" in said["search_text"]
    assert "available" in said["search_text"]


def test_in_english_a_filter_looks_through_what_it_looked_through() -> None:
    network = Network("VPC", "vpc-1", "prod", "cn-hangzhou", address="10.0.0.0/8", status="Available")
    assert row_of(network).search_text == "vpc-1 prod 10.0.0.0/8 available no available"


def test_what_is_written_out_has_the_value(said: dict[str, Any]) -> None:
    for written in said["written"]:
        assert "Available" in written
        assert "可用" not in written


def test_what_belongs_to_no_region_is_shown_so_in_chinese_and_written_as_global(said: dict[str, Any]) -> None:
    for shown in said["of no region"]:
        assert "全局" in shown
        assert "global" not in shown
    assert json.loads(said["written of no region"])["region"] == "global"


def test_no_sentence_in_chinese_names_a_value_in_the_place_of_its_word() -> None:
    values = [strings(one)[0][0] for one in messages(kept()) if one.context == "status"]
    named = re.compile(rf"\b(?:{'|'.join(values)})\b", re.ASCII)
    told = [form for one in messages(kept()) if one.context != "status" for form in strings(one)[1]]
    assert [form for form in told if named.search(NOT_TRANSLATED.sub("", form))] == []
