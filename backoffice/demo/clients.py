"""Three hundred customers in eight regions, with contacts and addresses."""

from datetime import date, datetime
from random import Random

from stdnum.cn import uscc

from core.search_text import initials, pinyin
from customers.enums import AddressKind, CustomerStatus, SettlementMethod
from customers.models import Contact, Customer, CustomerAddress, CustomerClass, OwnerPeriod
from customers.selectors import match_name

from .company import Company

CITIES = {
    "HD": ("江苏 南京 苏州 无锡 常州 徐州", "浙江 杭州 宁波 温州", "上海 上海", "安徽 合肥 芜湖"),
    "SD": ("山东 济南 青岛 烟台 淄博 临沂 泰安 潍坊",),
    "HZ": ("湖南 长沙 衡阳 株洲 岳阳", "湖北 武汉 宜昌 襄阳", "河南 郑州 洛阳 新乡"),
    "HN": ("广东 广州 深圳 佛山 东莞", "广西 南宁 柳州", "福建 厦门 福州"),
    "HB": ("河北 石家庄 唐山 保定", "天津 天津", "北京 北京", "山西 太原 大同"),
    "DB": ("辽宁 沈阳 大连 鞍山", "吉林 长春 吉林", "黑龙江 哈尔滨 大庆"),
    "XB": ("陕西 西安 宝鸡", "甘肃 兰州 酒泉", "新疆 乌鲁木齐 克拉玛依"),
    "XN": ("四川 成都 绵阳 宜宾", "重庆 重庆", "云南 昆明 曲靖", "贵州 贵阳 遵义"),
}
BRANDS = (
    "兴泰 恒源 鲁能 海润 清源 长江 华兴 万里 金锣 东岳 天宁 余杭 瓯海 江宁 "
    "泽丰 瑞丰 鼎盛 永安 蓝天 碧水 宏图 金桥 正大 顺达 嘉禾 北辰 昆仑 明珠"
)
TRADES = [
    ("水务", "SW", "水务集团有限公司", "自来水"),
    ("安装", "GC", "给排水工程有限公司", "建筑安装"),
    ("消防", "GC", "消防工程有限公司", "建筑安装"),
    ("化工", "GK", "化工有限公司", "化工"),
    ("机电", "JX", "机电设备有限公司", "贸易"),
    ("泵业", "JX", "泵业销售有限公司", "贸易"),
    ("环保", "GC", "环保科技有限公司", "环保"),
    ("食品", "GK", "食品有限公司", "食品"),
    ("矿业", "GK", "矿业集团有限公司", "矿山"),
    ("水利", "SW", "农田水利工程有限公司", "水利"),
]
CLASSES = [("SW", "水务单位"), ("GC", "工程公司"), ("GK", "工矿企业"), ("JX", "经销商")]
SURNAMES, GIVEN = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗", "伟芳娜敏静强磊军洋勇艳杰涛明超霞平刚"


def make_clients(
    dice: Random, company: Company, *, on: date, at: datetime, count: int
) -> list[Customer]:
    """The customers, each of a salesperson of its region."""
    classes = {
        code: CustomerClass.objects.get_or_create(code=code, defaults={"name": name})[0]
        for code, name in CLASSES
    }
    maker = company.people["limin"]
    rows: list[Customer] = []
    names: set[str] = set()
    while len(rows) < count:
        customer = _customer(dice, company, classes, len(rows) + 1)
        if customer.name in names:
            continue
        names.add(customer.name)
        customer.created_by, customer.created_at, customer.confirmed_on = maker, at, on
        rows.append(customer)
    Customer.objects.bulk_create(rows, batch_size=1000)
    _belongings(dice, rows, on)
    return rows


def _customer(
    dice: Random, company: Company, classes: dict[str, CustomerClass], place: int
) -> Customer:
    owner = dice.choice(company.sellers)
    region = company.region_of(owner)
    province, *cities = dice.choice(CITIES[region.code]).split()
    city = dice.choice(cities)
    word, kind, ending, industry = dice.choice(TRADES)
    brand = dice.choice(BRANDS.split())
    name = f"{city}{brand}{ending}"
    code = _credit_code(dice)
    limit = dice.choice((100, 200, 300, 500, 800, 1500, 3000)) * 10000
    return Customer(
        code=f"C{place:05d}",
        name=name,
        short_name=f"{city}{brand}{word}",
        match_name=match_name(name),
        name_pinyin=pinyin(name)[:400],
        name_initials=initials(name)[:120],
        credit_code=code,
        tax_number=code,
        invoice_title=name,
        status=CustomerStatus.ACTIVE,
        customer_class=classes[kind],
        grade=dice.choices("ABC", (2, 4, 6))[0],
        industry=industry,
        region=region,
        province=province,
        city=city,
        owner=owner,
        settlement_method=dice.choices(list(SettlementMethod), (1, 1, 3, 8))[0],
        credit_limit=limit,
        credit_days=dice.choice((15, 30, 30, 45, 60, 90)),
        bank_name=f"中国工商银行{city}支行",
        bank_account="6222" + "".join(dice.choices("0123456789", k=15)),
        phone=_phone(dice),
        source=dice.choice(("展会", "转介绍", "网络", "老客户", "招标")),
    )


def _belongings(dice: Random, rows: list[Customer], on: date) -> None:
    """A primary contact, sometimes a second, a delivery address and the owner's period."""
    contacts, addresses, periods = [], [], []
    for customer in rows:
        for place in range(dice.choice((1, 1, 2))):
            contacts.append(
                Contact(
                    customer=customer,
                    name=dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=2)),
                    role=("采购" if place == 0 else "设备科"),
                    phone=_phone(dice),
                    is_primary=place == 0,
                )
            )
        street = f"{customer.province}{customer.city}市{dice.choice(BRANDS.split())}路"
        addresses.append(
            CustomerAddress(
                customer=customer,
                kind=AddressKind.DELIVERY,
                address=f"{street}{dice.randrange(1, 300)}号仓库",
                recipient=contacts[-1].name,
                phone=contacts[-1].phone,
                is_default=True,
            )
        )
        periods.append(OwnerPeriod(customer=customer, owner=customer.owner, from_on=on))
    Contact.objects.bulk_create(contacts, batch_size=1000)
    CustomerAddress.objects.bulk_create(addresses, batch_size=1000)
    OwnerPeriod.objects.bulk_create(periods, batch_size=1000)


def _phone(dice: Random) -> str:
    return "1" + dice.choice("3589") + "".join(dice.choices("0123456789", k=9))


def _credit_code(dice: Random) -> str:
    body = "91" + "".join(dice.choices("0123456789", k=6))
    body += "".join(dice.choices("0123456789ABCDEFGHJKLMNPQRTUWXY", k=9))
    return str(body + uscc.calc_check_digit(body))
