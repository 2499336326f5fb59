"""Networks and grant rules as records: JSON for other programs, CSV for spreadsheets, a table for people."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from cen_tui.cloud.networks.base import GrantRule, Network
from cen_tui.cloud.regions import region_label
from cen_tui.cloud.status_words import status_word
from cen_tui.i18n import english, pgettext
from cen_tui.terminal.cells import cell_width, padded
from cen_tui.text import grouped
from cen_tui.wizard.attached import ATTACHED_WORDS

FORMAT: Final = 1
"""Version of a record, in every one as `v`; fields are added, never changed, within one."""
Record: TypeAlias = Mapping[str, object]
_GAP: Final = "  "
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What begins a formula in a spreadsheet, which could run a program; the last four are full-width."""


def network_record(network: Network) -> dict[str, object]:
    """Return a network as a record."""
    facts = {english(fact.label): fact.value for fact in network.facts}
    return {
        "v": FORMAT,
        "type": network.type,
        "id": network.id,
        "name": network.name,
        "region": network.region,
        "address": network.address,
        "status": network.status,
        "attached": network.attached,
        "grantable": network.grantable,
        "obstacle": network.obstacle,
        "owner_uid": network.owner_uid,
        "description": facts.get("Description", ""),
        "resource_group": facts.get("Resource group", ""),
        "tags": {tag.key: tag.value for tag in network.tags},
        "created": moment(network.created),
    }


def rule_record(network: Network, rule: GrantRule) -> dict[str, object]:
    """Return a grant rule of a network as a record."""
    return {
        "v": FORMAT,
        "network_type": network.type,
        "network_id": network.id,
        "network_name": network.name,
        "region": network.region,
        "cen_id": rule.target.cen_id,
        "cen_owner_uid": rule.target.owner_uid,
        "created": moment(rule.created),
        "families": [api.value for api in rule.apis],
        "payer": rule.payer,
        "payer_in_force": rule.payer_in_force,
        "note": rule.note,
    }


def json_lines(records: Iterable[Record]) -> str:
    """Return the records, one JSON object a line."""
    return "".join(f"{json.dumps(_in_english(record))}\n" for record in records)


def json_array(records: Iterable[Record]) -> str:
    """Return the records as one JSON array, a record a line."""
    lines = ",\n".join(json.dumps(_in_english(record), ensure_ascii=False) for record in records)
    return f"[\n{lines}\n]\n"


def csv_text(records: Sequence[Record]) -> str:
    """Return the records as CSV (RFC 4180), in which no cell is taken for a formula by a spreadsheet."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    if records:
        writer.writerow(records[0])
    writer.writerows([_csv_cell(value) for value in _in_english(record).values()] for record in records)
    return written.getvalue()


def _in_english(record: Record) -> Record:
    """Return a record as programs read it, whatever language is in use."""
    return {key: english(value) if isinstance(value, str) else value for key, value in record.items()}


def _csv_cell(value: object) -> str:
    if isinstance(value, Mapping):
        text = "; ".join(f"{key}={held}" for key, held in value.items())
    elif isinstance(value, list):
        text = ", ".join(map(str, value))
    elif isinstance(value, bool):
        text = "yes" if value else "no"
    else:
        text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def networks_table(networks: Sequence[Network]) -> str:
    """Return networks as a table for people."""
    rows = [
        (
            network.type,
            network.id,
            network.name or "-",
            region_label(network.region),
            network.address,
            status_word(network.status) or "-",
            ATTACHED_WORDS[network.attached],
        )
        for network in networks
    ]
    return table(
        (
            pgettext("list", "Type"),
            "ID",
            pgettext("list", "Name"),
            pgettext("list", "Region"),
            pgettext("list", "Address"),
            pgettext("list", "Status"),
            pgettext("list", "Attached"),
        ),
        rows,
    )


def rules_table(rules: Sequence[tuple[Network, GrantRule]]) -> str:
    """Return grant rules as a table for people."""
    rows = [
        (
            network.id,
            region_label(network.region),
            rule.target.cen_id,
            grouped(rule.target.owner_uid),
            f"{rule.created:%Y-%m-%d %H:%M}" if rule.created else "-",
            rule.payer or "-",
        )
        for network, rule in rules
    ]
    headings = (
        pgettext("list", "Network"),
        pgettext("list", "Region"),
        pgettext("list", "Peer CEN instance ID"),
        pgettext("list", "Peer account UID"),
        pgettext("list", "Created (UTC)"),
        pgettext("list", "Payer"),
    )
    return table(headings, rows)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows under their headings, in columns as wide as what they hold."""
    lines = [headings, *rows]
    widths = [max(map(cell_width, column)) for column in zip(*lines, strict=True)]
    columns = ([padded(cell, width) for cell, width in zip(line, widths, strict=True)] for line in lines)
    return "".join(f"{_GAP.join(line).rstrip()}\n" for line in columns)


def moment(at: datetime | None) -> str | None:
    """Return a time as a record has it; None where there is none."""
    return at.isoformat(timespec="seconds").replace("+00:00", "Z") if at else None
