"""What a release is made by: the workflows, and the script that they and a maintainer run."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import cen_tui

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / ".ci" / "release"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a folder with what the script reads and writes."""
    (tmp_path / "cen_tui").mkdir()
    shutil.copy(ROOT / "cen_tui" / "__init__.py", tmp_path / "cen_tui")
    (tmp_path / "CHANGELOG.md").write_text(
        "# Changelog\n\n## [Unreleased]\n\n- Fly.\n\n## [0.0.1] - 2026-01-01\n\n- Walk.\n"
    )
    return tmp_path


def release(folder: Path, *words: str) -> tuple[int, str]:
    environ = {**os.environ, "CEN_TUI_ROOT": str(folder)}
    ended = subprocess.run([SCRIPT, *words], env=environ, check=False, capture_output=True, text=True)  # noqa: S603
    return ended.returncode, ended.stdout + ended.stderr


def test_a_tag_fits_only_the_version_with_a_dated_section(copy: Path) -> None:
    code, says = release(copy, "check", f"v{cen_tui.__version__}")
    assert (code, "no dated section" in says) == (1, True)
    assert release(copy, "prepare", "9.8.7")[0] == 0
    assert release(copy, "check", "v9.8.7") == (0, "")
    assert release(copy, "check", "v9.8.6") == (1, "the tag is v9.8.6, and the version is 9.8.7\n")
    assert release(copy, "notes", "9.8.7") == (0, "\n- Fly.\n\n")
    text = (copy / "CHANGELOG.md").read_text()
    assert re.search(
        r"^## \[Unreleased\]\n\n## \[9\.8\.7\] - \d{4}-\d{2}-\d{2}\n\n- Fly\.$", text, re.MULTILINE
    )


def test_what_is_no_version_changes_nothing(copy: Path) -> None:
    before = (copy / "CHANGELOG.md").read_text()
    assert release(copy, "prepare", "v1")[0] == 1
    assert (copy / "CHANGELOG.md").read_text() == before


def test_every_action_is_pinned_and_no_workflow_has_permissions_of_its_own() -> None:
    assert len(WORKFLOWS) == 3
    for workflow in WORKFLOWS:
        text = workflow.read_text(encoding="utf-8")
        used = re.findall(r"uses: (.+)", text)
        assert [each for each in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", each)] == []
        assert "\npermissions: {}\n" in text


def test_the_scripts_that_workflows_run_are_there() -> None:
    texts = "\n".join(workflow.read_text(encoding="utf-8") for workflow in WORKFLOWS)
    scripts = set(re.findall(r"\.ci/[a-z]+(?![a-z.])", texts))
    assert {".ci/run", ".ci/release", ".ci/offline"} <= scripts
    assert [each for each in scripts if not os.access(ROOT / each, os.X_OK)] == []
