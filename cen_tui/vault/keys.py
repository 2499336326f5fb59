"""AccessKeys as they are typed or pasted: cleaned, and checked before they are tried.

No format of a key is documented, so an unusual one is only reported; what cannot be valid is refused.
"""

import re
from dataclasses import dataclass
from typing import Final

from cen_tui.cloud.credentials import Credentials, Secret
from cen_tui.i18n import gettext as _

_INVISIBLE: Final = re.compile("[\r\n\u200b\u200c\u200d\u2060\ufeff]")
_AROUND: Final = "\"'`\u201c\u201d\u2018\u2019"  # straight and curly quotes
_USUAL_ID: Final = re.compile(r"LTAI[A-Za-z0-9]{12}(?:[A-Za-z0-9]{4}(?:[A-Za-z0-9]{4})?)?")
_STS_PREFIX: Final = "STS."
_SECRET_LENGTH: Final = 30
_SECRET: Final = re.compile(rf"(?!LTAI)(?=.*[A-Z])(?=.*[a-z])[A-Za-z0-9]{{{_SECRET_LENGTH}}}")
_SHOWN: Final = 4
_SECRET_LENGTH_ODD: Final = _("An AccessKey secret has 30 characters, as a rule; this one has {count}.")
_SPACE_INSIDE: Final = _("There is a space inside the {value}: was it copied whole?")
_NO_KEYS_CHARACTERS: Final = _("The {value} holds characters that no key has: was it copied whole?")
SECRET_AS_ID: Final = _("This looks like an AccessKey secret. Enter the AccessKey ID here.")
SECRET_AS_NAME: Final = _("This looks like an AccessKey secret. Enter a name here: it is shown openly.")


@dataclass(frozen=True, slots=True)
class KeyProblem:
    """Something that is odd about a key, in words that never repeat the key."""

    words: str
    blocks: bool
    """Whether it cannot be right, so that trying it would be pointless."""


def cleaned(text: str) -> str:
    """Return an ID, a secret or a token without the white space, line ends and quotes around it."""
    text = _INVISIBLE.sub("", text).strip()
    while len(text) > 1 and text[0] in _AROUND and text[-1] in _AROUND:
        text = text[1:-1].strip()
    return text


def key_hint(key_id: str) -> str:
    """Return `LTAI…w8Qz`: enough to recognise an AccessKey ID by, and too little to use."""
    known = key_id.startswith(("LTAI", _STS_PREFIX)) and len(key_id) > 3 * _SHOWN
    return f"{key_id[:_SHOWN] if known else ''}…{key_id[-_SHOWN:]}" if len(key_id) > 2 * _SHOWN else "…"


def looks_like_secret(text: str) -> bool:
    """Tell whether what was typed where anyone may read it looks like an AccessKey secret."""
    return bool(_SECRET.fullmatch(cleaned(text)))


def credentials_as_typed(key_id: str, secret: str, token: str) -> Credentials:
    """Return what signs requests, of what was typed or pasted into three fields; none need be right."""
    return Credentials(cleaned(key_id), Secret(cleaned(secret)), Secret(cleaned(token)) or None)


def problems_with(credentials: Credentials) -> tuple[KeyProblem, ...]:
    """Return what is odd about an AccessKey, or about temporary credentials with their token."""
    return (
        *problems_with_key_id(credentials.key_id, has_token=credentials.token is not None),
        *problems_with_secret(credentials.secret),
        *problems_with_token(credentials.token or ""),
    )


def problems_with_key_id(key_id: str, *, has_token: bool = False) -> tuple[KeyProblem, ...]:
    """Return what is odd about a cleaned AccessKey ID; with a token it is a temporary one."""
    blocking = _cannot_be(key_id, _("AccessKey ID"))
    if blocking:
        return blocking
    if key_id.startswith(_STS_PREFIX) and not has_token:
        return (
            KeyProblem(_("A temporary AccessKey (STS.) works only with its security token."), blocks=True),
        )
    if looks_like_secret(key_id):  # which would be sent, and its end shown, as an ID is
        return (KeyProblem(SECRET_AS_ID, blocks=True),)
    if key_id.startswith(_STS_PREFIX) or _USUAL_ID.fullmatch(key_id):
        return ()
    return (
        _odd(_("An AccessKey ID usually begins with LTAI and has 24 characters; older ones have 16 or 20.")),
    )


def problems_with_secret(secret: str) -> tuple[KeyProblem, ...]:
    """Return what is odd about a cleaned AccessKey secret."""
    blocking = _cannot_be(secret, _("AccessKey secret"))
    if blocking:
        return blocking
    if _USUAL_ID.fullmatch(secret) or secret.startswith(_STS_PREFIX):
        return (_odd(_("This looks like an AccessKey ID. Enter the secret here; it has 30 characters.")),)
    if len(secret) == _SECRET_LENGTH:
        return ()
    return (_odd(_SECRET_LENGTH_ODD.format(count=len(secret))),)


def problems_with_token(token: str) -> tuple[KeyProblem, ...]:
    """Return what cannot be right about a cleaned security token; none at all is right."""
    return _cannot_be(token, _("security token")) if token else ()


def _cannot_be(text: str, what: str) -> tuple[KeyProblem, ...]:
    if not text:
        return (KeyProblem(_("The {value} is empty.").format(value=what), blocks=True),)
    if any(character.isspace() for character in text):
        return (KeyProblem(_SPACE_INSIDE.format(value=what), blocks=True),)
    if not (text.isascii() and text.isprintable()):
        return (KeyProblem(_NO_KEYS_CHARACTERS.format(value=what), blocks=True),)
    return ()


def _odd(words: str) -> KeyProblem:
    return KeyProblem(words, blocks=False)
