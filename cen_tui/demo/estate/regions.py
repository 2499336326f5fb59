"""The regions of the embedded cloud."""

from typing import Final

from cen_tui.demo.estate.kinds import Region

REGIONS: Final = (
    Region("cn-hangzhou", "China (Hangzhou)", "华东1（杭州）", "bp1"),
    Region("cn-shanghai", "China (Shanghai)", "华东2（上海）", "uf6", ccn=True),
    Region("cn-beijing", "China (Beijing)", "华北2（北京）", "2ze"),
    Region("cn-shenzhen", "China (Shenzhen)", "华南1（深圳）", "wz9"),
    Region("cn-chengdu", "China (Chengdu)", "西南1（成都）", "2vc"),
    Region("cn-hongkong", "China (Hong Kong)", "中国香港", "j6c", ccn=True),
    Region("ap-southeast-1", "Singapore", "新加坡", "t4n", ccn=True),
    Region("ap-southeast-5", "Indonesia (Jakarta)", "印度尼西亚（雅加达）", "k1a", ccn=True),
    Region("ap-northeast-1", "Japan (Tokyo)", "日本（东京）", "6we", ccn=True),
    Region("eu-central-1", "Germany (Frankfurt)", "德国（法兰克福）", "gw8", ccn=True),
    Region("me-east-1", "UAE (Dubai)", "阿联酋（迪拜）", "eb3"),
    Region("us-east-1", "US (Virginia)", "美国（弗吉尼亚）", "0xi"),
    Region("us-west-1", "US (Silicon Valley)", "美国（硅谷）", "rj9"),
)
"""us-west-1 holds 2,500 VPCs; me-east-1 holds nothing."""

LETTERS: Final = {region.id: region.letters for region in REGIONS}
