"""The top line of every screen: program and mode, account and region."""

from rich.cells import cell_len
from textual.content import Content
from textual.widget import Widget

from cen_tui.i18n import gettext as _
from cen_tui.text import grouped
from cen_tui.tui.theme import tone_of
from cen_tui.tui.widgets.tables.rows import fitted
from cen_tui.wizard.draft import Draft

GAP = 2
SHORTEST_NAME = 8
LONGEST_ENDPOINT = 24


class TitleBar(Widget):
    """One line: the program and its mode on the left, account, UID and region on the right.

    It is rendered when painted, so that no frame of any screen lacks it.
    """

    def __init__(self, draft: Draft, *, demo: bool, read_only: bool, endpoint: str = "") -> None:
        """`endpoint` is where all calls go, where that is not Alibaba Cloud."""
        super().__init__()
        shown = _cut(endpoint.partition("://")[2], LONGEST_ENDPOINT)
        modes = [
            word for word, on in ((_("DEMO"), demo), (_("READ-ONLY"), read_only), (shown, endpoint)) if on
        ]
        self._left = " ".join(["cen-tui", *(f"[{mode}]" for mode in modes)])
        self._draft = draft

    def show(self, draft: Draft) -> None:
        """Name the account and region of this draft."""
        self._draft = draft
        self.refresh()

    def render(self) -> Content:
        """Fit the line to the width."""
        width = max(1, self.size.width)
        room = max(1, width - cell_len(self._left) - GAP)
        label = self._draft.account.label if self._draft.account else ""
        right = _cut(_right(self._draft, room), room)
        gap = max(GAP, width - cell_len(self._left) - cell_len(right))
        line = Content(f"{self._left}{' ' * gap}{right}")
        start = len(self._left) + gap
        return line.stylize(f"${tone_of(label)}", start, start + len(label)) if label else line


def _right(draft: Draft, room: int) -> str:
    """Name account and region; where they do not fit, the account's name gives way first."""
    if draft.account is None:
        return _("no account selected")
    account = draft.account
    label = f"{account.label} " if account.label else ""
    region = f" · {_place(draft.region)}" if draft.region else ""
    until = _("until {time} UTC").format(time=f"{account.expires_at:%H:%M}") if account.expires_at else ""
    ends = f" · {until}" if until else ""
    uid = f" ({grouped(account.uid)})" if account.uid else ""
    rest = f"{uid}{region}{ends}"
    return label + _cut(account.name, max(SHORTEST_NAME, room - cell_len(label + rest))) + rest


def _place(region: str) -> str:
    from cen_tui.cloud.regions import ALL, region_name

    return region_name(ALL) if region == ALL else region


def _cut(text: str, width: int) -> str:
    return text if cell_len(text) <= width else fitted(text, width).rstrip()
