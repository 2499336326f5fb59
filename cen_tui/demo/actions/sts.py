"""Sts: who is calling, and roles to call as."""

import re
from typing import Final

from cen_tui.demo.actions.common import iso_seconds
from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.estate.kinds import AccessKey, Role
from cen_tui.demo.http.parameters import integer
from cen_tui.demo.http.request import Call
from cen_tui.demo.registry import STS, action
from cen_tui.demo.world import World

_SESSION_NAME: Final = re.compile(r"[A-Za-z0-9.@_-]{2,64}")
_SHORTEST: Final = 900


@action(STS, "GetCallerIdentity", open_to_all=True)
async def get_caller_identity(_world: World, call: Call) -> Body:
    """Answer the caller's account ID and what kind of caller it is; takes no permission."""
    who = call.caller
    common: Body = {"AccountId": who.uid, "IdentityType": who.kind}
    if who.kind == "AssumedRoleUser":
        session = who.name.partition("/")[2]
        arn = f"acs:ram::{who.uid}:assumed-role/{who.name}"
        return {**common, "Arn": arn, "RoleId": who.id, "PrincipalId": f"{who.id}:{session}"}
    arn = f"acs:ram::{who.uid}:" + (f"user/{who.name}" if who.kind == "RAMUser" else "root")
    return {**common, "Arn": arn, "UserId": who.id, "PrincipalId": who.id}


@action(
    STS,
    "AssumeRole",
    required=("RoleArn", "RoleSessionName"),
    optional=("DurationSeconds", "ExternalId", "Policy"),
    missing="MissingParameter.{}",
)
async def assume_role(world: World, call: Call) -> Body:
    """Answer temporary credentials of a role that trusts the caller's account."""
    role = _role(world, call)
    trusted = call.caller.uid in role.trusts and call.text("ExternalId") == role.external_id
    if not trusted or call.caller.kind == "Account":
        # the main account itself may not assume a role: only its users and roles may
        raise _not_trusted()
    return _session(world, call, role)


@action(
    STS,
    "AssumeRoleWithOIDC",
    required=("RoleArn", "RoleSessionName", "OIDCProviderArn", "OIDCToken"),
    optional=("DurationSeconds", "Policy"),
    missing="MissingParameter.{}",
    unsigned=True,
)
async def assume_role_with_oidc(world: World, call: Call) -> Body:
    """Answer temporary credentials of a role that trusts the token's issuer; takes no AccessKey."""
    role = _role(world, call)
    provider, token = role.oidc
    if call.text("OIDCProviderArn") != provider:
        raise ApiError(404, "EntityNotExist.OIDCProvider", "The specified OIDC provider does not exist.")
    if call.text("OIDCToken") != token:
        raise ApiError(400, "AuthenticationFail.OIDCToken.Invalid", "The OIDC token is invalid.")
    return _session(world, call, role)


def _role(world: World, call: Call) -> Role:
    if not _SESSION_NAME.fullmatch(call.text("RoleSessionName")):
        message = "The parameter RoleSessionName is wrongly formed."
        raise ApiError(400, "InvalidParameter.RoleSessionName", message)
    for role in world.estate.roles:
        if role.arn == call.text("RoleArn"):
            return role
    raise ApiError(404, "EntityNotExist.Role", "The specified Role not exists.")


def _session(world: World, call: Call, role: Role) -> Body:
    seconds = integer(call, "DurationSeconds", default=3600, low=0, high=10**6)
    if not _SHORTEST <= seconds <= role.longest:
        message = f"The Min/Max value of DurationSeconds is 15min/{role.longest // 60}min."
        raise ApiError(400, "InvalidParameter.DurationSeconds", message)
    session = call.text("RoleSessionName")
    key = world.sessions.issue(role, session, seconds)
    user: Body = {
        "Arn": f"acs:ram::{role.uid}:assumed-role/{role.name}/{session}",
        "AssumedRoleId": f"{role.id}:{session}",
    }
    return {"AssumedRoleUser": user, "Credentials": credentials(key)}


def credentials(key: AccessKey) -> Body:
    """Return temporary credentials as every service that issues them writes them."""
    return {
        "AccessKeyId": key.id,
        "AccessKeySecret": key.secret.reveal(),
        "SecurityToken": key.token.reveal() if key.token else "",
        "Expiration": iso_seconds(key.expires) if key.expires else "",
    }


def _not_trusted() -> ApiError:
    message = "You are not authorized to do this action. You should be authorized by RAM."
    return ApiError(403, "NoPermission", message)
