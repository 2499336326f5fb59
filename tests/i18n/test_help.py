"""The help in Chinese names columns, labels and results as the screens do."""

import json

from support.chinese import printed_in_chinese

NAMES = """
import json
from cen_tui.operations.outcome import OperationKind, Outcome
from cen_tui.tui.screens.account import AccountScreen
from cen_tui.tui.screens.accounts import account_table
from cen_tui.tui.screens.cen_owner import attach_region, cens, inbox, vswitches
from cen_tui.tui.screens.grants import audit, history, revokes
from cen_tui.tui.screens.handover import HandoverScreen
from cen_tui.tui.screens.region import RegionScreen
from cen_tui.tui.widgets.tables import region_rows
from cen_tui.wizard import history as past
from cen_tui.wizard.handover import outcome_words

def heads(columns):
    return [each.heading for each in columns]

def results(kind, *outcomes):
    return [outcome_words(kind, each) for each in outcomes]

ENDS = (Outcome.VERIFIED, Outcome.ALREADY, Outcome.REFUSED, Outcome.UNKNOWN)
helps = {
    AccountScreen: heads(account_table.COLUMNS),
    RegionScreen: heads(region_rows.COLUMNS_WITHOUT_COUNTS),
    history.HistoryScreen: [*heads(history.COLUMNS), *past._SHORT.values(), past.NO_RESULT],
    audit.AuditScreen: heads(audit.COLUMNS),
    cens.CensScreen: heads(cens.COLUMNS),
    inbox.InboxScreen: heads(inbox.COLUMNS),
    attach_region.AttachRegionScreen: heads(attach_region.COLUMNS[-1:]),
    vswitches.VSwitchesScreen: heads(vswitches.COLUMNS),
    HandoverScreen: results(OperationKind.GRANT, *ENDS),
    revokes.RevokesScreen: results(OperationKind.REVOKE, *ENDS),
}
print(json.dumps([[screen.__name__, screen.HELP, names] for screen, names in helps.items()]))
"""


def test_the_help_names_what_is_on_the_screen() -> None:
    screens = json.loads(printed_in_chinese(NAMES))
    assert len(screens) == 10
    missing = {
        (name, word)
        for name, explained, words in screens
        for word in words
        if word.partition("（")[0] not in explained
    }
    assert missing == set()
