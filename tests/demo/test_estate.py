import re
from collections import Counter

import pytest
from support.demo import running_cloud, sts

from cen_tui.demo.estate.estate import Network, estate
from cen_tui.demo.estate.standing import QUOTA

EVERYTHING: tuple[Network, ...] = (*estate().vpcs, *estate().vbrs, *estate().ccns, *estate().vpns)


def test_ids_have_the_right_shape_and_are_never_doubled() -> None:
    ids = [network.id for network in EVERYTHING] + [cen.id for cen in estate().cens]
    assert len(ids) == len(set(ids))
    shape = re.compile(r"(?:vpc|vbr|vco)-[a-z0-9]{21}|(?:ccn|cen)-[a-z0-9]{18}")
    assert all(shape.fullmatch(each) for each in ids)


def test_keys_have_the_right_shape() -> None:
    assert all(re.fullmatch(r"LTAI\w{20}|STS\.\w+", key.id) for key in estate().keys)
    assert all(len(key.secret) == 30 for key in estate().keys)
    assert {len(key.principal.uid) for key in estate().keys} == {16}


def test_regions() -> None:
    count = Counter(network.region for network in EVERYTHING)
    ids = {region.id for region in estate().regions}
    assert set(count) < ids
    assert count["us-west-1"] == 2500
    assert count["me-east-1"] == 0
    ccn_regions = {region.id for region in estate().regions if region.ccn}
    assert {ccn.region for ccn in estate().ccns} <= ccn_regions


def test_standing_rules_fit_the_quota_and_attached_networks_are_granted_or_own() -> None:
    count = Counter(rule.network_id for rule in estate().rules)
    assert max(count.values()) == QUOTA
    granted = {(rule.network_id, rule.cen_id) for rule in estate().rules}
    networks = {network.id: network for network in EVERYTHING}
    cens = {cen.id: cen for cen in estate().cens}
    for attachment in estate().attachments:
        own = networks[attachment.network_id].owner == cens[attachment.cen_id].owner
        assert own or (attachment.network_id, attachment.cen_id) in granted


def test_what_is_not_there_is_not_found() -> None:
    with pytest.raises(KeyError):
        estate().network("nothing")


async def test_request_ids_are_the_same_in_every_run() -> None:
    ids = []
    for seed in (1, 1, 2):
        async with running_cloud(seed=seed) as cloud:
            client = sts(cloud)
            ids.append([(await client.get_caller_identity_async()).body.request_id for _ in range(2)])
    assert ids[0] == ids[1] != ids[2]
    assert len({*ids[0], *ids[2]}) == 4
    assert re.fullmatch(r"[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-A[0-9A-F]{3}-[0-9A-F]{12}", ids[0][0])
