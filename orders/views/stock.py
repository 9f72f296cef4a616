"""Stock: what may be sold, movements, goods taken in and counted."""

from typing import Any

from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from core.errors import BusinessError
from core.ui import CreatePage, ListPage, LookupPage
from orders.forms.stock import BaseStockFormSet, StockCountForm, StockInForm, StockLineForm
from orders.lists.stock import AvailableList, StockMovementList
from orders.models import StockMovement
from orders.services import StockRow, stock_count, stock_receive
from products.models import Product

StockFormSet = formset_factory(StockLineForm, formset=BaseStockFormSet, extra=0)
BLANK = 8


class AvailableListPage(ListPage):
    """What may still be promised."""

    list_class = AvailableList
    permission = "orders.view_stock"
    noun = "available"
    page = "list"


class StockMovementListPage(ListPage):
    """Every movement of goods."""

    list_class = StockMovementList
    permission = "orders.view_stock"
    create = "orders:stock_movement_receive"


class StockProductLookupPage(LookupPage):
    """Products for the warehouse: no prices."""

    model = Product
    permission = "orders.view_stock"
    search = ["code", "name", "specification", "~name_initials", "~name_pinyin"]
    order_by = ["code"]

    def result(self, record: Product) -> dict[str, Any]:
        return {
            "id": record.pk,
            "code": record.code,
            "text": record.code,
            "note": f"{record.name} {record.specification}".strip(),
            "fill": {
                "name": record.name,
                "specification": record.specification,
                "unit": record.unit,
            },
        }


class StockEntry(CreatePage):
    """What taking in and counting share: a head and a grid of products."""

    template = "orders/stock_entry.html"

    def extra_forms(self, data: Any, files: Any) -> dict[str, Any]:
        return {"rows": StockFormSet(data, prefix="rows")}

    def initial(self) -> dict[str, Any]:
        return {"on": self.today}

    def perform(self, form: Any, extras: dict[str, Any], subject: Any) -> Any:
        rows = [StockRow(p, number) for p, number in extras["rows"].typed()]
        if not rows:
            raise BusinessError(_("Enter at least one product."), code="empty")
        return self.call(self.service, rows=rows, **form.cleaned_data)

    def success_url(self, record: Any) -> str:
        return f"{StockMovementListPage.address()}?q={record}"

    def _form(self, form: Any, extras: Any, *, status: int = 200, **more: Any) -> Any:
        filled = extras["rows"].shown()
        blank = range(len(filled), len(filled) + BLANK)
        return super()._form(form, extras, status=status, filled=filled, blank=blank, **more)


class StockMovementReceivePage(StockEntry):
    """Goods come in."""

    model = StockMovement
    page = "receive"
    form_class = StockInForm
    service = stock_receive
    permission = "orders.receive_stock"
    title = _("Take goods in")
    done = _("The goods are taken in.")


class StockMovementCountPage(StockEntry):
    """Goods are counted."""

    model = StockMovement
    page = "count"
    form_class = StockCountForm
    service = stock_count
    permission = "orders.count_stock"
    title = _("Count stock")
    done = _("The count is booked.")


pages = [
    AvailableListPage,
    StockMovementListPage,
    StockProductLookupPage,
    StockMovementReceivePage,
    StockMovementCountPage,
]
