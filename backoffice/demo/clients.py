"""Some hundred customers in eight regions, with contacts and addresses."""

from datetime import date, datetime
from decimal import Decimal
from random import Random

from stdnum.cn import uscc

from core.search_text import initials, pinyin
from customers.enums import AddressKind, CustomerStatus, SettlementMethod
from customers.models import Contact, Customer, CustomerAddress, CustomerClass, OwnerPeriod
from customers.selectors import match_name

from .company import Company
from .places import address_of, somewhere

BRANDS = (
    "兴泰 恒源 鸿远 海润 清源 长江 华兴 万里 金锣 东岳 天宁 裕丰 润泽 康宁 "
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
BANKS = ("中国工商银行", "中国农业银行", "中国银行", "中国建设银行", "交通银行")
MOBILES = (130, 131, 133, 135, 136, 137, 138, 139, 150, 151, 158, 159, 180, 186, 187, 189)
DIGITS = "0123456789"
# What key customers keep back for a year, in turn; the others pay all of it.
KEPT_BACK = ("0.1000", "0.0500", "0.0000")
# Grades by the place in the archive, the busiest first: up to which share, limits in ten thousands.
GRADES = (("A", 0.15, (200, 300, 500)), ("B", 0.45, (100, 150, 200)), ("C", 1, (30, 50, 80)))
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
        customer = _customer(dice, company, classes, len(rows) + 1, count)
        if customer.name in names:
            continue
        names.add(customer.name)
        customer.created_by, customer.created_at, customer.confirmed_on = maker, at, on
        rows.append(customer)
    Customer.objects.bulk_create(rows, batch_size=1000)
    _belongings(dice, rows, on)
    return rows


def _customer(
    dice: Random, company: Company, classes: dict[str, CustomerClass], place: int, count: int
) -> Customer:
    owner = company.sellers[place % len(company.sellers)]  # the busy ones are everybody's
    region = company.region_of(owner)
    town = somewhere(dice, region.code)
    city = town.city
    word, kind, ending, industry = dice.choice(TRADES)
    brand = dice.choice(BRANDS.split())
    name = f"{city}{brand}{ending}"
    code = _credit_code(dice, town.division)
    grade, _share, limits = next(each for each in GRADES if place <= count * each[1])
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
        grade=grade,
        industry=industry,
        region=region,
        province=town.province,
        city=city,
        owner=owner,
        settlement_method=dice.choices(list(SettlementMethod), (1, 1, 3, 8))[0],
        credit_limit=dice.choice(limits) * 10000,
        credit_days=dice.choice((15, 30, 30, 45, 60, 90)),
        retention_rate=Decimal(KEPT_BACK[place % len(KEPT_BACK)]) if grade == "A" else 0,
        invoice_address=address_of(town.province, city, place),
        invoice_phone=f"{town.area}-8{_digits(dice, town.digits - 1)}",
        bank_name=f"{dice.choice(BANKS)}{city}分行营业部",
        bank_account=f"{dice.randrange(1000, 5000)}{_digits(dice, 15)}",
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
        addresses.append(
            CustomerAddress(
                customer=customer,
                kind=AddressKind.DELIVERY,
                address=goods_to(customer),
                recipient=contacts[-1].name,
                phone=contacts[-1].phone,
                is_default=True,
            )
        )
        periods.append(OwnerPeriod(customer=customer, owner=customer.owner, from_on=on))
    Contact.objects.bulk_create(contacts, batch_size=1000)
    CustomerAddress.objects.bulk_create(addresses, batch_size=1000)
    OwnerPeriod.objects.bulk_create(periods, batch_size=1000)


def goods_to(customer: Customer) -> str:
    """Where a customer's goods go."""
    number = int(customer.code.removeprefix("C"))
    return f"{address_of(customer.province, customer.city, number)}仓库"


def _digits(dice: Random, count: int) -> str:
    return "".join(dice.choices(DIGITS, k=count))


def _phone(dice: Random) -> str:
    return f"{dice.choice(MOBILES)}{_digits(dice, 8)}"


def _credit_code(dice: Random, division: str) -> str:
    """A company of that city: both check digits are right, that of its organization code too."""
    district = dice.choice(("00", "02", "05", "11", "21"))
    organization = "".join(dice.choices("0123456789ABCDEFGHJKLMNPQRTUWXY", k=8))
    body = f"91{division}{district}{organization}{organization_check(organization)}"
    return str(body + uscc.calc_check_digit(body))


def organization_check(eight: str) -> str:
    """The ninth sign of an organization code (GB 11714)."""
    weighed = sum(
        w * int(sign, 36) for w, sign in zip((3, 7, 9, 10, 5, 8, 4, 2), eight, strict=True)
    )
    return "0123456789X"[-weighed % 11]
