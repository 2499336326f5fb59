"""All that was ever granted out of an account, as it is read: lines to show, to save and to revoke."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from cen_tui.cloud.errors.base import CloudError
from cen_tui.cloud.inventory.audit import (
    AuditUpdate,
    NetworkGrants,
    NetworksListed,
    is_of_account,
)
from cen_tui.cloud.inventory.multi_region import as_one
from cen_tui.cloud.networks.base import GrantApi, GrantRule, Network
from cen_tui.cloud.networks.registry import NETWORK_TYPES
from cen_tui.cloud.regions import BUILT_IN, region_label
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, ngettext, pgettext, sentences
from cen_tui.text import grouped
from cen_tui.wizard import amounts
from cen_tui.wizard.attached import AttachedState, attached_state
from cen_tui.wizard.listing import rule_record, table
from cen_tui.wizard.payer import rule_payer

API_WORDS: Final = MappingProxyType(
    {
        GrantApi.CEN: pgettext("audit", "standard authorization"),
        GrantApi.ROUTER: pgettext("audit", "for a transit router"),
    }
)
"""How a rule was granted, in words."""
NO_PAYER: Final = _("no payer named")
_UNREAD_LIST: Final = _("List of {type}s, {region}")
_UNREAD_RULES: Final = _("{type} rules ({api}), {region}: {count}")
_UNREAD_ATTACHMENTS: Final = _("Attachments, {region}: {count}")
_TARGET: Final = _("{cen} of account {owner}")
_NOTE: Final = _("It {note}.")
_GRANTED: Final = _("Granted, {apis}, {payer}")
_GRANTED_ON: Final = _("Granted {date}, {age}, {apis}, {payer}")
PROGRESS: Final = _("Reading: {done:,} of {total}, {rules}… Esc stops.")
PROGRESS_SELECTED: Final = _("Reading: {done:,} of {total}, {rules}, {selected:,} selected… Esc stops.")
STOPPED: Final = _("Stopped: {done:,} of {total} read, {rules}. r continues.")
WHOLE: Final = _("{rules} on {networks}. x revokes, s saves.")
NOT_WHOLE: Final = _("Not complete: {rules} on {networks}. r reads what is missing.")
EMPTY: Final = _(
    "Nothing is granted out of this account.\n\n"
    "None of its networks, of any type in any region, has a grant rule: no CEN may attach one. "
    "Esc goes back to the accounts, where Enter begins a grant."
)
_ATTACHED: Final = MappingProxyType(
    {
        AttachedState.HERE: _("Attached to this CEN now."),
        AttachedState.ELSEWHERE: _("Not attached to this CEN, but to another."),
        AttachedState.NOT_ATTACHED: _("Not attached to a CEN."),
        AttachedState.UNKNOWN: _("Whether it is attached to this CEN could not be read."),
    }
)
_TYPE_RANKS: Final = {kind.key: rank for rank, kind in enumerate(NETWORK_TYPES)}
_REGION_RANKS: Final = {region.id: rank for rank, region in enumerate(BUILT_IN)}


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One grant rule: a network of the account, and a CEN that may attach it."""

    network: Network
    rule: GrantRule

    @property
    def key(self) -> str:
        """What tells it from every other."""
        target = self.rule.target
        return f"{self.network.id} {target.cen_id} {target.owner_uid}"

    @property
    def attached(self) -> AttachedState:
        """Whether the network is attached to that CEN."""
        return attached_state(self.network, self.rule.target.cen_id)

    @property
    def apis(self) -> str:
        """Through which APIs it was granted, in words."""
        return listed(API_WORDS[api] for api in self.rule.apis)

    def record(self) -> dict[str, object]:
        """Return it as a record, with whether it is attached as far as that is known."""
        attached = {AttachedState.HERE: "yes", AttachedState.UNKNOWN: "unknown"}.get(self.attached, "no")
        return {**rule_record(self.network, self.rule), "attached": attached}

    def about(self, now: datetime) -> str:
        """Return all that is known of it in lines: the network, the CEN, the rule, the attachment."""
        network, rule = self.network, self.rule
        lines = (
            " · ".join(filter(None, (network.id, network.name, region_label(network.region)))),
            _TARGET.format(cen=rule.target.cen_id, owner=grouped(rule.target.owner_uid)),
            sentences(_ATTACHED[self.attached], _NOTE.format(note=rule.note) if rule.note else ""),
            self._granted(now),
        )
        return "\n".join(lines)

    def _granted(self, now: datetime) -> str:
        created = self.rule.created
        payer = rule_payer(self.rule) if self.rule.payer else NO_PAYER
        if created is None:
            return _GRANTED.format(apis=self.apis, payer=payer)
        return _GRANTED_ON.format(
            date=f"{created:%Y-%m-%d}", age=age(created, now), apis=self.apis, payer=payer
        )


