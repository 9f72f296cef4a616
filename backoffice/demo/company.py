"""Departments, regions, people, products and warehouses of the demo company."""

from dataclasses import dataclass
from random import Random

from accounts.enums import RoleCode
from accounts.models import Department, Region, RoleGrant, User
from backoffice.checks.demo_passwords import demo_password_hash
from core.search_text import initials, pinyin
from orders.models import SalesPolicy, Warehouse
from products.enums import Route
from products.models import Product, ProductCategory

KIND = Department.Kind
DEPARTMENTS = [
    ("XS", "销售部", KIND.SALES),
    ("SC", "生产部", KIND.PRODUCTION),
    ("CG", "采购部", KIND.PURCHASING),
    ("CK", "仓储部", KIND.WAREHOUSE),
    ("CW", "财务部", KIND.FINANCE),
    ("RS", "人力资源部", KIND.HR),
    ("JS", "技术部", KIND.TECHNICAL),
    ("XX", "信息部", KIND.OTHER),
]
REGIONS = [
    ("HD", "华东"),
    ("SD", "山东"),
    ("HZ", "华中"),
    ("HN", "华南"),
    ("HB", "华北"),
    ("DB", "东北"),
    ("XB", "西北"),
    ("XN", "西南"),
]
R = RoleCode
# log-in, name, roles, department, region
PEOPLE = [
    ("limin", "李敏", [R.ASSISTANT], "XS", ""),
    ("chenjing", "陈静", [R.ASSISTANT], "XS", ""),
    ("zhouting", "周婷", [R.SUPERVISOR], "XS", ""),
    ("fangwen", "方文", [R.SALES_MANAGER], "XS", ""),
    ("hezong", "何志远", [R.EXECUTIVE], "XS", ""),
    ("chenzhiqiang", "陈志强", [R.REGIONAL_MANAGER, R.SALESPERSON], "XS", "HD"),
    ("zhaolei", "赵磊", [R.SALESPERSON], "XS", "SD"),
    ("wangjianguo", "王建国", [R.SALESPERSON], "XS", "HZ"),
    ("liuyang", "刘洋", [R.SALESPERSON], "XS", "HN"),
    ("sunqiang", "孙强", [R.SALESPERSON], "XS", "HB"),
    ("gaofei", "高飞", [R.SALESPERSON], "XS", "DB"),
    ("mali", "马丽", [R.SALESPERSON], "XS", "XB"),
    ("tangwei", "唐伟", [R.SALESPERSON], "XS", "XN"),
    ("xumei", "许梅", [R.SALESPERSON], "XS", "HD"),
    ("sunxiaoyan", "孙晓燕", [R.FINANCE], "CW", ""),
    ("heping", "何平", [R.FULFILMENT], "SC", ""),
    ("chengang", "陈刚", [R.FULFILMENT], "CG", ""),
    ("luoku", "罗库", [R.FULFILMENT], "CK", ""),
    ("renhui", "任慧", [R.HR], "RS", ""),
    ("shenji", "沈纪", [R.AUDITOR], "CW", ""),
    ("admin", "系统管理员", [R.ADMIN], "XX", ""),
]
P, B = Route.PRODUCTION, Route.PURCHASE
# code, name, route, unit, list price of the smallest, season: the months it sells best
FAMILIES = [
    ("ISG", "立式管道离心泵", P, "台", 1480, "春"),
    ("ISW", "卧式管道离心泵", P, "台", 1560, "春"),
    ("WQ", "潜水排污泵", P, "台", 1180, "夏"),
    ("QJ", "深井潜水泵", P, "台", 2980, "春"),
    ("CDL", "轻型立式多级泵", P, "台", 1890, ""),
    ("XBD", "消防泵", P, "台", 4260, ""),
    ("IHF", "氟塑料化工泵", P, "台", 2350, ""),
    ("SH", "单级双吸离心泵", P, "台", 9800, "夏"),
    ("JX", "机械密封", B, "套", 68, ""),
    ("FL", "法兰", B, "片", 46, ""),
    ("YL", "叶轮", P, "只", 220, ""),
    ("DJ", "电动机", B, "台", 860, ""),
    ("KZG", "控制柜", B, "台", 2600, "夏"),
    ("YXB", "油田输送泵", P, "台", 15600, ""),
    ("GW", "管件阀门", B, "件", 128, ""),
]
PUMP = "DN{bore} H{head} {power}kW"
SPECIFICATIONS = {
    "JX": "φ{bore} 碳化硅/石墨",
    "FL": "DN{bore} PN16 Q235",
    "YL": "DN{bore} HT200",
    "DJ": "YE3 {power}kW 2极 380V",
    "KZG": "一控二 {power}kW 变频",
    "GW": "DN{bore} PN16 闸阀",
}
BORES = (25, 32, 40, 50, 65, 80, 100, 125, 150, 200)


