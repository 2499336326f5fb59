import asyncio
import json
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest
from alibabacloud_sts20150401.client import Client
from alibabacloud_tea_openapi.utils_models import Config

from cen_tui.demo.fault_spec import FaultSpecError
from cen_tui.demo.thread import DemoThread


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
    assert await asyncio.wait_for(running.wait(), 60) == 0


async def test_a_wrong_spec_is_said_and_ends_it() -> None:
    running = await process("--faults", "html@Nothing")
    out, err = await asyncio.wait_for(running.communicate(), 60)
    assert (running.returncode, out) == (2, b"")
    assert b"There is no action 'Nothing'" in err


def ask(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=60) as response:  # noqa: S310 - an address of this machine
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


async def test_it_answers_whoever_comes_as_soon_as_it_has_started() -> None:
    thread = DemoThread()
    url = thread.start()
    try:
        assert await asyncio.to_thread(ask, url) == 404
    finally:
        thread.stop()
    with pytest.raises(urllib.error.URLError):
        await asyncio.to_thread(ask, url)


def test_stopping_is_quick_with_a_call_under_way() -> None:
    thread = DemoThread("latency=60000")
    url = thread.start()
    pending = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", f"import urllib.request; urllib.request.urlopen('{url}')"],
        stderr=subprocess.DEVNULL,
    )
    time.sleep(0.3)
    began = time.monotonic()
    thread.stop()
    assert time.monotonic() - began < 20
    assert pending.wait(60) != 0


def test_one_that_never_started_can_be_stopped() -> None:
    DemoThread().stop()


def test_faults_that_cannot_be_read_are_said_at_once() -> None:
    with pytest.raises(FaultSpecError):
        DemoThread("latency=soon")


def test_it_loads_no_http_library_before_it_starts() -> None:
    modules = "cen_tui.demo.thread, cen_tui.demo.fault_spec, cen_tui.demo.estate.accounts"
    script = f"import sys, {modules}; sys.exit('aiohttp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0  # noqa: S603 - as above
