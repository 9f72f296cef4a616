"""Pages that show the parts of the look together; only the tests serve them."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.urls import include, path

FOLDER = Path(__file__).parent
MENU = [
    {"label": "待办", "icon": "inbox", "url": "/inbox/", "count": 12, "is_late": True},
    {
        "label": "订单",
        "icon": "order",
        "url": "/rows/",
        "count": 31,
        "is_current": True,
        "children": [
            {"label": "报价单", "url": "/quotes/", "count": 5},
            {"label": "销售订单", "url": "/rows/", "count": 16, "is_current": True},
            {"label": "订单变更", "url": "/changes/", "count": 2},
        ],
    },
    {"label": "客户", "icon": "customer", "url": "/customers/", "count": 4},
    {"label": "资金", "icon": "money", "url": "/money/", "count": 9},
    {"label": "费用", "icon": "expense", "url": "/expenses/", "children": []},
    {"label": "报表", "icon": "report", "url": "/reports/"},
]
FRAME = {
    "menu": MENU,
    "new_items": [
        {"label": "销售订单", "url": "/lines/", "key": "o"},
        {"label": "客户", "url": "/customers/new/", "key": "c"},
    ],
    "search_url": "/search/",
    "period_state": "2026-11 账期开放",
}
PRODUCTS = {
    "ISG50-160A": ("立式管道离心泵", "DN50 H28 3kW", "1680.0000"),
    "ISG80-160A": ("立式管道离心泵", "DN80 H28 5.5kW", "2790.0000"),
    "ISG80-160B": ("立式管道离心泵", "DN80 H24 4kW", "2610.0000"),
    "WQ50-15-2.2": ("潜水排污泵", "DN50 H15 2.2kW", "1245.0000"),
    "JX-108-45": ("机械密封", "108-45 碳化硅", "86.5000"),
}
STATES = [
    ("released", "已下达"),
    ("submitted", "待复核"),
    ("confirmed", "已复核"),
    ("late", "迟 2 天"),
    ("cancelled", "已取消"),
]


def draw(request: HttpRequest, name: str, **context: object) -> HttpResponse:
    options = settings.TEMPLATES[0]["OPTIONS"]
    engine = DjangoTemplates(
        {
            "NAME": "gallery",
            "DIRS": [FOLDER, *settings.TEMPLATES[0]["DIRS"]],
            "APP_DIRS": True,
            "OPTIONS": dict(options),
        }
    )
    template = engine.get_template(f"gallery/{name}.html")
    return HttpResponse(template.render({**FRAME, **context}, request))


def rows(request: HttpRequest) -> HttpResponse:
    shown = [
        {
            "pk": number,
            "number": f"SO-202611-{number:05}",
            "customer": "衡阳水电设备安装有限公司",
            "sum": f"{number * 1234.5:,.2f}",
            "state": STATES[number % 5][0],
            "word": STATES[number % 5][1],
            "can": "order_release" if number % 5 == 2 else "",
        }
        for number in range(127, 97, -1)
    ]
    return draw(request, "rows", rows=shown)


def lines(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return JsonResponse({key: request.POST.getlist(key) for key in request.POST})
    first = {"product": 1, "code": "ISG50-160A", "name": "立式管道离心泵", "quantity": "12.000"}
    shown = [
        {**first, "unit_price": "1680.0000", "due_on": "2026-12-01"},
        {**first, "quantity": "3", "unit_price": "0.3350"},
    ]
    blank = dict.fromkeys(("product", "code", "name", "quantity", "unit_price", "due_on"), "")
    return draw(request, "lines", rows=shown, blank=blank)


def products(request: HttpRequest) -> JsonResponse:
    wanted = request.GET.get("q", "").lower()
    results = [
        {
            "id": number,
            "code": code,
            "text": name,
            "note": specification,
            "fill": {"name": name, "specification": specification, "unit_price": price},
        }
        for number, (code, (name, specification, price)) in enumerate(PRODUCTS.items(), 1)
        if wanted in code.lower() or wanted in name
    ]
    return JsonResponse({"results": results})


MONTHS = ["11-02", "11-03", "11-04", "11-05", "11-06", "11-09"]
FIGURES = {
    "trend": {
        "labels": MONTHS,
        "series": [
            {"name": "本月", "values": [48.2, 101.5, 172.0, 240.8]},
            {"name": "计划", "values": [60, 120, 180, 240, 300, 370], "style": "dashed"},
        ],
        "unit": "万元",
    },
    "pareto": {"labels": ["海润", "江宁"], "values": [118.4, 96.2], "shares": [14.6, 26.4]},
}


def charts(request: HttpRequest) -> HttpResponse:
    return draw(request, "charts", figures=FIGURES)


def panel(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<section><h3>第 {int(request.GET['line'])} 行</h3></section>")


def forbidden(request: HttpRequest) -> HttpResponse:
    page = engines["django"].get_template("403.html")
    who = ["方文（销售经理）"]
    return HttpResponse(page.render({**FRAME, "who_could": who}, request), status=403)


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("on purpose")


VIEWS = [charts, rows, lines, products, panel, forbidden, missing, refused, broken]
urlpatterns = [
    *(path(f"{view.__name__}/", login_not_required(view)) for view in VIEWS),
    path("", include("tests.toy_urls")),
]
handler500 = "backoffice.pages.server_error"
