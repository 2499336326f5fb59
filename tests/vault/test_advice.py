import pytest

from cen_tui.vault.advice import System, advice, commands, this_system
from cen_tui.vault.base import ServiceState

UNUSABLE = [state for state in ServiceState if state is not ServiceState.UNLOCKED]


@pytest.mark.parametrize(
    ("fields", "system"),
    [
        ({"ID": "debian"}, System.DEBIAN),
        ({"ID": "ubuntu", "ID_LIKE": "debian"}, System.DEBIAN),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, System.DEBIAN),
        ({"ID": "rhel", "ID_LIKE": "fedora"}, System.REDHAT),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, System.REDHAT),
        ({"ID": "alinux", "ID_LIKE": "rhel fedora centos anolis"}, System.REDHAT),
        ({"ID": "alpine"}, System.ALPINE),
        ({"ID": "void"}, System.LINUX),
        ({}, System.LINUX),
    ],
)
def test_a_linux_is_known_by_its_family(fields: dict[str, str], system: System) -> None:
    assert this_system("linux", fields) is system


def test_other_platforms_are_known_by_their_name() -> None:
    assert (this_system("darwin"), this_system("win32")) == (System.MACOS, System.WINDOWS)
    assert this_system() in System


@pytest.mark.parametrize("system", list(System))
def test_each_system_has_commands_that_give_no_secret_away(system: System) -> None:
    text = commands(system)
    assert all(len(line) <= 110 for line in text.splitlines())
    for harmful in ("pkill", "killall", "echo PW", 'echo "" |', "export $(dbus-launch)"):
        assert harmful not in text
    for state in UNUSABLE:
        assert advice(state, system).endswith(".")


def test_the_commands_are_those_of_the_system() -> None:
    assert "apt-get install" in commands(System.DEBIAN)
    assert "dnf install" in commands(System.REDHAT)
    assert "apk add" in commands(System.ALPINE)
    assert "security unlock-keychain" in commands(System.MACOS)
    assert "never over SSH" in commands(System.WINDOWS)
    assert "apt-get install" in advice(ServiceState.NO_SERVICE, System.DEBIAN)
