"""What is asked for consent in Chinese: to run, to write, to import, to replace, to remove, to leave.

Each stands with its translation back into English, which is made from the Chinese alone.
"""

from typing import Final

from support.catalogue import read_back, said_in

OF_OTHERS: Final = (
    "cen_tui/tui/screens/accounts/account_form.py",
    "cen_tui/tui/screens/confirm.py",
    "cen_tui/tui/screens/dialogs/dialog.py",
    "cen_tui/tui/screens/dialogs/save.py",
    "cen_tui/tui/screens/grants/revokes.py",
    "cen_tui/tui/screens/handover.py",
    "cen_tui/tui/widgets/confirmation.py",
    "cen_tui/wizard/target.py",
)
QUESTIONS: Final = {
    # In English: Please sign in with {name} once first: it needs your consent.
    "Sign in with {name} once first: it needs your consent.": "请先用{name}登录一次：它需要您的同意。",
    # In English: A profile whose credential type is {mode} has no key that could be copied: please use it
    # directly.
    "A profile of mode {mode} has no key to copy: use it as it is.": (
        "凭证类型为{mode}的配置没有可复制的密钥：请直接使用它。"
    ),
    # In English: {name} was imported; the profile in the CLI is kept unchanged.
    "{name} is imported; the profile of the CLI stays.": "已导入{name}；CLI中的配置保留不变。",
    # In English: In demo mode, credentials are kept in memory only.
    "In the demo, credentials are kept in memory only.": "在演示模式下，凭证只保存在内存中。",
    # In English: Remove the account {name}?
    "Remove the account {name}?": "要移除账号{name}吗？",
    # In English: Removing {name}…
    "Removing {name}…": "正在移除{name}…",
    # In English: Importing {name}…
    "Importing {name}…": "正在导入{name}…",
    # In English: Run a command to sign in?
    "Run a command to sign in?": "要运行命令来登录吗？",
    # In English: This profile specifies this command, and uses its output as credentials. The command runs
    # as you, without a terminal: once now, and again whenever the credentials expire.
    "The profile names this command, whose output is taken as credentials. ": (
        "该配置指定了这个命令，并将其输出用作凭证。命令以您的身份、不带终端运行：现在运行一次，"
        "以后每当凭证过期时再次运行。"
    ),
    # In English: Use the login of the aliyun CLI profile {name}?
    "Use the login of the aliyun CLI's profile {name}?": "要使用aliyun CLI配置{name}的登录状态吗？",
    # In English: After the tokens are renewed, the new tokens are written into the CLI's own configuration,
    # as the CLI does: the old tokens then become invalid. The rest of the configuration is not changed.
    "When its tokens are renewed, the new ones are written to the CLI's own": (
        "令牌续期后，新令牌会写入CLI自己的配置，与CLI的做法相同：旧令牌随即失效。配置中的其他内容不变。"
    ),
    # In English: Import the profile {name}?
    "Import the profile {name}?": "要导入配置{name}吗？",
    # In English: It is verified first, then its key is copied into {place} and becomes an account of its
    # own.
    "It is verified, then its key is copied into {place}, as an account of ": (
        "先验证，再将其密钥复制到{place}，成为一个独立的账号。"
    ),
    # In English: The CLI's file stays unchanged, the key is still kept in it as plain text; this command
    # deletes it: aliyun configure delete --profile {name}
    "The CLI's file stays as it is, with the key in plain text: remove it t": (
        "CLI的文件保持不变，密钥仍以明文保存在其中；可用此命令删除：aliyun configure delete --profile {name}"
    ),
    # In English: The role itself will not change; only the entry here is removed.
    "The role itself is not changed; only its entry here is removed.": (
        "角色本身不会改变；只移除这里的条目。"
    ),
    # In English: Its AccessKey will be deleted from the {storage} of this machine. The key itself is still
    # valid in Alibaba Cloud, until it is deleted there.
    "Its AccessKey is deleted from the {storage} of this machine. The key i": (
        "它的AccessKey会从本机的{storage}中删除。密钥本身在阿里云中仍然有效，直到在那里删除。"
    ),
    # In English: The roles that it assumes can no longer be assumed: {names}.
    "The roles that it assumes can no longer be assumed: {names}.": ("它所扮演的角色将不能再扮演：{names}。"),
}
"""Of the accounts."""
OTHERS: Final = {
    # In English: Replace the key of {name}?
    "Replace the key of {name}?": "要替换{name}的密钥吗？",
    # In English: From then on, what this name signs in to is another account. The key can also be added as
    # a new account.
    "From then on this name signs in to another account. Or add the key as ": (
        "此后，这个名称登录的将是另一个账号。也可以将该密钥添加为新账号。"
    ),
    # In English: This key belongs to account {uid}, and {name} is account {other}.
    "This key belongs to account {uid}, and {name} is account {other}.": (
        "该密钥属于账号{uid}，而{name}是账号{other}。"
    ),
    # In English: Please add it as a new account, or verify again and answer "yes".
    "Add it as a new account, or verify it again and answer yes.": (
        "请将它添加为新账号，或重新验证并回答“是”。"
    ),
    # In English: The file exists already; its content will be lost.
    "It is there already; what it holds will be lost.": "该文件已存在；其中的内容将会丢失。",
    # In English: Overwrite {name}?
    "Overwrite {name}?": "要覆盖{name}吗？",
    # In English: Not all of it has been shown: please scroll to the end first (PgDn), then answer "yes".
    "There is more of it: scroll to its end (PgDn) before you say yes.": (
        "内容还没有显示完：请先滚动到末尾（PgDn），再回答“是”。"
    ),
    # In English: There is more: please scroll to the end first (PgDn).
    "There is more: scroll to its end first (PgDn).": "还有更多内容：请先滚动到末尾（PgDn）。",
    # In English: A grant is in progress. Pressing Ctrl+Q once more quits without knowing the result.
    "A grant is in progress. Press Ctrl+Q again to quit without knowing the": (
        "正在授权。再按一次Ctrl+Q将在不知道结果的情况下退出。"
    ),
    # In English: This is the final check before revoking the grant: revoking the permission of these CEN
    # instances to attach these network instances. / Each network instance is listed together with the CEN
    # instance and the account that the grant rule is for: please see all of them first (PgDn). / Revoking
    # the grant does not detach: a network instance that is attached stays attached, until the owner of the
    # CEN instance detaches it. / To revoke the grant, enter the four digits that are asked for and press
    # Enter. No other way revokes the grant. / Press F2 to show the aliyun command that has the same effect.
    # Press Esc to go back; no request has been sent yet.
    "Final check before revoking the permission of these CENs to attach the": (
        "这是撤销授权前的最后检查：撤销这些云企业网实例加载这些网络实例的权限。\n\n"
        "每个网络实例都与授权规则所针对的云企业网实例和账号一并列出：请先看完全部（PgDn）。\n"
        "撤销授权不会卸载：已加载的网络实例会保持加载，直到云企业网实例所属方将其卸载。\n"
        "要撤销授权，请输入所要求的四位数字并按Enter。其他方式都不会撤销授权。\n"
        "按F2显示效果相同的aliyun命令。按Esc返回；尚未发送任何请求。"
    ),
    # In English: Alibaba Cloud does not check whether this CEN instance exists, or whether it belongs to
    # that account.
    "Alibaba Cloud does not check that this CEN exists or belongs to this a": (
        "阿里云不会检查这个云企业网实例是否存在、是否属于该账号。"
    ),
    # In English: Read-only: no request is sent. What would be sent is this:
    "Read-only: nothing is sent. This is what would be sent:": ("只读：不发送任何请求。将会发送的内容如下："),
    # In English: caution
    "Caution": "注意",
}
"""Of other screens: before a file is overwritten, a key replaced, or work left."""


def test_a_question_on_an_account_says_in_chinese_what_was_read_back() -> None:
    assert said_in("cen_tui/tui/screens/accounts/changes.py", "cen_tui/vault/account_list.py") == QUESTIONS


def test_another_question_says_in_chinese_what_was_read_back() -> None:
    texts = said_in(*OF_OTHERS)
    assert {key: texts.get(key) for key in OTHERS} == OTHERS


def test_each_was_read_back_into_english() -> None:
    assert read_back(__file__) == len(QUESTIONS) + len(OTHERS)
