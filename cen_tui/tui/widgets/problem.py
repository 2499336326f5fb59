"""The panel that says what went wrong and what to do, on every screen the same."""

from typing import Final

from textual.content import Content
from textual.widgets import Static

from cen_tui.cloud.errors.base import CloudError
from cen_tui.i18n import gettext as _
from cen_tui.storage.files import FileProblem
from cen_tui.text import safe
from cen_tui.vault.base import VaultError

PLEASE_CHECK: Final = _("Please check")
"""The title of what is wrong with something typed: it is to be corrected, and nothing was sent."""
COPY_HINT: Final = _("Ctrl+Y copies this error.")


def problem_text(error: CloudError, advice: str = "") -> Content:
    """Return a failure in full: title, what happened, what to do, code and request ID.

    `advice` takes the place of the error's own, where more is known than it tells.
    """
    lines = [Content.styled(safe(error.title), "bold"), Content(safe(error.detail))]
    if to_do := advice or error.advice:
        lines.append(Content(_("What to do: {advice}").format(advice=safe(to_do))))
    traces = [
        f"{label} {safe(value)}"
        for label, value in (
            (_("code"), error.code),
            (_("action"), error.ram_action),
            (_("request ID"), error.request_id),
        )
        if value
    ]
    if traces:
        lines.append(Content.styled(" · ".join(traces), "dim"))
    return Content("\n").join(lines)


def problem_report(error: CloudError, advice: str = "") -> str:
    """Return a failure as it is copied for an administrator, who looks for the API action too."""
    text = problem_text(error, advice).plain
    action = _("API action {action}").format(action=safe(error.action))
    return f"{text}\n{action}" if error.action else text


class Problem(Static):
    """Hidden until something went wrong; never blocks the screen.

    While it is shown, its screen is of the class `-problem`: what stands above it gives it room.
    """

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.display = False
        self.report = ""
        """The failed call as it is copied for an administrator; empty where none is shown."""

    def show(self, error: CloudError | VaultError | FileProblem) -> None:
        """Show a failed call, or a failure of the vault or of a file."""
        if isinstance(error, CloudError):
            text = Content("\n").join([problem_text(error), Content.styled(COPY_HINT, "dim")])
            self._present(text, problem_report(error))
        else:
            self.say(str(error), error.advice)

    def say(self, title: str, *sentences: str) -> None:
        """Show a problem that was found without a call."""
        lines = [Content.styled(safe(title), "bold"), *(Content(safe(sentence)) for sentence in sentences)]
        self._present(Content("\n").join(lines))

    def _present(self, text: Content, report: str = "") -> None:
        self.update(text)
        self.report = report
        self.display = True
        self.screen.add_class("-problem")

    def clear(self) -> None:
        """Hide what was shown."""
        self.report = ""
        self.display = False
        self.screen.remove_class("-problem")
