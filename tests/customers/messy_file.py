"""A customer file as offices keep them: mixed headings, doubles, blanks, wide digits."""

import io

from openpyxl import Workbook
from stdnum.cn import uscc

HEADINGS = [
    "联系人2电话", "Region", "客户名称*", "联系人", "统一社会信用代码", "客户编号", "E-mail",
    "联系人手机", "手机号码", "信用额度（元）", "Second contact", "账期", "职务", "微信号", "城市",
    "业务员", "拜访次数",
]  # fmt: skip
TOWNS = ["衡阳", "株洲", "湘潭", "岳阳", "常德", "益阳", "郴州", "永州", "怀化", "娄底"]
TRADES = [
    "水电安装",
    "泵业销售",
    "给排水工程",
    "机电设备",
    "环保科技",
    "农机服务",
    "化工装备",
    "物业管理",
]
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
KINDS = 10  # every tenth row is something special, in turns


def credit_code(number: int) -> str:
    """A code whose check digit is right."""
    body = f"91430400MA{number:07}"
    return body + uscc.calc_check_digit(body)


def phone(number: int) -> str:
    """A mobile number of its own."""
    return f"138{number:08}"


def row_of(number: int) -> dict[str, object]:
    """An ordinary row."""
    town, trade = TOWNS[number % 10], TRADES[number // 10 % 8]
    return {
        "客户编号": f"K{number:06}",
        "客户名称*": f"{town}{number:05}号{trade}有限公司",
        "统一社会信用代码": credit_code(number),
        "手机号码": phone(3 * number),
        "联系人": f"谭{number}",
        "职务": "采购经理",
        "联系人手机": phone(3 * number + 1),
        "微信号": f"tan{number}",
        "E-mail": f"tan{number}@example.com",
        "Second contact": f"李{number}",
        "联系人2电话": phone(3 * number + 2),
        "Region": "HZ",
        "城市": town,
        "信用额度（元）": 500000,
        "账期": 30,
        "业务员": "王建国",
        "拜访次数": number % 7,
    }


def special(number: int) -> dict[str, object]:
    """A row with something the reader must be told, or must not notice."""
    row = row_of(number)
    before = row_of(number - 1)
    changes: list[dict[str, object]] = [
        {"统一社会信用代码": before["统一社会信用代码"]},  # the credit code of the row above
        {"客户名称*": str(before["客户名称*"]).replace("有限公司", "（有限责任公司）")},
        {"手机号码": before["联系人手机"]},  # the phone of a person of the row above
        {"客户编号": None},
        {"客户名称*": None},
        {"客户编号": str(row["客户编号"]).translate(WIDE), "账期": "３０"},
        {"信用额度（元）": "五十万"},
        {"客户编号": before["客户编号"]},  # the row above once more, with another name
        {"联系人": None},
        {"E-mail": "tan at example.com"},
    ]
    return row | changes[number // 10 % KINDS]


def messy_workbook(count: int) -> bytes:
    """So many rows below their headings, as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("客户")
    sheet.append(["客户一览表（内部资料）"])
    sheet.append(HEADINGS)
    for number in range(count):
        row = special(number) if number % 10 == 9 else row_of(number)
        sheet.append([row[heading] for heading in HEADINGS])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
