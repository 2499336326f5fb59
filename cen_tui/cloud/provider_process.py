"""A process for one provider of alibabacloud_credentials: a question on stdin, an answer on stdout.

The library's providers block, wait for each byte anew and so have no limit in all, fall back to keys of
the environment, which they read when imported, and heed no NO_PROXY. In a process with an environment
made for it, which can be ended at any time, none of that matters. Imports nothing of cen_tui, and is run
by its path.

The question is `{"provider": NAME, "fields": {...}}`. The answer holds `id`, `secret`, `token`, `expires`
(epoch seconds, 0 where unknown), or `failed` with what is known of why: `status`, `code`, `says`. After
an OAuth login was renewed it holds `renewed` as well, also beside `failed`.
"""

import json
import re
import sys
from typing import Any, Final

_STATUS: Final = re.compile(r"(?:http_code[:=]\s*|HttpCode=|status code: )(\d{3})")
_CODE: Final = re.compile(r"\"(?:Code|ErrorCode|error)\":\s*\"([\w.]{1,80})\"")
_STDERR: Final = "\nstderr: "
_LONGEST: Final = 300


def main() -> int:
    """Answer the one question."""
    question = json.load(sys.stdin)
    provider = None
    try:
        provider = _provider(question["provider"], question["fields"])
        answer = _answer(provider.get_credentials())
    except Exception as error:  # noqa: BLE001 - the library raises what it and its libraries like
        answer = {"failed": type(error).__name__, **_why(str(error))}
    sys.stdout.write(json.dumps({**answer, **_renewed(provider, question["fields"])}))
    return 0


def _provider(name: str, fields: dict[str, Any]) -> Any:  # noqa: ANN401 - the library ships no types
    from alibabacloud_credentials import provider

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
            return provider.ExternalCredentialsProvider(**fields)
    raise ValueError(name)


def _answer(found: Any) -> dict[str, object]:  # noqa: ANN401
    return {
        "id": found.get_access_key_id(),
        "secret": found.get_access_key_secret(),
        "token": found.get_security_token() or "",
        "expires": found.get_expiration() or 0,
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
