"""Every screen there is, opened by the shortest way there, and what must be read on it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from support import attaching
from support.cen_side import grant, to_attach, to_cens, to_inbox
from support.confirming import network_ids
from support.demo_networks import BACKBONE
from support.earlier_operations import journal_in
from support.sample_operations import VPC, begun, done
from support.small_estate import small_estate
from support.walk import Walk, walking

from cen_tui.cloud.networks.base import Payer
from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.demo.estate.estate import Estate
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind
from cen_tui.text import grouped
from cen_tui.tui.screens.cen_owner.vswitches import SPACE_SELECTS
from cen_tui.tui.screens.choose_routes import WHICH_ROUTES
from cen_tui.tui.screens.grants.details import RULES
from cen_tui.tui.screens.grants.history import LEAD
from cen_tui.tui.widgets.tables.virtual_table import VirtualTable
from cen_tui.wizard.caution import caution
from cen_tui.wizard.cen_owner.attachment_facts import NOT_PROPAGATED, SETS_ROUTES
from cen_tui.wizard.cen_owner.routes import ROUTE_CHOICES
from cen_tui.wizard.confirmation import OF_THIS_ACCOUNT
from cen_tui.wizard.confirmation_texts import SENTENCES
from cen_tui.wizard.draft import Presets
from cen_tui.wizard.target import NOT_CHECKED, TARGET_QUESTION


@dataclass(frozen=True, slots=True)
class Arrival:
    """One screen: what the command line says to come near it, and how it is awaited."""

    name: str
    presets: Presets
    arrive: Callable[[Walk], Awaitable[object]]
    reads: tuple[str, ...] = ()
    """What must be in sight, whatever the size."""
    contents: Estate | None = None
    """What the cloud holds, where that is not all."""

    @asynccontextmanager
    async def walk(self, size: tuple[int, int] = (80, 24), folder: Path | None = None) -> AsyncIterator[Walk]:
        """Open the screen in this size; with a folder, after a past of one act done and one left open."""
        journal = _with_a_past(folder) if folder else None
        async with walking(presets=self.presets, size=size, journal=journal, contents=self.contents) as walk:
            await self.arrive(walk)
            await walk.settle()
            yield walk


def _with_a_past(folder: Path) -> Journal:
    earlier = journal_in(folder)
    done(earlier)
    begun(earlier, replace(VPC, id=network_ids("prod-data")[0]))
    return journal_in(folder)


def pressing(before: Arrival, *keys: str, see: str) -> Callable[[Walk], Awaitable[object]]:
    """Return the way to what some keys open on another screen."""

    async def arrive(walk: Walk) -> None:
        await before.arrive(walk)
        await walk.press(*keys)
        await walk.see(see)

    return arrive


async def _handed_over(walk: Walk) -> None:
    await walk.see("Type the last four digits")
    await walk.grant()


async def _with_rules(walk: Walk) -> None:
    await walk.listed()
    await walk.see("partner-gate")
    await walk.go_to("partner-gateway")
    await walk.press("d")
    await walk.see("since 2025-01-11")


async def _revoking(walk: Walk) -> None:
    await _with_rules(walk)
    await walk.press("x")
    await walk.see("Revoke one grant rule", ASKS[OperationKind.REVOKE])


async def _changing_payer(walk: Walk) -> None:
    await walk.listed()
    await walk.go_to(walk.id_of("sg-prod"))
    await walk.press("d")
    await walk.until(lambda: isinstance(walk.app.focused, VirtualTable) and bool(walk.dialogs()), "the rules")
    await walk.press("p")
    await walk.see(ASKS[OperationKind.CHANGE_PAYER])


async def _audit(walk: Walk) -> None:
    await walk.see("Enter signs in")
    await walk.go_to("prod-network")
    await walk.press("G")
    await walk.see("x revokes, s saves.")


async def _revoking_several(walk: Walk) -> None:
    await _audit(walk)
    await walk.press("slash")
    await walk.type("partner-gateway")
    await walk.see("2 of ")
    await walk.press("tab", "space", "down", "space", "x")
    await walk.see("Revoke 2 grant rules", OF_THIS_ACCOUNT.question)


async def _revoked_several(walk: Walk) -> None:
    await _revoking_several(walk)
    await walk.look_through()
    await walk.type(NETWORK_OWNER[-4:])
    await walk.press("enter")
    await walk.see("2 of 2 revoked.")


async def _inbox(walk: Walk) -> None:
    await walk.see("Enter signs in")
    grant(walk, "prod-core")
    await to_inbox(walk)


async def _vswitches(walk: Walk) -> None:
    await _inbox(walk)
    await walk.go_to(walk.id_of("prod-core"))
    await walk.press("enter")
    await walk.see("3 vSwitches", SPACE_SELECTS)


async def _attach(walk: Walk) -> None:
    await _inbox(walk)
    await to_attach(walk, walk.id_of("prod-core"), "cn-hangzhou-b")


async def _attached(walk: Walk) -> None:
    await walk.see("Enter signs in")
    attaching.VBR.stand_attached(walk.cloud)
    attaching.VBR.name_payer(walk.cloud, Payer.NETWORK_OWNER)
    await to_inbox(walk)
    await walk.go_to(walk.id_of(attaching.VBR.name))


def _on_attached(key: str, see: str) -> Callable[[Walk], Awaitable[object]]:
    async def arrive(walk: Walk) -> None:
        await _attached(walk)
        await walk.press(key)
        await walk.see(see)

    return arrive


async def _attach_region(walk: Walk) -> None:
    await walk.see("Enter signs in")
    attaching.ECR.grant(walk.cloud)
    await to_inbox(walk)
    await _to_regions(walk)


async def _to_regions(walk: Walk) -> None:
    await walk.go_to(walk.id_of(attaching.ECR.name))
    await walk.press("enter")
    await walk.see("Enter continues with the region")


async def _attach_router(walk: Walk) -> None:
    """Confirm the attachment of which most is said: that of an ECR for which the network's owner pays."""
    await walk.see("Enter signs in")
    attaching.ECR.grant(walk.cloud)
    attaching.ECR.name_payer(walk.cloud, Payer.NETWORK_OWNER)
    attaching.ECR.rule(walk.cloud).payer_in_force = Payer.NETWORK_OWNER
    await to_inbox(walk)
    await _to_regions(walk)
    await walk.press("enter")
    await walk.see("Type the last four digits")


