"""Where the demo company's customers are: what stands in codes, numbers and addresses fits."""

from dataclasses import dataclass
from random import Random

# Region → province → its cities: name, division code (GB/T 2260), area code, digits of a number.
CITIES = {
    "HD": {
        "江苏": "南京 3201 025 8,苏州 3205 0512 8,无锡 3202 0510 8,"
        "常州 3204 0519 8,徐州 3203 0516 8",
        "浙江": "杭州 3301 0571 8,宁波 3302 0574 8,温州 3303 0577 8",
        "上海": "上海 3101 021 8",
        "安徽": "合肥 3401 0551 8,芜湖 3402 0553 7",
    },
    "SD": {
        "山东": "济南 3701 0531 8,青岛 3702 0532 8,烟台 3706 0535 7,淄博 3703 0533 7,"
        "临沂 3713 0539 7,泰安 3709 0538 7,潍坊 3707 0536 7",
    },
    "HZ": {
        "湖南": "长沙 4301 0731 8,衡阳 4304 0734 7,株洲 4302 0731 8,岳阳 4306 0730 7",
        "湖北": "武汉 4201 027 8,宜昌 4205 0717 7,襄阳 4206 0710 7",
        "河南": "郑州 4101 0371 8,洛阳 4103 0379 8,新乡 4107 0373 7",
    },
    "HN": {
        "广东": "广州 4401 020 8,深圳 4403 0755 8,佛山 4406 0757 8,东莞 4419 0769 8",
        "广西": "南宁 4501 0771 7,柳州 4502 0772 7",
        "福建": "厦门 3502 0592 7,福州 3501 0591 8",
    },
    "HB": {
        "河北": "石家庄 1301 0311 8,唐山 1302 0315 7,保定 1306 0312 7",
        "天津": "天津 1201 022 8",
        "北京": "北京 1101 010 8",
        "山西": "太原 1401 0351 7,大同 1402 0352 7",
    },
    "DB": {
        "辽宁": "沈阳 2101 024 8,大连 2102 0411 8,鞍山 2103 0412 7",
        "吉林": "长春 2201 0431 8,吉林 2202 0432 8",
        "黑龙江": "哈尔滨 2301 0451 8,大庆 2306 0459 7",
    },
    "XB": {
        "陕西": "西安 6101 029 8,宝鸡 6103 0917 7",
        "甘肃": "兰州 6201 0931 7,酒泉 6209 0937 7",
        "新疆": "乌鲁木齐 6501 0991 7,克拉玛依 6502 0990 7",
    },
    "XN": {
        "四川": "成都 5101 028 8,绵阳 5107 0816 7,宜宾 5115 0831 7",
        "重庆": "重庆 5001 023 8",
        "云南": "昆明 5301 0871 8,曲靖 5303 0874 7",
        "贵州": "贵阳 5201 0851 8,遵义 5203 0851 8",
    },
}
IN_FULL = {"广西": "广西壮族自治区", "新疆": "新疆维吾尔自治区"}
ROADS = [
    "人民路",
    "解放路",
    "建设路",
    "中山路",
    "工业大道",
    "创业路",
    "科技路",
    "和平路",
    "新华路",
    "迎宾大道",
]


@dataclass(frozen=True)
class Place:
    """A city, and what its codes and numbers begin with."""

    province: str
    city: str
    division: str
    area: str
    digits: int

    @property
    def in_full(self) -> str:
        """As it begins an address: 江苏省南京市, 上海市."""
        if self.province == self.city:
            return f"{self.city}市"
        return f"{IN_FULL.get(self.province, f'{self.province}省')}{self.city}市"


def _read(province: str, text: str) -> Place:
    city, division, area, digits = text.split()
    return Place(province, city, division, area, int(digits))


PLACES = {
    region: {
        province: [_read(province, each) for each in cities.split(",")]
        for province, cities in provinces.items()
    }
    for region, provinces in CITIES.items()
}
# 吉林 is a province and a city of it: both names are needed.
KNOWN = {
    (place.province, place.city): place
    for provinces in PLACES.values()
    for places in provinces.values()
    for place in places
}


def somewhere(dice: Random, region: str) -> Place:
    """A city of the region."""
    return dice.choice(dice.choice(list(PLACES[region].values())))


def address_of(province: str, city: str, number: int) -> str:
    """An address there, the same for the same number."""
    road = ROADS[number % len(ROADS)]
    return f"{KNOWN[province, city].in_full}{road}{number * 37 % 280 + 1}号"
