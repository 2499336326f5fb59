"""The history: every operation on this machine, the newest first, and the sheet of any past grant."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.demo_networks import BACKBONE, network
from support.demo_networks import TO_BACKBONE as TARGET
from support.earlier_operations import ACCOUNT, begun
from support.walk import Walk, walking

from cen_tui.demo.estate.accounts import CEN_OWNER, NETWORK_OWNER
from cen_tui.operations.journal import Journal
from cen_tui.operations.outcome import OperationKind, Outcome, Refusal
from cen_tui.tui.screens.grants.history import DETAILS, LEAD, SHEET
from cen_tui.tui.widgets.facts import BROAD
from cen_tui.wizard.history import EMPTY

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Minutes:
    """A clock that moves on by a minute with every look."""

    def __init__(self) -> None:
        self._now = NOON

    def __call__(self) -> datetime:
        self._now += timedelta(minutes=1)
        return self._now


def a_journal(path: Path) -> Journal:
    """Return the journal of a next run, after one operation of each result."""
    journal = Journal(path, clock=Minutes())
    journal.end(begun(journal, "VPC").id, Outcome.VERIFIED, request_id="R-GRANT")
    journal.end(begun(journal, "VBR").id, Outcome.ALREADY)
    says = "Permission denied: The identity that signed in may not do this."
    journal.end(begun(journal, "CCN").id, Outcome.REFUSED, code="Forbidden.RAM", request_id="R-NO", says=says)
    revoke = begun(journal, "VPC", OperationKind.REVOKE)
    journal.end(revoke.id, Outcome.UNKNOWN, says="The connection was lost: No answer came.")
    journal.end(revoke.id, Outcome.VERIFIED, request_id="R-REVOKE")
    journal.end(
        begun(journal, "VBR", OperationKind.REVOKE).id, Outcome.UNKNOWN, says="The connection was lost."
    )
    begun(journal, "CCN")
    return Journal(path)


@asynccontextmanager
async def history(journal: Journal, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Walk]:
    async with walking(journal=journal, size=size) as walk:
        await walk.see("Enter signs in")
        await walk.press("h")
        await walk.see(LEAD)
        yield walk


async def test_before_the_first_operation_it_says_so() -> None:
    async with history(Journal(None)) as walk:
        await walk.see(EMPTY)
        await walk.see("is recorded here before it is sent", "Esc goes back")
        await walk.press("enter", "y", "escape")
        await walk.see("Enter signs in")


async def test_what_has_no_result_comes_first_and_nothing_is_cut_at_80x24(
    tmp_path: Path,
) -> None:
    async with history(a_journal(tmp_path / "journal")) as walk:
        await walk.see("2 operations without a known result.", "Started (UTC)")
        rows = [line.split() for line in walk.lines() if line.startswith("  2026-11-24")]
        assert rows == [
            ["2026-11-24", time, word, network(kind).id, BACKBONE]
            for time, word, kind in (
                ("12:12", "unknown", "CCN"),
                ("12:10", "unknown", "VBR"),
                ("12:07", "revoked", "VPC"),
                ("12:05", "refused", "CCN"),
                ("12:03", "already", "VBR"),
                ("12:01", "granted", "VPC"),
            )
        ]
        assert walk.cloud.received == []


@pytest.mark.parametrize(
    ("outcome", "refusal", "word"),
    [
        (Outcome.VERIFIED, Refusal.BY_CLOUD, "granted"),
        (Outcome.REFUSED, Refusal.NOT_SENT, "not sent"),
        (Outcome.REFUSED, Refusal.NOT_DONE, "not done"),
    ],
)
async def test_a_cen_id_is_whole_beside_the_scroll_bar_too(
    outcome: Outcome, refusal: Refusal, word: str
) -> None:
    journal = Journal(None)
    for _ in range(40):
        journal.end(begun(journal, "VPC").id, outcome, refusal=refusal)
    async with history(journal) as walk:
        await walk.see("40 operations.")
        await walk.see(f"{word:<{max(7, len(word))}}  {network('VPC').id}  {BACKBONE}")
        assert "…" not in walk.line_with(BACKBONE)


@pytest.mark.parametrize(
    ("width", "named"), [(80, False), (99, False), (100, True), (140, False), (180, True)]
)
async def test_the_account_is_named_where_there_is_room(tmp_path: Path, width: int, named: bool) -> None:  # noqa: FBT001
    async with history(a_journal(tmp_path / "journal"), size=(width, 24)) as walk:
        await walk.see("granted", "2 operations without")
        line = walk.line_with("granted")
        assert BACKBONE in line
        assert (ACCOUNT.name in line) is named
        if width >= BROAD:
            await walk.see(f"account {ACCOUNT.name}")


async def test_it_is_narrowed_by_any_column(tmp_path: Path) -> None:
    async with history(a_journal(tmp_path / "journal")) as walk:
        await walk.press("slash")
        await walk.type("revoked vpc-")
        await walk.see("1 of 6", "revoked")
        await walk.gone("already")
        await walk.press("escape")
        await walk.see("already", "granted")


async def test_enter_opens_the_sheet_of_a_grant_to_copy_and_to_save(tmp_path: Path) -> None:
    async with history(a_journal(tmp_path / "journal")) as walk:
        await walk.go_to("granted")
        await walk.press("enter")
        await walk.see(
            SHEET,
            "Verified at 2026-11-24 12:02 UTC; it may have been revoked since.",
            "Network access granted to your CEN",
            f"CEN ID               {BACKBONE}",
            f"CEN owner account    {CEN_OWNER}",
            f"Network owner        {NETWORK_OWNER}",
            network("VPC").id,
        )
        await walk.press("y")
        await walk.until(lambda: "To attach" in walk.app.clipboard, "the sheet in the clipboard")
        assert "aliyun cbn" in walk.app.clipboard
        await walk.press("s")
        await walk.see("Save the sheet", f"cen-handover-{network('VPC').id}.txt")
        path = tmp_path / "sheet.txt"
        await walk.press("ctrl+u")
        await walk.paste(str(path))
        await walk.press("enter")
        await walk.gone("Save the sheet")
        assert path.read_text() == walk.app.clipboard
        assert path.stat().st_mode & 0o777 == 0o600
        await walk.press("escape")
        await walk.see(LEAD)


async def test_a_revoke_has_no_sheet_but_all_that_is_known(tmp_path: Path) -> None:
    async with history(a_journal(tmp_path / "journal")) as walk:
        await walk.go_to("revoked")
        await walk.press("enter")
        await walk.see(
            DETAILS,
            "started 2026-11-24 12:07 UTC: revoke account prod-network (1250 4400 1234 5678)",
            f"network VPC {network('VPC').id} in cn-hangzhou prod-core",
            f"CEN {TARGET.cen_id} of 1960 5210 7788 4321",
            "2026-11-24 12:08 UTC unknown",
            "The connection was lost: No answer came.",
            "2026-11-24 12:09 UTC revoked and verified · request ID R-REVOKE",
        )
        await walk.gone("To attach")


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("12:05", ("refused · Forbidden.RAM · request ID R-NO", "The identity that signed in may not do")),
        ("12:10", ("unknown", "The connection was lost.")),
        ("12:12", ("result unknown",)),
    ],
)
async def test_an_operation_that_is_not_known_to_be_in_force_has_no_sheet(
    tmp_path: Path, at: str, says: tuple[str, ...]
) -> None:
    async with history(a_journal(tmp_path / "journal")) as walk:
        await walk.go_to(f"2026-11-24 {at}")
        await walk.press("v")
        await walk.see(DETAILS, *says)
        await walk.gone("To attach")


async def test_y_copies_the_id_of_the_network_under_the_cursor(tmp_path: Path) -> None:
    async with history(a_journal(tmp_path / "journal")) as walk:
        await walk.go_to("already")
        await walk.press("y")
        await walk.see(f"{network('VBR').id} was sent to your terminal's clipboard.")
        assert walk.app.clipboard == network("VBR").id


async def test_no_token_is_ever_on_the_screen(tmp_path: Path) -> None:
    journal = a_journal(tmp_path / "journal")
    tokens = {entry.intent.token for entry in journal.entries()[0]} - {""}
    assert tokens
    async with history(journal) as walk:
        for _ in range(6):
            await walk.press("v")
            await walk.see("⏎/esc Close")
            assert not any(walk.shows(token) for token in tokens)
            await walk.press("escape", "down")


async def test_a_journal_that_cannot_be_read_is_said_instead(tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    async with walking(journal=Journal(tmp_path / "journal")) as walk:
        await walk.see("journal", "Nothing is granted without it.")
        await walk.press("h")
        await walk.see("Nothing is granted without it.")
        await walk.gone(LEAD)


async def test_at_60x18_the_networks_stand_whole_and_the_cen_below(tmp_path: Path) -> None:
    async with history(a_journal(tmp_path / "journal"), size=(60, 18)) as walk:
        await walk.see("2 operations without")
        assert all(walk.shows(network(kind).id) for kind in ("VPC", "VBR", "CCN"))
        await walk.see(f"CEN {BACKBONE} of 1960 5210 7788 4321", "result unknown")
