"""The command `cen-tui`: from flags and environment to a running walk.

Everything that takes time to import is imported where it is used: `--help` and `--version` answer
at once, and a terminal that cannot show the walk is found out before the walk is loaded.
"""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from cen_tui import __version__
from cen_tui.scrub import scrub
from cen_tui.terminal import terminal_problem
from cen_tui.text import safe
from cen_tui.usage import UsageError

if TYPE_CHECKING:
    from cen_tui.cloud.client import CloudOptions
    from cen_tui.cloud.endpoint import Endpoint
    from cen_tui.flags import Flags, RequestFlags
    from cen_tui.settings import Settings
    from cen_tui.vault.keeper import Keeper
    from cen_tui.vault.signins import SignIns
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
    if words == ["--version"]:
        sys.stdout.write(f"cen-tui {__version__}\n")
        return 0
    try:
        if words and words[0] in _COMMANDS:
            return _COMMANDS[words[0]](words[1:], environ)
        from cen_tui.flags import read_flags  # noqa: PLC0415 - `--version` answers first

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
    from cen_tui.flags import read_history_flags  # noqa: PLC0415 - as above

    flags = read_history_flags(words)
    from cen_tui import paths  # noqa: PLC0415 - `--help` answers first
    from cen_tui.history_command import show_history  # noqa: PLC0415

    return show_history(flags, paths.journal_file())


def _request(words: Sequence[str], environ: Mapping[str, str]) -> int:
    from cen_tui.flags import read_request_flags  # noqa: PLC0415 - as above

    flags = read_request_flags(words)
    from cen_tui.request_command import print_asked, print_typed  # noqa: PLC0415 - `--help` answers first

    if not flags.account:
        return print_typed(flags)
    if flags.demo:
        return _request_in_demo(flags)
    from cen_tui import paths  # noqa: PLC0415
    from cen_tui.settings import load_settings  # noqa: PLC0415

    settings, notices = load_settings(paths.settings_file())
    for notice in notices:
        sys.stderr.write(f"cen-tui: {notice}\n")
    options = _options(settings, _endpoint(flags, environ), read_only=True)
    keeper = _keeper(environ)
    try:
        return print_asked(flags, _signins(environ, keeper), options)
    finally:
        keeper.close()


def _request_in_demo(flags: "RequestFlags") -> int:
    from cen_tui.cloud.client import CloudOptions  # noqa: PLC0415
    from cen_tui.cloud.endpoint import parse_endpoint  # noqa: PLC0415
    from cen_tui.demo.thread import DemoThread  # noqa: PLC0415
    from cen_tui.request_command import print_asked  # noqa: PLC0415

    demo = DemoThread()
    try:
        options = CloudOptions(parse_endpoint(demo.start()), read_only=True)
        return print_asked(flags, _demo_signins(), options)
    finally:
        demo.stop()


def _doctor(words: Sequence[str], environ: Mapping[str, str]) -> int:
    from cen_tui.doctor.flags import read_doctor_flags  # noqa: PLC0415 - as above

    flags = read_doctor_flags(words)
    from cen_tui.doctor.command import examine  # noqa: PLC0415

    return examine(flags, environ)


_COMMANDS: Final[Mapping[str, Callable[[Sequence[str], Mapping[str, str]], int]]] = {
    "doctor": _doctor,
    "history": _history,
    "request": _request,
}
"""What the first word may ask for instead of a walk, and who answers its flags and the environment."""


def _walk(flags: "Flags", environ: Mapping[str, str]) -> int:
    endpoint = _endpoint(flags, environ)
    _check_terminal(environ)
    from cen_tui import crash, paths  # noqa: PLC0415 - start-up, as all below
    from cen_tui.settings import load_settings  # noqa: PLC0415

    crash.forbid_core_dump()
    settings, notices = load_settings(paths.settings_file())
    low_bandwidth = flags.low_bandwidth or settings.low_bandwidth
    _prepare_screens(low_bandwidth=low_bandwidth)
    from cen_tui.app import Setup, run  # noqa: PLC0415
    from cen_tui.journal import Journal  # noqa: PLC0415
    from cen_tui.recents import Recents  # noqa: PLC0415

    options = _options(settings, endpoint, read_only=flags.read_only)
    recents = Recents(paths.recents_file())
    told = (*notices, *recents.notices())
    keeper = _keeper(environ)
    signins = _signins(environ, keeper)
    setup = Setup(
        signins.vault,
        recents,
        options,
        _draft(flags),
        notices=told,
        journal=Journal(paths.journal_file()),
        counts=not flags.no_counts,
        keeper=keeper,
        low_bandwidth=low_bandwidth,
        signins=signins,
    )
    try:
        return run(setup)
    finally:
        keeper.close()


