"""The links of a package that is built in a repository's workflow: its URLs, and those of the README."""

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RepositoryLinks(MetadataHookInterface):
    """Links to the repository that builds; none elsewhere, where it is not known which one that is.

    GitHub Actions names it: https://docs.github.com/en/actions/reference/workflows-and-actions/variables
    """

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the README and the URLs."""
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        server, name = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
        if server and name:
            home = f"{server}/{name}"
            metadata["urls"] = {
                "Homepage": home,
                "Documentation": f"{home}#readme",
                "Changelog": f"{home}/blob/HEAD/CHANGELOG.md",
                "Issues": f"{home}/issues",
                "Security": f"{home}/security/policy",
            }
            text = re.sub(r"(!\[[^\]]*\]\()(?!https:)", rf"\1{home}/raw/v{metadata['version']}/", text)
            text = re.sub(r"(?<!!)(\[[^\]]*\]\()(?!https:)", rf"\1{home}/blob/v{metadata['version']}/", text)
        metadata["readme"] = {"content-type": "text/markdown", "text": text}
