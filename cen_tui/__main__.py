"""`python -m cen_tui`: the same as the command `cen-tui`."""

import sys

if not sys.flags.safe_path:
    del sys.path[0]  # the current folder, which `-m` puts first: nothing that lies there is to be imported

from cen_tui.cli.main import main

sys.exit(main())
