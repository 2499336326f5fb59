"""The cloud to speak to, and how, as flags, environment and settings say."""

from collections.abc import Mapping

from cen_tui.cloud.endpoint import Endpoint, named_endpoint
from cen_tui.cloud.options import CloudOptions
from cen_tui.cloud.retry import Retrying
from cen_tui.settings import Settings
from cen_tui.usage import UsageError


def endpoint_of(flag: str | None, environ: Mapping[str, str]) -> Endpoint | None:
    """Return the endpoint that flag or variable names, which all calls then go to; None for the real ones.

    Raises:
        UsageError: it is no URL that calls may go to.
    """
    try:
        return named_endpoint(flag, environ)
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
