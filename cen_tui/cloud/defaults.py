"""Defaults, and the names of the environment variables of endpoints."""

from typing import Final

USUAL_NAME: Final = "cen-tui"
"""The default name of a role session, which appears in ActionTrail."""
USUAL_SESSION: Final = 3600
"""The seconds that a role's session lasts."""
ENDPOINT_VARIABLE: Final = "CEN_TUI_ENDPOINT"
"""Names the endpoint where `--endpoint` does not."""
STS_VARIABLE: Final = "ALIBABA_CLOUD_STS_ENDPOINT"
"""Names the host of STS, as the CLI and the SDKs have it, with or without `https://`."""
