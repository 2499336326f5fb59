"""Sts: who is calling."""

from cen_tui.demo.errors import Body
from cen_tui.demo.registry import STS, action
from cen_tui.demo.request import Call
from cen_tui.demo.world import World


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
