"""What scrolls, and is to be looked through before something is confirmed."""

from textual.containers import VerticalScroll
from textual.message import Message


class ReadThrough(VerticalScroll):
    """Knows whether its end has been in sight, as the end of all that fits is at once."""

    was_read = False

    class Looked(Message):
        """It is known whether its end has been in sight."""

        def __init__(self, *, was_read: bool) -> None:
            super().__init__()
            self.was_read = was_read

    def on_mount(self) -> None:
        """Look whenever what is in sight may be more than before."""
        for changes in ("scroll_y", "virtual_size", "container_size"):
            self.watch(self, changes, self._look_afterwards)

    def _look_afterwards(self) -> None:
        self.call_after_refresh(self._look)

    def _look(self) -> None:
        if not self.was_read and self.size and self.virtual_size:
            self.was_read = self.scroll_offset.y >= self.max_scroll_y
            self.post_message(self.Looked(was_read=self.was_read))
