"""The blank screen that Textual keeps at the bottom of its stack."""

from cen_tui.tui.screens.drawn_once import SinglePaintScreen


class BlankScreen(SinglePaintScreen[None]):
    """Never seen, and so never drawn: with each drawing of its own, the screen above would be drawn whole."""

    @property
    def is_current(self) -> bool:
        """Tell Textual that nothing of it is to be drawn."""
        return False
