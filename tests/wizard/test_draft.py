from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from cen_tui.cloud.networks.base import CenTarget, Network
from cen_tui.vault.base import Account
from cen_tui.wizard.draft import STEPS, Draft, Presets, next_step

NETWORK = Network("VPC", "vpc-1", "", "cn-hangzhou")
ANSWERS: dict[str, object] = {
    "account": Account("prod"),
    "region": "cn-hangzhou",
    "networks": (NETWORK,),
    "target": CenTarget("cen-1", "2"),
    "confirmed": True,
}
STEP_OF = dict(zip(ANSWERS, ("account", "region", "network", "target", "confirm"), strict=True))
WISHES = st.builds(
    Presets,
    account=st.text(),
    region=st.text(),
    type=st.text(),
    networks=st.lists(st.text()).map(tuple),
    cen_owner=st.text(),
    cen_id=st.text(),
)
SOME = st.sets(st.sampled_from(sorted(ANSWERS)))


def drafted(names: set[str], presets: Presets | None = None) -> Draft:
    draft = Draft(presets=presets or Presets())
    for name in names:
        draft = draft.with_answers(**{name: ANSWERS[name]})
    return draft


@given(names=SOME, presets=WISHES)
def test_what_is_shown_is_the_first_question_that_has_no_answer(names: set[str], presets: Presets) -> None:
    open_questions = [STEP_OF[name] for name in ANSWERS if name not in names] or ["handover"]
    assert next_step(drafted(names, presets)).key == open_questions[0]


@given(names=SOME, one=st.sampled_from(sorted(ANSWERS)), presets=WISHES)
def test_an_answer_changes_nothing_but_itself(names: set[str], one: str, presets: Presets) -> None:
    before = drafted(names, presets)
    after = before.with_answers(**{one: ANSWERS[one]})
    for field in fields(Draft):
        kept = ANSWERS[one] if field.name == one else getattr(before, field.name)
        assert getattr(after, field.name) == kept


@given(WISHES)
def test_presets_alone_answer_nothing_and_never_confirm(presets: Presets) -> None:
    draft = Draft(presets=presets)
    assert next_step(draft).key == "account"
    assert not draft.confirmed


@given(names=SOME, presets=WISHES, spent=st.sets(st.sampled_from([field.name for field in fields(Presets)])))
def test_spent_presets_are_gone_and_all_else_stays(
    names: set[str], presets: Presets, spent: set[str]
) -> None:
    before = drafted(names, presets)
    after = before.without_presets(*spent)
    assert replace(after, presets=before.presets) == before
    for field in fields(Presets):
        source = Presets() if field.name in spent else presets
        assert getattr(after.presets, field.name) == getattr(source, field.name)


def test_the_wizard_has_its_six_steps() -> None:
    assert [step.title for step in STEPS] == [
        "Account",
        "Region",
        "Network",
        "CEN target",
        "Confirm",
        "Hand-over",
    ]
