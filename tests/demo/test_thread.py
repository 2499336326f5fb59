import asyncio
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from cen_tui.demo.fault_spec import FaultSpecError
from cen_tui.demo.thread import DemoThread


def ask(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as response:  # noqa: S310 - an address of this machine
            return int(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code


async def test_it_answers_whoever_comes_as_soon_as_it_has_started() -> None:
    thread = DemoThread()
    url = thread.start()
    try:
        assert await asyncio.to_thread(ask, url) == 404
        assert thread.cloud().url == url
        assert len(thread.cloud().received) == 1
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
    assert pending.wait(10) != 0


def test_one_that_never_started_can_be_stopped() -> None:
    DemoThread().stop()


def test_faults_that_cannot_be_read_are_said_at_once() -> None:
    with pytest.raises(FaultSpecError):
        DemoThread("latency=soon")


def test_it_loads_no_http_library_before_it_starts() -> None:
    modules = "cen_tui.demo.thread, cen_tui.demo.fault_spec, cen_tui.demo.estate.accounts"
    script = f"import sys, {modules}; sys.exit('aiohttp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0  # noqa: S603 - as above