def age(created: datetime, now: datetime) -> str:
    """Return how long ago something was created."""
    days = (now - created).days
    if days <= 0:
        return pgettext("age", "today")
    return ngettext("{count:,} day ago", "{count:,} days ago", days).format(count=days)


def lines_table(lines: Iterable[GrantLine]) -> str:
    """Return rules as a table for people."""
    headings = (
        pgettext("list", "Network"),
        pgettext("list", "Region"),
        pgettext("list", "Peer CEN instance ID"),
        pgettext("list", "Peer account UID"),
        pgettext("list", "Attached"),
        pgettext("list", "Since"),
        pgettext("list", "Payer"),
    )
    rows = [
        (
            line.network.id,
            region_label(line.network.region),
            line.rule.target.cen_id,
            grouped(line.rule.target.owner_uid),
            line.attached.words,
            f"{line.rule.created:%Y-%m-%d}" if line.rule.created else "-",
            line.rule.payer or "-",
        )
        for line in lines
    ]
    return table(headings, rows)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that could not be read, named by its type and region, and why."""

    what: str
    error: CloudError


@dataclass(slots=True)
class _List:
    """What is known of the list of one type in one region."""

    total: int = 0
    held: int = 0
    ended: bool = False
    error: CloudError | None = None


class Audit:
    """The grant rules of an account, as far as they were read. Takes what `read_grants` yields."""

    def __init__(self, uid: str) -> None:
        self.uid = uid
        self.ended = False
        """Whether reading came to its end, with or without gaps."""
        self._lists: defaultdict[tuple[str, str], _List] = defaultdict(_List)
        self._foreign = 0
        self._networks: set[str] = set()
        self._grants: dict[str, NetworkGrants] = {}
        self._lines: dict[str, GrantLine] = {}

    def take(self, update: AuditUpdate) -> tuple[GrantLine, ...]:
        """Note what was read, and return the lines that are new or have changed."""
        if isinstance(update, NetworksListed):
            self._note_list(update)
            return ()
        lines = {line.key: line for line in (GrantLine(update.network, rule) for rule in update.rules)}
        if (before := self._grants.get(update.network.id)) is not None:
            for key in {GrantLine(before.network, rule).key for rule in before.rules} - lines.keys():
                self._lines.pop(key, None)
        self._grants[update.network.id] = update
        self._lines |= lines
        return tuple(lines.values())

    def _note_list(self, update: NetworksListed) -> None:
        batch, one = update.batch, self._lists[update.type, update.batch.region]
        one.total = one.total if batch.total is None else batch.total
        one.held += len(batch.networks)
        one.ended, one.error = batch.ended, batch.error
        own = {network.id for network in batch.networks if is_of_account(network, self.uid)}
        self._foreign += len(batch.networks) - len(own)
        self._networks |= own

    def begin(self, *, anew: bool) -> None:
        """Forget the lists, to be read again; `anew`, also the rules that were read without a gap."""
        self.ended = False
        self._lists.clear()
        self._networks.clear()
        self._foreign = 0
        if anew:
            self._grants.clear()
            self._lines.clear()

    @property
    def known(self) -> Collection[str]:
        """The IDs of networks of which everything was read."""
        return {network_id for network_id, one in self._grants.items() if not one.unread}

    @property
    def lines(self) -> tuple[GrantLine, ...]:
        """All rules."""
        return tuple(self._lines.values())

    def line(self, key: str) -> GrantLine | None:
        """Return a rule by its key; None where it is not, or no more, known."""
        return self._lines.get(key)

    def drop(self, network_id: str, cen_id: str, owner_uid: str) -> bool:
        """Forget a rule that was revoked; tell whether it was known."""
        return self._lines.pop(f"{network_id} {cen_id} {owner_uid}", None) is not None

    def note_payer(self, network_id: str, rule: GrantRule) -> bool:
        """Note who pays under a rule by now; tell whether the rule was known."""
        key = f"{network_id} {rule.target.cen_id} {rule.target.owner_uid}"
        if (line := self._lines.get(key)) is None:
            return False
        paid = replace(line.rule, payer=rule.payer, payer_in_force=rule.payer_in_force)
        self._lines[key] = replace(line, rule=paid)
        return True

    def rank(self, line: GrantLine) -> int:
        """Return where a rule stands in the list: by type, then by region, whatever arrives first."""
        network, regions = line.network, len(_REGION_RANKS)
        in_type = _REGION_RANKS.get(network.region, regions)
        return _TYPE_RANKS.get(network.type, len(_TYPE_RANKS)) * (regions + 1) + in_type

    @property
    def expected(self) -> int:
        """How many networks the lists have announced."""
        return max(
            len(self._networks), sum(max(one.total, one.held) for one in self._lists.values()) - self._foreign
        )

    @property
    def done(self) -> int:
        """Of how many of them the rules were read, or could not be."""
        return len(self._networks & self._grants.keys())

    @property
    def summary(self) -> str:
        """What was read, or how far reading had come, as a sentence, with what to do next."""
        rules, networks = amounts.grant_rules(len(self._lines)), amounts.networks(self.done)
        if self.ended:
            text = NOT_WHOLE if self.gaps else WHOLE
            return text.format(rules=rules, networks=networks)
        return STOPPED.format(rules=rules, done=self.done, total=amounts.networks(self.expected))

    def progress(self, selected: int = 0) -> str:
        """Return how far reading has come, as a sentence, with how many rules are selected."""
        return (PROGRESS_SELECTED if selected else PROGRESS).format(
            done=self.done,
            total=amounts.networks(self.expected),
            rules=amounts.grant_rules(len(self._lines)),
            selected=selected,
        )

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What could not be read, by type and region."""
        return (*self._unread_lists(), *self._unread_rules())

    def _unread_lists(self) -> Iterator[Gap]:
        for (key, region), one in self._lists.items():
            if one.error is not None:
                yield Gap(_UNREAD_LIST.format(type=key, region=region), one.error)

    def _unread_rules(self) -> Iterator[Gap]:
        counts: Counter[tuple[str, str, GrantApi | None]] = Counter()
        errors: dict[tuple[str, str, GrantApi | None], CloudError] = {}
        for one in self._grants.values():
            for unread in one.unread:
                place = one.network.type, one.network.region, unread.api
                counts[place] += 1
                errors[place] = unread.error
        for (key, region, api), amount in counts.items():
            count = amounts.networks(amount)
            if api is None:
                what = _UNREAD_ATTACHMENTS.format(region=region, count=count)
            else:
                what = _UNREAD_RULES.format(type=key, api=API_WORDS[api], region=region, count=count)
            yield Gap(what, errors[key, region, api])

    @property
    def error(self) -> CloudError | None:
        """All gaps as one error; None where there is none."""
        gaps = self.gaps
        title = ngettext(
            "This list is not complete: {count:,} part could not be read",
            "This list is not complete: {count:,} parts could not be read",
            len(gaps),
        ).format(count=len(gaps))
        return as_one(title, [(gap.what, gap.error) for gap in gaps]) if gaps else None
