"""The constraints for who installs by hash: they cover what is declared, and name no host."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8")


def pinned() -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", TEXT, re.MULTILINE))


def test_every_dependency_is_pinned_to_a_version_that_fits() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    wanted = {canonicalize_name(each.name): each for each in map(Requirement, declared)}
    found = pinned()
    assert wanted.keys() <= found.keys()
    assert {name for name, each in wanted.items() if found[name] not in each.specifier} == set()


def test_every_version_has_its_hashes_and_no_host_is_named() -> None:
    blocks = re.split(r"^(?=\S)", TEXT, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(pinned())
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in TEXT
    assert "--index" not in TEXT
