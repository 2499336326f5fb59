"""What the table holds of one error code or one family of codes."""

from dataclasses import dataclass

from cen_tui.cloud.errors.base import ErrorKind


@dataclass(frozen=True, slots=True)
class ErrorText:
    """An error in words. `{action}` and `{region}` in them stand for what was asked, and where."""

    title: str
    kind: ErrorKind
    detail: str
    advice: str
    adds_cloud_message: bool = False
    """Whether the cloud's own message says more and follows `happened`."""
    is_permission: bool = False
    """Whether a missing RAM permission is behind it: the action to ask for is then named."""
    ram_action: str = ""
    """The permission behind it, where that is not the one of the call itself."""
    outcome_unknown: bool = False
    """Whether the work may have been done although the cloud says with this code that it was not."""
    is_about_time: bool = False
    """Whether this machine's clock is behind it: how far it is off is then told, where known."""
