"""Networks and rules as JSON, CSV and a table: whole, aligned, and harmless in a spreadsheet."""

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cen_tui.cloud.networks.base import CenTarget, Fact, GrantRule, Network, Tag
from cen_tui.i18n import translated
from cen_tui.text import safe
from cen_tui.wizard.listing import (
    csv_text,
    json_array,
    json_lines,
    network_record,
    networks_table,
    rules_table,
)

TEXTS = st.text(max_size=20).map(safe)


def network(name: str = "one", tag: str = "v") -> Network:
    facts = (Fact("Description", name), Fact("Resource group", "rg-1"))
    return Network(
        "VPC", "vpc-1", name, "cn-hangzhou", address="10.0.0.0/8", tags=(Tag("k", tag),), facts=facts
    )


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_cell_begins_a_formula(begin: str) -> None:
    (row,) = csv.DictReader(io.StringIO(csv_text([network_record(network(f"{begin}cmd|' /C calc'!A0"))])))
    assert row["name"] == f"'{begin}cmd|' /C calc'!A0"
    assert row["description"].startswith("'")


@given(TEXTS, TEXTS)
def test_csv_and_json_hold_what_was_listed(name: str, tag: str) -> None:
    record = network_record(network(name, tag))
    (row,) = csv.DictReader(io.StringIO(csv_text([record]), newline=""))
    assert list(row) == list(record)
    assert row["name"].removeprefix("'") == name.removeprefix("'")
    assert row["tags"] == f"k={tag}"
    assert (row["attached"], row["created"], row["resource_group"]) == ("no", "", "rg-1")
    assert json.loads(json_array([record])) == [record]
    assert json.loads(json_lines([record])) == record


def test_what_a_program_reads_is_english_whatever_is_spoken() -> None:
    spoken = replace(network(), obstacle=translated("VPC正忙", "The VPC is busy"))
    record = network_record(spoken)
    assert json.loads(json_lines([record]))["obstacle"] == "The VPC is busy"
    assert json.loads(json_array([record]))[0]["obstacle"] == "The VPC is busy"
    assert "The VPC is busy" in csv_text([record])
    labelled = replace(network(), facts=(Fact(translated("描述", "Description"), "one"),))
    assert network_record(labelled)["description"] == "one"


def test_an_empty_list_is_an_empty_file_that_can_be_read() -> None:
    assert csv_text([]) == ""
    assert json.loads(json_array([])) == []


def test_columns_stand_below_each_other_with_wide_characters_too() -> None:
    table = networks_table([network("生产核心"), network("a")])
    _, first, second = table.splitlines()
    assert first.index("cn-hangzhou") == second.index("cn-hangzhou") - 4
    assert all(line == line.rstrip() for line in table.splitlines())


def test_a_rule_without_date_or_payer_has_dashes() -> None:
    rules = [(network(), GrantRule(CenTarget("cen-1", "1960521077884321")))]
    assert rules_table(rules).splitlines()[1].split() == [
        *("vpc-1", "cn-hangzhou", "cen-1", "1960", "5210", "7788", "4321", "-", "-"),
    ]
