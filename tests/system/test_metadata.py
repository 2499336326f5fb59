"""The role of an ECS instance, lent by a metadata service at the address that the real one has."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "support" / "metadata_host.py"


def test_the_role_of_an_instance_signs_in() -> None:
    unshare = shutil.which("unshare")
    alone = [unshare or "unshare", "-rn"]
    tried = subprocess.run([*alone, "true"], check=False, capture_output=True) if unshare else None  # noqa: S603
    if tried is None or tried.returncode:
        pytest.skip("a network of one's own (unshare -rn) cannot be had here")
    environ = {**os.environ, "HTTP_PROXY": "http://192.0.2.1:3128"}  # the metadata service takes no proxy
    ended = subprocess.run(  # noqa: S603 - a script of ours
        [*alone, sys.executable, str(SCRIPT)],
        capture_output=True,
        text=True,
        timeout=80,
        check=False,
        env=environ,
    )
    assert ended.stdout.splitlines()[0] == "role audit (session i-demo) | 60 min", ended.stderr
    assert ended.stdout.splitlines()[1].startswith("This machine lends no role | The metadata service of ECS")
    assert "a role named nobody" in ended.stdout
