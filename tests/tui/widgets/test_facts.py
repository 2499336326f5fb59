"""A value that is wrapped stays beside its label, and says to which CENs a network is attached."""

from rich.console import Console

from cen_tui.cloud.networks.base import Attachment, Fact, Network
from cen_tui.tui.widgets.facts import facts_table
from cen_tui.wizard.facts import NO_CEN, facts_text, main_facts

VPC = Network("VPC", "vpc-1", "", "cn-hangzhou")


def drawn(*facts: Fact, width: int) -> list[str]:
    console = Console(width=width, file=None, color_system=None)
    with console.capture() as captured:
        console.print(facts_table(facts, 10))
    return [line.rstrip() for line in captured.get().splitlines()]


def test_no_line_of_a_value_runs_under_its_label() -> None:
    lines = drawn(Fact("Name", "生产环境核心业务网络-华东一区"), Fact("Region", "cn-hangzhou"), width=30)
    assert [line[:10].strip() for line in lines] == ["Name", "", "Region"]
    assert all(line[11:].strip() for line in lines)


def test_a_value_is_no_markup_and_what_has_none_is_left_out() -> None:
    assert drawn(Fact("Name", "[bold]x[/bold]"), Fact("Empty", ""), width=40) == ["Name       [bold]x[/bold]"]


def test_every_cen_that_a_network_is_attached_to_is_named_with_its_owner() -> None:
    held = (
        Attachment("cen-1", "1960521077884321", "Attached"),
        Attachment("cen-2", "1731906428517930", "Attaching"),
    )
    attached = Network("VPC", "vpc-1", "", "cn-hangzhou", attachments=held)
    assert facts_text(main_facts(attached)).splitlines()[-2:] == [
        "Attached to        cen-1 of 1960 5210 7788 4321",
        "Attached to        cen-2 of 1731 9064 2851 7930 (Attaching)",
    ]
    assert NO_CEN in facts_text(main_facts(VPC))
