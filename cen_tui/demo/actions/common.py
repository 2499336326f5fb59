"""What several actions share: how times, lists, tags and attachments are written."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from cen_tui.demo.attachments import Attachment
from cen_tui.demo.errors import ApiError, Body
from cen_tui.demo.estate.kinds import Region
from cen_tui.demo.http.parameters import choice
from cen_tui.demo.http.request import Call
from cen_tui.demo.world import World

PAGES: Final = ("PageNumber", "PageSize")
RESULTS: Final = ("MaxResults", "NextToken")


def iso_seconds(moment: datetime) -> str:
    """Return `2024-03-05T08:12:44Z`."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def iso_minutes(moment: datetime) -> str:
    """Return `2024-03-05T08:12Z`."""
    return moment.strftime("%Y-%m-%dT%H:%MZ")


def epoch_ms(moment: datetime) -> int:
    """Return milliseconds since 1970."""
    return int(moment.timestamp() * 1000)


def wrapped(name: str, items: Iterable[object]) -> Body:
    """Return a list in its inner wrapper: `{"Tag": […]}`."""
    return {name: list(items)}


def tag_list(tags: Iterable[tuple[str, str]]) -> list[Body]:
    """Return tags as objects."""
    return [{"Key": key, "Value": value} for key, value in tags]


def associated_cens(world: World, network_id: str) -> Body:
    """Return the `AssociatedCens` of a network: it can be attached to several."""
    found: list[Body] = [
        {
            "CenId": attachment.cen.id,
            "CenOwnerId": int(attachment.cen.owner),
            "CenStatus": world.attachments.status(attachment),
        }
        for attachment in world.attachments.every(network_id)
    ]
    return wrapped("AssociatedCen", found)


def matching(call: Call, shapes: Iterable[Body], fields: Mapping[str, str]) -> list[Body]:
    """Return the objects that a call asks for; `fields` names the field that each parameter is about."""
    return [each for each in shapes if all(call.text(n) in {"", each.get(f)} for n, f in fields.items())]


def local_name(call: Call, region: Region) -> str:
    """Return a region's name in the language of AcceptLanguage: Chinese unless another was asked for."""
    language = choice(call, "AcceptLanguage", {"", "zh-CN", "en-US", "ja"})
    return region.name_zh if language in {"", "zh-CN"} else region.name


def network_not_found() -> ApiError:
    """Return the refusal for a network that the caller does not own in that region."""
    return ApiError(404, "InvalidInstanceId.NotFound", "The specified instance is not found.")


def task_conflict() -> ApiError:
    """Return the refusal of Vpc and Smartag for a change while another is under way."""
    return ApiError(400, "TaskConflict", "The operation is too frequent or conflicts with another one.")


def own_attachment(world: World, call: Call) -> Attachment:
    """Return the attachment to a transit router of the caller's that is named."""
    found = world.attachments.by_id(call.text("TransitRouterAttachmentId"))
    if found is None or found.cen.owner != call.caller.uid:
        raise attachment_not_found()
    return found


def attachment_not_found() -> ApiError:
    """Return the refusal for an attachment to no transit router of the caller's."""
    return ApiError(400, "InvalidTransitRouterAttachmentId.NotFound", "The attachment is not found.")


def refuse_unsettled(world: World, attachment: Attachment) -> None:
    """Refuse an attachment that is being made or ended."""
    if world.attachments.status(attachment) != "Attached":
        message = "The status of the attachment does not support the operation."
        raise ApiError(400, "IncorrectStatus.Attachment", message)
