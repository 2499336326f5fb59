import pytest
from support.stage import staged

from cen_tui.widgets.field import Field


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+x", "super+c"])
async def test_what_is_typed_unseen_never_goes_to_the_clipboard(key: str) -> None:
    async with staged(Field("hush-hush", password=True)) as stage:
        await stage.press("tab", "home", "shift+end", key)
        assert stage.app.clipboard == ""


async def test_what_is_typed_in_the_open_can_be_selected_and_copied() -> None:
    async with staged(Field("cen-1")) as stage:
        await stage.press("tab", "home", "shift+end", "ctrl+c")
        assert stage.app.clipboard == "cen-1"
        await stage.press("ctrl+x")
        assert stage.app.query_one(Field).value == ""
