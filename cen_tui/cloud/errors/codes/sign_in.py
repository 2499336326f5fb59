"""Codes of keys, signatures, tokens and clocks."""

from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors.base import ErrorKind, ErrorText
from cen_tui.i18n import gettext as _

EXPIRED_TOKEN: Final = ErrorText(
    _("The temporary credentials have expired"),
    ErrorKind.SIGN_IN,
    _("The security token that came with this AccessKey is no longer valid."),
    _("Get a fresh set of key ID, secret and token, and save all three to this account."),
)
_CLOCK: Final = ErrorText(
    _("This machine's clock is wrong"),
    ErrorKind.SIGN_IN,
    _("The cloud takes a request only when its time is right to within 15 minutes."),
    _("Set this machine's clock (check its time zone too), then try again."),
    is_about_time=True,
)
_TOKEN_MISMATCH: Final = ErrorText(
    _("The security token does not fit the key"),
    ErrorKind.SIGN_IN,
    _("The token is damaged, or it was issued with another AccessKey."),
    _("Enter key ID, secret and token anew, all three from the same set."),
)
_ROLE_ARN: Final = ErrorText(
    _("The role's ARN is not right"),
    ErrorKind.SIGN_IN,
    _("STS does not take the ARN of the role."),
    _("A role's ARN looks like acs:ram::1250000000000001:role/netops."),
)
_BAD_SIGNATURE: Final = ErrorText(
    _("The signature was not understood"),
    ErrorKind.SIGN_IN,
    _("The request's signature arrived incomplete or in a form the cloud does not know."),
    _("A proxy on the way may have altered the request: try without it. If that changes nothing, report it."),
)

SIGN_IN: Final = MappingProxyType(
    {
        "InvalidAccessKeyId.NotFound": ErrorText(
            _("The AccessKey ID is not known"),
            ErrorKind.SIGN_IN,
            _("No AccessKey with this ID exists: mistyped, deleted, or of another site of the cloud."),
            _("Check the AccessKey ID of this account. An ID that begins with STS. needs its token too."),
        ),
        "InvalidAccessKeyId.Inactive": ErrorText(
            _("The AccessKey is disabled"),
            ErrorKind.SIGN_IN,
            _("The AccessKey exists, but somebody has switched it off."),
            _("Enable it in the RAM console, or give this account another AccessKey."),
        ),
        "SignatureDoesNotMatch": ErrorText(
            _("The AccessKey secret is wrong"),
            ErrorKind.SIGN_IN,
            _("The secret does not belong to this AccessKey ID."),
            _("Enter the secret again, with no space before or after it."),
        ),
        "IncompleteSignature": _BAD_SIGNATURE,
        "InvalidSignatureMethod": _BAD_SIGNATURE,
        "SignatureNonceUsed": ErrorText(
            _("The request arrived twice"),
            ErrorKind.CONFLICT,
            _("The cloud has seen this very request before and did not carry it out again."),
            _("Try again. If it happens often, a proxy in between repeats requests."),
            # The first of the two copies may well have done its work.
            outcome_unknown=True,
        ),
        "IllegalTimestamp": _CLOCK,
        "InvalidSecurityToken.Expired": EXPIRED_TOKEN,
        "SecurityTokenExpired": EXPIRED_TOKEN,
        "EntityNotExist.Role": ErrorText(
            _("There is no such role"),
            ErrorKind.SIGN_IN,
            _("No role with this ARN exists."),
            _("Check the role's ARN: the account ID and the name, letter by letter."),
        ),
        "InvalidParameter.RoleArn": _ROLE_ARN,
        "InvalidParameter.RoleSessionName": ErrorText(
            _("The session name is not right"),
            ErrorKind.SIGN_IN,
            _("STS does not take the session name."),
            _("Use 2 to 64 letters, digits and the signs . @ - _ only."),
        ),
        "InvalidParameter.DurationSeconds": ErrorText(
            _("The role is not lent for so long"),
            ErrorKind.SIGN_IN,
            _("STS does not give a session of the length that was asked for."),
            _("Ask for a shorter one, of at least 900 seconds, or have the role's longest session raised."),
            adds_cloud_message=True,
        ),
        "MissingSecurityToken": ErrorText(
            _("The security token is missing"),
            ErrorKind.SIGN_IN,
            _("A temporary key (its ID begins with STS.) was used without its token."),
            _("Edit this account and add the token that came with the key."),
        ),
    }
)
SIGN_IN_FAMILIES: Final = MappingProxyType(
    {
        "AuthenticationFail": ErrorText(
            _("The identity token was not accepted"),
            ErrorKind.SIGN_IN,
            _("STS does not take the token of the identity provider: it has ended, or is another's."),
            _("See that oidc_token_file is renewed, and that the role trusts this provider and this token."),
            adds_cloud_message=True,
        ),
        "EntityNotExist": ErrorText(
            _("The credentials name what does not exist"),
            ErrorKind.SIGN_IN,
            _("STS does not know the role or the identity provider."),
            _("Check the ARNs, letter by letter."),
            adds_cloud_message=True,
        ),
        "InvalidAccessKeyId": ErrorText(
            _("The AccessKey was not accepted"),
            ErrorKind.SIGN_IN,
            _("The cloud does not accept this AccessKey ID."),
            _("Check the AccessKey of this account, or give it another one."),
            adds_cloud_message=True,
        ),
        "InvalidSecurityToken": _TOKEN_MISMATCH,
        "InvalidTimeStamp": _CLOCK,
    }
)
