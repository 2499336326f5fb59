"""Storages as root and as a user without rights: the same ones, each private to its user."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from support import storages_of_user
from support.secret_service import missing_programs

pytestmark = pytest.mark.skipif(bool(missing_programs()), reason=missing_programs() or "all is there")

NOBODY = 65534
WHO = [os.getuid(), NOBODY] if os.getuid() == 0 else [os.getuid()]
"""Root takes on the rights of both; who is no root is that user already."""


@pytest.mark.parametrize("uid", WHO)
def test_every_place_keeps_a_sign_in_and_nobody_else_can_read_it(uid: int) -> None:
    with TemporaryDirectory(prefix="user-") as name:
        folder = Path(name)
        os.chown(folder, uid, -1)
        ended = subprocess.run(  # noqa: S603 - this interpreter, and a script of ours
            [sys.executable, "-I", storages_of_user.__file__, name, str(uid)],
            env={"PATH": os.environ["PATH"], "HOME": name, "PYTHONPATH": ""},
            cwd=name,
            capture_output=True,
            text=True,
            timeout=80,
            check=False,
        )
        assert ended.stderr == ""
        assert ended.stdout.splitlines() == ["private keyring", "encrypted file", "memory"]
        owned = [path for path in folder.rglob("*") if not path.is_socket()]
        assert owned
        assert {path.stat().st_uid for path in owned} == {uid}
        assert not [path for path in owned if path.stat().st_mode & 0o077]
