"""Removes from the process's environment what would disclose a secret, or act in the user's place."""

from collections.abc import MutableMapping
from typing import Final

_LEAKS: Final = (
    "SSLKEYLOGFILE",  # the keys of every TLS connection would be written there
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",  # child processes, tmux's for one, would be given these two
    "ALIBABA_CLOUD_SECURITY_TOKEN",
)
_TEXTUAL: Final = "TEXTUAL"
"""Begins the names of what Textual reads: it would press keys, write the screen and all that is typed into
files or to whoever listens on a port, and load any module as its driver."""


def scrub(environ: MutableMapping[str, str]) -> dict[str, str]:
    """Remove what leaks from `environ`, and return it as it was.

    Comes before Textual and the SDKs are imported: both read these variables then.
    """
    before = dict(environ)
    for name in (*_LEAKS, *(each for each in environ if each.startswith(_TEXTUAL))):
        environ.pop(name, None)
    if "sdk" in environ.get("DEBUG", "").lower():
        del environ["DEBUG"]  # the SDKs print every header, the session's token among them
    return before
