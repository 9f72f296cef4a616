"""Customers a file may bring in."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Region, User
from core.errors import BusinessError
from core.imports import ImportColumn, ImportContext, ImportPreset, ModelImport, Row, register
from core.imports.references import by_any_of, made
from core.imports.row import State
from customers.enums import CustomerStatus, Grade, SettlementMethod
from customers.models import Customer, CustomerClass, OwnerPeriod
from customers.selectors import match_name
from customers.services.customer import check_credit_code


@register
class CustomerImport(ModelImport):
    """The customer archive; doubles inside the file and against the archive are said."""

    name = "customers"
    label = gettext_lazy("Customers")
    permission = "customers.add_customer"
    takes_historical = True
    model = Customer
    key = ("code",)
    repeats = "first"
    notes = [
        gettext_lazy("A customer is recognised by its code; repeated rows count once, the first."),
        gettext_lazy("Two names that differ only in width, brackets or legal form are doubles."),
        gettext_lazy("A historical file may name new classes and regions; they are made."),
    ]
    columns = [
        ImportColumn(
            "code",
            gettext_lazy("Customer code"),
            kind="code",
            required=True,
            aliases=["客户编码", "客户编号", "客户代码", "客户 ID", "CustomerID"],
            example="C00412",
            max_length=40,
        ),
        ImportColumn(
            "name",
            gettext_lazy("Customer name"),
            required=True,
            aliases=["客户名称", "单位名称", "名称", "CompanyName"],
            example="衡阳水电设备安装有限公司",
            max_length=200,
        ),
        ImportColumn(
            "short_name",
            gettext_lazy("Short name"),
            aliases=["简称", "客户简称"],
            max_length=60,
        ),
        ImportColumn(
            "credit_code",
            gettext_lazy("Unified social credit code"),
            kind="code",
            aliases=["统一社会信用代码", "信用代码"],
            max_length=18,
        ),
        ImportColumn(
            "customer_class",
            gettext_lazy("Class"),
            kind="lookup",
            aliases=["客户分类", "客户类别", "细分"],
            lookup=by_any_of(CustomerClass, "code", "name", may_make=True),
        ),
        ImportColumn(
            "grade",
            gettext_lazy("Grade"),
            kind="choice",
            choices=[choice for choice in Grade.choices if choice[0]],
            aliases=["等级", "客户等级"],
        ),
        ImportColumn(
            "industry", gettext_lazy("Industry"), aliases=["行业", "所属行业"], max_length=60
        ),
        ImportColumn(
            "region",
            gettext_lazy("Region"),
            kind="lookup",
            aliases=["片区", "地区", "大区", "区域"],
            lookup=by_any_of(Region, "code", "name", may_make=True),
        ),
        ImportColumn(
            "province", gettext_lazy("Province"), aliases=["省/自治区", "省份", "省"], max_length=40
        ),
        ImportColumn("city", gettext_lazy("City"), aliases=["城市", "City"], max_length=60),
        ImportColumn(
            "owner",
            gettext_lazy("Salesperson"),
            kind="lookup",
            aliases=["业务员", "负责人", "销售员"],
            lookup=by_any_of(User, "username", "full_name", "employee_number"),
            suggest=lambda _context: User.objects.values_list("full_name", flat=True),
        ),
        ImportColumn(
            "settlement_method",
            gettext_lazy("Settlement method"),
            kind="choice",
            choices=SettlementMethod.choices,
            aliases=["结算方式"],
        ),
        ImportColumn(
            "credit_limit",
            gettext_lazy("Credit limit"),
            kind="money",
            minimum=0,
            aliases=["信用额度"],
            example="500000",
        ),
        ImportColumn(
            "credit_days",
            gettext_lazy("Credit days"),
            kind="integer",
            minimum=0,
            maximum=720,
            aliases=["账期", "信用天数"],
            example="30",
        ),
        ImportColumn(
            "phone",
            gettext_lazy("Phone"),
            kind="phone",
            aliases=["电话", "联系电话", "手机号码", "Phone"],
        ),
        ImportColumn(
            "invoice_title", gettext_lazy("Invoice title"), aliases=["发票抬头"], max_length=200
        ),
        ImportColumn(
            "tax_number",
            gettext_lazy("Tax number"),
            kind="code",
            aliases=["税号", "纳税人识别号"],
            max_length=30,
        ),
        ImportColumn(
            "invoice_address",
            gettext_lazy("Invoice address"),
            aliases=["地址", "开票地址", "Address"],
            max_length=300,
        ),
        ImportColumn("bank_name", gettext_lazy("Bank"), aliases=["开户行"], max_length=120),
        ImportColumn(
            "bank_account",
            gettext_lazy("Bank account"),
            kind="code",
            aliases=["账号", "银行账号"],
            max_length=60,
        ),
        ImportColumn("note", gettext_lazy("Note"), aliases=["备注"]),
    ]
    presets = [
        ImportPreset(
            "northwind",
            headings={
                "code": "CustomerID",
                "name": "CompanyName",
                "city": "City",
                "phone": "Phone",
                "invoice_address": "Address",
            },
        ),
        ImportPreset(
            "superstore",
            headings={
                "code": "客户 ID",
                "name": "客户名称",
                "customer_class": "细分",
                "region": "地区",
                "province": "省/自治区",
                "city": "城市",
            },
        ),
    ]

    def defaults(self, context: ImportContext) -> dict[str, Any]:
        return {
            "created_by": context.actor,
            "created_at": context.at,
            "confirmed_on": context.on,
            "is_historical": context.is_historical,
            "status": CustomerStatus.ACTIVE if context.is_historical else CustomerStatus.POTENTIAL,
        }

    def prepare(self, record: Any, row: Row, context: ImportContext) -> None:
        record.match_name = match_name(record.name)
        record.credit_code = record.credit_code or None

    def check(self, rows: list[Row], context: ImportContext) -> None:
        """Credit codes are right and belong to one customer; live files bring in no doubles."""
        self._check_codes(rows)
        if not context.is_historical:
            self._check_names(rows)

    def _check_codes(self, rows: list[Row]) -> None:
        given = {row.values.get("credit_code"): row for row in rows if row.values["credit_code"]}
        known = dict(
            Customer.objects.filter(credit_code__in=list(given)).values_list("credit_code", "code")
        )
        seen: dict[str, Row] = {}
        for row in rows:
            code = row.values["credit_code"]
            if not code:
                continue
            try:
                check_credit_code(code)
            except BusinessError as refusal:
                row.fail("credit_code", str(refusal))
                continue
            if known.get(code, row["code"]) != row["code"]:
                row.fail(
                    "credit_code", _("Customer %(code)s has this code.") % {"code": known[code]}
                )
            elif code in seen and seen[code]["code"] != row["code"]:
                row.fail(
                    "credit_code", _("Row %(row)d has this code too.") % {"row": seen[code].number}
                )
            seen.setdefault(code, row)

    def _check_names(self, rows: list[Row]) -> None:
        keys = {row.number: match_name(row["name"]) for row in rows}
        known = dict(
            Customer.objects.open()
            .filter(match_name__in=set(keys.values()))
            .values_list("match_name", "code")
        )
        seen: dict[str, Row] = {}
        for row in rows:
            key = keys[row.number]
            if known.get(key, row["code"]) != row["code"]:
                sentence = _("May be customer %(code)s, which is there already.")
                row.fail("name", sentence % {"code": known[key]})
            elif key in seen and seen[key]["code"] != row["code"]:
                row.fail("name", _("May be the same as row %(row)d.") % {"row": seen[key].number})
            seen.setdefault(key, row)

    def write(self, rows: list[Row], context: ImportContext) -> None:
        made(CustomerClass, rows, "customer_class")
        made(Region, rows, "region")
        super().write(rows, context)
        codes = [row["code"] for row in rows if row.state == State.NEW]
        owned = Customer.objects.filter(code__in=codes, owner__isnull=False)
        OwnerPeriod.objects.bulk_create(
            [
                OwnerPeriod(customer_id=pk, owner_id=owner, from_on=context.on)
                for pk, owner in owned.values_list("pk", "owner")
            ]
        )
