"""What several actions share: how times, lists, tags and attachments are written."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

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


def local_name(call: Call, region: Region) -> str:
    """Return a region's name in the language of AcceptLanguage: Chinese unless another was asked for."""
    language = choice(call, "AcceptLanguage", {"", "zh-CN", "en-US", "ja"})
    return region.name_zh if language in {"", "zh-CN"} else region.name


def network_not_found() -> ApiError:
    """Return the refusal for a network that the caller does not own in that region."""
    return ApiError(404, "InvalidInstanceId.NotFound", "The specified instance is not found.")
