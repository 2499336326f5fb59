"""The request that asks another account for a network: written, read back, and printed by the command."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cen_tui.cli.arguments import UsageError
from cen_tui.cli.main import main
from cen_tui.cli.parser import RequestFlags, read_request_flags
from cen_tui.cloud.cen.instances import Cen
from cen_tui.cloud.networks.base import Network, Payer
from cen_tui.demo.estate.accounts import CEN_OWNER
from cen_tui.demo.estate.estate import estate
from cen_tui.storage.paths import settings_file
from cen_tui.wizard.cen_owner.request import (
    RequestDetails,
    mismatches,
    read_details,
    request_details,
    request_text,
)
from cen_tui.wizard.paste import Found, read_message

CEN_ID = estate().cen("group-backbone").id
OTHER = "cen-8qthudw0ll6jmc000b"
BOTH = Found(CEN_OWNER, CEN_ID)


def values(text: str, own_uid: str = "") -> Found:
    """Return the two values that are taken from a text."""
    found = read_message(text, own_uid)
    return Found(found.owner_uid, found.cen_id)


NAMES = (
    "group-backbone",
    "",
    "1033827160459012",
    "UID 1033827160459012",
    f"{OTHER} of 1033827160459012",
    f"--cen-owner 1033827160459012 --cen-id {OTHER}",
    "骨干网 2026-11-24, tel 13812345678",
    "CEN ID",
)


def text(name: str = "group-backbone") -> str:
    return request_text(Cen(CEN_ID, name, CEN_OWNER))


@pytest.mark.parametrize("name", NAMES)
def test_whatever_the_cen_is_called_the_whole_text_reads_back(name: str) -> None:
    assert values(text(name)) == BOTH


@settings(max_examples=50)
@given(name=st.text(max_size=60) | st.from_regex(r"[0-9 -]{5,40}", fullmatch=True))
def test_no_name_misleads_the_reader(name: str) -> None:
    assert values(text(name)) == BOTH


@pytest.mark.parametrize(
    "sent",
    [
        text().replace("\n", "\r\n"),
        "\n".join(f"> {line}" for line in text().splitlines()),
        f"Hi Ann, as we said (ticket 1033827160459012, tel 13812345678):\n\n{text()}\nBo",
        text().replace(" --cen-id", "\n--cen-id"),
        text().replace("--cen", "\u2013cen"),
        text().replace("--cen", "\u2014cen"),
        " ".join(text().split()),
        f"cen-tui --account prod --cen-owner={CEN_OWNER} --cen-id={CEN_ID}",
    ],
)
def test_what_mail_and_chat_make_of_it_is_read_too(sent: str) -> None:
    assert values(sent, own_uid="1250440012345678") == BOTH


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (f"UID       {CEN_OWNER}", Found("", CEN_ID)),
        (f"CEN ID    {CEN_ID}", Found(CEN_OWNER, "")),
    ],
)
def test_a_request_that_contradicts_itself_leaves_that_field_empty(line: str, found: Found) -> None:
    other = line.replace(CEN_OWNER, "1033827160459012").replace(CEN_ID, OTHER)
    assert values(text().replace(line, other)) == found


def test_a_mail_that_names_another_account_beside_the_request_fills_none() -> None:
    found = read_message(f"{text()}\nBo, account 123456")
    assert (found.owner_uid, found.owner_uids) == ("", (CEN_OWNER, "123456"))


def test_it_is_short_and_fits_a_dialog() -> None:
    lines = text().splitlines()
    assert max(map(len, lines)) <= 72
    assert len(lines) <= 17


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        (["--account", "g"], RequestFlags(account="g")),
        (["--cen-owner", "1", "--cen-id", "c"], RequestFlags(cen_owner="1", cen_id="c")),
    ],
)
def test_the_flags(words: list[str], flags: RequestFlags) -> None:
    assert read_request_flags(words) == flags


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--cen-id", CEN_ID],
        ["--account", "g", "--cen-owner", CEN_OWNER],
        ["--demo", "--account", "g", "--endpoint", "http://127.0.0.1:1"],
        ["--nonsense"],
    ],
)
def test_flags_that_cannot_be(words: list[str]) -> None:
    with pytest.raises(UsageError):
        read_request_flags(words)


@dataclass(frozen=True, slots=True)
class Ended:
    """What the command came to."""

    code: int
    out: str
    said: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Return what runs `cen-tui request` with these arguments."""

    def run(*arguments: str) -> Ended:
        code = main(["request", *arguments])
        return Ended(code, *capsys.readouterr())

    return run


