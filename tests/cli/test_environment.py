from cen_tui.cli.environment import scrub


def test_what_leaks_is_removed_and_everything_else_stays() -> None:
    leaks = {
        "TEXTUAL_LOG": "/tmp/log",  # noqa: S108 - a name, nothing is written
        "TEXTUAL": "devtools",
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_PRESS": "1,2,3,4,enter",
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_DRIVER": "module:Driver",
        "SSLKEYLOGFILE": "/tmp/keys",  # noqa: S108 - as above
        "DEBUG": "SDK",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s",
        "ALIBABA_CLOUD_SECURITY_TOKEN": "t",
    }
    stays = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "LTAI", "TERM": "xterm", "HOME": "/root"}
    environ = leaks | stays
    assert scrub(environ) == leaks | stays
    assert environ == stays


def test_another_program_s_debugging_is_left_alone() -> None:
    environ = {"DEBUG": "1"}
    scrub(environ)
    assert environ == {"DEBUG": "1"}
