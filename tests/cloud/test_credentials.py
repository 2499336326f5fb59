import copy
import json
import traceback

import pytest

from cen_tui.cloud.credentials import Credentials, Secret

PLAIN = "MadeUpSecretForTestsAaBbCc0001"
SECRET = Secret(PLAIN)
SIGN_IN = Credentials("LTAI5tMadeUpForTests0001", SECRET, Secret("CAIS" + PLAIN))


@pytest.mark.parametrize(
    "shown",
    [
        repr(SECRET),
        str(SECRET),
        f"{SECRET}",
        f"{SECRET!s:>40}",
        f"{SECRET:>40}",
        "%s %r" % (SECRET, SECRET),  # noqa: UP031 - as loggers do
        "{} {!r}".format(SECRET, SECRET),  # noqa: UP032 - as older code does
        str([SECRET]),
        str({"secret": SECRET}),
        repr(SIGN_IN),
        str(copy.deepcopy(SIGN_IN)),
        str(ValueError(SECRET)),
    ],
)
def test_no_way_to_put_it_into_a_message_shows_it(shown: str) -> None:
    assert PLAIN not in shown
    assert "hidden" in shown


def test_a_traceback_with_every_local_variable_does_not_show_it() -> None:
    def sign(secret: Secret, credentials: Credentials) -> None:
        raise KeyError(secret, credentials)

    try:
        sign(SECRET, SIGN_IN)
    except KeyError as error:
        shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert "Secret(hidden)" in shown
    assert PLAIN not in shown


def test_it_is_the_string_it_is_for_what_signs_with_it() -> None:
    assert SECRET == PLAIN
    assert hash(SECRET) == hash(PLAIN)
    assert f"{PLAIN}&" == SECRET + "&"
    assert SECRET.encode() == PLAIN.encode()
    assert json.loads(json.dumps([SECRET])) == [PLAIN]
    assert type(SECRET.reveal()) is str
    assert SECRET.reveal() == PLAIN
    assert not Secret("")
