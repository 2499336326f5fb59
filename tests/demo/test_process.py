import asyncio
import json
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from alibabacloud_sts20150401.client import Client
from alibabacloud_tea_openapi.utils_models import Config


async def process(*arguments: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "cen_tui.demo", *arguments, stdout=PIPE, stderr=PIPE
    )


async def words(running: Process) -> list[str]:
    assert running.stdout is not None
    return (await running.stdout.readline()).decode().split()


async def test_it_serves_says_where_and_logs_what_it_was_asked(tmp_path: Path) -> None:
    log = tmp_path / "calls.jsonl"
    running = await process("--port", "0", "--log", str(log))
    (word, url) = await words(running)
    accounts = [await words(running) for _ in range(4)]
    assert word == "endpoint"
    assert [(each[0], each[1]) for each in accounts] == [
        ("account", "prod-network"),
        ("account", "prod-viewer"),
        ("account", "group-backbone"),
        ("account", "spare-key"),
    ]
    _, _, uid, key_id, secret = accounts[0]
    endpoint = url.removeprefix("http://")
    config = Config(
        access_key_id=key_id, access_key_secret=secret, endpoint=endpoint, protocol="http", region_id="x"
    )
    assert (await Client(config).get_caller_identity_async()).body.account_id == uid
    (line,) = log.read_text(encoding="utf-8").splitlines()
    assert (json.loads(line)["action"], json.loads(line)["status"]) == ("GetCallerIdentity", 200)
    assert secret not in line
    running.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(running.wait(), 10) == 0


async def test_a_wrong_spec_is_said_and_ends_it() -> None:
    running = await process("--faults", "html@Nothing")
    out, err = await asyncio.wait_for(running.communicate(), 20)
    assert (running.returncode, out) == (2, b"")
    assert b"There is no action 'Nothing'" in err
