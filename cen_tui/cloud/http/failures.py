"""Explains failures of the connection: no answer came that could be read."""

import errno
import ssl
from dataclasses import dataclass
from typing import Final

import aiohttp

from cen_tui.cloud.defaults import STS_VARIABLE
from cen_tui.cloud.endpoints import STS_HOST
from cen_tui.cloud.errors.base import NOTHING_SENT, CloudError, ErrorKind
from cen_tui.cloud.http.response import Request
from cen_tui.i18n import gettext as _
from cen_tui.i18n import sentences
from cen_tui.i18n.system_reasons import reason_in_words
from cen_tui.text import safe

_CHECK_AND_RETRY: Final = _("Check the network connection, then try again.")
_MISREAD: Final = _("A proxy or a sign-in page of the network may stand between. Check the connection.")
_UNREACHABLE: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN})
_LOST: Final = frozenset({errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED})


class AnswerTooLargeError(Exception):
    """An answer was larger than any that the cloud gives."""


@dataclass(frozen=True, slots=True)
class _Explanation:
    """A failure in words; the rest of the `CloudError` follows from how far the request came."""

    title: str
    detail: str
    advice: str
    kind: ErrorKind = ErrorKind.TRANSPORT
    permanent: bool = False
    """Whether it is permanent until something is changed on this machine or in the network."""


def error_from_exception(error: Exception, call: Request, *, sent: bool, proxy: str = "") -> CloudError:
    """Return the error that an exception of the transport means, in words.

    `sent` tells whether the request may have reached the cloud; `proxy` names the proxy it took.
    """
    if isinstance(error, CloudError):
        return error
    explanation = (
        _proxy_failure(error, proxy)
        or _tls_failure(error, call)
        or _timeout_failure(error, call, sent=sent, proxy=proxy)
        or _answer_failure(error, call)
        or _connection_failure(error, call)
    )
    return CloudError(
        explanation.title,
        kind=explanation.kind,
        detail=explanation.detail if sent else sentences(explanation.detail, NOTHING_SENT),
        advice=sentences(explanation.advice, "" if sent or proxy else _other_hosts(call)),
        outcome_unknown=sent,
        permanent=explanation.permanent,
    )


def _other_hosts(call: Request) -> str:
    """Return the hosts of STS to try where the public one is not reached.

    Source: the endpoints of STS. The aliyun CLI reads the same variable.
    """
    if call.endpoint.host != STS_HOST:
        return ""
    return _(
        "Where {host} is closed, name another host of STS: {variable}=sts.REGION.aliyuncs.com, or "
        "sts-vpc.REGION.aliyuncs.com within a VPC."
    ).format(host=STS_HOST, variable=STS_VARIABLE)


def _proxy_failure(error: Exception, proxy: str) -> _Explanation | None:
    if isinstance(error, aiohttp.ClientProxyConnectionError):
        return _Explanation(
            _("The proxy cannot be reached"),
            _("No connection to the proxy {proxy}.").format(proxy=safe(proxy)),
            _("Check HTTPS_PROXY, or list the cloud's hosts in NO_PROXY."),
        )
    if isinstance(error, aiohttp.ClientHttpProxyError):
        wants = _("It asks for a user and a password.") if error.status == 407 else ""  # noqa: PLR2004 - HTTP
        return _Explanation(
            _("The proxy refused the connection"),
            sentences(
                _("The proxy {proxy} answered with status {status}.").format(
                    proxy=safe(proxy), status=error.status
                ),
                wants,
            ),
            _("Check HTTPS_PROXY, or ask who runs the proxy to let the cloud's hosts through."),
            permanent=error.status < 500,  # noqa: PLR2004 - HTTP
        )
    return None


