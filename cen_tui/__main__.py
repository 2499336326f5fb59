"""`python -m cen_tui`: the same as the command `cen-tui`."""

import sys

from cen_tui.cli import main

sys.exit(main())
