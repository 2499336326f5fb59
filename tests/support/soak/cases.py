"""What a soak's run may do: each operation on each type of network that has it."""

from dataclasses import dataclass, replace
from typing import Final

from support.changes import ACTIONS, ECR, READS, ROUTER
from support.demo_networks import NAMES, REGIONS

from cen_tui.cloud.networks.base import CenTarget, GrantApi, GrantOptions, Network, Payer
from cen_tui.cloud.networks.registry import network_type
from cen_tui.demo.estate.accounts import CEN_OWNER, GROUP_BACKBONE, NETWORK_OWNER, PROD_NETWORK
from cen_tui.demo.estate.estate import estate
from cen_tui.demo.estate.kinds import AccessKey
from cen_tui.operations.outcome import OperationKind
from cen_tui.vault.base import Account

_ROUTER: Final = " router"


@dataclass(frozen=True, slots=True)
class Case:
    """One operation on one network. `key` is the network's type, followed by ` router` for its rules' API."""

    kind: OperationKind
    key: str
    name: str
    action: str
    """The call that does it."""
    reads: str
    """The call that shows whether it was done."""
    cen: str = "group-backbone"
    takes_token: bool = True
    region: str = ""
    """Where it is attached, of a network that is in no region itself."""
    others: tuple["Case", ...] = ()
    """What is done with it at once, in the list of all grants; never below the screens."""

    def __str__(self) -> str:
        to = "" if self.cen == "group-backbone" else f" to {self.cen}"
        return f"{self.kind.value} {' and '.join(each.key for each in self.every)}{to}"

    @property
    def every(self) -> tuple["Case", ...]:
        """It, and what is done with it."""
        return (self, *self.others)

    @property
    def type(self) -> str:
        """The network's type."""
        return self.key.removesuffix(_ROUTER)

    @property
    def through_router(self) -> bool:
        """Whether the rule is one for an Enterprise transit router."""
        return self.key.endswith(_ROUTER)

    @property
    def network(self) -> Network:
        """The network that it is done to."""
        found = estate().network(self.name)
        region = self.region or found.region or REGIONS[self.type]
        return Network(self.type, found.id, self.name, region, NETWORK_OWNER)

    @property
    def target(self) -> CenTarget:
        """The CEN that it is done for."""
        return CenTarget(estate().cen(self.cen).id, CEN_OWNER)

    @property
    def options(self) -> GrantOptions:
        """How its rule is written."""
        if self.kind is OperationKind.CHANGE_ATTACHMENT_PAYER:
            return GrantOptions(GrantApi.ROUTER, Payer.NETWORK_OWNER)
        if self.kind.of_cen_owner:
            return GrantOptions(network_type(self.type).apis[0].api)
        payers = {OperationKind.GRANT: Payer.CEN_OWNER, OperationKind.CHANGE_PAYER: Payer.NETWORK_OWNER}
        if self.through_router:
            return GrantOptions(GrantApi.ROUTER, payers.get(self.kind))
        return GrantOptions(network_type(self.type).apis[0].api)

    @property
    def access_key(self) -> AccessKey:
        """The AccessKey of the account that does it."""
        return GROUP_BACKBONE if self.kind.of_cen_owner else PROD_NETWORK

    @property
    def account(self) -> Account:
        """The account that does it, as the program knows it from its environment."""
        return Account("environment", self.access_key.principal.uid)

    @property
    def digits(self) -> str:
        """What its confirmation asks for."""
        return (NETWORK_OWNER if self.kind.of_cen_owner else CEN_OWNER)[-4:]


def _changes() -> tuple[Case, ...]:
    tokenless = {"CCN", f"VPC{_ROUTER}", ECR}
    found: list[Case] = []
    for kind, actions in ACTIONS.items():
        for key, action in actions.items():
            takes_token = kind is OperationKind.CHANGE_PAYER or key not in tokenless
            keys = [f"{each}{_ROUTER}" for each in ("VPC", "VBR", "VPN")] if key == ROUTER else [key]
            found += [
                Case(
                    kind,
                    each,
                    NAMES[each.removesuffix(_ROUTER)],
                    action,
                    READS[key],
                    takes_token=takes_token,
                )
                for each in keys
            ]
    return tuple(found)


_ATTACHED: Final = "DescribeCenAttachedChildInstances"
_ATTACHES: Final = (
    Case(OperationKind.ATTACH, "VPC", "prod-core", "CreateTransitRouterVpcAttachment", _ATTACHED),
    Case(OperationKind.ATTACH, "VBR", "office-line-1", "CreateTransitRouterVbrAttachment", _ATTACHED),
    Case(
        OperationKind.ATTACH,
        "VPC",
        "staging",
        "AttachCenChildInstance",
        _ATTACHED,
        cen="group-legacy",
        takes_token=False,
    ),
    Case(OperationKind.ATTACH, "CCN", "branches", "AttachCenChildInstance", _ATTACHED, takes_token=False),
)
_ROUTED: Final = ("VPC", "VBR", "VPN", "ECR")
_LISTS: Final = {
    OperationKind.ASSOCIATE: "ListTransitRouterRouteTableAssociations",
    OperationKind.PROPAGATE: "ListTransitRouterRouteTablePropagations",
    OperationKind.CHANGE_ATTACHMENT_PAYER: "DescribeGrantRulesToCen",
}


def _of_attachment(kind: OperationKind, key: str, action: str) -> Case:
    """Return a case on what an Enterprise transit router holds, or is to hold."""
    word = key.title()
    reads = _LISTS.get(kind, f"ListTransitRouter{word}Attachments")
    region = "cn-hangzhou" if key == "ECR" else ""
    name = NAMES[key]
    return Case(kind, key, name, action.format(word), reads, region=region)


_OF_ATTACHMENTS: Final = (
    *(_of_attachment(OperationKind.ATTACH, key, "CreateTransitRouter{}Attachment") for key in ("VPN", "ECR")),
    *(
        _of_attachment(kind, key, action)
        for kind, action in {
            OperationKind.DETACH: "DeleteTransitRouter{}Attachment",
            OperationKind.ASSOCIATE: "AssociateTransitRouterAttachmentWithRouteTable",
            OperationKind.PROPAGATE: "EnableTransitRouterRouteTablePropagation",
            OperationKind.CHANGE_ATTACHMENT_PAYER: "UpdateTransitRouter{}AttachmentAttribute",
        }.items()
        for key in _ROUTED
    ),
    Case(
        OperationKind.DETACH,
        "CCN",
        "branches",
        "DetachCenChildInstance",
        _ATTACHED,
        takes_token=False,
    ),
)
_REVOKED: Final = tuple(
    Case(OperationKind.REVOKE, key, NAMES[key], ACTIONS[OperationKind.REVOKE][key], READS[key])
    for key in ("VPC", "VBR")
)
_SEVERAL: Final = replace(_REVOKED[0], others=_REVOKED[1:])
CASES: Final = (*_changes(), *_ATTACHES, *_OF_ATTACHMENTS, _SEVERAL)
