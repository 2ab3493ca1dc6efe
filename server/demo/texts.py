"""The fictional street: its people, what they say and what is done about it. No real persons."""

from pathlib import Path
from typing import NamedTuple

import msgspec

PASSWORD = "onewindow-demo"

#: login, role, staff number, department or grid, title
STAFF = (
    ("dispatcher", "dispatcher", "1003", None, "综合服务中心受理分拨"),
    ("dispatcher2", "dispatcher", "1004", None, "综合服务中心受理分拨"),
    ("handler", "handler", "2017", "property", "物业管理科经办"),
    ("handler-urban", "handler", "2021", "urban", "城市管理科经办"),
    ("handler-civil", "handler", "2031", "civil", "民政事务科经办"),
    ("handler-security", "handler", "2041", "security", "社会保障科经办"),
    ("handler-safety", "handler", "2051", "safety", "应急管理科经办"),
    ("handler-health", "handler", "2061", "health", "卫生健康科经办"),
    ("handler-environment", "handler", "2071", "environment", "生态环境科经办"),
    ("handler-community", "handler", "2081", "community", "社区建设科经办"),
    ("grid", "grid_worker", "3003", "liuxiang-3", "柳巷社区网格员"),
    ("grid-liuxiang-1", "grid_worker", "3001", "liuxiang-1", "柳巷社区网格员"),
    ("grid-liuxiang-2", "grid_worker", "3002", "liuxiang-2", "柳巷社区网格员"),
    ("grid-liuxiang-4", "grid_worker", "3004", "liuxiang-4", "柳巷社区网格员"),
    ("grid-donghe-1", "grid_worker", "3101", "donghe-1", "东河社区网格员"),
    ("grid-donghe-2", "grid_worker", "3102", "donghe-2", "东河社区网格员"),
    ("grid-donghe-3", "grid_worker", "3103", "donghe-3", "东河社区网格员"),
    ("grid-donghe-4", "grid_worker", "3104", "donghe-4", "东河社区网格员"),
    ("grid-xintang-1", "grid_worker", "3201", "xintang-1", "新塘社区网格员"),
    ("grid-xintang-2", "grid_worker", "3202", "xintang-2", "新塘社区网格员"),
    ("grid-xintang-3", "grid_worker", "3203", "xintang-3", "新塘社区网格员"),
    ("grid-xintang-4", "grid_worker", "3204", "xintang-4", "新塘社区网格员"),
    ("supervisor", "supervisor", "4001", None, "效能监督"),
    ("leader", "leader", "5001", None, "街道主要负责人"),
    ("admin", "admin", "9001", None, "系统管理"),
)

#: phone, name (empty: not verified)
RESIDENTS = (
    ("13800000001", "张三"),
    ("13800000002", "李四"),
    ("13800000003", "王五"),
    ("13800000004", ""),
    ("13800000005", "赵六"),
    ("13800000006", "钱七"),
    ("13800000007", ""),
    ("13800000008", "孙八"),
    ("13800000009", "周九"),
    ("13800000010", "吴十"),
    ("13800000011", ""),
    ("13800000012", "郑小一"),
)


class Matter(NamedTuple):
    """Something to say, and what was done about it.

    at: the kind of place it is about ("home": where its owner lives; others are in places.json).
    scene: what its photos show (server/demo/scenes.py); "" when photos is 0.
    """

    at: str
    category: str
    department: str
    title: str
    description: str
    answer: str
    scene: str
    photos: int


class Home(NamedTuple):
    """Where a resident lives."""

    grid: str
    address: str
    building: int


def _data(name: str) -> bytes:
    return (Path(__file__).parent / "data" / name).read_bytes()


MATTERS = tuple(Matter(**matter) for matter in msgspec.json.decode(_data("matters.json")))
_PLACES = msgspec.json.decode(_data("places.json"))
#: Where the residents live, in the order of RESIDENTS.
HOMES = tuple(Home(**home) for home in _PLACES["homes"])
#: Grid → kind of place → places.
PLACES: dict[str, dict[str, list[str]]] = _PLACES["grids"]

SUPPLEMENTS = (
    "刚才又去看了，情况比昨天严重。",
    "补充一下，白天家里有人，可以上门。",
    "邻居说上个月也出过同样的事。",
)
ACCEPT_NOTES = (None, None, "情况清楚，予以受理。", "已电话核实。")
DISPATCH_NOTES = ("职责清单第 12 条", "职责清单第 7 条", "职责清单第 21 条", None)
SIGN_NOTES = (
    "已联系师傅，明天上午到现场。",
    "已安排人员今天下午查看。",
    None,
    "已收到，正在核实情况。",
)
REFUSALS = (
    "所反映的事项正在法院审理，依法不在受理范围，可向法院了解进展。",
    "地点不在本街道，请拨打 12345 由所在街道受理。",
    "与本人一周前提交的办件相同，请在原办件中补充。",
)
RETURNS = (
    "经现场查看，该路段由城市管理科负责，请重新分拨。",
    "权属为自来水公司，建议由社区建设科协调。",
)
FAILS = ("现场查看仍有两盏灯不亮，请继续处理。", "垃圾只清了一半，请补清。")
VERIFY_NOTES = ("现场看过，已经处理好。", "电话回访，居民确认属实。")
CLOSING_NOTES = ("核查属实，同意结案。", "居民已确认，结案。")
COMMENTS = {
    5: ("谢谢，很快就解决了。", "师傅很耐心，点赞。", None),
    4: ("处理得不错。", None),
    3: ("还可以，就是等得久了点。", None),
    2: ("修了两天又坏了。",),
    1: ("根本没有解决，请重新处理。",),
}

#: What was ticked, by how it was rated: the answer of the form rating, and its codes.
REASONS = {
    5: ("praises", ("fast", "kind")),
    4: ("praises", ("fast",)),
    3: ("praises", ()),
    2: ("faults", ("not_done", "many_trips")),
    1: ("faults", ("not_done",)),
}

NOTICES = (
    (
        "周六上午九点，服务中心义诊",
        "街道综合服务中心一楼大厅，量血压、测血糖、看舌象，带上身份证即可，行动不便的老人可请网格员接送。",
        1,
    ),
    (
        "12月起供暖报修电话调整",
        "报修电话改为 0512-0000 1101，二十四小时有人接听；也可以在“我要反映”里提交。",
        3,
    ),
    (
        "柳巷社区活动室周末开放",
        "本月起每周六、周日上午 8:30 到 11:30 开放，有棋牌、书报和儿童角。",
        6,
    ),
    ("高龄津贴申领提醒", "年满八十周岁的老人可申领高龄津贴，可在线申请，也可请网格员上门帮办。", 9),
    ("东河步道夜间检修", "下周一至周三晚十点到次日五点，东河步道照明检修，请绕行二号桥。", 12),
    (
        "防范冒充工作人员诈骗",
        "工作人员不会向您索要验证码和银行卡密码，接到此类电话请挂断并拨打 110。",
        16,
    ),
)

#: title, body, published so many days ago; place, in how many days, hour of its beginning, places, most people
#: with one sign-up, group.
ACTIVITIES = (
    (
        "冬季用药安全讲座",
        "社区药师讲怎么看药盒、哪些药不能一起吃。可以把家里的药带来问。",
        20,
        ("柳巷社区活动室", 6, 9, 20, 2, "elderly"),
    ),
    (
        "亲子手工课",
        "教孩子做一盏纸灯笼，材料现场发。请大人陪着来。",
        18,
        ("东河社区文化站", 9, 14, 12, 4, None),
    ),
)
