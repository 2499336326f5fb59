"""What a caution says in Chinese: what an operation opens, ends or costs.

Each stands with its translation back into English, which is made from the Chinese alone.
"""

from typing import Final

from support.catalogue import read_back, said_in

CAUTIONS: Final = {
    # In English: Whether it is attached to this CEN instance cannot be read.
    "Whether it is attached to this CEN could not be read.": "无法读取它是否已加载到这个云企业网实例。",
    # In English: The other account will be able to attach this network instance to its CEN instance, and to
    # access the resources in it. / Alibaba Cloud does not check whether this CEN instance exists, or
    # whether it belongs to that account. If a single character is wrong, this network instance will be open
    # to a stranger: please check these two. / Revoking the grant later will not detach a network instance
    # that is already attached.
    "The other account will be able to attach this network to its CEN, and ": (
        "对方账号将可以把这个网络实例加载到其云企业网实例，并访问其中的资源。\n"
        "阿里云不会检查这个云企业网实例是否存在、是否属于该账号。只要有一位填错，"
        "这个网络实例就会向陌生人开放：请核对这两项。\n"
        "之后撤销授权，不会卸载已经加载的网络实例。"
    ),
    # In English: The same of "these {count} network instances".
    "The other account will be able to attach these {count} networks to its": (
        "对方账号将可以把这{count}个网络实例加载到其云企业网实例，并访问其中的资源。\n"
        "阿里云不会检查这个云企业网实例是否存在、是否属于该账号。只要有一位填错，"
        "这些网络实例就会向陌生人开放：请核对这两项。\n"
        "之后撤销授权，不会卸载已经加载的网络实例。"
    ),
    # In English: After the grant is revoked, the owner of the CEN instance can no longer attach this
    # network instance. / {attached} / The owner of the CEN instance will not receive a notice. To grant
    # again, all steps must be repeated.
    "After this, the CEN's owner can no longer attach this network. {attach": (
        "撤销授权后，云企业网实例所属方不能再加载这个网络实例。\n"
        "{attached}\n"
        "云企业网实例所属方不会收到通知。如需重新授权，必须重做所有步骤。"
    ),
    # In English: Revoking the grant does not detach: what is already attached stays attached and can still
    # be accessed, until the owner of the CEN instance detaches it in their account.
    "Revoking does not detach: what is attached stays attached, and reachab": (
        "撤销授权不会卸载：已经加载的会一直保持加载、仍可访问，直到云企业网实例所属方在其账号中将它卸载。"
    ),
    # In English: Revoking the grant does not detach: it is at present still attached to {cen} (owned by
    # account {owner}). Please have the owner of that CEN instance detach it first: after the grant is
    # revoked, a network instance that was detached cannot be attached again; and for an Enterprise transit
    # router, the cloud refuses the revoke before it is detached.
    "Revoking does not detach: it is still attached to {cen} of {owner}. As": (
        "撤销授权不会卸载：它目前仍加载在{cen}（所属账号{owner}）。请先让该云企业网实例的所属方将它卸载："
        "授权撤销后，卸载了的网络实例不能再次加载；而且对于企业版转发路由器，卸载之前云端会拒绝撤销授权。"
    ),
    # In English: It is attached, but the cloud does not say to which CEN instance: if it is this one,
    # please have its owner detach it first.
    "It is attached, and the cloud does not say to which CEN: if it is this": (
        "它已加载，但云端没有说明加载到哪个云企业网实例：如果就是这一个，请先让其所属方将它卸载。"
    ),
    # In English: This grant rule {note}. As long as traffic uses that function, the cloud will refuse the
    # revoke: the owner of the CEN instance has to turn that function off first.
    "This rule {note}. While traffic uses it, the cloud refuses to revoke i": (
        "这条授权规则{note}。只要还有流量使用该功能，云端就会拒绝撤销授权：云企业网实例所属方须先关闭该功能。"
    ),
    # In English: After the grant is revoked, the owners of these CEN instances can no longer attach these
    # network instances. / {attached} / The owners will not receive a notice. To grant again, all steps must
    # be repeated.
    "After this, the owners of these CENs can no longer attach these networ": (
        "撤销授权后，这些云企业网实例的所属方不能再加载这些网络实例。\n"
        "{attached}\n"
        "各所属方不会收到通知。如需重新授权，必须重做所有步骤。"
    ),
    # In English: Revoking the grant does not detach: as shown above, of {total} there are {count} whose
    # network instance is still attached, or may still be. Please have the owners of these CEN instances
    # detach first: after the grant is revoked, it cannot be attached again.
    "Revoking does not detach: {count} of {total} are, or may be, still att": (
        "撤销授权不会卸载：如上所示，{total}条中有{count}条的网络实例目前仍加载着，或可能仍加载着。"
        "请先让这些云企业网实例的所属方卸载：授权撤销后不能再次加载。"
    ),
    # In English: Within an hour after the connection was made or after the last change, the cloud refuses a
    # change. / While the network instance is attached, the accounts of both sides have a step each: the
    # owner of the CEN instance has to change the connection's payer too. Until then, the former payer still
    # pays.
    "The cloud refuses a change within an hour of connecting or of the last": (
        "连接建立或上次更改后的一小时内，云端拒绝更改。\n"
        "网络实例处于加载状态时，双方账号各有一步操作：云企业网实例所属方还须更改连接的资费承担方。"
        "在此之前，仍由原资费承担方付费。"
    ),
    # In English: From then on the account that owns the CEN instance (PayByCenOwner) bears the connection
    # fee and the traffic fee of the transit router.
    "From then on the CEN's owner pays (PayByCenOwner) for the transit rout": (
        "此后由云企业网实例所属账号（PayByCenOwner）承担转发路由器的连接费和流量费。"
    ),
    # In English: From then on this account (PayByResourceOwner) bears the connection fee (by the hour) and
    # the traffic fee of the transit router.
    "From then on this account pays (PayByResourceOwner) for the transit ro": (
        "此后由本账号（PayByResourceOwner）承担转发路由器的连接费（按小时计）和流量费。"
    ),
    # In English: After attaching, your CEN instance and this network instance can access each other, within
    # what routes and security groups allow. Please make sure that it is the network instance that you asked
    # for, and that addresses do not overlap.
    "Your CEN and this network can then reach each other, as routes and sec": (
        "加载后，您的云企业网实例与这个网络实例可以互相访问，以路由和安全组允许的范围为限。"
        "请确认它就是您申请的网络实例，且地址不重叠。\n"
        "{charges}\n"
        "{routes}"
    ),
    # In English: Before it is detached, the Enterprise transit router bills this connection by the hour,
    # and charges for traffic. Payer: {payer}.
    "An Enterprise transit router bills it by the hour, and its traffic, un": (
        "在卸载之前，企业版转发路由器对该连接按小时计费，并收取流量费。资费承担方：{payer}。"
    ),
    # In English: {region} has no transit router yet: the cloud will create one.
    "There is no transit router in {region} yet: the cloud makes one.": (
        "{region}还没有转发路由器：云端会创建一个。"
    ),
    # In English: The Basic edition does not bill for attaching by the hour; bandwidth between regions is
    # charged.
    "The Basic edition does not bill attachments by the hour; bandwidth bet": (
        "基础版不按小时对加载计费；跨地域带宽收费。"
    ),
    # In English: Its routes are at once advertised to and from the rest of the CEN instance: there are no
    # routes that need to be set.
    "Its routes are exchanged with the rest of the CEN at once: none are le": (
        "它的路由会立即与云企业网实例的其余部分互相发布：没有需要设置的路由。"
    ),
    # In English: Between it and network instances on an Enterprise transit router, there are routes only
    # after an inter-region connection is made.
    "To networks on an Enterprise transit router its routes flow only after": (
        "与企业版转发路由器上的网络实例之间，建立跨地域连接之后才有路由。"
    ),
    # In English: The account that owns it too must have activated the transit router service.
    "Its owner's transit router service has to be active too.": "其所属账号也必须已开通转发路由器服务。",
    # In English: Its owner has to associate it with this transit router first. Please ask them whether that
    # is done, it cannot be seen here.
    "Its owner associates it with this transit router first. Ask whether th": (
        "其所属方须先将它与这个转发路由器关联。请向其确认是否已完成，这里看不到。"
    ),
    # In English: Attaching does not set routes: after attaching is complete, press f to set them.
    "This sets no routes: once it is attached, f sets them.": "加载不会设置路由：加载完成后，按f设置。",
    # In English: After detaching, the resources in your CEN instance and the resources in this network
    # instance can no longer access each other through this CEN instance. Traffic that is using this
    # connection will be interrupted.
    "After this, the resources on your CEN and in this network no longer re": (
        "卸载后，您的云企业网实例中的资源与这个网络实例中的资源不能再通过这个云企业网实例互相访问。"
        "正在使用该连接的业务会中断。\n"
        "{what_goes}\n"
        "{grant}"
    ),
    # In English: The grant remains: until the owner of the network instance revokes the grant, it can be
    # attached again.
    "The grant stays: the network can be attached again until its owner rev": (
        "授权仍然保留：在网络实例所属方撤销授权之前，可以再次加载。"
    ),
    # In English: A grant of it is no longer listed: to attach it again, its owner has to grant it anew
    # first.
    "No grant of it is listed any more: to attach it again, its owner has t": (
        "已没有列出对它的授权：如需再次加载，须由其所属方先重新授权。"
    ),
    # In English: Its associated forwarding with a route table, its route learning, and other settings in
    # the transit router that depend on this connection, are deleted along with it. This connection is no
    # longer billed.
    "Its association with a route table, its propagated routes, and whateve": (
        "它与路由表的关联转发、路由学习，以及转发路由器中依赖该连接的其他配置，会一并删除。该连接不再计费。"
    ),
    # In English: Its associated forwarding with a route table, its route learning, and the association of
    # the Express Connect Router (ECR) with the transit router, are deleted along with it: to attach it
    # again, its owner has to make that association anew. This connection is no longer billed.
    "Its association with a route table, its propagated routes, and the ass": (
        "它与路由表的关联转发、路由学习，以及专线网关（ECR）与转发路由器的关联，会一并删除："
        "如需再次加载，其所属方须重新建立该关联。该连接不再计费。"
    ),
    # In English: Its routes are at once withdrawn from the rest of the CEN instance.
    "Its routes are withdrawn from the rest of the CEN at once.": (
        "它的路由会立即从云企业网实例的其余部分撤回。"
    ),
    # In English: Associated forwarding: traffic from this network instance is forwarded by the transit
    # router by the routes in its system route table.
    "Associated: the transit router forwards what comes from this network b": (
        "关联转发：来自这个网络实例的流量，由转发路由器按其系统路由表中的路由转发。"
    ),
    # In English: Route learning: the system route table learns the routes of this network instance, so that
    # every connection with associated forwarding by that route table can send traffic to it.
    "Propagated: the system route table learns this network's routes, so th": (
        "路由学习：系统路由表学习这个网络实例的路由，因此与该路由表关联转发的每个连接都可以向它发送流量。"
    ),
    # In English: It already has associated forwarding with the system route table.
    "It is associated with the system route table already.": "它已与系统路由表建立关联转发。",
    # In English: The system route table is learning its routes already.
    "The system route table learns its routes already.": "系统路由表已在学习它的路由。",
    # In English: Associated forwarding is not set: it already has associated forwarding with another route
    # table, {table}, which has to be ended in the CEN console first.
    "Not associated: it uses another route table, {table}, until it is disa": (
        "不建立关联转发：它已与另一个路由表{table}建立关联转发，须先在云企业网控制台解除。"
    ),
    # In English: This time, associated forwarding is not set: before it is set, traffic from this network
    # instance will not be forwarded.
    "Not associated by this: nothing that comes from this network is forwar": (
        "本次不建立关联转发：建立之前，来自这个网络实例的流量不会被转发。"
    ),
    # In English: This time, route learning is not turned on: before it is turned on, the system route table
    # has no route to this network instance.
    "Not propagated by this: the system route table has no route to this ne": (
        "本次不开启路由学习：开启之前，系统路由表中没有到这个网络实例的路由。"
    ),
    # In English: Please make sure that the addresses of this network instance do not overlap with those of
    # the other network instances on that route table.
    "Check that the addresses of this network do not overlap with those of ": (
        "请确认这个网络实例的地址与该路由表上其他网络实例的地址不重叠。"
    ),
    # In English: After both are set, this network instance and the other network instances on that route
    # table can access each other, within what security groups allow. Please make sure that its addresses do
    # not overlap with theirs.
    "With both, this network and the others on that table can reach each ot": (
        "两者都设置后，这个网络实例与该路由表上的其他网络实例可以互相访问，以安全组允许的范围为限。"
        "请确认其地址与它们的地址不重叠。"
    ),
    # In English: From then on this account (PayByCenOwner) bears this connection's fee (by the hour) and
    # the traffic fee.
    "From then on this account pays (PayByCenOwner) for the attachment, by ": (
        "此后由本账号（PayByCenOwner）承担该连接的费用（按小时计）和流量费。"
    ),
    # In English: From then on the account that owns the network instance (PayByResourceOwner) bears this
    # connection's fee (by the hour) and the traffic fee.
    "From then on the network's owner pays (PayByResourceOwner) for the att": (
        "此后由网络实例所属账号（PayByResourceOwner）承担该连接的费用（按小时计）和流量费。"
    ),
    # In English: In the grant rule it is this payer already; this step makes it effective. Within an hour
    # after the connection was made or after the last change, the cloud refuses a change.
    "The grant rule names this payer already; with this step it takes force": (
        "授权规则中已经是这个资费承担方；这一步使其生效。连接建立或上次更改后的一小时内，云端拒绝更改。"
    ),
}


def test_a_caution_says_in_chinese_what_was_read_back() -> None:
    assert said_in("cen_tui/wizard/caution.py") == CAUTIONS


def test_each_was_read_back_into_english() -> None:
    assert read_back(__file__) == len(CAUTIONS)
