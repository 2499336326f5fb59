"""The endpoint and the options of the cloud client, from flags, environment and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cen_tui.cli.arguments import UsageError
from cen_tui.cloud.defaults import ENDPOINT_VARIABLE, STS_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cen_tui.cloud.endpoints import Endpoint
    from cen_tui.cloud.http.options import CloudOptions
    from cen_tui.storage.settings import Settings


def endpoint_of(flag: str | None, environ: Mapping[str, str]) -> Endpoint | None:
    """Return the endpoint that flag or variable names, which all calls then go to; None for the real ones.

    Raises:
        UsageError: it is no URL that calls may go to.
    """
    if flag is None and not environ.get(ENDPOINT_VARIABLE):
        return None
    from cen_tui.cloud.endpoints import named_endpoint

    try:
        return named_endpoint(flag, environ)
    except ValueError as error:
        raise UsageError(str(error)) from error


def sts_of(environ: Mapping[str, str]) -> Endpoint | None:
    """Return the endpoint of STS that the environment names; None for the public one.

    Raises:
        UsageError: it is no host that calls may go to.
    """
    if not environ.get(STS_VARIABLE):
        return None
    from cen_tui.cloud.endpoints import sts_endpoint

    try:
        return sts_endpoint(environ)
    except ValueError as error:
        raise UsageError(str(error)) from error


def options_of(
    settings: Settings, endpoint: Endpoint | None, sts: Endpoint | None = None, *, read_only: bool = False
) -> CloudOptions:
    """Return the options of the cloud client, as the settings say."""
    from cen_tui.cloud.http.options import CloudOptions
    from cen_tui.cloud.http.retry import RetryPolicy

    return CloudOptions(
        endpoint=endpoint,
        sts=sts,
        read_only=read_only,
        connect_timeout=settings.connect_timeout,
        read_timeout=settings.read_timeout,
        total_timeout=settings.total_timeout,
        retrying=RetryPolicy(total=settings.retry_total),
    )
