import pytest
from support.demo_networks import BACKBONE
from support.walk import Walk, walking

from cen_tui.tui.screens.dialogs.plain_text import TextViewer
from cen_tui.tui.screens.grants.details import MORE, READING, RULES, UNREAD
from cen_tui.tui.widgets.rules_list import NO_RULES
from cen_tui.wizard.target import TARGET_QUESTION


async def details(walk: Walk, name: str, kind: str = "VPC", region: str = "cn-hangzhou") -> None:
    await walk.to_networks(region=region)
    await walk.to_tab(kind)
    await walk.go_to(name)
    await walk.press("d")
    await walk.see(RULES, walk.id_of(name))


async def test_the_details_of_a_vpc_tell_it_from_every_other() -> None:
    async with walking() as walk:
        await details(walk, "prod-core")
        await walk.see(
            "Virtual private cloud (VPC)",
            "prod-core",
            "10.20.0.0/16, 10.21.0.0/16",
            "Available",
            "1250 4400 1234 5678",
            "to no CEN",
            NO_RULES,
            "Core services of production",
        )
        await walk.press("end")
        await walk.see("env = prod", "team = network", "cost-centre = 4711", "2024-03-05 08:12 UTC")


async def test_the_details_show_who_may_attach_it_and_what_it_is_attached_to() -> None:
    async with walking() as walk:
        await details(walk, "prod-data")
        await walk.see(
            f"Attached to {BACKBONE} of 1960 5210 7788 4321",
            f"{BACKBONE}  of 1960 5210 7788 4321  since 2025-06-02",
        )
        await walk.press("pagedown")
        await walk.see("team = data", "Close")


async def test_at_60x18_all_details_are_reached_and_no_value_runs_into_the_labels() -> None:
    async with walking(size=(60, 18)) as walk:
        await details(walk, "prod-data")
        await walk.see("PgDn More")
        await walk.gone(READING)
        indent = len("│  Attached to        ")
        wrapped = [line for line in walk.lines() if "1960 5210" in line and "cen-" not in line]
        assert all(not line.strip("│ ")[:1].isdigit() or line[:indent].strip("│ ") == "" for line in wrapped)
        await walk.press("pagedown", "pagedown")
        await walk.see("Created", MORE)


async def test_all_the_rules_of_a_network_are_shown() -> None:
    async with walking() as walk:
        await details(walk, "partner-exchange")
        await walk.see(*(f"since 2025-0{number}-1{number}" for number in range(1, 6)))


@pytest.mark.parametrize(
    ("kind", "region", "name", "facts"),
    [
        (
            "VBR",
            "cn-hangzhou",
            "office-line-1",
            ("Virtual border router", "Head office, first line", "longtel001", "192.168.100.1"),
        ),
        (
            "CCN",
            "cn-shanghai",
            "branches",
            ("Cloud connect network", "192.168.11.0/24", "3, of which available: 2"),
        ),
        ("CCN", "cn-shanghai", "门店网络", (BACKBONE, "192.168.64.0/18", "since 2025-06-02")),
    ],
)
async def test_the_details_of_the_other_types(
    kind: str, region: str, name: str, facts: tuple[str, ...]
) -> None:
    async with walking() as walk:
        await details(walk, name, kind, region)
        await walk.see(*facts)


@pytest.mark.parametrize("key", ["escape", "d", "q"])
async def test_closing_the_details_finds_the_list_as_it_was(key: str) -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.go_to("staging")
        before = walk.lines()[:20]
        await walk.press("d")
        await walk.see(RULES, NO_RULES)
        await walk.press(key)
        await walk.gone(RULES)
        assert walk.lines()[:20] == before
        await walk.press("enter")
        await walk.see(TARGET_QUESTION, "staging")


async def test_y_sends_the_id_to_the_clipboard_and_says_so_in_sight() -> None:
    async with walking() as walk:
        await details(walk, "prod-core")
        await walk.see(NO_RULES)
        await walk.press("y")
        await walk.see(f"{walk.id_of('prod-core')} was sent to your terminal's clipboard.")
        assert walk.app.clipboard == walk.id_of("prod-core")


@pytest.mark.parametrize("action", ["DescribeVpcAttribute", "DescribeGrantRulesToCen"])
async def test_details_that_cannot_be_read_say_why_in_sight_and_can_be_asked_for_again(action: str) -> None:
    async with walking(faults=f"error@{action}=Forbidden.RAM/403") as walk:
        await details(walk, "prod-core")
        await walk.see(UNREAD, f"vpc:{action}", "10.20.0.0/16, 10.21.0.0/16", "code Forbidden.RAM")
        walk.cloud.set_faults("")
        await walk.press("r")
        await walk.see(NO_RULES)
        await walk.gone("Forbidden.RAM")


async def test_a_shared_vpc_says_whose_it_is() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.go_to("shared-services")
        await walk.press("d")
        await walk.see("Owner 1033 8271 6045 9012", "only its owner can grant it")


async def test_all_that_is_known_can_be_shown_alone() -> None:
    async with walking() as walk:
        await walk.to_networks()
        await walk.press("d")
        await walk.see("esc Close")
        await walk.press("v")
        await walk.until(lambda: isinstance(walk.app.screen, TextViewer), "the text alone")
