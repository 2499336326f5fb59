"""The embedded cloud as a process of its own: `python -m cen_tui.demo --port 0 --faults SPEC`.

Prints `endpoint URL` and then, for every account, `account NAME UID KEYID SECRET`; serves until it is told to
end by SIGTERM or SIGINT. The keys are made up and valid for this server alone.
"""

import os
import sys

if __name__ == "__main__":
    if not sys.flags.safe_path:
        # The current folder, which `-m` puts first: nothing that lies there is to be imported.
        del sys.path[0]
    from cen_tui import i18n
    from cen_tui.storage.language import preferred_language
    from cen_tui.terminal.display import output_takes

    if output_takes(i18n.CHINESE_LETTERS):
        i18n.use(preferred_language(os.environ).language)

import argparse
import asyncio
import logging
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Final

from cen_tui.demo.estate.accounts import SPARE, accounts, credentials_of
from cen_tui.demo.fault_spec import FaultSpecError, help_text, parse_faults
from cen_tui.demo.http.request import Received
from cen_tui.demo.server import DemoCloud
from cen_tui.i18n import gettext as _

_ABOUT: Final = _("Run the demo cloud as a local server on 127.0.0.1, with made-up accounts and networks.")
_SPEC: Final = _("SPEC is NAME[@ACTION][=VALUE][:COUNT], several with commas between them:")


def main(arguments: list[str] | None = None) -> int:
    """Serve until a signal; return 0, or 2 when an argument is not valid or the port is not available."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING)
    try:
        parse_faults(options.faults)
        return asyncio.run(_serve(options.port, options.faults, options.log))
    except (FaultSpecError, OSError, OverflowError) as error:
        sys.stderr.write(f"cen_tui.demo: {error}\n")
        return 2


async def _serve(port: int, faults: str, log: Path | None) -> int:
    cloud = DemoCloud(faults=faults)
    cloud.on_received = None if log is None else _log_to(log)
    ending = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ending.set)
    _print_accounts(await cloud.start(port=port))
    await ending.wait()
    await cloud.stop()
    return 0


def _print_accounts(url: str) -> None:
    people = [(account.name, account.uid, signs) for account, signs in accounts()]
    people.append(("spare-key", SPARE.principal.uid, credentials_of(SPARE)))
    lines = [f"account {name} {uid} {signs.key_id} {signs.secret.reveal()}" for name, uid, signs in people]
    sys.stdout.write("\n".join((f"endpoint {url}", *lines, "")))
    sys.stdout.flush()


def _log_to(path: Path) -> Callable[[Received], None]:
    """Return what appends a line of JSON to a file for every call received."""
    path.touch()

    def log(received: Received) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{received.line()}\n")

    return log


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m cen_tui.demo",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=f"{_SPEC}\n{help_text()}",
    )
    parser.add_argument("--port", type=int, default=0, help=_("port to listen on; 0 takes a free one"))
    parser.add_argument("--faults", metavar="SPEC", default="", help=_("what to put in the way of calls"))
    parser.add_argument(
        "--log", metavar="FILE", type=Path, help=_("append each call received as a line of JSON")
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
