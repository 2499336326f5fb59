"""For the commands without screens: a session that changes nothing, and a sign-in that asks nothing."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from cen_tui.cli.arguments import UsageError
from cen_tui.cloud.errors.base import CloudError
from cen_tui.i18n import gettext as _
from cen_tui.i18n import listed, sentences
from cen_tui.session import ConsentNeededError, Session, SignedIn
from cen_tui.text import safe
from cen_tui.vault.account_list import account_named
from cen_tui.vault.base import Account, VaultError

_Found = TypeVar("_Found")


@contextmanager
def read_only_session(*, demo: bool, endpoint: str | None, environ: Mapping[str, str]) -> Iterator[Session]:
    """Give the accounts of this host for the length of a block, or the demo's with its embedded cloud.

    Every change is refused before it is sent. Raises `UsageError` for an endpoint that cannot be.
    """
    if demo:
        with _demo_session() as session:
            yield session
        return
    from cen_tui import crash
    from cen_tui.cli import cloud_options
    from cen_tui.storage import paths
    from cen_tui.storage.settings import load_settings
    from cen_tui.vault.factory import open_directory

    settings, notices = load_settings(paths.settings_file())
    for notice in notices:
        warn(notice)
    named, sts = cloud_options.endpoint_of(endpoint, environ), cloud_options.sts_of(environ)
    options = cloud_options.options_of(settings, named, sts, read_only=True)
    crash.forbid_core_dump()
    crash.forbid_tracing()
    session = Session(lambda: open_directory(environ), lambda: options)
    try:
        yield session
    finally:
        session.close()


@contextmanager
def _demo_session() -> Iterator[Session]:
    from cen_tui.cloud.endpoints import parse_endpoint
    from cen_tui.cloud.http.options import CloudOptions
    from cen_tui.demo.account_directory import demo_directory
    from cen_tui.demo.thread import DemoThread

    demo = DemoThread()
    try:
        options = CloudOptions(parse_endpoint(demo.start()), read_only=True)
        yield Session(demo_directory, lambda: options)
    finally:
        demo.stop()


def run_signed_in(
    session: Session, name: str, work: Callable[[SignedIn], Awaitable[_Found]]
) -> _Found | None:
    """Sign in with the account of this name and return what `work` does; None after an error was reported.

    Without a name, the only account that can sign in is taken. Raises `UsageError` where no account is
    meant, or several may be.
    """

    async def run() -> _Found:
        try:
            account = _meant(name, await session.directory.accounts())
            return await work(await session.open(account))
        finally:
            await session.disconnect()

    session.tell, session.on_wait = warn, lambda waiting: warn(f"{waiting}.")
    try:
        return asyncio.run(run())
    except ConsentNeededError as needed:
        says = _(
            "Signing in as {account} runs a command or writes for the aliyun CLI. That needs "
            "consent, which this command cannot ask for: use cen-tui, or another account."
        )
        warn(says.format(account=needed.account.name))
    except VaultError as error:
        warn(sentences(str(error), error.advice))
    except CloudError as error:
        warn(in_a_line(error))
    return None


def in_a_line(error: CloudError) -> str:
    """Return an error of the cloud as one line: what happened, what to do, its code and request ID."""
    says = _("{title}. {detail} {advice}")
    if error.code and error.request_id:
        says = _("{title}. {detail} {advice} (code {code}, request {request})")
    elif error.code:
        says = _("{title}. {detail} {advice} (code {code})")
    elif error.request_id:
        says = _("{title}. {detail} {advice} (request {request})")
    return says.format(
        title=error.title,
        detail=error.detail,
        advice=error.advice,
        code=error.code,
        request=error.request_id,
    )


def warn(sentence: str) -> None:
    """Say something on standard error: what is piped holds the answer alone."""
    sys.stderr.write(f"cen-tui: {sentence}\n")


def _meant(name: str, accounts: tuple[Account, ...]) -> Account:
    if name:
        if (account := account_named(name, accounts)) is not None:
            return account
        says = _("there is no account named {name}; saved here: {known}.")
        known = listed(account.name for account in accounts) or _("none yet")
        raise UsageError(says.format(name=safe(name), known=known))
    usable = [account for account in accounts if not account.unusable]
    if len(usable) == 1:
        return usable[0]
    if not usable:
        raise UsageError(_("there is no account to sign in with; add one in cen-tui."))
    says = _("--account is needed, one of: {known}.")
    raise UsageError(says.format(known=listed(account.name for account in usable)))
