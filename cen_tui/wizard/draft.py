"""The wizard's draft and its steps: what is answered, and which question comes next."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple, Self

from cen_tui.i18n import pgettext
from cen_tui.wizard import amounts

if TYPE_CHECKING:
    from cen_tui.cloud.networks.base import CenTarget, Network, Payer
    from cen_tui.operations.outcome import OperationResult
    from cen_tui.vault.base import Account


@dataclass(frozen=True, slots=True)
class Presets:
    """Answers given in advance on the command line, as typed: each step checks its own."""

    account: str = ""
    region: str = ""
    type: str = ""
    networks: tuple[str, ...] = ()
    cen_owner: str = ""
    cen_id: str = ""
    payer: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been answered so far. Every step takes one and ends with a new one."""

    account: Account | None = None
    region: str | None = None
    networks: tuple[Network, ...] = ()
    target: CenTarget | None = None
    payer: Payer | None = None
    """Who pays under a grant for a transit router; None for the grant that names no payer."""
    results: tuple[OperationResult, ...] = ()
    confirmed: bool = False
    """Set by the confirmation alone: no flag and no default reaches it."""
    presets: Presets = field(default_factory=Presets)
    tokens: tuple[tuple[str, str], ...] = ()
    """(network ID, ClientToken) of grants whose answer was lost: sent again, they cannot act twice."""

    @property
    def uid(self) -> str:
        """The account ID of the account; empty where none was selected."""
        return self.account.uid if self.account else ""

    def token_for(self, network: Network) -> str:
        """Return the ClientToken with which a network's lost grant is sent again, or none."""
        return dict(self.tokens).get(network.id, "")

    def with_answers(self, **answers: object) -> Self:
        """Return the draft with these answers added."""
        return replace(self, **answers)  # type: ignore[arg-type]  # the field names are checked by replace

    def with_presets(self, given: Presets, names: Collection[str]) -> Self:
        """Return the draft with those of the given presets that are named and not empty."""
        values = {name: value for name in names if (value := getattr(given, name))}
        return replace(self, presets=replace(self.presets, **values))

    def without_presets(self, *names: str) -> Self:
        """Return the draft without these presets, so that no step takes them twice."""
        blank = Presets()
        spent = {name: getattr(blank, name) for name in names}
        return replace(self, presets=replace(self.presets, **spent))


class Step(NamedTuple):
    """One question of the wizard."""

    key: str
    title: str
    is_answered: Callable[[Draft], bool]
    chosen: Callable[[Draft], str] = lambda _draft: ""
    """The answer in a few words, for the line that shows where one is."""


def _networks(draft: Draft) -> str:
    first, *others = draft.networks or (None,)
    if first is None:
        return ""
    return amounts.networks(len(draft.networks)) if others else first.name or first.id


STEPS: Final = (
    Step(
        "account",
        pgettext("step", "Account"),
        lambda draft: draft.account is not None,
        lambda draft: draft.account.name if draft.account else "",
    ),
    Step(
        "region",
        pgettext("step", "Region"),
        lambda draft: draft.region is not None,
        lambda draft: draft.region or "",
    ),
    Step("network", pgettext("step", "Network"), lambda draft: bool(draft.networks), _networks),
    Step(
        "target",
        pgettext("step", "CEN target"),
        lambda draft: draft.target is not None,
        lambda draft: draft.target.cen_id if draft.target else "",
    ),
    Step("confirm", pgettext("step", "Confirm"), lambda draft: draft.confirmed),
    Step("handover", pgettext("step", "Hand-over"), lambda _draft: False),
)


def next_step(draft: Draft) -> Step:
    """Return the first step whose answer the draft lacks: the one rule for what is shown."""
    return next(step for step in STEPS if not step.is_answered(draft))
