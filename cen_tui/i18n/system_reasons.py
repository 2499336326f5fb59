"""What the operating system and OpenSSL give as the reason of a failure, which they say in English alone."""

from types import MappingProxyType
from typing import Final

from cen_tui.i18n import english
from cen_tui.i18n import gettext as _

_REASONS: Final = MappingProxyType(
    {
        english(reason): reason
        for reason in (
            _("Permission denied"),
            _("Operation not permitted"),
            _("No such file or directory"),
            _("File exists"),
            _("Not a directory"),
            _("Is a directory"),
            _("Directory not empty"),
            _("File name too long"),
            _("Too many levels of symbolic links"),
            _("No space left on device"),
            _("Disk quota exceeded"),
            _("File too large"),
            _("Read-only file system"),
            _("Input/output error"),
            _("Too many open files"),
            _("Device or resource busy"),
            _("Stale file handle"),
            _("No locks available"),
            _("Operation not supported"),
            _("Function not implemented"),
            _("Invalid argument"),
            _("Exec format error"),
            _("Text file busy"),
            _("Cannot allocate memory"),
            _("Resource temporarily unavailable"),
            _("Broken pipe"),
            _("Bad file descriptor"),
            _("Connection refused"),
            _("Connection reset by peer"),
            _("Address already in use"),
            _("Cannot assign requested address"),
            _("self-signed certificate"),
            _("self-signed certificate in certificate chain"),
            _("unable to get local issuer certificate"),
            _("unable to get issuer certificate"),
            _("certificate has expired"),
            _("certificate is not yet valid"),
        )
    }
)


def reason_in_words(said: str) -> str:
    """Return a reason in the language in use; one that is not known, as it was given."""
    return _REASONS.get(said, said)
