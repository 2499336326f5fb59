"""The panel for what went wrong: everything a person or a support desk needs, and no markup obeyed."""

from support.stage import staged

from cen_tui.cloud.errors.base import CloudError, ErrorKind
from cen_tui.tui.widgets.problem import Problem, problem_text

DENIED = CloudError(
    "Not permitted",
    kind=ErrorKind.DENIED,
    detail="The RAM user may not do this.",
    advice="Ask for the permission vpc:GrantInstanceToCen.",
    code="Forbidden.RAM",
    request_id="0A1B2C3D-0000-0000-0000-000000000001",
    ram_action="vpc:GrantInstanceToCen",
)


async def test_it_is_hidden_until_something_went_wrong_and_after() -> None:
    problem = Problem()
    async with staged(problem) as stage:
        assert stage.text() == ""
        problem.show(DENIED)
        await stage.settle()
        assert "Not permitted" in stage.text()
        problem.clear()
        await stage.settle()
        assert stage.text() == ""


async def test_it_says_what_happened_what_to_do_and_the_traces() -> None:
    problem = Problem()
    async with staged(problem) as stage:
        problem.show(DENIED)
        await stage.settle()
        text = " ".join(stage.text().replace("▌", " ").replace("█", " ").split())
        assert "Not permitted The RAM user may not do this." in text
        assert "What to do: Ask for the permission vpc:GrantInstanceToCen." in text
        assert "code Forbidden.RAM · action vpc:GrantInstanceToCen · request ID 0A1B2C3D" in text


def test_what_is_not_known_is_left_out() -> None:
    bare = CloudError("Broken", kind=ErrorKind.UNREADABLE, detail="Something.", advice="")
    assert problem_text(bare).plain == "Broken\nSomething."


def test_what_the_cloud_said_is_shown_and_not_obeyed() -> None:
    odd = CloudError("[red]No", kind=ErrorKind.REFUSED, detail="\x1b[31m[bold]x[/bold]", advice="a\nb")
    assert problem_text(odd).plain == "[red]No\n\ufffd[bold]x[/bold]\nWhat to do: a b"


async def test_a_sentence_of_ours_is_shown_the_same_way() -> None:
    problem = Problem()
    async with staged(problem) as stage:
        problem.say("There is no account named [x].", "--account takes one\x1b[2J of the names listed here.")
        await stage.settle()
        assert "There is no account named [x]." in stage.text()
        assert "--account takes one\ufffd of the names listed here." in stage.text()
