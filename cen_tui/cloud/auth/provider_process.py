"""Runs one provider of alibabacloud_credentials in a process: a request on stdin, a response on stdout.

The library's providers block without a total time limit, fall back to keys of the environment, which they
read when imported, and ignore NO_PROXY. In a process with an environment made for it, which can be killed at
any time, none of that matters. They also follow redirects, which would send a token to any address that an
answer names, and read answers of any size: both are refused here. Of the variables that name a CA bundle they
know SSL_CERT_FILE alone: this process trusts the CAs that every other call trusts.
It imports `http.tls` alone of cen_tui, and is run by its path.

The request is `{"provider": NAME, "fields": {...}}`. The response holds `id`, `secret`, `token`, `expires`
(epoch seconds, 0 where unknown), or `failed` with what is known of why: `status`, `code`, `says`. After
an OAuth login was renewed it holds `renewed` as well, also beside `failed`.
"""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

_STATUS: Final = re.compile(r"(?:http_code[:=]\s*|HttpCode=|status code: )(\d{3})")
_CODE: Final = re.compile(r"\"(?:Code|ErrorCode|error)\":\s*\"([\w.]{1,80})\"")
_STDERR: Final = "\nstderr: "
_LONGEST: Final = 300
_LARGEST_ANSWER: Final = 1 << 20
"""Bytes of an answer, or of what a command prints; credentials take some three thousand."""
_CHUNK: Final = 64 << 10
_END: Final = "%Y-%m-%dT%H:%M:%SZ"
_UNKNOWN_END: Final = "9999-12-31T23:59:59Z"
_UNKNOWN: Final = 253_402_300_799
"""The epoch seconds of that."""
_FIRST_MILLISECONDS: Final = 100_000_000_000
_MODES: Final = (None, "", "AK", "StsToken")
"""What the `mode` of a command's answer may be; the CLI writes it, and older commands leave it out."""
_LONGEST_MODE: Final = 60


class RedirectedError(Exception):
    """A server redirected."""


class ModeError(Exception):
    """A command printed credentials of another kind than keys, whose mode is the text."""


class TooLargeError(Exception):
    """An answer is larger than credentials can be."""


def main() -> int:
    """Answer the one request."""
    request = json.load(sys.stdin)
    provider = None
    try:
        provider = _provider(request["provider"], request["fields"])
        answer = _answer(provider.get_credentials())
    except Exception as error:  # noqa: BLE001 - the library raises what it and its libraries like
        answer = {"failed": type(error).__name__, **_why(str(error))}
    sys.stdout.write(json.dumps({**answer, **_renewed(provider, request["fields"])}))
    return 0


def _provider(name: str, fields: dict[str, Any]) -> Any:  # noqa: ANN401 - the library ships no types
    from alibabacloud_credentials import provider

    _guard_requests()
    match name:
        case "ecs":
            # without its scheduler, which would be one more thread for nothing
            return provider.EcsRamRoleCredentialsProvider(**fields, async_update_enabled=False)
        case "cloud_sso":
            return provider.CloudSSOCredentialsProvider(**fields)
        case "oauth":
            return provider.OAuthCredentialsProvider(**fields)
        case "uri":
            return provider.URLCredentialsProvider(**fields)
        case "external":
            return _bounded_command(provider.ExternalCredentialsProvider)(**fields)
    raise ValueError(name)


def _guard_requests() -> None:
    """Make the library's sessions follow no redirect, bound their reads, and trust the CAs of other calls."""
    from Tea import core

    from cen_tui.cloud.http.tls import tls_context

    def adapter(_scheme: str, _least: str | None = None) -> Any:  # noqa: ANN401
        return core._TLSAdapter(ssl_context=tls_context())  # noqa: SLF001 - the library has no public way

    class Session(core.Session):  # type: ignore[misc]  # of no type
        def send(self, request: Any, **options: Any) -> Any:  # noqa: ANN401
            answer = super().send(request, **{**options, "allow_redirects": False, "stream": True})
            with answer:
                if answer.is_redirect:
                    raise RedirectedError(f"status code: {answer.status_code}")
                content = _bounded(answer.iter_content(_CHUNK))
                answer._content = _with_plain_ends(content)  # noqa: SLF001 - as it sets it
            return answer

    core.Session = Session
    core.TeaCore.get_adapter = adapter


def _bounded_command(base: Any) -> Any:  # noqa: ANN401
    """Return the provider of a command, which reads no more than the bound of what that prints."""
    import shlex

    class External(base):  # type: ignore[misc]  # of no type
        def _refresh_credentials(self) -> Any:  # noqa: ANN401
            command = self._process_command
            ended = _run(command if sys.platform == "win32" else shlex.split(command), self._timeout)
            _check_mode(ended)
            plain = _with_plain_ends(ended.encode()).decode()
            return self._parse_and_build_credentials(plain, async_callback=False)

    return External


