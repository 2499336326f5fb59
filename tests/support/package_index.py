"""How pip gets at the package index from here, and how it tells that it cannot."""

import os
from typing import Final

_SETTINGS: Final = ("pip_", "ssl_cert_", "requests_ca_bundle")

WAY_THERE: Final = {
    name: value
    for name, value in os.environ.items()  # as it was before a test was given its own environment
    if name.lower().startswith(_SETTINGS) or name.lower().endswith("_proxy")
}
"""The environment variables that pip needs on this machine."""

_SIGN: Final = "(from versions: none)"


def not_reached(output: str) -> str:
    """Say that pip was offered no version at all of something; empty when it failed for another reason."""
    written = "".join(output.split())  # a terminal breaks lines within words
    return (
        "pip reaches no package index from here: connect, or name one in PIP_INDEX_URL"
        if "".join(_SIGN.split()) in written
        else ""
    )
