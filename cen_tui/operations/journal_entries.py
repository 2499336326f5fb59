"""The entries of the journal: intents and endings, and the format of their lines."""

import json
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from typing import Final

from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantOptions, Network, Payer
from cen_tui.cloud.networks.registry import NETWORK_TYPES
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.text import safe

FORMAT: Final = 1
"""Version of the line format, in every line as `v`; fields are added, never changed, within one."""
_WRITTEN_AS: Final = {"kind": "act", "api": "family"}
"""The fields of an intent that its line calls by another word."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One operation as it was about to be sent. Holds no secret."""

    id: str
    """Names the operation; its endings carry the same."""
    at: datetime
    """Aware, UTC."""
    kind: OperationKind
    account: str
    """The account's name, for display; `uid` identifies it."""
    uid: str
    network_type: str
    network_id: str
    network_name: str
    region: str
    cen_id: str
    cen_owner: str
    token: str
    """The ClientToken that was sent, for an API that takes one: sent again, it cannot take effect twice."""
    process: str = ""
    """`PID@host` of the process that was about to send it."""
    version: str = ""
    """Of the tool."""
    api: str = GrantApi.CEN.value
    """By which the rule is written; a `GrantApi`."""
    payer: str = ""
    """A `Payer`, where the operation names one."""
    network_owner: str = ""
    """The network's account ID: `uid` for a grant or a revoke, another account's for an attachment."""

    def __post_init__(self) -> None:
        """Refuse what is no valid operation, whether it is about to be written or was read.

        Raises:
            ValueError: it is not valid.
        """
        if self.at.tzinfo is None:
            raise ValueError("a time without its zone")
        if (self.network_type, self.options.api) not in _GRANT_APIS:
            raise ValueError("another network type, or another way to grant it")
        for_router = self.options.api is GrantApi.ROUTER
        if self.payer and (not for_router or self.kind is OperationKind.REVOKE):
            raise ValueError("a payer where there can be none")
        if not self.payer and (self.kind in _NAME_PAYER or (for_router and self.kind is OperationKind.GRANT)):
            raise ValueError("no payer where there must be one")

    @property
    def options(self) -> GrantOptions:
        """How the rule is written."""
        return GrantOptions(GrantApi(self.api), Payer(self.payer) if self.payer else None)

    @property
    def operation(self) -> tuple[OperationKind, str, str, CenTarget, GrantOptions]:
        """What identifies the operation: two intents that have this in common are repetitions of one.

        The region does for an Express Connect Router alone, which can be attached in several.
        """
        return self.kind, self.network_id, self.region, self.target, self.options

    @property
    def subject(self) -> tuple[str, str, str, CenTarget, str]:
        """What the operation changes: a grant rule, an attachment, or one of an attachment's settings."""
        return _SUBJECTS[self.kind], self.network_id, self.region, self.target, self.api

    @property
    def target(self) -> CenTarget:
        """The CEN target."""
        return CenTarget(self.cen_id, self.cen_owner)

    @property
    def network(self) -> Network:
        """The network, as far as the journal has it."""
        owner = self.network_owner or self.uid
        return Network(self.network_type, self.network_id, self.network_name, self.region, owner_uid=owner)