def _options(settings: "Settings", endpoint: "Endpoint | None", *, read_only: bool) -> "CloudOptions":
    """Return how the cloud is spoken to, as the settings say."""
    from cen_tui.cloud.client import CloudOptions  # noqa: PLC0415
    from cen_tui.cloud.retry import Retrying  # noqa: PLC0415

    return CloudOptions(
        endpoint=endpoint,
        read_only=read_only,
        connect_timeout=settings.connect_timeout,
        read_timeout=settings.read_timeout,
        total_timeout=settings.total_timeout,
        retrying=Retrying(total=settings.retry_total),
    )


def _keeper(environ: Mapping[str, str]) -> "Keeper":
    from cen_tui import paths  # noqa: PLC0415
    from cen_tui.vault.choice import Choice  # noqa: PLC0415
    from cen_tui.vault.gate import gate_of_keyring  # noqa: PLC0415
    from cen_tui.vault.keeper import Keeper  # noqa: PLC0415

    choice = Choice(paths.hosts_file())
    return Keeper(environ, paths.secrets_folder(), choice=choice, gate=gate_of_keyring())


def _signins(environ: Mapping[str, str], keeper: "Keeper") -> "SignIns":
    """Return all accounts of this machine: saved, the environment's, the CLI's, and roles over these."""
    from cen_tui import paths  # noqa: PLC0415
    from cen_tui.vault.keyring_vault import KeyringVault  # noqa: PLC0415
    from cen_tui.vault.profiles import profiles_reader  # noqa: PLC0415
    from cen_tui.vault.remarks import Remarks  # noqa: PLC0415
    from cen_tui.vault.signins import SignIns  # noqa: PLC0415

    vault = KeyringVault(paths.accounts_file(), environ=environ, keeper=keeper)
    profiles = profiles_reader(paths.aliyun_file(), environ)
    return SignIns(vault, Remarks(paths.remarks_file()), profiles=profiles)


def _demo(flags: "Flags", environ: Mapping[str, str]) -> int:
    _check_faults(flags.demo_faults)
    _check_terminal(environ)
    from cen_tui.demo.thread import DemoThread  # noqa: PLC0415 - start-up, as all here

    try:
        demo = DemoThread(flags.demo_faults)
    except OSError as error:
        raise UsageError(f"the embedded cloud cannot listen on 127.0.0.1: {error.strerror}.") from error
    try:
        return _walk_through_demo(flags, demo.start())
    finally:
        demo.stop()


def _walk_through_demo(flags: "Flags", url: str) -> int:
    _prepare_screens(low_bandwidth=flags.low_bandwidth)
    from cen_tui.app import Setup, run  # noqa: PLC0415
    from cen_tui.cloud.client import CloudOptions  # noqa: PLC0415
    from cen_tui.cloud.endpoint import parse_endpoint  # noqa: PLC0415
    from cen_tui.demo.estate.accounts import SPARE  # noqa: PLC0415
    from cen_tui.recents import Recents  # noqa: PLC0415

    options = CloudOptions(endpoint=parse_endpoint(url), read_only=flags.read_only)
    hint = f"A key of the demo to try it with:\n  ID      {SPARE.id}\n  secret  {SPARE.secret.reveal()}"
    signins = _demo_signins()
    return run(
        Setup(
            signins.vault,
            Recents(None),
            options,
            _draft(flags),
            demo=True,
            demo_hint=hint,
            counts=not flags.no_counts,
            low_bandwidth=flags.low_bandwidth,
            signins=signins,
        )
    )


def _demo_signins() -> "SignIns":
    from pathlib import Path  # noqa: PLC0415

    from cen_tui.demo.estate.accounts import accounts  # noqa: PLC0415
    from cen_tui.demo.estate.profiles import configuration  # noqa: PLC0415
    from cen_tui.vault.memory import MemoryVault  # noqa: PLC0415
    from cen_tui.vault.profiles import profiles_in  # noqa: PLC0415
    from cen_tui.vault.signins import SignIns  # noqa: PLC0415

    return SignIns(MemoryVault(accounts()), profiles=lambda: profiles_in(configuration(), Path("demo")))


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


def _endpoint(flags: "Flags | RequestFlags", environ: Mapping[str, str]) -> "Endpoint | None":
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
    problem = terminal_problem(sys.stdin, sys.stdout, environ)
    if problem:
        raise UsageError(problem)


def _draft(flags: "Flags") -> "Draft":
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
