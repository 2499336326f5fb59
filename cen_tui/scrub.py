"""Takes out of the process's environment what would let a secret out of it."""

from collections.abc import MutableMapping
from typing import Final

_LEAKS: Final = (
    "TEXTUAL_LOG",  # Textual writes every key and every field's value there, the secret's too
    "TEXTUAL_DEBUG",  # every key goes into a file keys.log where the program was started
    "TEXTUAL",  # with `devtools` in it the same goes to whoever listens on a port
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",  # child processes, tmux's for one, would be given these two
    "ALIBABA_CLOUD_SECURITY_TOKEN",
)


def scrub(environ: MutableMapping[str, str]) -> dict[str, str]:
    """Remove what leaks from `environ`, and return it as it was.

    Comes before Textual and the SDKs are imported: both read these variables then.
    """
    before = dict(environ)
    for name in _LEAKS:
        environ.pop(name, None)
    if "sdk" in environ.get("DEBUG", "").lower():
        del environ["DEBUG"]  # the SDKs print every header, the session's token among them
    return before
