import pytest
from hypothesis import given
from hypothesis import strategies as st

from cen_tui.demo.fault_spec import FaultSpecError, help_text, parse_faults
from cen_tui.demo.faults import KINDS, Fault, Faults, Phase


def test_an_empty_spec_has_no_faults() -> None:
    assert parse_faults("") == parse_faults(" , ") == []


def test_every_part_of_a_fault() -> None:
    assert parse_faults("latency=300, throttle=0.2,drop-after@GrantInstanceToCen:1") == [
        Fault(KINDS["latency"], milliseconds=300),
        Fault(KINDS["throttle"], chance=0.2),
        Fault(KINDS["drop-after"], action="GrantInstanceToCen", left=1),
    ]
    assert parse_faults("error@DescribeVpcs=Bid.NotFound/404:3,error=IncorrectStatus") == [
        Fault(KINDS["error"], action="DescribeVpcs", code="Bid.NotFound", status=404, left=3),
        Fault(KINDS["error"], code="IncorrectStatus", status=400),
    ]


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        ("throtle", "There is no fault 'throtle'. Did you mean 'throttle'?"),
        ("html@DescribeVpc", "There is no action 'DescribeVpc'. Did you mean 'DescribeVpcs'?"),
        ("latency", "'latency' takes whole milliseconds: write latency=300."),
        ("latency=1s", "'latency' takes whole milliseconds, not '1s': write latency=300."),
        ("latency=9999999", "'latency' takes whole milliseconds, not '9999999': write latency=300."),
        ("throttle=2", "'throttle' takes a chance from 0 to 1, not '2': write throttle=0.2."),
        ("error", "'error' takes a code: write error=IncorrectStatus/400."),
        ("error=A/200", "'error' takes a code: write error=IncorrectStatus/400."),
        (
            "html=DescribeVpcs",
            "In 'html=DescribeVpcs', an action comes after '@': write html@DescribeVpcs.",
        ),
        ("html::", "'html::' is not a fault: write NAME[@ACTION][=VALUE][:COUNT]."),
    ],
)
def test_a_wrong_spec_is_answered_with_a_right_one(spec: str, sentence: str) -> None:
    with pytest.raises(FaultSpecError) as error:
        parse_faults(f"latency=1,{spec}")
    assert str(error.value) == sentence


def test_a_word_like_no_other_is_answered_with_all_of_them() -> None:
    with pytest.raises(FaultSpecError, match="There are: bad-gateway, control-policy, drop-after,"):
        parse_faults("zzz")


@given(st.text())
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        faults = parse_faults(text)
    except FaultSpecError as error:
        assert str(error)  # noqa: PT017 - either way is right
    else:
        assert all(0 <= fault.chance <= 1 for fault in faults)


def test_the_help_names_every_fault() -> None:
    assert len(help_text().splitlines()) == len(KINDS)


def test_a_count_is_used_up() -> None:
    faults = Faults(parse_faults("throttle@DescribeVpcs:2"))
    struck = [faults.take(Phase.BEFORE, "DescribeVpcs") is not None for _ in range(4)]
    assert struck == [True, True, False, False]
    assert faults.take(Phase.BEFORE, "DescribeRegions") is None


def test_chances_are_the_same_in_every_run() -> None:
    def struck() -> list[bool]:
        faults = Faults(parse_faults("throttle=0.5"), seed=7)
        return [faults.take(Phase.BEFORE, "DescribeVpcs") is not None for _ in range(50)]

    assert struck() == struck()
    assert 10 < sum(struck()) < 40


def test_waits_add_up() -> None:
    faults = Faults(parse_faults("latency=100,latency@DescribeVpcs=50:1"))
    assert [faults.wait("latency", "DescribeVpcs") for _ in range(2)] == [0.15, 0.1]


def test_an_overlong_wait_for_ever_can_be_ended() -> None:
    faults = Faults(parse_faults("html"))
    faults.replace()
    assert faults.take(Phase.BEFORE, "DescribeVpcs") is None
