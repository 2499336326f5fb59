"""Whom we believe over TLS: the system's certificates, certifi's, and those the environment names."""

import os
import ssl
from pathlib import Path
from typing import Final

import certifi

from cen_tui.cloud.errors import CloudError, ErrorKind
from cen_tui.text import safe

_NAMED_BUNDLES: Final = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


def tls_context() -> ssl.SSLContext:
    """Return a new verifying TLS context. Takes tens of milliseconds: not for an event loop.

    Raises `CloudError` when the environment names a bundle that cannot be read: going on without it
    would end in a refusal that nobody could explain.
    """
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    for variable in _NAMED_BUNDLES:
        if named := os.environ.get(variable):
            _load(context, variable, Path(named))
    return context


def _load(context: ssl.SSLContext, variable: str, bundle: Path) -> None:
    try:
        if bundle.is_dir():
            context.load_verify_locations(capath=bundle)
        else:
            context.load_verify_locations(cafile=bundle)
    except OSError as error:
        raise CloudError(
            "The certificate bundle cannot be read",
            kind=ErrorKind.TRANSPORT,
            happened=f"{variable} names {safe(bundle, limit=120)}, which gave: {safe(error, limit=120)}. "
            "Nothing was sent.",
            advice=f"Correct {variable} or unset it, then start again.",
            lasting=True,
        ) from None
