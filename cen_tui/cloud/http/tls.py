"""The TLS trust store: the system's CAs, certifi's, and bundles that the environment names.

On macOS and Windows `truststore` uses the system's own: CAs that a company has installed are where OpenSSL
does not look. Elsewhere certifi's are trusted too, for hosts that have none.
"""

import os
import ssl
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from cen_tui.cloud.errors.base import NOTHING_SENT, CloudError, ErrorKind
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.i18n.system_reasons import reason_in_words
from cen_tui.storage.ownership import open_plain
from cen_tui.text import safe

_NAMED_BUNDLES: Final = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
_WITH_OWN_STORE: Final = frozenset({"darwin", "win32"})


def tls_context(platform: str = sys.platform) -> ssl.SSLContext:
    """Return a new verifying TLS context. Takes tens of milliseconds: not for an event loop.

    Raises `CloudError` when the environment names a bundle that cannot be read: without it, connections would
    be refused for no visible reason.
    """
    bundles = named_bundles(os.environ)
    _check_files(bundles)  # OpenSSL reads one of them by itself
    if platform in _WITH_OWN_STORE:
        import truststore

        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    else:
        import certifi

        context = ssl.create_default_context()
        context.load_verify_locations(certifi.where())
    trust(context, bundles)
    return context


def named_bundles(environ: Mapping[str, str]) -> dict[str, Path]:
    """Return the files and folders of certificates that the environment names, by the variable."""
    return {name: Path(environ[name]) for name in _NAMED_BUNDLES if environ.get(name)}


def trust(context: ssl.SSLContext, bundles: Mapping[str, Path]) -> None:
    """Make a context trust these bundles too. Raises `CloudError` for one that cannot be read.

    Python enforces RFC 5280 since 3.13, and refuses a CA without a key identifier, as those of many companies
    are. For bundles that are named explicitly it is not enforced, as before.
    """
    _check_files(bundles)
    for variable, bundle in bundles.items():
        file, folder = (None, bundle) if bundle.is_dir() else (bundle, None)
        try:
            context.load_verify_locations(file, folder)
        except OSError as error:
            raise _unreadable(variable, bundle, error) from None
    if bundles:
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT


def check(bundles: Mapping[str, Path]) -> None:
    """Load these bundles as a call would. Raises `CloudError` for one that cannot be read."""
    trust(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), bundles)


def _check_files(bundles: Mapping[str, Path]) -> None:
    """Refuse a pipe, which OpenSSL would wait for, and a device. Raises `CloudError`."""
    for variable, bundle in bundles.items():
        try:
            if not bundle.is_dir():
                os.close(open_plain(bundle))
        except OSError as error:
            raise _unreadable(variable, bundle, error) from None


def _unreadable(variable: str, bundle: Path, error: OSError) -> CloudError:
    no_certificate = isinstance(error, ssl.SSLError)
    told = (
        _("{variable} names {bundle}, which holds no certificate in PEM.")
        if no_certificate
        else _("{variable} names {bundle}, which gave: {reason}.")
    )
    named = safe(bundle, limit=120)
    detail = told.format(
        variable=variable, bundle=named, reason=reason_in_words(safe(error.strerror, limit=120))
    )
    return CloudError(
        _("The certificate bundle cannot be read"),
        kind=ErrorKind.TRANSPORT,
        detail=sentences(detail, NOTHING_SENT),
        advice=_("Correct {variable} or unset it, then start again.").format(variable=variable),
        permanent=True,
    )
