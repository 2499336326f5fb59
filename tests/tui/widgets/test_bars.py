"""The two lines at the top: the step of the wizard, the account, and the mode."""

from dataclasses import replace

import pytest
from rich.cells import cell_len
from support.stage import staged

from cen_tui.cloud.networks.base import CenTarget, Network
from cen_tui.tui.widgets.steps_bar import BETWEEN, StepsBar, names_of_steps
from cen_tui.tui.widgets.title_bar import TitleBar
from cen_tui.vault.base import Account
from cen_tui.wizard.draft import STEPS, Draft

ACCOUNT = Account("prod-network", uid="1250440012345678")
LONG = Account("生产环境网络账号的一个非常长的名字-production", uid="1250440012345678")


ANSWERED = Draft(
    account=ACCOUNT,
    region="cn-hangzhou",
    networks=(Network("VPC", "vpc-bp1ujryty39knar8fnn5g", "prod-core", "cn-hangzhou"),),
    target=CenTarget("cen-wx12el3k7qhz9sdf4u", "1960521077884321"),
)


@pytest.mark.parametrize(
    ("here", "room", "line"),
    [
        (3, 200, "1 prod-network ─ 2 cn-hangzhou ─ 3 prod-core ─ 4 CEN target ─ 5 Confirm ─ 6 Hand-over"),
        (3, 78, "1 prod-network ─ 2 cn-hangzhou ─ 3 prod-core ─ 4 CEN target ─ 5 ─ 6"),
        (4, 78, "1 prod-network ─ 2 cn-hangzhou ─ 3 prod-core ─ 4 cen-wx12el3k… ─ 5 Confirm ─ 6"),
        (4, 58, "1 prod-… ─ 2 cn-ha… ─ 3 prod-… ─ 4 cen-w… ─ 5 Confirm ─ 6"),
        (4, 40, "1 ─ 2 ─ 3 ─ 4 ─ 5 Confirm ─ 6"),
        (0, 58, "1 Account ─ 2 ─ 3 ─ 4 ─ 5 ─ 6"),
    ],
)
def test_the_steps_done_are_named_by_what_was_chosen_as_far_as_it_fits(
    here: int, room: int, line: str
) -> None:
    names = BETWEEN.join(names_of_steps(here, ANSWERED, room))
    assert names == line
    assert cell_len(names) <= room


def test_at_80_all_steps_are_named_by_their_titles_until_they_are_answered() -> None:
    full = "1 Account ─ 2 Region ─ 3 Network ─ 4 CEN target ─ 5 Confirm ─ 6 Hand-over"
    assert {BETWEEN.join(names_of_steps(here, Draft(), 78)) for here in range(len(STEPS))} == {full}


def test_several_networks_are_counted_and_one_without_a_name_is_its_id() -> None:
    (network,) = ANSWERED.networks
    two = replace(ANSWERED, networks=(network, replace(network, id="vpc-2")))
    assert names_of_steps(3, two, 200)[2] == "3 2 networks"
    nameless = replace(ANSWERED, networks=(replace(network, name=""),))
    assert names_of_steps(3, nameless, 200)[2] == f"3 {network.id}"


async def test_the_steps_are_named_again_when_the_screen_grows() -> None:
    async with staged(StepsBar("network"), size=(60, 18)) as stage:
        assert "Confirm" not in stage.text()
        await stage.resize(80, 24)
        assert "5 Confirm" in stage.text()


async def test_the_step_at_hand_is_reported_without_colour() -> None:
    async with staged(StepsBar("network")) as stage:
        (segments, *_) = stage.app.screen._compositor.render_strips()
        underlined = [part.text for part in segments if part.style and part.style.underline]
        assert underlined == ["3 Network"]


@pytest.mark.parametrize(
    ("demo", "read_only", "left"),
    [
        (False, False, "cen-tui"),
        (True, False, "cen-tui [DEMO]"),
        (False, True, "cen-tui [READ-ONLY]"),
        (True, True, "cen-tui [DEMO] [READ-ONLY]"),
    ],
)
async def test_the_mode_stands_beside_the_name(*, demo: bool, read_only: bool, left: str) -> None:
    bar = TitleBar(Draft(account=ACCOUNT, region="cn-hangzhou"), demo=demo, read_only=read_only)
    async with staged(bar) as stage:
        line = stage.lines()[0]
        assert line.startswith(f" {left}  ")
        if not read_only:
            assert line.endswith("prod-network (1250 4400 1234 5678) · cn-hangzhou")


async def test_before_an_account_is_chosen_the_line_says_so() -> None:
    async with staged(TitleBar(Draft(), demo=False, read_only=False)) as stage:
        assert stage.lines()[0].endswith("no account selected")


async def test_an_account_whose_id_is_not_known_yet_is_named_without_brackets() -> None:
    async with staged(TitleBar(Draft(account=Account("default")), demo=False, read_only=False)) as stage:
        assert stage.lines()[0].rstrip().endswith(" default")


async def test_another_draft_can_be_named() -> None:
    bar = TitleBar(Draft(), demo=False, read_only=False)
    async with staged(bar) as stage:
        bar.show(Draft(account=ACCOUNT))
        await stage.settle()
        assert stage.lines()[0].endswith("prod-network (1250 4400 1234 5678)")


@pytest.mark.parametrize("width", [60, 70, 80, 120])
@pytest.mark.parametrize("account", [ACCOUNT, LONG], ids=["short", "long"])
async def test_the_title_fits_any_width_and_says_that_it_was_cut(account: Account, width: int) -> None:
    draft = Draft(account=account, region="cn-wulanchabu")
    async with staged(TitleBar(draft, demo=True, read_only=True), size=(width, 18)) as stage:
        line = stage.lines()[0]
        assert line.startswith(" cen-tui [DEMO] [READ-ONLY]  ")
        assert cell_len(line) <= width - 1
        assert line.endswith(("· cn-wulanchabu", "…"))


async def test_a_long_name_gives_way_to_account_id_and_region() -> None:
    draft = Draft(account=LONG, region="cn-wulanchabu")
    async with staged(TitleBar(draft, demo=True, read_only=False)) as stage:
        line = stage.lines()[0]
        assert line.startswith(" cen-tui [DEMO]   生产环境网络")
        assert line.endswith("… (1250 4400 1234 5678) · cn-wulanchabu")
