"""What a customer file may hold, and which headings mean it."""

from django.utils.translation import gettext_lazy

from accounts.models import Region, User
from core.imports import ImportColumn
from core.imports.references import by_any_of
from customers.enums import Grade, SettlementMethod
from customers.models import CustomerClass, RetentionTerms

COLUMNS = [
    ImportColumn(
        "code",
        gettext_lazy("Customer code"),
        kind="code",
        hint=gettext_lazy("Empty: the next code"),
        aliases=["客户编码", "客户编号", "客户代码", "客户 ID", "CustomerID"],
        example="C00412",
        max_length=40,
    ),
    ImportColumn(
        "name",
        gettext_lazy("Customer name"),
        required=True,
        aliases=["客户名称", "单位名称", "公司名称", "客户全称", "名称", "CompanyName"],
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
        aliases=["统一社会信用代码", "信用代码", "USCC"],
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
    ImportColumn("industry", gettext_lazy("Industry"), aliases=["行业", "所属行业"], max_length=60),
    ImportColumn(
        "business_scope",
        gettext_lazy("Scope of business"),
        aliases=["经营范围", "主营业务", "主营产品"],
    ),
    ImportColumn("source", gettext_lazy("Source"), aliases=["客户来源", "来源"], max_length=60),
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
        "retention_rate",
        gettext_lazy("Retention money %"),
        kind="rate",
        minimum=0,
        maximum=RetentionTerms.MOST_RATE,
        aliases=["质保金比例", "质保金率", "质量保证金比例"],
        example="5%",
    ),
    ImportColumn(
        "retention_months",
        gettext_lazy("Retention months"),
        kind="integer",
        minimum=1,
        maximum=RetentionTerms.MOST_MONTHS,
        aliases=["质保期(月)", "质保月数"],
        example="12",
    ),
    ImportColumn(
        "phone",
        gettext_lazy("Phone"),
        kind="phone",
        aliases=["电话", "联系电话", "手机号码", "Phone"],
        max_length=40,
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
        aliases=["开票地址", "发票地址", "注册地址"],
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
