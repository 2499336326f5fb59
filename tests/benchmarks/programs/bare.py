"""The least that Textual can start: what a first frame costs whoever draws it."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("hello")


Bare().run()
