"""What is given on this host: the cloud to speak to, and the accounts, wherever their sign-ins live."""

from collections.abc import Mapping

from cen_tui import paths
from cen_tui.cloud.endpoint import Endpoint, named_endpoint
from cen_tui.cloud.options import CloudOptions
from cen_tui.cloud.retry import Retrying
from cen_tui.flags import Flags, RequestFlags
from cen_tui.settings import Settings
from cen_tui.usage import UsageError
from cen_tui.vault.choice import Choice
from cen_tui.vault.gate import gate_of_keyring
from cen_tui.vault.keeper import Keeper
from cen_tui.vault.keyring_vault import KeyringVault
from cen_tui.vault.profile_reader import profiles_reader
from cen_tui.vault.remarks import Remarks
from cen_tui.vault.signins import SignIns


def endpoint_of(flags: Flags | RequestFlags, environ: Mapping[str, str]) -> Endpoint | None:
    """Return the endpoint that flag or variable names, which all calls then go to; None for the real ones.

    Raises:
        UsageError: it is no URL that calls may go to.
    """
    try:
        return named_endpoint(flags.endpoint, environ)
    except ValueError as error:
        raise UsageError(str(error)) from error


def options_of(settings: Settings, endpoint: Endpoint | None, *, read_only: bool) -> CloudOptions:
    """Return how the cloud is spoken to, as the settings say."""
    return CloudOptions(
        endpoint=endpoint,
        read_only=read_only,
        connect_timeout=settings.connect_timeout,
        read_timeout=settings.read_timeout,
        total_timeout=settings.total_timeout,
        retrying=Retrying(total=settings.retry_total),
    )


def keeper_of(environ: Mapping[str, str]) -> Keeper:
    """Return the keeper of this host's sign-ins; to be closed at the end."""
    choice = Choice(paths.hosts_file())
    return Keeper(environ, paths.secrets_folder(), choice=choice, gate=gate_of_keyring())


def signins_of(environ: Mapping[str, str], keeper: Keeper) -> SignIns:
    """Return all accounts of this host: saved, the environment's, the CLI's, and roles over these."""
    vault = KeyringVault(paths.accounts_file(), environ=environ, keeper=keeper)
    profiles = profiles_reader(paths.aliyun_file(), environ)
    return SignIns(vault, Remarks(paths.remarks_file()), profiles=profiles)
