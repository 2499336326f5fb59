"""Namespaces of a test's own: disks, networks and users that end with it, as in a container."""

import shutil
import subprocess

_PARTS = {"-rm": "disks", "-rn": "a network"}


def alone(flags: str) -> tuple[str, str]:
    """Return what stands before a command that is to run in a namespace, as `unshare` takes it."""
    return ("unshare", flags)


def missing_namespace(flags: str) -> str:
    """Say why there can be no such namespace, and what to do; empty when there can be one."""
    if shutil.which("unshare") is None:
        return "unshare is missing: install util-linux"
    tried = subprocess.run([*alone(flags), "true"], check=False, capture_output=True)  # noqa: S603 - our words
    what = _PARTS.get(flags, "a user")
    return (
        f"{what} of the test's own (unshare {flags}) cannot be had: run the tests as root, or allow it"
        " (sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0)"
        if tried.returncode
        else ""
    )
