"""A one-line text field that is quiet on a slow link."""

from textual.widgets import Input


class Field(Input):
    """An `Input` without a blinking cursor: a blink costs two kilobytes a second over SSH."""

    def on_mount(self) -> None:
        """Keep the cursor steady."""
        self.cursor_blink = False
