"""Every test has its own home and no access to the developer's keyring, files or credentials."""

import gc
import os
from collections.abc import AsyncIterator, Generator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from cen_tui import i18n

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud
    from cen_tui.demo.server import DemoCloud

# What a machine is busy with decides how long an example takes.
settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")

# Hundreds of applications in one process leave much to look through, and little that is garbage each time.
gc.set_threshold(100_000, 20, 20)

# Tests speak English on a terminal of UTF-8, whatever the developer's own locale is, unless they are told.
for _name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
    os.environ.pop(_name, None)
os.environ["LANG"] = "C.UTF-8"
i18n.use(os.environ.get("CEN_TUI_TESTS_LANGUAGE", i18n.ENGLISH))  # before what they test is imported

_SCRUBBED = ("ALIBABA_CLOUD_", "ALIBABACLOUD_", "ALICLOUD_", "CEN_TUI_", "TEXTUAL")
_ALSO_SCRUBBED = (
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    "DBUS_SESSION_BUS_ADDRESS",
    "DEBUG",
    "TMUX",
    "NO_COLOR",
)
_KEPT = ("CEN_TUI_NO_SKIP", "CEN_TUI_TESTS_LANGUAGE")


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point every place that the tool may read or write at an empty folder of this test."""
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(_SCRUBBED) and name not in _KEPT:
            monkeypatch.delenv(name)
    for name in _ALSO_SCRUBBED:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("HOME", str(home))
    for name, folder in (("CONFIG", "config"), ("DATA", "data"), ("STATE", "state"), ("CACHE", "cache")):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / folder))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    return home


@pytest.fixture
async def demo() -> "AsyncIterator[DemoCloud]":
    """Run an embedded cloud that works at once."""
    from support.demo import running_cloud  # here, as most tests do without the SDK

    async with running_cloud(work_seconds=0) as running:
        yield running


@pytest.fixture
async def cloud(demo: "DemoCloud") -> "AsyncIterator[Cloud]":
    """Return a client of the embedded cloud, which signs as the networks' owner and tries nothing again."""
    from support.reach import reach

    async with reach(demo) as client:
        yield client


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int | None:
    """Run two workers a processor: they wait half their time, for clocks, services and terminals."""
    if os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS"):
        return None
    mine = getattr(os, "sched_getaffinity", None)
    return 2 * (len(mine(0)) if mine else os.cpu_count() or 1)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let nothing skip where the run promised to have installed every part."""
    report = yield
    if os.environ.get("CEN_TUI_NO_SKIP") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and no part may be missing here: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the tables that tests have made, also when they ran in other processes.

    A test has the property `rows` where several make one table: its title, its heading, and its rows.
    """
    tables: dict[tuple[str, str], list[str]] = {}
    reports = [report for each in terminalreporter.stats.values() for report in each]
    for report in sorted(reports, key=lambda report: getattr(report, "nodeid", "")):
        for name, value in getattr(report, "user_properties", ()):
            if name == "table" and report.when == "call":
                terminalreporter.write_line(f"\n{value}\n")
            if name == "rows" and report.when == "call":
                title, heading, *rows = value
                tables.setdefault((title, heading), []).extend(rows)
    for (title, heading), rows in tables.items():
        wrong = sum(not row.endswith(("agree", "whole")) for row in rows)
        lines = (f"\n{title}\n", heading, *rows, f"\n{len(rows)} cells, {wrong} of them wrong\n")
        terminalreporter.write_line("\n".join(lines))