def test_from_flags_alone_no_cloud_is_asked(own_home: Path, run: Callable[..., Ended]) -> None:
    name = ("--cen-name", "group-backbone")
    asked = run("--cen-owner", "1960 5210 7788 4321", "--cen-id", CEN_ID.upper(), *name)
    assert asked == Ended(0, text(), "")
    assert [path for path in own_home.rglob("*") if path.is_file()] == []
    wrong = run("--cen-owner", "12", "--cen-id", CEN_ID)
    assert (wrong.code, wrong.out) == (2, "")
    assert "an account UID has 5 to 20" in wrong.said


def test_a_saved_account_is_asked_for_its_cens(run: Callable[..., Ended]) -> None:
    assert run("--demo", "--account", "Group-Backbone", "--cen-id", CEN_ID) == Ended(0, text(), "")
    several = run("--demo", "--account", "group-backbone")
    assert (several.code, several.out) == (1, "")
    assert f"--cen-id {CEN_ID}  group-backbone" in several.said
    unknown = run("--demo", "--account", "nobody")
    assert (unknown.code, unknown.out) == (2, "")
    assert "there is no account named nobody; saved here: prod-network" in unknown.said


def test_the_one_cen_of_an_account_is_taken_and_another_is_refused(run: Callable[..., Ended]) -> None:
    assert "CEN name  own-backbone" in run("--demo", "--account", "prod-network").out
    wrong = run("--demo", "--account", "prod-network", "--cen-id", CEN_ID)
    assert (wrong.code, wrong.out) == (1, "")
    assert f"has no CEN {CEN_ID}. It has" in wrong.said


