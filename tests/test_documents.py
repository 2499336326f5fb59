"""The pages of the documentation: short, found from the README, without a dead link, nothing said twice."""

import re
from collections import Counter
from pathlib import Path

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
