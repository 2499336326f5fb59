"""The entities of the embedded cloud: regions, principals and keys, networks, CENs, transit routers."""

from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase
from typing import ClassVar, Literal

from cen_tui.cloud.credentials import Secret


@dataclass(frozen=True, slots=True)
class Region:
    """A region by ID, with its names and the three letters with which its network IDs begin."""

    id: str
    name: str
    name_zh: str
    letters: str
    ccn: bool = False
    """Whether cloud connect networks live here."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody who can call: a main account, a RAM user, or a role in a session."""

    uid: str
    """Account ID of the main account, also for RAM users and roles."""
    kind: Literal["Account", "RAMUser", "AssumedRoleUser"]
    name: str = ""
    """Of a RAM user; of a role as `role/session`."""
    id: str = ""
    """Of the RAM user or the role: never the account's."""
    allows: tuple[str, ...] = ("*",)
    """Actions that the policies permit, with `*` for any ending: `vpc:Describe*`."""

    def may(self, action: str) -> bool:
        """Tell whether the policies permit an action such as `vpc:DescribeVpcs`."""
        return any(fnmatchcase(action, pattern) for pattern in self.allows)


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A key pair, or a set of temporary credentials when there is a token."""

    id: str
    secret: Secret
    principal: Principal
    token: Secret | None = None
    expired: bool = False
    expires: datetime | None = None
    """When a role's session ends; None for what does not end by itself."""
    active: bool = True

    def is_over(self, now: datetime) -> bool:
        """Tell whether these are temporary credentials that have ended."""
        return self.expired or (self.expires is not None and now >= self.expires)


@dataclass(frozen=True, slots=True)
class Role:
    """A RAM role: who may assume it, and what it may do then."""

    uid: str
    name: str
    id: str
    trusts: tuple[str, ...]
    """Account IDs whose users and roles may assume it."""
    allows: tuple[str, ...] = ("*",)
    external_id: str = ""
    """The external ID that assuming it requires; empty for none."""
    longest: int = 3600
    """Seconds that a session of it may last."""
    oidc: tuple[str, str] = ("", "")
    """The ARN of the identity provider it trusts as well, and the one token that is taken for good."""

    @property
    def arn(self) -> str:
        """The name it is known by everywhere."""
        return f"acs:ram::{self.uid}:role/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What every network and CEN has."""

    id: str
    owner: str
    name: str
    created: datetime
    region: str = ""
    """Empty for what belongs to no region itself."""
    description: str = ""
    tags: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vpc(Resource):
    """A VPC. `shared_with` are the account IDs that see it without owning it."""

    key: ClassVar = "VPC"
    cidr: str
    status: str = "Available"
    is_default: bool = False
    secondary_cidrs: tuple[str, ...] = ()
    ipv6_cidr: str = ""
    shared_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vbr(Resource):
    """A virtual border router. Crossing accounts is closed to it unless `cross_account` is set."""

    key: ClassVar = "VBR"
    vlan: int
    status: str = "active"
    circuit: str = ""
    bandwidth: int = 200
    gateways: tuple[str, str] = ("", "")
    """The cloud's side and the peer's side."""
    cross_account: bool = True
    visible_to: tuple[str, ...] = ()
    """Other account IDs that see it when they ask for cross-account VBRs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ccn(Resource):
    """A cloud connect network."""

    key: ClassVar = "CCN"
    cidrs: tuple[str, ...] = ()
    devices: int = 0
    devices_online: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VpnConnection(Resource):
    """An IPsec-VPN connection."""

    key: ClassVar = "VPN"
    subnets: tuple[str, str] = ("0.0.0.0/0", "0.0.0.0/0")
    """The cloud's side and the peer's side."""
    attach_type: Literal["CEN", "VPNGW", "NO_ASSOCIATED"] = "NO_ASSOCIATED"
    """What it is bound to: a transit router, a VPN gateway, nothing."""
    state: str = "active"
    tunnels: Literal[1, 2] = 2
    internet_ip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ecr(Resource):
    """An Express Connect Router: of no region itself, and in several."""

    key: ClassVar = "ECR"
    regions: tuple[str, ...] = ()
    """Where it is in use."""
    asn: int = 45104
    status: str = "ACTIVE"
    billing: Literal["Normal", "FinancialLocked"] = "Normal"


@dataclass(frozen=True, slots=True)
class TransitRouter:
    """The hub of a CEN in one region."""

    id: str
    region: str
    type: Literal["Enterprise", "Basic"]
    cidrs: tuple[str, ...] = ()
    """From which an Enterprise one takes the gateway addresses of VPN connections."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cen(Resource):
    """A CEN instance with its transit routers."""

    routers: tuple[TransitRouter, ...] = ()
    protection: Literal["REDUCED", "FULL"] = "REDUCED"
    """How strictly addresses may not overlap: one that is FULL has no Enterprise transit routers."""


@dataclass(frozen=True, slots=True)
class StandingRule:
    """A grant rule that exists before the first call."""

    network_id: str
    cen_id: str
    cen_owner: str
    created: datetime
    payer: str = ""
    """Named by a rule for a transit router alone: another product's action writes those."""


@dataclass(frozen=True, slots=True)
class StandingAssociation:
    """An association of an ECR with a CEN's transit router in a region, made before the first call."""

    ecr_id: str
    cen_id: str
    region: str
    created: datetime


@dataclass(frozen=True, slots=True)
class StandingAttachment:
    """An attachment that is there before the first call."""

    network_id: str
    cen_id: str
    created: datetime
