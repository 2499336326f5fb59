"""What is shown of an operation without a known outcome before the same one is confirmed again."""

from dataclasses import dataclass

from cen_tui.cloud.cen.attachments import CenAttachment
from cen_tui.cloud.networks.base import CenTarget, GrantOptions, Network
from cen_tui.i18n import gettext as _
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.journal import Journal
from cen_tui.operations.journal_entries import Intent
from cen_tui.operations.outcome import OperationKind
from cen_tui.operations.polling import VISIBLE_WITHIN

_CONTINUED = _("It is continued: the same request is sent, and acts only once.")
_TOO_OLD = _("It is looked for first; if it does not show, it is sent anew.")
_WAITED_FOR = _("It is looked for first; nothing is sent while it may show.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is about to be confirmed for one network."""

    kind: OperationKind
    network: Network
    target: CenTarget
    options: GrantOptions
    attach_options: AttachOptions | None = None
    """How it is attached; of an attachment alone."""
    attachment: CenAttachment | None = None
    """The attachment that is changed or ended, as it was shown; sent is what is read then."""
    table_id: str = ""
    """The system route table, likewise."""


@dataclass(frozen=True, slots=True)
class OpenOperation:
    """The last operation on the same rule whose outcome is not known."""

    intent: Intent
    goes_on: str
    """What happens to it when the same is confirmed now, as a sentence."""


def open_operation(journal: Journal, wanted: Wanted) -> OpenOperation | None:
    """Return what is open of the same operation; None where nothing is. Blocks; raises `FileProblem`."""
    unfinished = journal.unfinished(wanted.kind, wanted.network, wanted.target, wanted.options)
    if not unfinished:
        return None
    last = unfinished[-1]
    if journal.token_to_repeat(last):
        goes_on = _CONTINUED
    else:
        youngest = min(map(journal.age, unfinished))
        goes_on = _WAITED_FOR if youngest < VISIBLE_WITHIN and not last.intent.token else _TOO_OLD
    return OpenOperation(last.intent, goes_on)
