"""What each kind of confirmation says: its heading, its question, and what is said of a wrong answer."""

from types import MappingProxyType
from typing import Final, NamedTuple

from cen_tui.i18n import gettext as _
from cen_tui.operations.outcome import OperationKind


class Sentences(NamedTuple):
    """What is asked before an operation, and what is said where it is not confirmed."""

    question: str
    not_done: str
    mismatch: str
    no_digits: str


DIGITS_ALONE: Final = _("Type the four digits alone: without a space, and not in full-width form.")
SENTENCES: Final = MappingProxyType(
    {
        OperationKind.GRANT: Sentences(
            _("Type the last four digits of the peer account UID to grant:"),
            _("Nothing is granted."),
            _("Nothing is granted: these digits do not match."),
            _("Nothing is granted. Type the four digits first."),
        ),
        OperationKind.REVOKE: Sentences(
            _("Type the last four digits of the peer account UID to revoke:"),
            _("Nothing is revoked."),
            _("Nothing is revoked: these digits do not match."),
            _("Nothing is revoked. Type the four digits first."),
        ),
        OperationKind.CHANGE_PAYER: Sentences(
            _("Type the last four digits of the peer UID to change the payer:"),
            _("Nothing is changed."),
            _("Nothing is changed: these digits do not match."),
            _("Nothing is changed. Type the four digits first."),
        ),
        OperationKind.ATTACH: Sentences(
            _("Type the last four digits of the network owner's UID to attach:"),
            _("Nothing is attached."),
            _("Nothing is attached: these digits do not match."),
            _("Nothing is attached. Type the four digits first."),
        ),
        OperationKind.DETACH: Sentences(
            _("Type the last four digits of the network owner's UID to detach:"),
            _("Nothing is detached."),
            _("Nothing is detached: these digits do not match."),
            _("Nothing is detached. Type the four digits first."),
        ),
        OperationKind.ASSOCIATE: Sentences(
            _("Type the last four digits of the owner's UID to set routes:"),
            _("No route is set."),
            _("No route is set: these digits do not match."),
            _("No route is set. Type the four digits first."),
        ),
        OperationKind.PROPAGATE: Sentences(
            _("Type the last four digits of the owner's UID to propagate routes:"),
            _("Nothing is propagated."),
            _("Nothing is propagated: these digits do not match."),
            _("Nothing is propagated. Type the four digits first."),
        ),
        OperationKind.CHANGE_ATTACHMENT_PAYER: Sentences(
            _("Type the last four digits of the owner's UID to change the payer:"),
            _("The payer is not changed."),
            _("The payer is not changed: these digits do not match."),
            _("The payer is not changed. Type the four digits first."),
        ),
    }
)