@dataclass(frozen=True)
class Company:
    """What orders need to know of the company."""

    people: dict[str, User]
    regions: dict[str, Region]
    products: list[Product]
    warehouse: Warehouse
    departments: dict[str, Department]

    @property
    def sellers(self) -> list[User]:
        """The salespeople, with a region each."""
        return [user for user in self.people.values() if user.region_id]

    def region_of(self, person: User) -> Region:
        """The region of a salesperson."""
        return next(region for region in self.regions.values() if region.pk == person.region_id)


def make_house(dice: Random) -> Company:
    """Departments, regions, people, catalogue and the main warehouse."""
    departments = {
        code: Department.objects.get_or_create(code=code, defaults={"name": name, "kind": kind})[0]
        for code, name, kind in DEPARTMENTS
    }
    regions = {
        code: Region.objects.get_or_create(code=code, defaults={"name": name})[0]
        for code, name in REGIONS
    }
    people = _people(departments, regions)
    Warehouse.objects.get_or_create(code="ZK", defaults={"name": "成品总库", "is_default": True})
    SalesPolicy.objects.get_or_create(pk=1)
    return Company(people, regions, _products(dice), Warehouse.objects.get(code="ZK"), departments)


def _people(departments: dict[str, Department], regions: dict[str, Region]) -> dict[str, User]:
    password = demo_password_hash()
    people = {}
    for place, (login, name, roles, department, region) in enumerate(PEOPLE, start=1):
        person, _made = User.objects.get_or_create(
            username=login,
            defaults={
                "full_name": name,
                "password": password,
                "department": departments[department],
                "region": regions.get(region),
                "employee_number": f"{place:04d}",
                "email": f"{login}@example.com",
                "is_staff": R.ADMIN in roles,
            },
        )
        for role in roles:
            RoleGrant.objects.get_or_create(user=person, role=role)
        people[login] = person
    chief = people["fangwen"]
    User.objects.filter(username__in=[p[0] for p in PEOPLE if p[3] == "XS"]).exclude(
        pk__in=[chief.pk, people["hezong"].pk]
    ).update(superior=chief)
    User.objects.filter(pk=chief.pk).update(superior=people["hezong"])
    return people


def _products(dice: Random) -> list[Product]:
    """Ten sizes of each family: the price grows with the bore."""
    rows = []
    for code, name, route, unit, base, season in FAMILIES:
        category, _made = ProductCategory.objects.get_or_create(
            code=code, defaults={"name": name, "route": route}
        )
        for step, bore in enumerate(BORES):
            price = round(base * (1 + step * 0.28) * dice.uniform(0.96, 1.04) / 10) * 10
            head = dice.choice((20, 28, 32, 40, 50, 80))
            power = (0.75, 1.5, 2.2, 3, 4, 5.5, 7.5, 11, 15, 22)[step]
            full = f"{name} DN{bore}"
            rows.append(
                Product(
                    code=f"{code}{bore}-{100 + 20 * (step % 5)}",
                    name=name,
                    specification=SPECIFICATIONS.get(code, PUMP).format(
                        bore=bore, head=head, power=power
                    ),
                    unit=unit,
                    category=category,
                    list_price=price,
                    floor_price=round(price * 0.92),
                    cost=round(price / 1.13 * dice.uniform(0.66, 0.8), 2),
                    lead_days=dice.choice((5, 7, 10, 12)) if route == P else 4,
                    season=season,
                    name_pinyin=pinyin(full)[:400],
                    name_initials=initials(full)[:120],
                )
            )
    Product.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Product.objects.select_related("category").order_by("code"))
