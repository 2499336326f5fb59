"""The role of an ECS instance, lent by a metadata service at the address that the real one has."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.namespaces import alone, missing_namespace

ABSENT = missing_namespace("-rn")
SCRIPT = Path(__file__).parents[1] / "support" / "metadata_host.py"


@pytest.mark.skipif(bool(ABSENT), reason=ABSENT or "there can be one")
def test_the_role_of_an_instance_signs_in() -> None:
    environ = {**os.environ, "HTTP_PROXY": "http://192.0.2.1:3128"}  # the metadata service takes no proxy
    ended = subprocess.run(  # noqa: S603 - a script of ours
        [*alone("-rn"), sys.executable, str(SCRIPT)],
        capture_output=True,
        text=True,
        timeout=80,
        check=False,
        env=environ,
    )
    assert ended.stdout.splitlines()[0] == "role audit (session i-demo) | 60 min", ended.stderr
    assert ended.stdout.splitlines()[1].startswith(
        "This machine has no RAM role | The metadata service of ECS"
    )
    assert "a role named nobody" in ended.stdout
