"""The wide forms of an East Asian keyboard."""


def full_width(text: str) -> str:
    """Return printable ASCII without spaces in its full-width forms."""
    return "".join(chr(ord(character) + 0xFEE0) for character in text)
