"""What it takes to sign a request, in a form that cannot be shown by accident."""

from dataclasses import dataclass


class Secret(str):
    """A string that signs requests and never appears in a repr or a traceback."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Secret(hidden)"


@dataclass(frozen=True, slots=True)
class SignIn:
    """One way to sign in: an AccessKey, or a set of temporary credentials with their token."""

    key_id: str
    secret: Secret
    token: Secret | None = None