async def _routes_elsewhere(walk: Walk) -> None:
    """Confirm the routes of which most is said: those of an attachment that uses another route table."""
    await walk.see("Enter signs in")
    held = attaching.VBR.stand_attached(walk.cloud)
    walk.cloud.world.attachments.associate_elsewhere(held, OTHER_TABLE_ID)
    await to_inbox(walk)
    await walk.go_to(walk.id_of(attaching.VBR.name))
    await walk.press("f")
    await walk.see("Set the routes")


async def _cens(walk: Walk) -> None:
    await to_cens(walk)
    await walk.see("3 CENs.")


ASKS = {kind: said.question for kind, said in SENTENCES.items()}
OTHER_TABLE_ID: Final = "vtb-gw8nx3515m1mbd1z1abcd"
SIGNED_IN = Presets("prod-network")
IN_REGION = replace(SIGNED_IN, region="cn-hangzhou")
WITH_NETWORK = replace(IN_REGION, networks=network_ids("prod-core"))
WITH_TARGET = replace(WITH_NETWORK, cen_owner=CEN_OWNER, cen_id=BACKBONE)
CORE = WITH_TARGET.networks[0]
ACCOUNT = Arrival(
    "account", Presets(), lambda walk: walk.see("Enter signs in"), (grouped(NETWORK_OWNER), "Signs in as")
)
NETWORK = Arrival("network", IN_REGION, lambda walk: walk.listed(), (CORE, "1 VPC (13)", "CIDR block"))
CONFIRM = Arrival(
    "confirm",
    WITH_TARGET,
    lambda walk: walk.see("Type the last four digits"),
    (CORE, BACKBONE, grouped(CEN_OWNER), grouped(NETWORK_OWNER), *caution(1).splitlines(), "to grant:"),
)
CENS = Arrival("cens", Presets(), _cens, (BACKBONE, "CENs of", "group-backbone"))
HANDOVER = Arrival("handover", WITH_TARGET, _handed_over, ("+ granted and verified", BACKBONE, "y copies it"))
ARRIVALS = (
    ACCOUNT,
    Arrival(
        "region", SIGNED_IN, lambda walk: walk.see("regions. Type to filter"), ("cn-hangzhou", "Region ID")
    ),
    NETWORK,
    Arrival(
        "target",
        WITH_NETWORK,
        lambda walk: walk.see(TARGET_QUESTION),
        (CORE, "Peer account UID", "16 digits", "cen-...", NOT_CHECKED),
    ),
    CONFIRM,
    HANDOVER,
)
"""The six steps of the walk."""
CHOOSE_ROUTES = Arrival(
    "choose-routes",
    Presets(),
    _on_attached("f", WHICH_ROUTES),
    (WHICH_ROUTES, *(choice.words for choice in ROUTE_CHOICES), "the others find it."),
)
ASK = Arrival("ask", Presets(), pressing(CENS, "m", see="Ask another account"), (BACKBONE, CEN_OWNER))
OTHERS = (
    Arrival("details", IN_REGION, _with_rules, (RULES, "vpc-", "Owner")),
    Arrival(
        "revoke", IN_REGION, _revoking, ("does not detach", "to revoke:", "Peer CEN", "can no longer attach")
    ),
    Arrival(
        "payer",
        replace(SIGNED_IN, region="ap-southeast-1"),
        _changing_payer,
        ("Peer CEN", "network owner from then on", "both accounts take a step", "payer:"),
    ),
    Arrival(
        "command", WITH_TARGET, pressing(CONFIRM, "f2", see="aliyun vpc"), ("aliyun vpc GrantInstanceToCen",)
    ),
    Arrival("view", IN_REGION, pressing(NETWORK, "v", see="The row"), (f"VPC  {CORE}",)),
    Arrival("save", WITH_TARGET, pressing(HANDOVER, "s", see="Save the sheet"), ("cen-handover-vpc-", "In ")),
    Arrival(
        "help", IN_REGION, pressing(NETWORK, "question_mark", see="Find the network to grant."), ("Enter",)
    ),
    Arrival(
        "commands", IN_REGION, pressing(NETWORK, "ctrl+p", see="What it does"), ("Command", "Key", "esc")
    ),
    Arrival(
        "form", Presets(), pressing(ACCOUNT, "a", see="Add an account"), ("AccessKey secret", "STS token")
    ),
    Arrival("role", Presets(), pressing(ACCOUNT, "R", see="Assume a role"), ("Role ARN", "External ID")),
    Arrival(
        "note", Presets(), pressing(ACCOUNT, "l", see="Label and note of"), ("Label", "Neither is secret.")
    ),
    CENS,
    ASK,
    Arrival("request", Presets(), pressing(ASK, "e", see="All optional."), ("Network IDs", "network-owner")),
    Arrival(
        "audit",
        Presets(),
        _audit,
        ("vpc-", "cen-", "Attached", "of account", "Granted 20", "x revokes"),
        small_estate(),
    ),
    Arrival(
        "revokes",
        Presets(),
        _revoking_several,
        ("Revoke 2 grant rules", "Peer CEN", "does not detach", "to revoke:"),
        small_estate(),
    ),
    Arrival(
        "revoked", Presets(), _revoked_several, ("+ revoked and verified", "2 of 2 revoked."), small_estate()
    ),
    Arrival("inbox", Presets(), _inbox, ("Granted to", "not attached", "Region")),
    Arrival("vswitches", Presets(), _vswitches, ("cn-hangzhou-b", "3 vSwitches")),
    Arrival(
        "attach",
        Presets(),
        _attach,
        ("Network owner", BACKBONE, "bills it by the hour", "attach:"),
    ),
    Arrival(
        "attach-ecr",
        Presets(),
        _attach_router,
        ("ecr-", BACKBONE, "no addresses overlap", "Payer: network owner", "too.", "f sets them.", "attach:"),
    ),
    Arrival("attachment", Presets(), _on_attached("d", SETS_ROUTES), ("Associated with", NOT_PROPAGATED)),
    Arrival(
        "attach-region",
        Presets(),
        _attach_region,
        ("In which region is ecr-", "cn-hangzhou", "This transit router takes it."),
    ),
    Arrival(
        "detach",
        Presets(),
        _on_attached("x", "Detach one network"),
        ("Network owner", BACKBONE, "no longer billed", "The grant stays", "detach:"),
    ),
    CHOOSE_ROUTES,
    Arrival(
        "routes",
        Presets(),
        pressing(CHOOSE_ROUTES, "enter", see="Set the routes"),
        ("Network owner", BACKBONE, "Associated:", "Propagated:", "overlap", "routes:"),
    ),
    Arrival(
        "routes-elsewhere",
        Presets(),
        _routes_elsewhere,
        ("Network owner", OTHER_TABLE_ID, "Propagated:", "overlap", "routes:"),
    ),
    Arrival(
        "attachment-payer",
        Presets(),
        _on_attached("p", "Change who pays"),
        ("Network owner", BACKBONE, "network owner from then on", "within an hour", "payer:"),
    ),
    Arrival(
        "which",
        IN_REGION,
        pressing(NETWORK, "space", "down", "enter", see="Which networks do you mean?"),
        ("only the one under the cursor", "1 network that you selected", CORE),
    ),
    Arrival("question", Presets(), pressing(ACCOUNT, "x", see="Remove the account"), ("remains valid",)),
    Arrival(
        "history",
        Presets(),
        pressing(ACCOUNT, "h", see=LEAD),
        ("granted", VPC.id, "Result"),
    ),
)
"""All that opens over a step."""
