"""The imports that the program and a call need, and nothing else."""

import textual.app
import textual.widgets

from cen_tui.cloud.clients import warm_up

warm_up()
assert textual
