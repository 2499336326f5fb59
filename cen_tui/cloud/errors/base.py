"""Every failure of a call becomes one `CloudError`: what happened, what to do, code, request ID."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cen_tui.i18n import gettext as _

NOTHING_SENT: Final = _("Nothing was sent.")
"""Ends the detail of every failure of which it is certain that the request never left."""


class ErrorKind(StrEnum):
    """What sort of failure it was: decides what the tool may do next."""

    SIGN_IN = "sign-in"
    DENIED = "denied"
    THROTTLED = "throttled"
    CONFLICT = "conflict"
    NOT_FOUND = "not found"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    SERVER = "server"
    TRANSPORT = "transport"
    UNREADABLE = "unreadable"
    READ_ONLY = "read-only"


@dataclass(frozen=True, slots=True)
class ErrorText:
    """What the table holds of one error code, or of one family of codes.

    `{action}` and `{region}` in the texts stand for the call and its region.
    """

    title: str
    kind: ErrorKind
    detail: str
    advice: str
    adds_cloud_message: bool = False
    """Whether the cloud's own message says more and follows `detail`."""
    is_permission: bool = False
    """Whether a missing RAM permission is behind it: the action to ask for is then named."""
    ram_action: str = ""
    """The permission behind it, where that is not the one of the call itself."""
    outcome_unknown: bool = False
    """Whether the work may have been done although the cloud says with this code that it was not."""
    is_about_time: bool = False
    """Whether this machine's clock is behind it: how far it is off is then told, where known."""


class CloudError(Exception):
    """A call that failed, in words for the operator. All strings are safe to show."""

    def __init__(  # noqa: PLR0913 - an error has this many things to say, all by name
        self,
        title: str,
        *,
        kind: ErrorKind,
        detail: str,
        advice: str,
        code: str = "",
        request_id: str = "",
        ram_action: str = "",
        outcome_unknown: bool = False,
        permanent: bool = False,
        retry_after: float = 0.0,
    ) -> None:
        super().__init__(title)
        self.title = title
        self.kind = kind
        self.detail = detail
        self.advice = advice
        self.code = code
        self.request_id = request_id
        self.ram_action = ram_action
        """For a RAM denial: the exact action to ask for, such as `vpc:GrantInstanceToCen`."""
        self.action = ""
        """The API action that failed, such as `GrantInstanceToCen`; set by who sends it."""
        self.outcome_unknown = outcome_unknown
        """Whether the work may have been done all the same (the answer was lost or unreadable)."""
        self.permanent = permanent
        """Whether it will be so until somebody changes something here: trying again cannot help."""
        self.retry_after = retry_after
        """For how many seconds the cloud asked to be left alone; 0 when it did not."""

    @property
    def is_about_sign_in(self) -> bool:
        """Whether the credentials were refused, rather than this machine's clock or the connection."""
        about_time = "TimeStamp" in self.code or "Timestamp" in self.code
        return self.kind in {ErrorKind.SIGN_IN, ErrorKind.DENIED} and not about_time