def _tls_failure(error: Exception, call: Request) -> _Explanation | None:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        cause = error.certificate_error
        reason = reason_in_words(safe(getattr(cause, "verify_message", "") or cause, limit=160))
        return _Explanation(
            _("The server's certificate is not trusted"),
            _("{host} could not prove its identity: {reason}.").format(
                host=call.endpoint.host, reason=reason
            ),
            _("If a company proxy opens TLS, name its CA in SSL_CERT_FILE. Otherwise do not continue here."),
            permanent=True,
        )
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return _Explanation(
            _("No secure connection"),
            _("The TLS handshake with {host} failed.").format(host=call.endpoint.host),
            _("Something between may break TLS: check the proxy and the endpoint."),
        )
    return None


def _timeout_failure(error: Exception, call: Request, *, sent: bool, proxy: str) -> _Explanation | None:
    if not isinstance(error, TimeoutError):
        return None
    if not sent and proxy:
        return _Explanation(
            _("No connection in time"),
            _("The proxy {proxy} did not connect to {host} in time.").format(
                proxy=safe(proxy), host=call.endpoint.host
            ),
            _(
                "Check HTTPS_PROXY, or ask who runs the proxy to let the cloud's hosts through. Then try "
                "again."
            ),
        )
    if not sent or isinstance(error, aiohttp.ConnectionTimeoutError):
        return _Explanation(
            _("No connection in time"),
            _("{host} did not take a connection in time.").format(host=call.endpoint.host),
            _("Check the network and the proxy, and that the region is open to you. Then try again."),
        )
    return _Explanation(
        _("No answer in time"),
        _("{host} took the request and did not answer in time.").format(host=call.endpoint.host),
        _("Try again. On a slow line, set a longer read timeout."),
    )


def _answer_failure(error: Exception, call: Request) -> _Explanation | None:
    host, title = call.endpoint.host, _("The answer could not be read")
    match error:
        case aiohttp.ServerDisconnectedError():
            return _Explanation(
                _("The connection was lost"),
                _("{host} closed the connection without answering.").format(host=host),
                _CHECK_AND_RETRY,
            )
        case aiohttp.ClientPayloadError():
            return _Explanation(
                title,
                _("The answer from {host} broke off.").format(host=host),
                _CHECK_AND_RETRY,
                ErrorKind.UNREADABLE,
            )
        case aiohttp.ClientResponseError():
            return _Explanation(
                title, _("{host} did not answer in HTTP.").format(host=host), _MISREAD, ErrorKind.UNREADABLE
            )
        case AnswerTooLargeError():
            return _Explanation(
                title,
                _("{host} sent over 20 MiB, more than any call's answer.").format(host=host),
                _MISREAD,
                ErrorKind.UNREADABLE,
            )
        case _other:
            return None


def _connection_failure(error: Exception, call: Request) -> _Explanation:
    host = call.endpoint.host
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return _unknown_host(call)
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.ECONNREFUSED:
        return _Explanation(
            _("The connection was refused"),
            _("{host} does not take connections.").format(host=host),
            _("Check the endpoint and the proxy, then try again."),
        )
    if number in _UNREACHABLE:
        return _Explanation(
            _("The network is not reachable"),
            _("There is no route to {host}.").format(host=host),
            _CHECK_AND_RETRY,
        )
    if number in _LOST or isinstance(error, ConnectionResetError):
        return _Explanation(
            _("The connection was lost"),
            _("The connection to {host} was cut off.").format(host=host),
            _CHECK_AND_RETRY,
        )
    if isinstance(error, ValueError):
        return _Explanation(
            _("The address cannot be used"),
            _("{host}, or the proxy to it, is not an address that can be called.").format(host=host),
            _("Check the region, the endpoint and the proxy."),
            permanent=True,
        )
    return _Explanation(
        _("No connection"), _("The connection to {host} failed.").format(host=host), _CHECK_AND_RETRY
    )


def _unknown_host(call: Request) -> _Explanation:
    if call.region and call.region in call.endpoint.host:
        detail = _("No server is known as {host}: perhaps {region} is not a region.").format(
            host=call.endpoint.host, region=call.region
        )
        advice = _("Check the spelling of the region, then this machine's network and DNS.")
    else:
        detail = _("No server is known as {host}.").format(host=call.endpoint.host)
        advice = _("Check this machine's network and DNS, then try again.")
    return _Explanation(_("The server was not found"), detail, advice)
