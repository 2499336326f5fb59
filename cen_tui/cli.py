"""The command `cen-tui`: from flags and environment to a running walk.

Everything that takes time to import is imported where it is used: `--help` and `--version` answer
at once, and a terminal that cannot show the walk is found out before the walk is loaded.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from cen_tui.flags import Flags, UsageError, read_flags, read_history_flags
from cen_tui.look import look_for
from cen_tui.scrub import scrub
from cen_tui.terminal import terminal_problem
from cen_tui.text import safe

if TYPE_CHECKING:
    from cen_tui.cloud.endpoint import Endpoint
    from cen_tui.wizard import Draft

ENDPOINT_VARIABLE: Final = "CEN_TUI_ENDPOINT"
_USAGE: Final = 2
_BROKEN: Final = 1
_INTERRUPTED: Final = 130
_FEW_FRAMES: Final = "15"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 2 when it was called in a way that cannot work."""
    environ = scrub(os.environ)
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if words and words[0] in _COMMANDS:
            return _COMMANDS[words[0]](words[1:], environ)
        flags = read_flags(words)
        return _demo(flags, environ) if flags.demo else _walk(flags, environ)
    except UsageError as error:
        sys.stderr.write(f"cen-tui: {safe(error)}\n")
        return _USAGE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - a traceback would show what an error's message holds
        from cen_tui.crash import story  # noqa: PLC0415 - needed here alone

        sys.stderr.write(story(error))
        return _BROKEN


def _history(words: Sequence[str], _: Mapping[str, str]) -> int:
    flags = read_history_flags(words)
    from cen_tui import paths  # noqa: PLC0415 - `--help` answers first
    from cen_tui.history_command import show_history  # noqa: PLC0415

    return show_history(flags, paths.journal_file())


def _doctor(words: Sequence[str], environ: Mapping[str, str]) -> int:
    from cen_tui.doctor.flags import read_doctor_flags  # noqa: PLC0415 - as above

    flags = read_doctor_flags(words)
    from cen_tui.doctor.command import examine  # noqa: PLC0415

    return examine(flags, environ)


_COMMANDS: Final[Mapping[str, Callable[[Sequence[str], Mapping[str, str]], int]]] = {
    "doctor": _doctor,
    "history": _history,
}
"""What the first word may ask for instead of a walk, and who answers its flags and the environment."""


def _walk(flags: Flags, environ: Mapping[str, str]) -> int:
    endpoint = _endpoint(flags, environ)
    _check_terminal(environ)
    from cen_tui import crash, paths  # noqa: PLC0415 - start-up, as all below
    from cen_tui.settings import load_settings  # noqa: PLC0415

    crash.forbid_core_dump()
    settings, notices = load_settings(paths.settings_file())
    low_bandwidth = flags.low_bandwidth or settings.low_bandwidth
    _prepare_screens(low_bandwidth=low_bandwidth)
    from cen_tui.app import Setup, run  # noqa: PLC0415
    from cen_tui.cloud.client import CloudOptions  # noqa: PLC0415
    from cen_tui.cloud.retry import Retrying  # noqa: PLC0415
    from cen_tui.journal import Journal  # noqa: PLC0415
    from cen_tui.recents import Recents  # noqa: PLC0415
    from cen_tui.vault.gate import Gate  # noqa: PLC0415
    from cen_tui.vault.keyring_vault import KeyringVault  # noqa: PLC0415

    recents = Recents(paths.recents_file())
    options = CloudOptions(
        endpoint=endpoint,
        read_only=flags.read_only,
        connect_timeout=settings.connect_timeout,
        read_timeout=settings.read_timeout,
        total_timeout=settings.total_timeout,
        retrying=Retrying(total=settings.retry_total),
    )
    vault = KeyringVault(paths.accounts_file(), gate=Gate(), environ=environ)
    told = (*notices, *recents.notices())
    journal = Journal(paths.journal_file())
    return run(
        Setup(
            vault,
            recents,
            options,
            _draft(flags),
            notices=told,
            journal=journal,
            counts=not flags.no_counts,
            low_bandwidth=low_bandwidth,
            look=look_for(
                environ, theme=flags.theme or settings.theme, mouse=settings.mouse and not flags.no_mouse
            ),
        )
    )


