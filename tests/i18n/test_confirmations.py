"""What a confirmation says and asks in Chinese: titles, labels, questions, and that nothing was done.

Each stands with its translation back into English, which is made from the Chinese alone.
"""

from typing import Final

from support.catalogue import read_back, said_in

CONFIRMATIONS: Final = {
    # In English: the account that owns the network instance
    "confirmation: Network owner": "网络实例所属账号",
    # In English: at present still attached to this CEN instance
    "still attached to this CEN": "目前仍加载在这个云企业网实例",
    # In English: may be attached to this CEN instance: it cannot be determined
    "may be attached to this CEN: that is not known": "可能已加载到这个云企业网实例：无法确定",
    # In English: zones: {zones}
    "in {zones}": "可用区：{zones}",
    # In English: {table} (system)
    "{table} (system)": "{table}（系统）",
    # In English: {router} (Enterprise edition)
    "{router} (Enterprise)": "{router}（企业版）",
    # In English: {router} (Basic edition)
    "{router} (Basic)": "{router}（基础版）",
    # In English: a Basic transit router
    "a Basic transit router": "一个基础版转发路由器",
    # In English: a newly created Enterprise transit router
    "a new Enterprise transit router": "一个新建的企业版转发路由器",
    # In English: a newly created Basic transit router
    "a new Basic transit router": "一个新建的基础版转发路由器",
    # In English: a newly created Enterprise transit router of {region}
    "a new Enterprise transit router in {region}": "{region}的一个新建的企业版转发路由器",
    # In English: a newly created Basic transit router of {region}
    "a new Basic transit router in {region}": "{region}的一个新建的基础版转发路由器",
    # In English: without a name
    "no name": "无名称",
    # In English: The same, with Chinese punctuation.
    "{uid} · {account}, {who}": "{uid} · {account}，{who}",
    # In English: no payer specified
    "confirmation: no payer": "不指定资费承担方",
    # In English: borne by you
    "confirmation: you pay": "由您承担",
    # In English: borne by the account that owns the CEN instance
    "confirmation: CEN owner pays": "由云企业网实例所属账号承担",
    # In English: the account that owns the CEN instance ({value})
    "the CEN's owner ({value})": "云企业网实例所属账号（{value}）",
    # In English: this account ({value})
    "this account ({value})": "本账号（{value}）",
    # In English: the account that owns the CEN instance, limited to {types} ({value})
    "the CEN's owner, for {types} only ({value})": "云企业网实例所属账号，仅限{types}（{value}）",
    # In English: this account, limited to {types} ({value})
    "this account, for {types} only ({value})": "本账号，仅限{types}（{value}）",
    # In English: including the connection fee (by the hour) and the traffic fee
    "for connections, by the hour, and traffic": "包括连接费（按小时计）和流量费",
    # In English: {now} is changed to {then}
    "{now} now, {then} from then on": "{now}改为{then}",
    # In English: revoke {count} grant rules
    "Revoke {count:,} grant rules": "撤销{count:,}条授权规则",
    # In English: sent to
    "confirmation: Sent to": "发送到",
    # In English: authorize another account's CEN instance to attach {count} network instance(s)
    "Authorize another account's CEN to attach {count} network": (
        "授权另一个账号的云企业网实例加载{count}个网络实例"
    ),
    # In English: the other side's CEN
    "confirmation: Peer CEN": "对方云企业网",
    # In English: the other account's UID
    "confirmation: Peer account": "对方账号UID",
    # In English: revoke one grant rule
    "Revoke one grant rule": "撤销一条授权规则",
    # In English: Enter the last four digits of the UID of the account that owns the network instance to
    # revoke the grant:
    "Type the last four digits of the network owner's UID to revoke:": (
        "输入网络实例所属账号UID的后四位以撤销授权："
    ),
    # In English: change the payer of the transit router connection in the grant
    "Change who pays for the transit router's connection": "更改授权中转发路由器连接的资费承担方",
    # In English: attach one network instance to your CEN instance
    "Attach one network to your CEN": "将一个网络实例加载到您的云企业网实例",
    # In English: by way of
    "confirmation: Through": "经由",
    # In English: detach one network instance from your CEN instance
    "Detach one network from your CEN": "将一个网络实例从您的云企业网实例卸载",
    # In English: set the routes of one connection
    "Set the routes of one attachment": "设置一个连接的路由",
    # In English: route table
    "confirmation: Route table": "路由表",
    # In English: change the payer of one connection
    "Change who pays for one attachment": "更改一个连接的资费承担方",
    # In English: your CEN
    "confirmation: Your CEN": "您的云企业网",
    # In English: payer
    "confirmation: Payer": "资费承担方",
    # In English: Enter the last four digits of the other account's UID to grant:
    "Type the last four digits of the peer account UID to grant:": "输入对方账号UID的后四位以授权：",
    # In English: No grant was carried out.
    "Nothing is granted.": "未进行授权。",
    # In English: No grant was carried out: the digits do not match.
    "Nothing is granted: these digits do not match.": "未进行授权：数字不符。",
    # In English: No grant was carried out. Please enter the four digits first.
    "Nothing is granted. Type the four digits first.": "未进行授权。请先输入四位数字。",
    # In English: Please type only these four digits: no spaces, and do not use full-width digits.
    "Type the four digits alone: without a space, and not in full-width for": (
        "请只输入这四位数字：不要有空格，也不要用全角数字。"
    ),
    # In English: Enter the last four digits of the other account's UID to revoke the grant:
    "Type the last four digits of the peer account UID to revoke:": "输入对方账号UID的后四位以撤销授权：",
    # In English: No grant was revoked.
    "Nothing is revoked.": "未撤销任何授权。",
    # In English: No grant was revoked: the digits do not match.
    "Nothing is revoked: these digits do not match.": "未撤销任何授权：数字不符。",
    # In English: No grant was revoked. Please enter the four digits first.
    "Nothing is revoked. Type the four digits first.": "未撤销任何授权。请先输入四位数字。",
    # In English: Enter the last four digits of the other account's UID to change the payer:
    "Type the last four digits of the peer UID to change the payer:": (
        "输入对方账号UID的后四位以更改资费承担方："
    ),
    # In English: No change was made.
    "Nothing is changed.": "未做任何更改。",
    # In English: No change was made: the digits do not match.
    "Nothing is changed: these digits do not match.": "未做任何更改：数字不符。",
    # In English: No change was made. Please enter the four digits first.
    "Nothing is changed. Type the four digits first.": "未做任何更改。请先输入四位数字。",
    # In English: Enter the last four digits of the UID of the account that owns the network instance to
    # attach:
    "Type the last four digits of the network owner's UID to attach:": (
        "输入网络实例所属账号UID的后四位以加载："
    ),
    # In English: No network instance was attached.
    "Nothing is attached.": "未加载任何网络实例。",
    # In English: No network instance was attached: the digits do not match.
    "Nothing is attached: these digits do not match.": "未加载任何网络实例：数字不符。",
    # In English: No network instance was attached. Please enter the four digits first.
    "Nothing is attached. Type the four digits first.": "未加载任何网络实例。请先输入四位数字。",
    # In English: Enter the last four digits of the UID of the account that owns the network instance to
    # detach:
    "Type the last four digits of the network owner's UID to detach:": (
        "输入网络实例所属账号UID的后四位以卸载："
    ),
    # In English: No network instance was detached.
    "Nothing is detached.": "未卸载任何网络实例。",
    # In English: No network instance was detached: the digits do not match.
    "Nothing is detached: these digits do not match.": "未卸载任何网络实例：数字不符。",
    # In English: No network instance was detached. Please enter the four digits first.
    "Nothing is detached. Type the four digits first.": "未卸载任何网络实例。请先输入四位数字。",
    # In English: Enter the last four digits of the UID of the account that owns the network instance to set
    # routes:
    "Type the last four digits of the owner's UID to set routes:": (
        "输入网络实例所属账号UID的后四位以设置路由："
    ),
    # In English: No route was set.
    "No route is set.": "未设置任何路由。",
    # In English: No route was set: the digits do not match.
    "No route is set: these digits do not match.": "未设置任何路由：数字不符。",
    # In English: No route was set. Please enter the four digits first.
    "No route is set. Type the four digits first.": "未设置任何路由。请先输入四位数字。",
    # In English: Enter the last four digits of the UID of the account that owns the network instance to
    # turn on route learning:
    "Type the last four digits of the owner's UID to propagate routes:": (
        "输入网络实例所属账号UID的后四位以开启路由学习："
    ),
    # In English: Route learning was not turned on.
    "Nothing is propagated.": "未开启路由学习。",
    # In English: Route learning was not turned on: the digits do not match.
    "Nothing is propagated: these digits do not match.": "未开启路由学习：数字不符。",
    # In English: Route learning was not turned on. Please enter the four digits first.
    "Nothing is propagated. Type the four digits first.": "未开启路由学习。请先输入四位数字。",
    # In English: Enter the last four digits of the UID of the account that owns the network instance to
    # change the payer:
    "Type the last four digits of the owner's UID to change the payer:": (
        "输入网络实例所属账号UID的后四位以更改资费承担方："
    ),
    # In English: The connection's payer was not changed.
    "The payer is not changed.": "未更改连接的资费承担方。",
    # In English: The connection's payer was not changed: the digits do not match.
    "The payer is not changed: these digits do not match.": "未更改连接的资费承担方：数字不符。",
    # In English: The connection's payer was not changed. Please enter the four digits first.
    "The payer is not changed. Type the four digits first.": "未更改连接的资费承担方。请先输入四位数字。",
}


def test_a_confirmation_says_in_chinese_what_was_read_back() -> None:
    assert said_in("cen_tui/wizard/confirmation.py", "cen_tui/wizard/confirmation_texts.py") == CONFIRMATIONS


def test_each_was_read_back_into_english() -> None:
    assert read_back(__file__) == len(CONFIRMATIONS)
