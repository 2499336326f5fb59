"""What is stored in English, and shown in the language in use then."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.catalogue import kept, messages, strings

from cen_tui.i18n import english
from cen_tui.i18n.stored_texts import translate_stored

RETELLS = """
import json, sys
from cen_tui import i18n
i18n.use("zh-CN")
from cen_tui.i18n.stored_texts import translate_stored
json.dump([translate_stored(text) for text in json.load(sys.stdin)], sys.stdout)
"""
REFUSED = """
import asyncio, sys
from pathlib import Path
from cen_tui import i18n
i18n.use("zh-CN")
from support.sample_operations import ACCOUNT, VPC
from support.demo import running_cloud
from support.reach import network_id, reach, target
from cen_tui.operations.executor import run_journaled
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind
from cen_tui.wizard.history import about, json_lines

async def main(path):
    journal = Journal(path)
    async with running_cloud() as demo, reach(demo) as cloud:
        demo.set_faults("error@GrantInstanceToCen=InvalidVpc.NotFound/404")
        result = await run_journaled(
            OperationKind.GRANT, journal=journal, cloud=cloud, account=ACCOUNT, network=VPC,
            target=target(demo), progress=lambda _: None,
        )
    print(result.error.title, result.error.detail)
    entries, _ = journal.entries()
    print(next(fact.value for fact in about(entries[0]) if "cn-hangzhou" in fact.value and not fact.label))
    print(json_lines(entries))

asyncio.run(main(Path(sys.argv[1])))
"""


STORED = (
    "cen_tui/cloud/converters.py",
    "cen_tui/cloud/errors/",
    "cen_tui/cloud/http/",
    "cen_tui/operations/attach",
    "cen_tui/operations/detach.py",
    "cen_tui/operations/executor.py",
    "cen_tui/operations/route_changes.py",
    "cen_tui/operations/rule_changes.py",
    "cen_tui/operations/unknown_outcome.py",
)
"""Where the errors stand that are stored with an operation."""


def chinese(*texts: str) -> list[str]:
    """Return texts as a process tells them that speaks Chinese."""
    ended = subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
        [sys.executable, "-c", RETELLS],
        input=json.dumps(texts),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    told: list[str] = json.loads(ended.stdout)
    return told


def test_in_english_a_text_is_what_it_is() -> None:
    assert translate_stored("The VPC is busy") == "The VPC is busy"
    assert english("The VPC is busy") == "The VPC is busy"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("The VPC is busy", "VPC正忙"),
        ("Nothing was sent.", "未发送任何请求。"),
        (
            "This account has no such network in cn-hangzhou. Nothing was sent.",
            "这个账号在cn-hangzhou中没有该网络实例。未发送任何请求。",
        ),
        (
            "The RAM user bob may not do vpc:GrantInstanceToCen: no session policy allows it.",
            "RAM用户bob没有vpc:GrantInstanceToCen权限：没有会话的权限策略允许它。",
        ),
        ("Words of another program. Nothing was sent.", "Words of another program.未发送任何请求。"),
        ("Nothing of it. Is known. Here.", "Nothing of it. Is known. Here."),
        (
            "The AccessKey secret is wrong. Enter the secret again, with no space before or after it.",
            "AccessKey Secret不正确。请重新输入Secret，前后不要有空格。",
        ),
        ("", ""),
    ],
)
def test_in_chinese_it_is_reported_as_far_as_it_is_known(stored: str, shown: str) -> None:
    assert chinese(stored) == [shown]


def test_every_text_that_may_be_stored_is_known_again() -> None:
    errors = [
        strings(message)
        for message in messages(kept())
        if isinstance(message.id, str) and any(place.startswith(STORED) for place, _line in message.locations)
    ]
    values: dict[str, object] = {
        "region": "cn-hangzhou",
        "action": "GrantInstanceToCen",
        "permission": "vpc:X",
        "name": "bob",
    }
    values |= {"who": "root", "policy": "one", "host": "vpc.aliyuncs.com", "proxy": "proxy.example:3128"}
    values |= {
        "why": "Odd",
        "state": "Attaching",
        "payer": "PayByCenOwner",
        "route_table": "vtb-1",
    }
    values |= {"zone": "cn-hangzhou-h", "code": "Odd", "message": "Odd", "status": "502", "minutes": 5}
    values |= {"total": 4, "count": 3, "attempt": 2, "hours": 1, "what": "Odd"}
    values |= {"variable": "HTTPS_PROXY", "bundle": "/x", "reason": "Odd", "seconds": 2}
    shown = values | {"state": "加载中"}  # the console's word for it
    ours = [(one[0].format(**values), other[0].format(**shown)) for one, other in errors]
    told = chinese(*(one for one, _other in ours))
    unknown = [one for (one, other), now in zip(ours, told, strict=True) if now != other]
    assert unknown == []


def test_the_journal_is_english_and_the_history_chinese(tmp_path: Path) -> None:
    path = tmp_path / "state" / "journal.jsonl"
    ended = subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
        [sys.executable, "-c", REFUSED, str(path)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    assert ended.returncode == 0, ended.stderr
    told, shown, stored = ended.stdout.splitlines()[:3]
    assert told == "网络实例不存在 这个账号在cn-hangzhou中没有该网络实例。"
    assert shown == "网络实例不存在：这个账号在cn-hangzhou中没有该网络实例。"
    assert json.loads(stored)["reason"] == (
        "The network is not there: This account has no such network in cn-hangzhou."
    )
    assert path.read_text(encoding="utf-8").isascii()
