"""What is secret stays within its field: not copied, not pictured, not taken for something to be read."""

from support.walk import Walk, walking

from cen_tui.demo.estate.accounts import PROD_NETWORK
from cen_tui.vault.memory import MemoryVault

SECRET = PROD_NETWORK.secret.reveal()


async def open_form(walk: Walk) -> None:
    await walk.see("No account found")
    await walk.press("a")
    await walk.see("Add an account")


async def test_a_secret_is_neither_copied_nor_pictured() -> None:
    async with walking(vault=MemoryVault()) as walk:
        await open_form(walk)
        await walk.press("tab", "tab")
        await walk.paste(f"  {SECRET}\r\n")
        await walk.see("•" * 30)
        await walk.press("shift+home", "ctrl+c")
        await walk.see("What is hidden here is not copied.")
        await walk.press("ctrl+x")
        await walk.gone("•" * 30)
        assert walk.app.clipboard == ""
        await walk.paste(SECRET)
        await walk.see("•" * 30)
        assert SECRET not in walk.app.export_screenshot()
        await walk.press("shift+tab")
        await walk.type("LTAI5tReadable")
        await walk.press("shift+home", "ctrl+c")
        assert walk.app.clipboard == "LTAI5tReadable"


async def test_a_secret_in_a_field_for_all_to_read_is_hidden_at_once_and_goes_nowhere() -> None:
    async with walking(vault=MemoryVault()) as walk:
        await open_form(walk)
        await walk.paste(SECRET)
        await walk.see("•" * 30, "Please check", "Enter a name here: it is shown openly.")
        await walk.press("ctrl+s")
        await walk.see("Please check", "Enter a name here")
        await walk.press("ctrl+u")
        await walk.type("tonight")
        await walk.gone("Enter a name here")
        await walk.press("tab")
        await walk.paste(SECRET)
        await walk.see("•" * 30, "Please check", "Enter the AccessKey ID here.")
        await walk.press("tab")
        await walk.paste(SECRET)
        await walk.press("ctrl+s")
        await walk.see("Please check", "This looks like an AccessKey secret")
        assert SECRET not in walk.app.export_screenshot()
        assert not walk.cloud.received
