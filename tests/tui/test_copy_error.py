"""An error goes to the clipboard with its action, code and request ID, also from where letters are typed."""

from support.walk import Walk, walking

from cen_tui.cloud.http.options import CloudOptions
from cen_tui.cloud.http.retry import RetryPolicy
from cen_tui.tui.widgets.problem import COPY_HINT
from cen_tui.wizard.draft import Presets

ONE_TRY = CloudOptions(retrying=RetryPolicy(total=0))


async def copied(walk: Walk, action: str, *parts: str) -> None:
    """Copy the error that is shown, and hold that these parts of it were sent."""
    await walk.see(*parts, COPY_HINT)
    await walk.press("ctrl+y")
    await walk.see("The error was sent to your terminal's clipboard.")
    for part in parts:
        assert part in walk.app.clipboard
    assert COPY_HINT not in walk.app.clipboard
    assert "request ID " in walk.app.clipboard
    assert f"API action {action}" in walk.app.clipboard


async def test_a_refused_list_is_copied_with_what_the_administrator_needs() -> None:
    presets = Presets("prod-network", "cn-hangzhou", "VPC")
    denied = "error@DescribeVpcs=Forbidden.RAM/403"
    async with walking(presets=presets, faults=denied, options=ONE_TRY) as walk:
        await copied(
            walk, "DescribeVpcs", "Permission denied", "code Forbidden.RAM", "action vpc:DescribeVpcs"
        )


async def test_a_refused_sign_in_is_copied_from_the_form() -> None:
    async with walking(faults="error@GetCallerIdentity=InvalidAccessKeyId.NotFound/404") as walk:
        await walk.see("Enter signs in")
        await walk.go_to("prod-network")
        await walk.press("enter")
        await copied(walk, "GetCallerIdentity", "code InvalidAccessKeyId.NotFound")


async def test_where_no_error_is_shown_nothing_is_copied() -> None:
    async with walking() as walk:
        await walk.see("Enter signs in")
        await walk.press("ctrl+y")
        assert walk.app.clipboard == ""
