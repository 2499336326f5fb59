"""Starting the wizard: from flags, settings and this host's files to a running application."""

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cen_tui import crash
from cen_tui.cli.arguments import Flags, UsageError
from cen_tui.cli.cloud_options import options_of, sts_of
from cen_tui.i18n import gettext as _
from cen_tui.storage import paths
from cen_tui.storage.settings import load_settings
from cen_tui.terminal.display import detect_display
from cen_tui.wizard.draft import Draft, Presets

if TYPE_CHECKING:
    from cen_tui.cloud.endpoints import Endpoint
    from cen_tui.operations.journal import Journal
    from cen_tui.vault.account_directory import AccountDirectory
    from cen_tui.wizard.recents import Recents

_FEW_FRAMES: Final = "15"
_EXPORTED_SIZE: Final = ("COLUMNS", "LINES")


def run_wizard(flags: Flags, environ: Mapping[str, str], endpoint: "Endpoint | None") -> int:
    """Run the wizard with the accounts of this host, and return the exit code."""
    crash.forbid_core_dump()
    sts = sts_of(environ)
    settings, notices = load_settings(paths.settings_file())
    low_bandwidth = flags.low_bandwidth or settings.low_bandwidth
    _prepare_screens(low_bandwidth=low_bandwidth)
    from cen_tui.session import Session
    from cen_tui.tui.app import run
    from cen_tui.tui.launch_options import LaunchOptions

    mouse = settings.mouse and not flags.no_mouse
    options = LaunchOptions(
        Session(
            partial(_directory, environ),
            partial(options_of, settings, endpoint, sts, read_only=flags.read_only),
        ),
        partial(_recents, paths.recents_file()),
        partial(_journal, paths.journal_file()),
        _draft(flags),
        endpoint=str(endpoint) if endpoint else "",
        read_only=flags.read_only,
        notices=notices,
        counts=not flags.no_counts,
        low_bandwidth=low_bandwidth,
        display=detect_display(environ, theme=flags.theme or settings.theme, mouse=mouse),
    )
    return run(options)


def run_demo(flags: Flags, environ: Mapping[str, str]) -> int:
    """Run the wizard against the embedded cloud; nothing of this host's own is read or written.

    Raises:
        UsageError: this machine lets nothing listen on loopback.
    """
    from cen_tui.demo.thread import DemoThread

    try:
        cloud = DemoThread(flags.demo_faults)
    except OSError as error:
        says = _("the embedded cloud cannot listen on 127.0.0.1: {reason}.")
        raise UsageError(says.format(reason=error.strerror)) from error
    try:
        return _run_in_demo(flags, cloud.start(), environ)
    finally:
        cloud.stop()


def _run_in_demo(flags: Flags, url: str, environ: Mapping[str, str]) -> int:
    _prepare_screens(low_bandwidth=flags.low_bandwidth)
    from cen_tui.cloud.endpoints import parse_endpoint
    from cen_tui.cloud.http.options import CloudOptions
    from cen_tui.demo.account_directory import demo_directory
    from cen_tui.demo.estate.accounts import SPARE
    from cen_tui.session import Session
    from cen_tui.tui.app import run
    from cen_tui.tui.launch_options import LaunchOptions

    hint = _("A key of the demo to try it with:\n  ID      {id}\n  secret  {secret}")
    return run(
        LaunchOptions(
            Session(demo_directory, lambda: CloudOptions(parse_endpoint(url), read_only=flags.read_only)),
            partial(_recents, None),
            partial(_journal, None),
            _draft(flags),
            demo=True,
            read_only=flags.read_only,
            demo_hint=hint.format(id=SPARE.id, secret=SPARE.secret.reveal()),
            counts=not flags.no_counts,
            low_bandwidth=flags.low_bandwidth,
            display=detect_display(environ, theme=flags.theme, mouse=not flags.no_mouse),
        )
    )


def _directory(environ: Mapping[str, str]) -> "AccountDirectory":
    from cen_tui.vault.factory import open_directory

    crash.forbid_tracing()
    return open_directory(environ)


def _recents(path: Path | None) -> "Recents":
    from cen_tui.wizard.recents import Recents

    return Recents(path)


def _journal(path: Path | None) -> "Journal":
    from cen_tui.operations.journal import Journal

    return Journal(path)


def _prepare_screens(*, low_bandwidth: bool) -> None:
    """Set what Textual reads: how many frames a second it draws at most, and the terminal's own size.

    Exported sizes would count in place of the terminal's, and what must be read before granting would
    be drawn out of sight.
    """
    for name in _EXPORTED_SIZE:
        os.environ.pop(name, None)
    if low_bandwidth:
        os.environ["TEXTUAL_FPS"] = _FEW_FRAMES


def _draft(flags: Flags) -> Draft:
    return Draft(
        presets=Presets(
            account=flags.account,
            region=flags.region,
            type=flags.type,
            networks=flags.networks,
            cen_owner=flags.cen_owner,
            cen_id=flags.cen_id,
            payer=flags.payer,
        )
    )
