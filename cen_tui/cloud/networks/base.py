"""What a network, its grant rules and a network type are, whatever product they come from."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from cen_tui.cloud.networks.terms import GrantApi, Payer

if TYPE_CHECKING:
    from cen_tui.cloud.clients import Cloud


@dataclass(frozen=True, slots=True)
class CenTarget:
    """The CEN that may attach a network: its instance ID, and the account ID that owns it."""

    cen_id: str
    owner_uid: str


@dataclass(frozen=True, slots=True)
class GrantRule:
    """An authorization that stands: this network may be attached by that CEN."""

    target: CenTarget
    created: datetime | None = None
    """Aware, UTC; None where the cloud did not say."""
    note: str = ""
    """What else the rule permits, in words, such as a CCN's secure rerouting."""
    families: tuple[GrantApi, ...] = (GrantApi.CEN,)
    """Through whose reads it shows: more than one where the target was granted both ways."""
    payer: str = ""
    """As asked for: a `Payer`, or another word of the cloud's; empty where the rule names none."""
    payer_in_force: str = ""
    """Differs from `payer` until both accounts have taken their step."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A CEN that a network is attached to now."""

    cen_id: str
    owner_uid: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a network."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One labelled field of the details: what a person needs to be sure it is the right network."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Network:
    """A network instance of one type, in one region. All strings are safe to show."""

    type: str
    """The key of its `NetworkType`: `VPC`, `VBR` or `CCN`."""
    id: str
    name: str
    region: str
    owner_uid: str = ""
    """Account ID of the owner; empty where the cloud did not say."""
    address: str = ""
    """CIDR blocks of a VPC or CCN, gateway addresses of a VBR: one short line."""
    status: str = ""
    """The cloud's own word, such as `Available` or `active`; empty for a CCN, which has none."""
    grantable: bool = True
    """Whether its status and its owner let it be granted."""
    obstacle: str = ""
    """Why it cannot be granted, in words, when `grantable` is False."""
    attached: bool = False
    attachments: tuple[Attachment, ...] = ()
    """The CENs it is attached to, as far as known: a VPC's come with its details."""
    tags: tuple[Tag, ...] = ()
    facts: tuple[Fact, ...] = ()
    """Further fields in reading order; the ones above are not repeated."""
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a region's networks."""

    networks: tuple[Network, ...]
    total: int
    """How many networks the region holds in all, as the cloud said with this page."""
    number: int = 1
    """Which page of the region's list it is, counted from 1."""


class GrantCalls(Protocol):
    """One way to write a type's grant rules.

    Every method that talks to the cloud raises `CloudError` and nothing else.
    """

    family: GrantApi
    takes_token: bool
    """Whether grants and revokes carry a ClientToken: sent again with the same, they cannot act twice."""

    async def rules(self, cloud: "Cloud", network: Network) -> tuple[GrantRule, ...]:
        """Return every grant rule that this family shows for the network, all pages."""
        ...

    async def grant(
        self, cloud: "Cloud", network: Network, target: CenTarget, *, token: str, payer: Payer | None
    ) -> str:
        """Grant the target permission to attach the network; return the request ID.

        `token` is a fresh ClientToken, used where the API takes one; `payer` likewise.
        """
        ...

    async def revoke(self, cloud: "Cloud", network: Network, target: CenTarget, *, token: str) -> str:
        """Remove the target's permission; return the request ID."""
        ...

    def grant_command(self, network: Network, target: CenTarget, payer: Payer | None) -> tuple[str, ...]:
        """Return the `aliyun` command line that does the same grant, as its words."""
        ...

    def attach_command(self, network: Network, target: CenTarget) -> tuple[str, ...]:
        """Return the `aliyun cbn` command line with which the CEN owner attaches the network."""
        ...


class NetworkType(Protocol):
    """What the wizard needs to know of VPCs, VBRs, CCNs and whatever comes after them.

    Every method that talks to the cloud raises `CloudError` and nothing else.
    """

    key: str
    """`VPC`; also the word shown on its tab and in `--type`."""
    prefix: str
    """What its IDs begin with: `vpc-`."""
    title: str
    """`Virtual private cloud (VPC)`."""
    address_heading: str
    """Heading of the address column: `CIDR block`."""
    page_size: int
    reads: tuple[str, ...]
    """The actions that list its networks: they change nothing."""
    about: str
    """What it is, as the help of the list says it: `the cloud's end of a leased line`."""
    families: tuple[GrantCalls, ...]
    """How its networks are granted; the first is taken unless another is asked for."""

    def regions(self) -> tuple[str, ...] | None:
        """Return the only region IDs in which this type exists, or None for any region."""
        ...

    def home_region(self, region: str) -> str:
        """Return the region ID in which a network of this type that serves `region` is found."""
        ...

    async def page(self, cloud: "Cloud", region: str, number: int, size: int | None = None) -> Page:
        """Return page `number` (from 1) of the networks in `region`, of `page_size` unless told otherwise."""
        ...

    async def find(self, cloud: "Cloud", region: str, network_id: str) -> Network | None:
        """Return one network by its ID, or None when this account has none such in `region`."""
        ...

    async def details(self, cloud: "Cloud", network: Network) -> Network:
        """Return the network anew with everything that the cloud tells of it."""
        ...
