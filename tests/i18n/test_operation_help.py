"""What the screens that confirm and run an operation say in Chinese, their help among it.

Each stands with its translation back into English, which is made from the Chinese alone.
"""

from typing import Final

from support.catalogue import read_back, said_in

TEXTS: Final = {
    # In English: attach
    "Attach": "加载",
    # In English: detach
    "Detach": "卸载",
    # In English: revoke the grant
    "Revoke": "撤销授权",
    # In English: This is the final check before granting. Please compare the other side's CEN instance and
    # the other account's UID, character by character, with what the owner of the CEN instance sent you. / To
    # grant, enter the last four digits of the other account's UID and press Enter. No other way grants,
    # including a paste and what was entered before; where there are several network instances, please see
    # all of them first (PgDn). / Press F2 to show the aliyun command that has the same effect. Press Esc to
    # go back; no request has been sent yet.
    "Final check before granting. Compare the peer CEN and the peer account": (
        "这是授权前的最后检查。"
        "请将对方云企业网实例和对方账号UID与云企业网实例所属方发给您的内容逐位核对。\n\n"
        "要授权，请输入对方账号UID的后四位并按Enter。其他方式都不会授权，包括粘贴和此前输入的内容；"
        "有多个网络实例时，请先看完全部（PgDn）。\n"
        "按F2显示效果相同的aliyun命令。按Esc返回；尚未发送任何请求。"
    ),
    # In English: This is the final check before revoking the grant: revoking the permission of one CEN
    # instance to attach this network instance. / Revoking the grant does not detach: a network instance
    # that is attached stays attached, until the owner of the CEN instance detaches it. / To revoke the
    # grant, enter the last four digits of the other account's UID and press Enter. No other way revokes the
    # grant. / Press F2 to show the aliyun command that has the same effect. Press Esc to go back; no
    # request has been sent yet.
    "Final check before revoking the permission of one CEN to attach this n": (
        "这是撤销授权前的最后检查：撤销一个云企业网实例加载此网络实例的权限。\n\n"
        "撤销授权不会卸载：已加载的网络实例会保持加载，直到云企业网实例所属方将其卸载。\n"
        "要撤销授权，请输入对方账号UID的后四位并按Enter。其他方式都不会撤销授权。\n"
        "按F2显示效果相同的aliyun命令。按Esc返回；尚未发送任何请求。"
    ),
    # In English: existing authorizations ─ revoke the grant
    "Existing authorizations ─ revoke": "已有授权 ─ 撤销授权",
    # In English: Revoking the grant: {stage}…
    "Revoking: {stage}…": "正在撤销授权：{stage}…",
    # In English: A grant is being revoked. Please wait for the result.
    "A revoke is in progress. Please wait for the result.": "正在撤销授权。请等待结果。",
    # In English: change the payer
    "Change payer": "更改资费承担方",
    # In English: This is the final check before the change: changing the payer of the connection between
    # this network instance and the transit router. / Within an hour after connecting, or less than an hour
    # since the last change, the cloud will refuse the change. If the network instance is attached, the
    # owner of the CEN instance has one more step to take after this: change the connection's payer, in the
    # CEN console, or with UpdateTransitRouterVpcAttachmentAttribute (Vbr, Vpn) and its OrderType. Until
    # then the former payer still pays. / To change it, enter the last four digits of the other account's
    # UID and press Enter. No other way changes it. / Press F2 to show the aliyun command that has the same
    # effect. Press Esc to go back; no request has been sent yet.
    "Final check before changing who pays for the connection of this networ": (
        "这是更改前的最后检查：更改此网络实例与转发路由器之间连接的资费承担方。\n\n"
        "连接后一小时内，或距上次更改不足一小时，云端会拒绝更改。如果网络实例已加载，"
        "在此之后云企业网实例所属方还需操作一步：更改连接的资费承担方，可在云企业网控制台操作，"
        "或用UpdateTransitRouterVpcAttachmentAttribute（Vbr、Vpn）及其OrderType。"
        "在此之前仍由原资费承担方付费。\n"
        "要更改，请输入对方账号UID的后四位并按Enter。其他方式都不会更改。\n"
        "按F2显示效果相同的aliyun命令。按Esc返回；尚未发送任何请求。"
    ),
    # In English: existing authorizations ─ change the payer
    "Existing authorizations ─ change the payer": "已有授权 ─ 更改资费承担方",
    # In English: Changing the payer of the grant: {stage}…
    "Changing the payer: {stage}…": "正在更改授权的资费承担方：{stage}…",
    # In English: The payer is being changed. Please wait for the result.
    "A change of payer is in progress. Please wait for the result.": "正在更改资费承担方。请等待结果。",
    # In English: This is the final check before attaching. Please compare the network instance's ID and the
    # UID of the account that owns it with the hand-over sheet that the owner of the network instance sent
    # you. / To attach, enter the last four digits of the UID of the account that owns the network instance
    # and press Enter. No other way attaches. / Press F2 to show the aliyun command that has the same
    # effect. Press Esc to go back; no request has been sent yet.
    "Final check before attaching. Compare the network ID and its owner's a": (
        "这是加载前的最后检查。请将网络实例ID及其所属账号的UID与网络实例所属方发给您的交接单核对。\n\n"
        "要加载，请输入网络实例所属账号UID的后四位并按Enter。其他方式都不会加载。\n"
        "按F2显示效果相同的aliyun命令。按Esc返回；尚未发送任何请求。"
    ),
    # In English: the CEN's side ─ attach
    "The CEN owner's side ─ attach": "云企业网侧 ─ 加载",
    # In English: Press Esc to stop waiting. Attaching: {stage}…
    "Esc stops waiting. Attaching: {stage}…": "按Esc停止等待。正在加载：{stage}…",
    # In English: A network instance is being attached. Press Esc to stop waiting.
    "An attachment is in progress. Esc stops waiting for it.": "正在加载网络实例。按Esc停止等待。",
    # In English: This is the final check before detaching. After detaching, the network instance and the
    # CEN instance will not be able to reach each other. / The grant is kept, so it can be attached again
    # until the owner of the network instance revokes the grant. / To detach, enter the last four digits of
    # the UID of the account that owns the network instance and press Enter. No other way detaches. / Press
    # F2 to show the aliyun command that has the same effect. Press Esc to go back; no request has been sent
    # yet.
    "Final check before detaching. The network and the CEN can no longer re": (
        "这是卸载前的最后检查。卸载后，网络实例与云企业网实例之间将无法互通。\n\n"
        "授权会保留，因此在网络实例所属方撤销授权之前可以再次加载。\n"
        "要卸载，请输入网络实例所属账号UID的后四位并按Enter。其他方式都不会卸载。\n"
        "按F2显示效果相同的aliyun命令。按Esc返回；尚未发送任何请求。"
    ),
    # In English: the CEN's side ─ detach
    "The CEN owner's side ─ detach": "云企业网侧 ─ 卸载",
    # In English: Press Esc to stop waiting. Detaching: {stage}…
    "Esc stops waiting. Detaching: {stage}…": "按Esc停止等待。正在卸载：{stage}…",
    # In English: A network instance is being detached. Press Esc to stop waiting.
    "A detachment is in progress. Esc stops waiting for it.": "正在卸载网络实例。按Esc停止等待。",
    # In English: set routes
    "Set routes": "设置路由",
    # In English: This is the final check before setting the routes of a connection, with the same effect as
    # ticking the options for it in the console. / Associated forwarding: traffic from the network instance
    # is forwarded by the transit router's route table. Route learning: that route table learns the network
    # instance's routes, so that other network instances can access it. / To set them, enter the last four
    # digits of the UID of the account that owns the network instance and press Enter. No other way sets
    # them. / Press F2 to show the aliyun command that has the same effect. Press Esc to go back; no request
    # has been sent yet.
    "Final check before setting the routes of an attachment, as the console": (
        "这是设置连接的路由前的最后检查，与控制台勾选相应选项的效果相同。\n\n"
        "关联转发：来自网络实例的流量按转发路由器的路由表转发。路由学习：该路由表学习网络实例的路由，"
        "使其他网络实例可以访问它。\n"
        "要设置，请输入网络实例所属账号UID的后四位并按Enter。其他方式都不会设置。\n"
        "按F2显示效果相同的aliyun命令。按Esc返回；尚未发送任何请求。"
    ),
    # In English: the CEN's side ─ routes
    "The CEN owner's side ─ routes": "云企业网侧 ─ 路由",
    # In English: Setting routes: {stage}…
    "Setting the routes: {stage}…": "正在设置路由：{stage}…",
    # In English: Routes are being set. Please wait for the result.
    "The routes are being set. Please wait for the result.": "正在设置路由。请等待结果。",
    # In English: This is the final check before turning on route learning: the transit router's route table
    # will learn the routes of this connection. / To turn it on, enter the last four digits of the UID of
    # the account that owns the network instance and press Enter. No other way turns it on. / Press F2 to
    # show the aliyun command that has the same effect. Press Esc to go back; no request has been sent yet.
    "Final check before the route table of the transit router learns the ro": (
        "这是开启路由学习前的最后检查：转发路由器的路由表将学习该连接的路由。\n\n"
        "要开启，请输入网络实例所属账号UID的后四位并按Enter。其他方式都不会开启。\n"
        "按F2显示效果相同的aliyun命令。按Esc返回；尚未发送任何请求。"
    ),
    # In English: This is the final check before the change: changing the payer of a connection, which
    # should agree with the change that the owner of the network instance made to the grant. / Only after
    # both sides have changed it will the payer change: that of the grant is changed by the owner of the
    # network instance, that of the connection by you. / To change it, enter the last four digits of the UID
    # of the account that owns the network instance and press Enter. No other way changes it. / Press F2 to
    # show the aliyun command that has the same effect. Press Esc to go back; no request has been sent yet.
    "Final check before changing who pays for an attachment, as the network": (
        "这是更改前的最后检查：更改连接的资费承担方，应与网络实例所属方对授权所做的更改一致。\n\n"
        "双方都更改之后，资费承担方才会改变：授权的由网络实例所属方更改，连接的由您更改。\n"
        "要更改，请输入网络实例所属账号UID的后四位并按Enter。其他方式都不会更改。\n"
        "按F2显示效果相同的aliyun命令。按Esc返回；尚未发送任何请求。"
    ),
    # In English: the CEN's side ─ payer of the connection
    "The CEN owner's side ─ payer of the attachment": "云企业网侧 ─ 连接的资费承担方",
    # In English: Changing the payer of the connection: {stage}…
    "Changing the attachment's payer: {stage}…": "正在更改连接的资费承担方：{stage}…",
    # In English: grant
    "Grant": "授权",
}


def test_the_help_of_an_operation_says_in_chinese_what_was_read_back() -> None:
    assert said_in("cen_tui/tui/screens/operation_texts.py") == TEXTS


def test_each_was_read_back_into_english() -> None:
    assert read_back(__file__) == len(TEXTS)
