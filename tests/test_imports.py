"""What is loaded when: the first frame and `--help` wait for nothing that they do not need."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import cen_tui

PACKAGE = Path(cen_tui.__file__).parent
AT_ONCE = """
import importlib.abc, sys, threading, time

def load(name):
    try:
        importlib.import_module(name)
    except BaseException as error:
        print(threading.current_thread().name, repr(error))

class Meanwhile(importlib.abc.MetaPathFinder):
    begun = None

    def find_spec(self, name, path, target=None):
        if name == "cen_tui.cloud.networks.ccn" and not self.begun:
            self.begun = threading.Thread(target=load, args=("cen_tui.cloud.networks.vpc",), name="other")
            self.begun.start()
            time.sleep(0.3)

sys.meta_path.insert(0, meanwhile := Meanwhile())
load("cen_tui.cloud.networks.registry")
meanwhile.begun.join(60)
"""
CLOUD = ("alibabacloud_vpc20160428", "alibabacloud_cbn20170912", "alibabacloud_smartag20180313")
SDKS = (
    *CLOUD,
    "alibabacloud_sts20150401",
    "alibabacloud_tea_openapi",
    "alibabacloud_credentials",
    "darabonba",
)
NETWORK = ("aiohttp", "requests", "httpx")
KEYRING = ("keyring", "secretstorage", "jeepney", "cryptography")
REPORT = """
import sys
try:
    {code}
finally:
    print("LOADED", *sorted(sys.modules))
"""


def loaded_after(code: str) -> set[str]:
    """Return the top-level packages that a fresh interpreter has loaded after running `code`."""
    return {name.partition(".")[0] for name in modules_after(code)}


def modules_after(code: str) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after running `code`."""
    ended = subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
        [sys.executable, "-c", REPORT.format(code=code)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    (line,) = [line for line in ended.stdout.splitlines() if line.startswith("LOADED ")]
    return set(line.split()[1:])


def test_the_app_loads_no_sdk_no_http_library_and_no_keyring() -> None:
    loaded = loaded_after("import cen_tui.tui.app")
    assert "textual" in loaded
    assert loaded.isdisjoint({*SDKS, *NETWORK, *KEYRING, "hypothesis"})


def test_the_first_screen_loads_none_that_it_may_open_and_nothing_of_an_operation() -> None:
    loaded = modules_after("import cen_tui.cli.commands.wizard, cen_tui.tui.app, cen_tui.tui.screens.account")
    ours = {name.removeprefix("cen_tui.") for name in loaded if name.startswith("cen_tui.")}
    assert {"tui.screens.account", "vault.base", "storage.settings"} <= ours
    screens = {name.rpartition(".")[2] for name in ours if name.startswith("tui.screens.")}
    assert screens.isdisjoint({"account_form", "attach", "cens", "help", "history", "inbox", "storage"})
    assert {name for name in ours if name.startswith("cloud.")} <= {
        "cloud.auth",
        "cloud.auth.principal",
        "cloud.defaults",
        "cloud.errors",
        "cloud.errors.base",
    }
    assert {name for name in ours if name.startswith("operations.")} == set()
    assert ours.isdisjoint(
        {
            "cli.parser",
            "vault.factory",
            "vault.account_directory",
            "vault.store_manager",
            "wizard.recents",
            "wizard.handover",
        }
    )
    assert loaded.isdisjoint({"argparse", "gettext", "http.client", "email.message", "urllib.request"})


@pytest.mark.parametrize(
    ("flag", "also"), [("--version", {"platformdirs", "gettext", "json"}), ("--help", {"ssl"})]
)
def test_asking_for_help_or_version_loads_next_to_nothing(flag: str, also: set[str]) -> None:
    """The help looks for the settings, which may name its language."""
    loaded = loaded_after(f"from cen_tui.cli.main import main; main(['{flag}'])")
    assert loaded.isdisjoint({*SDKS, *NETWORK, *KEYRING, *also, "textual", "rich", "asyncio"})


@pytest.mark.parametrize(
    "module",
    [
        "wizard.draft",
        "session",
        "vault.keyring_vault",
        "vault.encrypted_file",
        "vault.memory",
        "wizard.recents",
        "storage.settings",
        "operations.executor",
        "cli.commands.history",
        "crash",
        "cli.commands.doctor",
    ],
)
def test_the_core_loads_neither_textual_nor_an_sdk(module: str) -> None:
    assert loaded_after(f"import cen_tui.{module}").isdisjoint({*SDKS, *NETWORK, *KEYRING, "textual", "rich"})


def test_the_doctor_loads_neither_textual_nor_an_sdk() -> None:
    loaded = loaded_after("from cen_tui.cli.main import main; main(['doctor', '--json'])")
    assert loaded.isdisjoint({*SDKS, *NETWORK, "textual", "rich"})


def test_the_demo_beside_the_app_is_loaded_without_an_http_library() -> None:
    loaded = loaded_after("import cen_tui.demo.thread, cen_tui.demo.estate.accounts, cen_tui.demo.fault_spec")
    assert loaded.isdisjoint({*SDKS, *NETWORK, "textual"})


def test_a_package_imports_none_of_its_own_modules() -> None:
    """Two threads that import such a package and one of its modules at once get half a module."""
    own = [
        f"{made.relative_to(PACKAGE)}: {node.module}"
        for made in PACKAGE.rglob("__init__.py")
        for node in ast.walk(ast.parse(made.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.level or str(node.module).startswith("cen_tui"))
    ]
    assert own == []


def test_two_threads_that_load_the_network_types_at_once_both_get_them() -> None:
    ended = subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
        [sys.executable, "-c", AT_ONCE], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
