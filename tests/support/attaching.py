"""Attaching against the embedded cloud: the cases, what each calls, what the cloud then holds."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from support.demo_networks import NAMES
from support.reach import network_id, target

from cen_tui.cloud.cen.instances import routers
from cen_tui.cloud.cen.vswitches import vswitches
from cen_tui.cloud.clients import Cloud
from cen_tui.cloud.networks.base import CenTarget, GrantOptions, Network, Payer
from cen_tui.demo.attachments import Attachment
from cen_tui.demo.estate.accounts import GROUP_BACKBONE, NETWORK_OWNER, credentials_of
from cen_tui.demo.estate.kinds import Cen, Ecr, TransitRouter
from cen_tui.demo.rules import Family, Rule
from cen_tui.demo.server import DemoCloud
from cen_tui.operations.attach import Attach
from cen_tui.operations.attach_options import AttachOptions
from cen_tui.operations.outcome import OperationKind, OperationResult, Stage
from cen_tui.operations.polling import PollPolicy
from cen_tui.operations.runner import Earlier, Operation

OWNS_CENS: Final = credentials_of(GROUP_BACKBONE)
SOON: Final = PollPolicy(waits=(0.0, 0.02), tries=4, longest=5.0)


ACTIONS: Final = {
    OperationKind.DETACH: "DeleteTransitRouter{kind}Attachment",
    OperationKind.ASSOCIATE: "AssociateTransitRouterAttachmentWithRouteTable",
    OperationKind.PROPAGATE: "EnableTransitRouterRouteTablePropagation",
    OperationKind.CHANGE_ATTACHMENT_PAYER: "UpdateTransitRouter{kind}AttachmentAttribute",
}
"""What changes an attachment to an Enterprise transit router."""


@dataclass(frozen=True, slots=True)
class Case:
    """A network, the CEN it is granted to, and the action that attaches it."""

    type: str
    name: str
    cen: str
    action: str
    region: str = "cn-hangzhou"
    zone: str = ""
    """In which a single-tunnel VPN connection is attached; left out, the cloud asks for it."""
    note: str = ""
    """What tells it from another case."""

    def __str__(self) -> str:
        return f"{self.type} to {self.cen}{self.note}"

    @property
    def takes_token(self) -> bool:
        """Whether the action carries a ClientToken."""
        return self.action.startswith("CreateTransitRouter")

    def network(self, demo: DemoCloud) -> Network:
        return Network(self.type, network_id(demo, self.name), "", self.region, NETWORK_OWNER)

    def target(self, demo: DemoCloud) -> CenTarget:
        return target(demo, self.cen)

    def held(self, demo: DemoCloud) -> Attachment | None:
        """Return the attachment of the network that the cloud holds in this CEN."""
        return demo.world.attachments.within(network_id(demo, self.name), self.target(demo).cen_id)

    def grant(self, demo: DemoCloud) -> None:
        """Let the network be granted."""
        to, world, network = self.target(demo), demo.world, demo.estate.network(self.name)
        family = Family.CBN if self.type in {"VPN", "ECR"} else Family.VPC
        world.rules.add(family, network, to.cen_id, to.owner_uid, world.now())
        if isinstance(network, Ecr):
            world.associations.add(network, self.estate_cen(demo), self.router(demo), world.now())

    def estate_cen(self, demo: DemoCloud) -> Cen:
        """Return the CEN as the embedded cloud has it."""
        return demo.estate.cen(self.cen)

    def router(self, demo: DemoCloud) -> TransitRouter:
        """Return the CEN's transit router in the region, of whichever edition."""
        found = demo.world.routers.within(self.estate_cen(demo), self.region)
        assert found is not None
        return found

    def stand_attached(self, demo: DemoCloud) -> Attachment:
        """Let the network be granted and attached, without any routes."""
        self.grant(demo)
        world, cen = demo.world, self.estate_cen(demo)
        enterprise = self.action != "AttachCenChildInstance"
        router_id = self.router(demo).id if enterprise else ""
        usual, world.attachments.attaching_seconds = world.attachments.attaching_seconds, 0.0
        made = world.attachments.add(demo.estate.network(self.name), cen, world.now(), router_id, self.region)
        world.attachments.attaching_seconds = usual
        return made

    def rule(self, demo: DemoCloud) -> Rule:
        """Return the rule of its grant."""
        found = demo.world.rules.find(network_id(demo, self.name), self.target(demo).cen_id)
        assert found is not None
        return found

    def name_payer(self, demo: DemoCloud, payer: Payer) -> None:
        """Let its owner have changed the payer that the grant names; the previous one stays in force."""
        rule = self.rule(demo)
        rule.family, rule.payer = Family.CBN, payer

    async def attach_options(self, demo: DemoCloud, cloud: Cloud) -> AttachOptions:
        """Return the options that the screens would choose, with every usable vSwitch."""
        to, network = self.target(demo), self.network(demo)
        found = [one for one in await routers(cloud, to.cen_id) if one.region == network.region]
        options = AttachOptions(found[0] if found else None, zone=self.zone)
        if not options.asks_for_vswitches(network):
            return options
        usable = tuple(v for v in await vswitches(cloud, to.cen_id, network) if v.usable)
        return replace(options, vswitches=usable)


ENTERPRISE: Final = Case("VPC", NAMES["VPC"], "group-backbone", "CreateTransitRouterVpcAttachment")
VBR: Final = Case("VBR", NAMES["VBR"], "group-backbone", "CreateTransitRouterVbrAttachment")
BASIC: Final = Case("VPC", "staging", "group-legacy", "AttachCenChildInstance")
CCN: Final = Case("CCN", NAMES["CCN"], "group-backbone", "AttachCenChildInstance", "cn-shanghai")
VPN: Final = Case("VPN", NAMES["VPN"], "group-backbone", "CreateTransitRouterVpnAttachment")
SINGLE: Final = Case(
    "VPN",
    "fra-branch-vpn",
    "group-backbone",
    "CreateTransitRouterVpnAttachment",
    "eu-central-1",
    note=", 1 tunnel",
)
IN_ZONE: Final = replace(SINGLE, zone="eu-central-1-b", note=", in a zone")
ECR: Final = Case("ECR", NAMES["ECR"], "group-backbone", "CreateTransitRouterEcrAttachment")
NO_ROUTER: Final = Case("VPC", "staging", "海外骨干", "CreateTransitRouterVpcAttachment")
CASES: Final = (ENTERPRISE, VBR, BASIC, CCN, NO_ROUTER, VPN, SINGLE, IN_ZONE, ECR)


async def attached(  # noqa: PLR0913 - each has its default, and all are given by name
    case: Case,
    demo: DemoCloud,
    cloud: Cloud,
    options: AttachOptions,
    *,
    stages: list[Stage] | None = None,
    progress: Callable[[Stage], None] | None = None,
    polling: PollPolicy | None = SOON,
    earlier: Earlier | None = None,
) -> OperationResult:
    """Return what comes of attaching."""
    tell = progress or ([] if stages is None else stages).append
    change = Attach(cloud, case.network(demo), case.target(demo), GrantOptions(), options)
    return await Operation(change, tell, polling=polling, earlier=earlier).run()
