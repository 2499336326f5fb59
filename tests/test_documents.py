"""The pages of the documentation: short, found from the README, without a dead link, nothing said twice."""

import re
from collections import Counter
from pathlib import Path

import pytest
from support.catalogue import NOT_OUR_WORDS, kept, messages, strings
from support.pictures import IN_CHINESE as SCENES

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PAGES = (README, *sorted((ROOT / ".github").rglob("*.md")))
THREE_MINUTES = 750
"""Words at 250 a minute: the usual speed of silent reading."""


def outside_code(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def links(page: Path) -> list[str]:
    found = re.findall(r"\]\(([^)\s]+)\)", outside_code(page.read_text(encoding="utf-8")))
    return [link for link in found if not link.startswith(("https:", "mailto:"))]


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", outside_code(page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def target(page: Path, link: str) -> tuple[Path, str]:
    path, _, anchor = link.partition("#")
    return (page.parent / path).resolve() if path else page, anchor


def sentences(page: Path) -> list[str]:
    """Return the sentences of five words or more; the rows of a table are no sentences."""
    lines = outside_code(page.read_text(encoding="utf-8")).splitlines()
    text = "\n".join(line for line in lines if not line.startswith(("|", "#")))
    parts = re.split(r"(?<=[.!?:])\s+|\n\n+|\n(?=[-\d>])", text)
    return [" ".join(part.split()) for part in parts if len(part.split()) >= 5]


def test_no_link_is_dead() -> None:
    dead = []
    for page in PAGES:
        for link in links(page):
            path, anchor = target(page, link)
            if not path.exists() or (anchor and anchor not in anchors(path)):
                dead.append(f"{page.relative_to(ROOT)}: {link}")
    assert dead == []


def test_every_page_is_found_from_the_readme() -> None:
    found = {README}
    while more := {path for page in found if page.suffix == ".md" for path, _ in map_links(page)} - found:
        found |= more
    assert {page for page in PAGES if "TEMPLATE" not in page.name.upper()} <= found


def map_links(page: Path) -> list[tuple[Path, str]]:
    return [target(page, link) for link in links(page)]


def test_no_sentence_is_said_twice() -> None:
    said = Counter(sentence for page in PAGES for sentence in sentences(page))
    assert {sentence: times for sentence, times in said.items() if times > 1} == {}


def test_the_readme_is_read_in_three_minutes() -> None:
    shown = re.sub(r"\]\([^)]+\)", "]", outside_code(README.read_text(encoding="utf-8")))
    assert len(re.findall(r"[^\W\d_][\w'-]*", shown)) <= THREE_MINUTES


IN_CHINESE = tuple(page for page in PAGES if page.name.endswith(".zh-CN.md"))
COMMANDS = r"^(?:python3|pipx|cen-tui) .*?(?=  +#|$)"
CHINESE = r"[\u4e00-\u9fff]"
HALF_WIDTH = rf"{CHINESE}[,;:?!()]|[,;:?!()]{CHINESE}|{CHINESE} \w|[A-Za-z0-9] {CHINESE}"


def english(page: Path) -> Path:
    """Return the page that a Chinese one translates; the README lies above."""
    return README if page.name.startswith("README") else page.with_name(page.name.replace(".zh-CN", ""))


def shape(page: Path) -> dict[str, list[str]]:
    """Return what is the same in both languages: commands, headings and lists by their marks, pictures."""
    text = page.read_text(encoding="utf-8")
    apart = outside_code(text)
    commands = re.findall(COMMANDS, text, re.MULTILINE)
    marks = re.findall(r"^(#+|- |\d\. |\|)", apart, re.MULTILINE)
    pictures = [re.sub(r".*/|\.zh-CN", "", one) for one in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", apart)]
    return {"commands": [one.strip() for one in commands], "marks": marks, "pictures": pictures}


@pytest.mark.parametrize("page", IN_CHINESE, ids=lambda page: page.name)
def test_a_page_in_chinese_says_as_much_as_the_english_one(page: Path) -> None:
    assert shape(page) == shape(english(page))
    assert english(page) in {path for path, _ in map_links(page)}
    assert page in {path for path, _ in map_links(english(page))}
    mine, theirs = (linked(one) for one in (page, english(page)))
    assert theirs <= mine


def linked(page: Path) -> set[Path]:
    """Return the pages that a page leads to, a page in Chinese as the English one."""
    pages = {path for path, _ in map_links(page) if path.suffix == ".md"}
    return {english(path) if path in IN_CHINESE else path for path in pages} - {README, english(page), page}


@pytest.mark.parametrize("page", IN_CHINESE, ids=lambda page: page.name)
def test_chinese_is_set_and_worded_as_on_the_screens(page: Path) -> None:
    whole = outside_code(page.read_text(encoding="utf-8"))
    text = re.sub(r"`[^`]*`", "x", re.sub(r"\]\([^)]*\)|^\d\. ", "", whole, flags=re.MULTILINE))
    lines = [line for line in text.splitlines() if re.search(HALF_WIDTH, line)]
    assert lines == []
    assert [word for word in NOT_OUR_WORDS if word in text] == []


def test_the_steps_are_shown_in_chinese() -> None:
    readme = next(page for page in IN_CHINESE if page.name.startswith("README"))
    shown = {path.name for path, _ in map_links(readme)}
    assert {f"{scene.name}.svg" for scene in SCENES} <= shown


def test_the_steps_are_called_in_chinese_as_on_the_screen() -> None:
    steps = {strings(one)[0][0]: strings(one)[1][0] for one in messages(kept()) if one.context == "step"}
    names = [steps[name] for name in ("Account", "Region", "Network", "CEN target", "Confirm", "Hand-over")]
    text = next(page for page in IN_CHINESE if page.name.startswith("README")).read_text(encoding="utf-8")
    assert " ─ ".join(f"{number} {name}" for number, name in enumerate(names, 1)) in text
    for number, name in enumerate(names, 1):
        assert f"{number}. **{name}。**" in text


@pytest.mark.parametrize("page", IN_CHINESE, ids=lambda page: page.name)
def test_what_a_page_in_chinese_quotes_is_on_a_screen(page: Path) -> None:
    quoted = set(re.findall(r"“([^”]+)”", outside_code(page.read_text(encoding="utf-8"))))
    said = [strings(one)[1][0] for one in messages(kept())]
    assert {words for words in quoted - {"?"} if not any(words in one for one in said)} == set()
