"""The grant rules and attachments that exist before the first call."""

from dataclasses import replace
from typing import Final

from cen_tui.demo.estate.cens import cen_named
from cen_tui.demo.estate.idents import made_up, moment
from cen_tui.demo.estate.kinds import Cen, StandingAssociation, StandingAttachment, StandingRule

QUOTA: Final = 5
"""Grant rules that one network may have; `partner-exchange` has them all."""

_BACKBONE: Final = cen_named("group-backbone")
_LEGACY: Final = cen_named("group-legacy")
_OWN: Final = cen_named("own-backbone")


def _partner(number: int) -> tuple[str, str]:
    """Return the CEN ID and the account ID of a company that is not part of the estate."""
    owner = f"1{(number * 731906428517930) % 10**15:015d}"
    return made_up("cen-", 18, "partner", str(number)), owner


def _rule(network_id: str, cen: Cen, created: str) -> StandingRule:
    return StandingRule(network_id, cen.id, cen.owner, moment(created))


def _partner_rules(network_id: str, count: int) -> tuple[StandingRule, ...]:
    return tuple(
        StandingRule(network_id, *_partner(number), moment(f"2025-0{number}-1{number}T06:00:00"))
        for number in range(1, count + 1)
    )


def standing_rules(ids: dict[str, str]) -> tuple[StandingRule, ...]:
    """Return the rules; `ids` gives a network's ID by its name."""
    return (
        _rule(ids["prod-data"], _BACKBONE, "2025-06-02T03:10:00"),
        _rule(ids["生产-核心"], _LEGACY, "2024-02-01T02:00:00"),
        *_partner_rules(ids["partner-gateway"], 2),
        *_partner_rules(ids["partner-exchange"], QUOTA),
        _rule(ids["office-line-2"], _BACKBONE, "2025-06-02T03:20:00"),
        _rule(ids["门店网络"], _BACKBONE, "2025-06-02T03:30:00"),
        _rule(ids["fra-prod"], _BACKBONE, "2025-06-03T09:00:00"),
        *_partner_rules(ids["sea-stores"], 1),
        replace(_rule(ids["sg-prod"], _BACKBONE, "2025-07-01T02:00:00"), payer="PayByCenOwner"),
        replace(_rule(ids["sg-colo"], _BACKBONE, "2025-07-01T02:20:00"), payer="PayByResourceOwner"),
    )


def standing_associations(ids: dict[str, str]) -> tuple[StandingAssociation, ...]:
    """Return the association of one ECR: it can be attached as soon as it is granted."""
    when = moment("2026-02-01T02:00:00")
    return (StandingAssociation(ids["leased-lines"], _BACKBONE.id, "cn-hangzhou", when),)


def standing_attachments(ids: dict[str, str]) -> tuple[StandingAttachment, ...]:
    """Return the attachments: some to the owner's own CEN, some to the CEN of the other account."""
    return (
        StandingAttachment(ids["erp"], _OWN.id, moment("2022-07-01T02:00:00")),
        StandingAttachment(ids["prod-data"], _BACKBONE.id, moment("2025-06-02T05:00:00")),
        StandingAttachment(ids["sg-prod"], _BACKBONE.id, moment("2025-07-01T03:00:00")),
        StandingAttachment(ids["fra-prod"], _BACKBONE.id, moment("2025-06-03T09:30:00")),
        StandingAttachment(ids["office-line-2"], _BACKBONE.id, moment("2025-06-02T05:10:00")),
        StandingAttachment(ids["机房专线"], _OWN.id, moment("2023-08-18T01:00:00")),
        StandingAttachment(ids["门店网络"], _BACKBONE.id, moment("2025-06-02T05:20:00")),
    )
