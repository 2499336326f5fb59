"""What a role's session is where nobody said otherwise."""

from typing import Final

USUAL_NAME: Final = "cen-tui"
"""Its name: it stands in the cloud's audit trail."""
USUAL_SESSION: Final = 3600
"""The seconds that it lasts."""