def test_a_cloud_that_cannot_be_reached_is_said(
    run: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tMadeUp00000000001")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "MadeUpSecret")
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text('{"retry_total": 0}')
    ended = run("--account", "environment", "--endpoint", "http://127.0.0.1:9")
    assert (ended.code, ended.out) == (1, "")
    assert "127.0.0.1" in ended.said


def test_the_command_does_not_load_the_screens() -> None:
    code = (
        "import sys; from cen_tui.cli.main import main; main(sys.argv[1:]); print('textual' in sys.modules)"
    )
    arguments = ["request", "--cen-owner", CEN_OWNER, "--cen-id", CEN_ID]
    ended = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert ended.stdout.splitlines()[-1] == "False"


FULL = RequestDetails(
    ("vbr-bp1ujryty39knar8fnn5g", "vpc-bp1ujryty39knar8fnn5g"), "cn-hangzhou", Payer.NETWORK_OWNER
)
DETAILS = (
    RequestDetails(),
    FULL,
    RequestDetails(("ccn-12345678901234567",)),
    RequestDetails(region="us-east-1"),
    RequestDetails(payer=Payer.CEN_OWNER),
)


def full(details: RequestDetails = FULL, name: str = "group-backbone") -> str:
    return request_text(Cen(CEN_ID, name, CEN_OWNER), details)


@pytest.mark.parametrize("details", DETAILS)
@pytest.mark.parametrize("name", NAMES)
def test_network_region_and_payer_are_read_back_beside_the_target(details: RequestDetails, name: str) -> None:
    for sent in (full(details, name), "\n".join(f"> {line}" for line in full(details, name).splitlines())):
        assert values(sent) == BOTH
        assert read_details(sent) == details


@pytest.mark.parametrize("details", DETAILS)
def test_the_printed_command_alone_says_the_same(details: RequestDetails) -> None:
    command = " ".join(full(details).partition("  cen-tui ")[2].partition("\n\n")[0].split())
    assert read_details(command) == details


def test_the_longest_request_fits_a_mail() -> None:
    assert max(map(len, full().splitlines())) <= 72


@pytest.mark.parametrize(
    ("line", "instead", "left"),
    [
        ("Region    cn-hangzhou", "Region    us-east-1", replace(FULL, region="")),
        ("Region    cn-hangzhou", "Region    \x1b[2Jhere", replace(FULL, region="")),
        ("Payer     network owner", "Payer     CEN owner", replace(FULL, payer=None)),
        ("Payer     network owner", "Payer     somebody", replace(FULL, payer=None)),
        ("--payer network-owner", "--payer somebody", replace(FULL, payer=None)),
        ("Network   vpc-bp1ujryty39knar8fnn5g", "Network   vpc-other0000000", replace(FULL, networks=())),
    ],
)
def test_values_that_contradict_each_other_are_not_used_and_named(
    line: str, instead: str, left: RequestDetails
) -> None:
    assert line in full()
    read = read_details(full().replace(line, instead))
    assert replace(read, refused=()) == left
    (said,) = read.refused
    assert "is unclear or contradicts itself" in said
    assert instead[-4:] in said
    assert "\x1b" not in said


@settings(max_examples=50)
@given(name=st.text(max_size=60) | st.sampled_from(["--payer network-owner --region us-east-1", "Payer  me"]))
def test_no_name_of_a_cen_presets_anything(name: str) -> None:
    assert read_details(full(RequestDetails(), name)) == RequestDetails()


CCN_ID = "ccn-12345678901234567"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("cen-7qthudw0ll6jmc000b", "", ""), "is not a network ID. A network ID begins with vpc-, vbr-"),
        (("vpc-a", "", ""), "and 4 to 40 letters and digits follow."),
        (("", "hangzhou", ""), "hangzhou is not a region ID."),
        (("", "", "me"), "There is no payer me."),
        ((CCN_ID, "", "cen-owner"), "A CCN is granted without a payer: leave the payer out."),
    ],
)
def test_what_cannot_be_right_is_refused_when_a_request_is_written(
    typed: tuple[str, str, str], says: str, run: Callable[..., Ended]
) -> None:
    with pytest.raises(ValueError, match=re.escape(says)):
        request_details(*typed)
    flags = [f"--{name}={value}" for name, value in zip(("network", "region", "payer"), typed, strict=True)]
    ended = run("--cen-owner", CEN_OWNER, "--cen-id", CEN_ID, *flags)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.said


def test_the_command_writes_what_is_known_of_the_grant(run: Callable[..., Ended]) -> None:
    flags = ("--network", ",".join(FULL.networks), "--region", "cn-hangzhou", "--payer", "network-owner")
    typed = run("--cen-owner", CEN_OWNER, "--cen-id", CEN_ID, "--cen-name", "group-backbone", *flags)
    assert typed == Ended(0, full(), "")
    assert run("--demo", "--account", "group-backbone", "--cen-id", CEN_ID, *flags) == typed


VPC = Network("VPC", FULL.networks[1], "", "cn-hangzhou")
VBR = Network("VBR", FULL.networks[0], "", "cn-hangzhou")
CCN = Network("CCN", CCN_ID, "", "cn-shanghai")


def test_a_request_is_compared_with_what_is_selected() -> None:
    assert mismatches(FULL, [VPC, VBR]) == mismatches(RequestDetails(), [VPC]) == ()
    aside = read_details(f"Attach {VBR.id} to cen-7qthudw0ll6jmc000b of 1960521077884321, please.")
    assert mismatches(aside, [VPC]) == (f"Named in the message but not selected: {VBR.id}.",)
    assert mismatches(aside, [VPC, VBR]) == ()
    assert mismatches(FULL, [VPC]) == (f"Requested but not selected: {VBR.id}.",)
    assert mismatches(replace(FULL, networks=(VPC.id,)), [VPC, VBR]) == (
        f"Selected but not requested: {VBR.id}.",
    )
    assert mismatches(RequestDetails(region="us-east-1"), [VPC]) == (
        "Requested region: us-east-1; selected: cn-hangzhou.",
    )
    assert mismatches(RequestDetails(region="cn-beijing"), [CCN]) == ()