@dataclass(frozen=True, slots=True)
class Ending:
    """The outcome of an operation, or of a later check of one whose answer was lost."""

    at: datetime
    outcome: Outcome
    code: str = ""
    request_id: str = ""
    says: str = ""
    """Why, in words, for `refused` and `unknown`."""
    refusal: str = ""
    """A `Refusal`, for `refused`."""


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An operation with all its endings."""

    intent: Intent
    endings: tuple[Ending, ...] = field(default=())

    @property
    def ending(self) -> Ending | None:
        """The last one; None when the answer never came."""
        return self.endings[-1] if self.endings else None

    @property
    def is_open(self) -> bool:
        """Whether its outcome is not known."""
        return self.ending is None or self.ending.outcome is Outcome.UNKNOWN

    def ended(self, ending: Ending) -> "JournalEntry":
        """Return the entry with one more ending."""
        return replace(self, endings=(*self.endings, ending))


_INTENT_TEXTS: Final = tuple(each.name for each in fields(Intent) if each.name not in {"at", "kind"})
_SINCE_ADDED: Final = {"family": GrantApi.CEN.value, "payer": "", "network_owner": ""}
"""The values of fields that older lines do not have."""
_NAME_PAYER: Final = frozenset({OperationKind.CHANGE_PAYER, OperationKind.CHANGE_ATTACHMENT_PAYER})
_ATTACHMENT: Final = "attachment"
_SUBJECTS: Final = {
    OperationKind.GRANT: "rule",
    OperationKind.REVOKE: "rule",
    OperationKind.CHANGE_PAYER: "rule",
    OperationKind.ATTACH: _ATTACHMENT,
    OperationKind.DETACH: _ATTACHMENT,
    OperationKind.ASSOCIATE: "association",
    OperationKind.PROPAGATE: "propagation",
    OperationKind.CHANGE_ATTACHMENT_PAYER: "attachment's payer",
}
_GRANT_APIS: Final = frozenset((kind.key, calls.api) for kind in NETWORK_TYPES for calls in kind.apis)
_IN_FORCE: Final = frozenset({Outcome.VERIFIED, Outcome.ALREADY})
_ENDING_TEXTS: Final = tuple(each.name for each in fields(Ending) if each.name not in {"at", "outcome"})


def intent_line(intent: Intent) -> str:
    """Return an intent as one line of JSON, without its line end."""
    return _line("intent", intent.id, asdict(intent))


def ending_line(intent_id: str, ending: Ending) -> str:
    """Return an ending as one line of JSON, without its line end."""
    return _line("outcome", intent_id, asdict(ending))


def _line(event: str, intent_id: str, values: dict[str, object]) -> str:
    head: dict[str, object] = {"v": FORMAT, "event": event, "id": intent_id}
    shown = {_WRITTEN_AS.get(key, key): _plain(value) for key, value in values.items()}
    return json.dumps(head | shown)


def _plain(value: object) -> object:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value


def add_lines(entries: dict[str, JournalEntry], lines: list[str]) -> int:
    """Add further lines to the operations by ID, and return how many of them could not be read."""
    unread = 0
    for line in lines:
        try:
            _add(entries, json.loads(line))
        except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
            unread += 1
    return unread


def unresolved(entries: tuple[JournalEntry, ...]) -> tuple[JournalEntry, ...]:
    """Return the operations without a known outcome, except those whose outcome another operation proves.

    That is a later one on the same subject, a detachment for all of an attachment's settings, or one with the
    same ClientToken, which is the same request.
    """
    networks = {entry.intent.network_id for entry in entries if entry.is_open}
    entries = tuple(entry for entry in entries if entry.intent.network_id in networks)
    done = [entry for entry in entries if entry.ending and entry.ending.outcome in _IN_FORCE]
    requests = {(entry.intent.operation, entry.intent.token) for entry in done if entry.intent.token}
    known: set[tuple[str, str, str, CenTarget, str]] = set()
    detached: set[tuple[str, str, CenTarget]] = set()
    found: list[JournalEntry] = []
    for entry in reversed(entries):
        intent = entry.intent
        place = (intent.network_id, intent.region, intent.target)
        gone = intent.kind.of_cen_owner and place in detached
        proved = gone or intent.subject in known or (intent.operation, intent.token) in requests
        if entry.is_open and not proved:
            found.append(entry)
        elif entry.ending and entry.ending.outcome in _IN_FORCE:
            known.add(intent.subject)
            if intent.kind is OperationKind.DETACH:
                detached.add(place)
    return tuple(reversed(found))


def _add(entries: dict[str, JournalEntry], line: dict[str, object]) -> None:
    if line["v"] != FORMAT:
        raise ValueError("another format")
    text = {key: safe(value) for key, value in line.items() if isinstance(value, str)}
    if any(name in line and name not in text for name in _SINCE_ADDED):
        raise ValueError("not the texts that they are")
    if text["event"] == "intent":
        entries.setdefault(text["id"], JournalEntry(_intent(text)))
    elif text["event"] == "outcome":
        entries[text["id"]] = entries[text["id"]].ended(_ending(text))
    else:
        raise ValueError("another event")


def _intent(text: dict[str, str]) -> Intent:
    known = _SINCE_ADDED | text
    texts = {name: known[_WRITTEN_AS.get(name, name)] for name in _INTENT_TEXTS}
    return Intent(at=_moment(known["at"]), kind=OperationKind(known["act"]), **texts)


def _ending(text: dict[str, str]) -> Ending:
    says = {name: text.get(name, "") for name in _ENDING_TEXTS}
    return Ending(_moment(text["at"]), Outcome(text["outcome"]), **says)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a time without its zone")
    return moment.astimezone(UTC)