def _with_plain_ends(content: bytes) -> bytes:
    """Return an answer with each end of credentials as the library reads it, which takes one form alone."""
    try:
        answer = json.loads(content)
    except ValueError:
        return content  # a name or a token as plain text, or what the library says is no answer
    if not isinstance(answer, dict):
        return content
    for each in (answer, *(value for value in answer.values() if isinstance(value, dict))):
        if "AccessKeyId" in each:
            each["Expiration"] = _plain_end(each.get("Expiration"))
        if each.get("expiration"):  # without one, the library takes it as unknown
            each["expiration"] = _plain_end(each["expiration"])
    return json.dumps(answer).encode()


def _plain_end(end: object) -> str:
    """Return a time in UTC and whole seconds; far off where it cannot be read, since it is not known then."""
    try:
        read = datetime.fromisoformat(end.strip()) if isinstance(end, str) else None
        if isinstance(end, int | float) and not isinstance(end, bool):
            read = datetime.fromtimestamp(end / 1000 if end >= _FIRST_MILLISECONDS else end, UTC)
        if read is not None:
            aware = read if read.tzinfo else read.replace(tzinfo=UTC)
            return aware.astimezone(UTC).strftime(_END)
    except (ValueError, OverflowError, OSError):
        pass
    return _UNKNOWN_END


def _check_mode(printed: str) -> None:
    """Refuse what the library would take half: of a role's answer only the keys that are to assume it."""
    try:
        answer = json.loads(printed)
    except ValueError:
        return  # the library says so
    mode = answer.get("mode") if isinstance(answer, dict) else None
    if mode not in _MODES:
        raise ModeError(_STDERR + json.dumps(mode)[:_LONGEST_MODE])


def _run(command: str | list[str], limit: float) -> str:
    """Return what a command prints; what it says of a failure is in the error, as the library has it."""
    with subprocess.Popen(  # noqa: S603 - the operator's own, which was asked about
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        shell=sys.platform == "win32",  # as the library does
    ) as process:
        printed, said = _PipeReader(process, process.stdout), _PipeReader(process, process.stderr)
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        texts = printed.text(), said.text()
    if process.returncode:
        raise ValueError(f"exit status {process.returncode}{_STDERR}{texts[1]}")
    return texts[0]


class _PipeReader:
    """What a process writes to one pipe, read on a thread; one that writes too much is ended."""

    def __init__(self, process: "subprocess.Popen[bytes]", pipe: Any) -> None:  # noqa: ANN401 - see `Popen`
        self._process = process
        self._pipe = pipe
        self._data: bytes | None = None
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def text(self) -> str:
        """Return all of it, once the process has ended; raises `TooLargeError`."""
        self._thread.join()
        if self._data is None:
            raise TooLargeError
        return self._data.decode("utf-8", "replace")

    def _read(self) -> None:
        try:
            self._data = _bounded(iter(lambda: self._pipe.read1(_CHUNK), b""))
        except TooLargeError:
            self._process.kill()


def _bounded(chunks: Iterable[bytes]) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > _LARGEST_ANSWER:
            raise TooLargeError
    return bytes(content)


def _answer(found: Any) -> dict[str, object]:  # noqa: ANN401
    ends = found.get_expiration() or 0
    return {
        "id": found.get_access_key_id(),
        "secret": found.get_access_key_secret(),
        "token": found.get_security_token() or "",
        "expires": ends if ends < _UNKNOWN else 0,
    }


def _why(text: str) -> dict[str, object]:
    status, code = _STATUS.search(text), _CODE.search(text)
    said = text.partition(_STDERR)[2].strip().splitlines()
    return {
        "status": int(status[1]) if status else 0,
        "code": code[1] if code else "",
        "says": said[-1][:_LONGEST] if said else "",
    }


def _renewed(provider: Any, fields: dict[str, Any]) -> dict[str, object]:  # noqa: ANN401
    """Return the tokens of an OAuth login that was renewed.

    Read off the provider, since its callback is not called when what follows the renewal fails; yet the
    tokens before are spent then.
    """
    refresh = getattr(provider, "_refresh_token", None)
    if not refresh or refresh == fields.get("refresh_token"):
        return {}
    access, ends = provider._access_token, provider._access_token_expire  # noqa: SLF001 - as said above
    return {"renewed": {"access": access, "access_ends": ends, "refresh": refresh}}


if __name__ == "__main__":
    sys.exit(main())
