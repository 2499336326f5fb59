"""Codes of keys, signatures, tokens and clocks."""

from types import MappingProxyType
from typing import Final

from cen_tui.cloud.error_table.entry import Entry
from cen_tui.cloud.errors import ErrorKind

EXPIRED_TOKEN: Final = Entry(
    "The temporary sign-in has expired",
    ErrorKind.SIGN_IN,
    "The security token that came with this AccessKey is no longer valid.",
    "Get a fresh set of key ID, secret and token, and save all three to this account.",
)
_CLOCK: Final = Entry(
    "This machine's clock is wrong",
    ErrorKind.SIGN_IN,
    "The cloud takes a request only when its time is right to within 15 minutes.",
    "Set this machine's clock (check its time zone too), then try again.",
    is_about_time=True,
)
_TOKEN_MISMATCH: Final = Entry(
    "The security token does not fit the key",
    ErrorKind.SIGN_IN,
    "The token is damaged, or it was issued with another AccessKey.",
    "Enter key ID, secret and token anew, all three from the same set.",
)
_BAD_SIGNATURE: Final = Entry(
    "The signature was not understood",
    ErrorKind.SIGN_IN,
    "The request's signature arrived incomplete or in a form the cloud does not know.",
    "A proxy on the way may have altered the request: try without it. If that changes nothing, report it.",
)

SIGN_IN: Final = MappingProxyType(
    {
        "InvalidAccessKeyId.NotFound": Entry(
            "The AccessKey ID is not known",
            ErrorKind.SIGN_IN,
            "No AccessKey with this ID exists: mistyped, deleted, or of another site of the cloud.",
            "Check the AccessKey ID of this account. An ID that begins with STS. needs its token too.",
        ),
        "InvalidAccessKeyId.Inactive": Entry(
            "The AccessKey is disabled",
            ErrorKind.SIGN_IN,
            "The AccessKey exists, but somebody has switched it off.",
            "Enable it in the RAM console, or give this account another AccessKey.",
        ),
        "SignatureDoesNotMatch": Entry(
            "The AccessKey secret is wrong",
            ErrorKind.SIGN_IN,
            "The secret does not belong to this AccessKey ID.",
            "Enter the secret again, with no space before or after it.",
        ),
        "IncompleteSignature": _BAD_SIGNATURE,
        "InvalidSignatureMethod": _BAD_SIGNATURE,
        "SignatureNonceUsed": Entry(
            "The request arrived twice",
            ErrorKind.CONFLICT,
            "The cloud has seen this very request before and did not carry it out again.",
            "Try again. If it happens often, something on the way repeats requests.",
            # The first of the two copies may well have done its work.
            leaves_doubt=True,
        ),
        "InvalidTimeStamp.Expired": _CLOCK,
        "InvalidTimeStamp.Format": _CLOCK,
        "IllegalTimestamp": _CLOCK,
        "InvalidSecurityToken.Expired": EXPIRED_TOKEN,
        "SecurityTokenExpired": EXPIRED_TOKEN,
        "InvalidSecurityToken.Malformed": _TOKEN_MISMATCH,
        "InvalidSecurityToken.MismatchWithAccessKey": _TOKEN_MISMATCH,
        "MissingSecurityToken": Entry(
            "The security token is missing",
            ErrorKind.SIGN_IN,
            "A temporary key (its ID begins with STS.) was used without its token.",
            "Edit this account and add the token that came with the key.",
        ),
    }
)
SIGN_IN_FAMILIES: Final = MappingProxyType(
    {
        "InvalidAccessKeyId": Entry(
            "The AccessKey was not accepted",
            ErrorKind.SIGN_IN,
            "The cloud does not accept this AccessKey ID.",
            "Check the AccessKey of this account, or give it another one.",
            quotes=True,
        ),
        "InvalidSecurityToken": _TOKEN_MISMATCH,
        "InvalidTimeStamp": _CLOCK,
    }
)
