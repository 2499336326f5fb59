"""The Chinese catalogue of texts: extracted from the code, brought up to date, and compiled. Needs Babel."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import cen_tui
from cen_tui.i18n import DOMAIN, FOLDER

PACKAGE: Final = Path(cen_tui.__file__).parent
LOCALE: Final = "zh_CN"
TEXTS: Final = FOLDER / LOCALE / "LC_MESSAGES" / f"{DOMAIN}.po"
COMPILED: Final = TEXTS.with_suffix(".mo")
RENEW: Final = "python tests/translate.py"
ARGPARSE: Final = (
    "options",
    "%(heading)s:",
    "show this help message and exit",
    "%(prog)s: error: %(message)s\n",
    "argument %(argument_name)s: %(message)s",
    "expected one argument",
    "ignored explicit argument %r",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid %(type)s value: %(value)r",
    "not allowed with argument %s",
    "the following arguments are required: %s",
    "unrecognized arguments: %s",
)
"""What argparse itself says of our parsers, in any version of Python; it is looked up in our catalogue."""
NOT_OUR_WORDS: Final = (
    "对端",
    "资金承担方",
    "大区",
    "挂载",
    "附加到",
    "限流",
    "防护等级",
    "取消授权",
    "所有者账号",
    "重新加载",
    "变更",
    "修改资费",
    "应答",
)
"""What the console calls otherwise: 对方, 资费承担方, 地域, 加载, 流控, 网段重叠级别, 撤销授权, 所属账号.

And what would be a second word for one thing: 刷新 (a list), 再次加载 (a network), 更改, 响应.
"""
WORDS: Final = MappingProxyType(
    {
        r"\brevok": ("撤销",),
        r"\bdetach": ("卸载",),
        r"\battachments?\b": ("加载", "连接"),
        r"\breload": ("刷新",),
        r"\bassociat": ("关联",),
        r"\bpropagat": ("路由学习",),
        r"\bgrant rules?\b": ("授权规则",),
        r"\bexisting authorization": ("已有授权",),
        r"\bpeer account UID\b": ("对方账号UID",),
        r"\bpeer CEN instance ID\b": ("对方云企业网实例ID",),
        r"\bCEN('s)? owner": ("云企业网实例所属方", "云企业网实例所属账号", "云企业网侧"),
        r"\btransit router": ("转发路由器",),
        r"\broute table": ("路由表",),
        r"\bExpress Connect Router": ("专线网关",),
        r"\b(IPsec-)?VPN connection": ("IPsec连接",),
        r"\bCIDR block": ("网段",),
        r"\bprotection level": ("网段重叠级别",),
        r"\bmain account": ("主账号",),
        r"\bquota": ("配额",),
        r"\bthrottled": ("流控",),
        r"\brequest ID": ("请求ID",),
        r"\bjournal": ("操作日志",),
        r"\bsheet": ("交接单",),
        r"\bcredential storage": ("凭证存储",),
        r"\bpassphrase": ("口令",),
        r"\bconsent": ("同意",),
        r"\bidentity\b": ("身份",),
        r"\bfilter": ("筛选",),
        r"\bcontinue": ("继续",),
        r"\brefused?\b": ("拒绝",),
        r"\bverif": ("核实", "验证", "认证"),
        r"\blabel": ("标注",),
        r"\btags?\b": ("标签",),
    }
)
"""The one word in Chinese, or the few, for a term of ours or of the console."""
BEGINS: Final = 70
"""Characters of a text in English by which it is told from every other."""
_HEADER: Final = """\
msgid ""
msgstr ""
"Language: zh_CN\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
_WIDTH: Final = 110
_NEVER: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands for the times in a compiled catalogue, so that the same texts make the same file."""


def extracted() -> Catalog:
    """Return every text that is marked in the code, and argparse's own, without translations."""
    found = Catalog(LOCALE)
    for text in ARGPARSE:
        found.add(text, locations=[("argparse", 0)])
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE.parent).as_posix()
        with path.open("rb") as file:
            for _, message, comments, context in extract("python", file, DEFAULT_KEYWORDS, ("Translators:",)):
                found.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    return found


def kept() -> Catalog:
    """Return the catalogue as it lies in the package."""
    return parsed(TEXTS.read_text(encoding="utf-8") if TEXTS.exists() else _HEADER)


def parsed(text: str) -> Catalog:
    """Return a catalogue from its text."""
    return read_po(io.BytesIO(text.encode()), LOCALE)


def renewed(old: Catalog) -> str:
    """Return the text of a catalogue with what the code says today, and the translations that it had."""
    old.update(extracted(), no_fuzzy_matching=True)
    old.obsolete.clear()
    written = io.BytesIO()
    write_po(written, old, _WIDTH, omit_header=True, sort_by_file=True, include_lineno=False)
    return _HEADER + written.getvalue().decode().strip() + "\n"


def compiled(catalogue: Catalog) -> bytes:
    """Return the file that gettext reads."""
    catalogue.creation_date = catalogue.revision_date = _NEVER
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Return the texts of a catalogue without its header."""
    return (message for message in catalogue if message.id)


def strings(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the forms of a text in English, and in Chinese."""
    return _forms(message.id), _forms(message.string)


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text or ""),)


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the texts that have no translation, or one that nobody has read."""
    return [strings(each)[0][0] for each in messages(catalogue) if each.fuzzy or not all(strings(each)[1])]


def said_in(*modules: str) -> dict[str, str]:
    """Return the Chinese of all texts of some modules, by how each begins in English.

    Raises:
        ValueError: two of them begin alike.
    """
    found = {}
    for message in messages(kept()):
        if {place for place, _ in message.locations} & {*modules}:
            english, chinese = strings(message)
            context = f"{message.context}: " if message.context else ""
            begins = context + english[0].replace("\n", " ")[:BEGINS]
            if begins in found:
                raise ValueError(begins)
            found[begins] = chinese[0]
    return found


def read_back(test: str) -> int:
    """Return how many texts of a test have their translation back into English beside them."""
    return len(re.findall(r"^    # In English: ", Path(test).read_text(encoding="utf-8"), re.MULTILINE))