def _demo(flags: Flags, environ: Mapping[str, str]) -> int:
    _check_faults(flags.demo_faults)
    _check_terminal(environ)
    from cen_tui.demo.thread import DemoThread  # noqa: PLC0415 - start-up, as all here

    try:
        demo = DemoThread(flags.demo_faults)
    except OSError as error:
        raise UsageError(f"the embedded cloud cannot listen on 127.0.0.1: {error.strerror}.") from error
    try:
        return _walk_through_demo(flags, demo.start(), environ)
    finally:
        demo.stop()


def _walk_through_demo(flags: Flags, url: str, environ: Mapping[str, str]) -> int:
    _prepare_screens(low_bandwidth=flags.low_bandwidth)
    from cen_tui.app import Setup, run  # noqa: PLC0415
    from cen_tui.cloud.client import CloudOptions  # noqa: PLC0415
    from cen_tui.cloud.endpoint import parse_endpoint  # noqa: PLC0415
    from cen_tui.demo.estate.accounts import SPARE, accounts  # noqa: PLC0415
    from cen_tui.recents import Recents  # noqa: PLC0415
    from cen_tui.vault.memory import MemoryVault  # noqa: PLC0415

    options = CloudOptions(endpoint=parse_endpoint(url), read_only=flags.read_only)
    hint = f"A key of the demo to try it with:\n  ID      {SPARE.id}\n  secret  {SPARE.secret.reveal()}"
    vault = MemoryVault(accounts())
    return run(
        Setup(
            vault,
            Recents(None),
            options,
            _draft(flags),
            demo=True,
            demo_hint=hint,
            counts=not flags.no_counts,
            low_bandwidth=flags.low_bandwidth,
            look=look_for(environ, theme=flags.theme, mouse=not flags.no_mouse),
        )
    )


def _prepare_screens(*, low_bandwidth: bool) -> None:
    """Set what Textual reads once, when it is imported: how many frames a second it draws at most."""
    if low_bandwidth:
        os.environ["TEXTUAL_FPS"] = _FEW_FRAMES


def _check_faults(spec: str) -> None:
    if not spec:
        return
    from cen_tui.demo.fault_spec import FaultSpecError, parse_faults  # noqa: PLC0415

    try:
        parse_faults(spec)
    except FaultSpecError as error:
        raise UsageError(f"--demo-faults: {error}") from error


def _endpoint(flags: Flags, environ: Mapping[str, str]) -> "Endpoint | None":
    named = "--endpoint" if flags.endpoint is not None else ENDPOINT_VARIABLE
    url = flags.endpoint if flags.endpoint is not None else environ.get(ENDPOINT_VARIABLE) or None
    if url is None:
        return None
    from cen_tui.cloud.endpoint import parse_endpoint  # noqa: PLC0415

    try:
        return parse_endpoint(url)
    except ValueError as error:
        raise UsageError(f"{named}: {error}") from error


def _check_terminal(environ: Mapping[str, str]) -> None:
    problem = terminal_problem(sys.stdin, sys.stdout, environ, stderr=sys.stderr)
    if problem:
        raise UsageError(problem)


def _draft(flags: Flags) -> "Draft":
    from cen_tui.wizard import Draft, Wishes  # noqa: PLC0415

    return Draft(
        wishes=Wishes(
            account=flags.account,
            region=flags.region,
            type=flags.type,
            networks=flags.networks,
            cen_owner=flags.cen_owner,
            cen_id=flags.cen_id,
            payer=flags.payer,
        )
    )
